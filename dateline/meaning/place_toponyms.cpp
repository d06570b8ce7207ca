#include <fmt/format.h>

#include <algorithm>

#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"

// Places of the world gazetteer among the mentions: what the theatre's own names do not cover.

namespace dateline {

Place as_place(const WorldPlace& row, const Gazetteer& gazetteer) {
  Place out;
  out.id = PlaceId(row.geonames() != 0 ? fmt::format("geonames:{}", row.geonames())
                   : row.id != 0       ? fmt::format("osm:{}", row.id)
                                       : fmt::format("world:{}{}{}", fold_name(row.name),
                                               row.country.empty() ? "" : ".", row.country));
  out.name = row.name;
  out.point = row.point;
  out.is_region = row.feature_class != 'P' && row.feature_class != 'S';
  out.kind = out.is_region ? "region" : row.feature_class == 'P' ? "town" : "site";
  out.country = row.country;
  out.population = row.population;
  if (const PlaceId country("country:" + fold_case(row.country)); gazetteer.find(country))
    out.parent = country;
  return out;
}

const Place* Places::world_place(std::uint32_t row) {
  auto& place = world_places_[row];
  if (!place)
    place =
        std::make_unique<const Place>(as_place(knowledge_->world->at(row), knowledge_->gazetteer));
  return place.get();
}

/// Names that neither the theatre nor a party has taken. A name that no gazetteer knows is a place
/// where the text puts something there ("in Bir Hakara"), without a point.
void Places::add_toponyms(const Actors& actors, const Toponyms& toponyms) {
  for (const GroundedToponym& found : toponyms.places) {
    if (found.toponym.use != ToponymUse::kPlace) continue;
    const TokenRange range = found.toponym.range;
    bool taken = false;
    for (TokenIndex i = range.begin; i < range.end; ++i)
      taken |= mention_at_[i] >= 0 || (actors.mention_at(i) && !is_located(range.end - 1));
    if (taken) continue;
    PlaceMention mention;
    mention.range = range;
    mention.head = range.end - 1;
    // The word by which the name hangs in its sentence: a noun, where a parser took others for
    // none.
    for (TokenIndex k = range.end; k-- > range.begin;)
      if (!range.contains(syntax_->head(k)) &&
          (syntax_->is_nominal(k) || !syntax_->is_nominal(mention.head)))
        mention.head = k;
    if (bears_another(mention, syntax_->sentence(syntax_->sentence_of(range.begin)))) continue;
    for (const PlaceCandidate& candidate : found.candidates) {
      if (mention.candidates.size() == kMostReadings || candidate.probability < kLeastChance) break;
      mention.candidates.push_back(candidate.theatre ? candidate.theatre
                                                     : world_place(*candidate.world));
      mention.chances.push_back(candidate.probability);
    }
    if (mention.candidates.empty() && !is_located(mention.head)) continue;
    if (!mention.chances.empty()) mention.chance = mention.chances.front();
    add(std::move(mention));
  }
}

}  // namespace dateline
