#include "dateline/gazetteer/gazetteer.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace dateline {

void Gazetteer::add(Place place) {
  const std::size_t index = places_.size();
  by_id_.emplace(place.id, index);
  if (place.geonames != 0) by_geonames_.emplace(place.geonames, index);
  const auto add_name = [&](const std::string& name) {
    const std::string folded = fold_name(name);
    if (folded.empty()) return;
    auto& list = by_name_[folded];
    if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
    first_words_.insert(folded.substr(0, folded.find(' ')));
  };
  add_name(place.name);
  for (const std::string& name : place.other_names) add_name(name);
  places_.push_back(std::move(place));
}

const Place* Gazetteer::find(const PlaceId& id) const {
  auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &places_[it->second];
}

const Place& Gazetteer::at(const PlaceId& id) const { return places_[by_id_.at(id)]; }

const Place* Gazetteer::find_geonames(std::uint64_t id) const {
  const auto it = by_geonames_.find(id);
  return it == by_geonames_.end() ? nullptr : &places_[it->second];
}

void Gazetteer::set_point(const PlaceId& id, LatLng point) { places_[by_id_.at(id)].point = point; }

std::vector<const Place*> Gazetteer::by_folded_name(const std::string& folded) const {
  std::vector<const Place*> out;
  if (auto it = by_name_.find(folded); it != by_name_.end())
    for (std::size_t index : it->second) out.push_back(&places_[index]);
  // A name that is both a city and a region means the city unless a word beside it says otherwise.
  std::stable_sort(out.begin(), out.end(),
                   [](const Place* a, const Place* b) { return a->is_region < b->is_region; });
  return out;
}

std::vector<const Place*> Gazetteer::by_name(std::string_view name) const {
  auto out = by_folded_name(fold_name(name));
  if (out.size() < 2) return out;
  // Folding makes one of Hama and al-Hamah; whoever is spelt just so comes first.
  const std::string exact = fold_case(name);
  const auto spelt_so = [&](const Place* place) {
    return fold_case(place->name) == exact ||
           std::any_of(place->other_names.begin(), place->other_names.end(),
                       [&](const std::string& other) { return fold_case(other) == exact; });
  };
  std::stable_sort(out.begin(), out.end(), [&](const Place* a, const Place* b) {
    return std::pair(a->is_region, !spelt_so(a)) < std::pair(b->is_region, !spelt_so(b));
  });
  return out;
}

Result<const Place*> Gazetteer::resolve(std::string_view name_or_id) const {
  if (const Place* place = find(PlaceId(name_or_id))) return place;
  const std::string folded = fold_name(name_or_id);
  if (auto places = by_folded_name(folded); !places.empty()) return places.front();
  // The nearest names by their first letters are the best hint for a mistyped one.
  std::vector<std::string> near;
  for (const Place& place : places_) {
    const std::string other = fold_name(place.name);
    if (!folded.empty() && other.substr(0, 3) == folded.substr(0, 3)) near.push_back(place.name);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > 5) near.resize(5);
  return fail(ErrorCode::kPlaceUnknown,
              near.empty()
                  ? fmt::format("found \"{}\"", name_or_id)
                  : fmt::format("found \"{}\"; known: {}", name_or_id, fmt::join(near, ", ")));
}

bool Gazetteer::lies_in(const Place& place, const Place& region) const {
  if (place.id == region.id) return true;
  const Place* up = &place;
  for (int depth = 0; depth < 16 && !up->parent.empty(); ++depth) {
    up = find(up->parent);
    if (!up) break;
    if (up->id == region.id) return true;
  }
  // Outlines overlap chains on purpose (the south, the coast): they hold places of any province.
  return place.point && std::any_of(region.outline.begin(), region.outline.end(),
                                    [&](const Polygon& p) { return contains(p, *place.point); });
}

std::vector<const Place*> Gazetteer::places_in(const Place& region) const {
  std::vector<const Place*> out;
  for (const Place& place : places_)
    if (!place.is_region && place.point && lies_in(place, region)) out.push_back(&place);
  std::sort(out.begin(), out.end(), [](const Place* a, const Place* b) { return a->id < b->id; });
  return out;
}

std::pair<const Place*, double> Gazetteer::nearest(LatLng point) const {
  std::pair<const Place*, double> best{nullptr, std::numeric_limits<double>::infinity()};
  for (const Place& place : places_) {
    if (place.is_region || !place.point) continue;
    const double d = distance_m(point, *place.point);
    if (d < best.second) best = {&place, d};
  }
  return best;
}

void settle_regions(Gazetteer& gazetteer) {
  for (const Place& region : std::vector<Place>(gazetteer.places())) {
    if (!region.is_region || region.point) continue;
    double lat = 0, lng = 0;
    int n = 0;
    for (const Place* place : gazetteer.places_in(region)) {
      lat += place->point->lat();
      lng += place->point->lng();
      ++n;
    }
    if (n == 0) continue;
    gazetteer.set_point(region.id, *LatLng::make(Latitude{lat / n}, Longitude{lng / n}));
  }
}

}  // namespace dateline
