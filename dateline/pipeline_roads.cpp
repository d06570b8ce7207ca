#include "dateline/pipeline_roads.h"

#include "dateline/record/record.h"

namespace dateline {

Result<RoadWorld> road_world(const Situation& situation, const ControlTable& control) {
  const auto rules = load_passage_rules(home_dir() + "/data/territory/passage.csv");
  if (!rules) return tl::unexpected(rules.error());
  RoadWorld out{&situation.roads,
                &situation.knowledge.gazetteer,
                &situation.knowledge.parties,
                &control,
                *rules,
                {}};
  if (!situation.theatre.countries.empty()) out.main_country = situation.theatre.countries.front();
  return out;
}

Result<std::string> theatre_dir_of(const std::string& db, const std::string& theatre) {
  if (!theatre.empty()) return theatre_dir(theatre);
  const auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  const auto kept = record->meta("theatre");
  if (!kept) return tl::unexpected(kept.error());
  return theatre_dir(kept->value_or("none"));
}

}  // namespace dateline
