// Writes how the words of articles may be read as events, for fit_choice.py to learn from:
//   event_readings ARTICLE.txt ... > READINGS.jsonl
// One line a reading: article, trigger, type, clauses, slots, whether the frames alone would take
// it
// ("frames"), and its features.

#include <nlohmann/json.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"

namespace dateline::train {
namespace {

nlohmann::json actors(const std::vector<ActorReading>& slot) {
  nlohmann::json out = nlohmann::json::array();
  for (const ActorReading& a : slot) out.push_back({{"id", a.id.str()}, {"text", a.text}});
  return out;
}

/// `first`: of the readings of its trigger.
nlohmann::json line(const std::string& article, const EventTrace& trace, bool first) {
  const Event& e = trace.event;
  nlohmann::json out = {
      {"article", article},   {"trigger", e.trigger},           {"type", to_string(e.type)},
      {"noun", e.is_noun},    {"frames", first && e.needs_met}, {"attributive", e.attributive},
      {"who", actors(e.who)}, {"whom", actors(e.whom)},         {"features", trace.features}};
  for (const ByteSpan clause : trace.clauses)
    out["clauses"].push_back({{"begin", clause.begin}, {"end", clause.end}});
  out["where"] = nlohmann::json::array();
  for (const auto* list : {&e.where, &e.where_list})
    for (const PlaceReading& p : *list)
      if (p.point) out["where"].push_back({{"lat", p.point->lat()}, {"lon", p.point->lng()}});
  return out;
}

int run(const std::vector<std::string>& files) {
  auto engine = load_engine("");
  if (!engine) return fmt::print(stderr, "{}\n", to_string(engine.error())), 2;
  engine->choose_by_frames();
  int status = 0;
  for (const std::string& file : files) {
    const Status read = read_dispatches(file, {}, [&](Result<Document> document) {
      if (!document) {
        fmt::print(stderr, "{}\n", to_string(document.error()));
        status = 1;
        return;
      }
      Explanation explanation;
      read_claims(*document, *engine, &explanation);
      TokenIndex last = kNoToken;
      for (const EventTrace& trace : explanation.readings) {
        if (trace.fate != Fate::kUsed)
          fmt::print("{}\n", line(file, trace, trace.event.trigger != last).dump());
        last = trace.event.trigger;
      }
    });
    if (!read) return fmt::print(stderr, "{}\n", to_string(read.error())), 2;
  }
  return status;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  std::vector<std::string> files;
  CLI::App app("Writes how words may be read as events");
  app.add_option("ARTICLE", files, "dated texts")->required();
  CLI11_PARSE(app, argc, argv);
  return dateline::train::run(files);
}
