#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"
#include "dateline/gazetteer/fold.h"

namespace dateline {

/// A point place or a region (country, province, vague region) that news can name.
struct Place {
  PlaceId id;
  std::string name;
  std::vector<std::string> other_names;
  std::optional<LatLng> point;   ///< regions have one too: their centre, where known
  std::vector<Polygon> outline;  ///< regions; may be empty
  std::string kind;              ///< "town", "crossing", "region", "country", ...
  bool is_region = false;        ///< not a point whose control is asked for
  PlaceId parent;                ///< region or place; empty at the top
  PlaceId within;                ///< place whose control moves this one
  std::string country;           ///< ISO 3166 code where known
  std::int64_t population = 0;   ///< 0: not known
  std::uint64_t geonames = 0;    ///< id there; 0: not told
  std::string row;               ///< "places.csv:17": where it came from
};

/// Places of one theatre and the countries of the world; look-up by folded name. Immutable after
/// load; shared between threads.
class Gazetteer {
 public:
  /// Adds a place. Requires: an id that is not there yet.
  void add(Place place);

  const Place* find(const PlaceId& id) const;  ///< nullptr where there is none
  const Place& at(const PlaceId& id) const;    ///< must exist
  /// The place that is said to be this one of GeoNames; nullptr where there is none.
  const Place* find_geonames(std::uint64_t id) const;
  /// Candidates for a name, folded; theatre's places first, then countries, then by population.
  std::vector<const Place*> by_name(std::string_view name) const;
  /// One place for a name or id as a person types it: an id, then a name, cities before regions.
  /// Fails: kPlaceUnknown, naming near spellings.
  Result<const Place*> resolve(std::string_view name_or_id) const;
  /// As by_name, for a name that is folded already.
  std::vector<const Place*> by_folded_name(const std::string& folded) const;
  /// True where some name begins with this folded word: a quick test before longer look-ups.
  bool begins_name(const std::string& folded_word) const {
    return first_words_.contains(folded_word);
  }

  const std::vector<Place>& places() const { return places_; }
  void set_point(const PlaceId& id, LatLng point);
  /// True where `place` is `region` or lies in it by parent chain, or by outline where it has none.
  bool lies_in(const Place& place, const Place& region) const;
  /// Point places of a region, in order of id.
  std::vector<const Place*> places_in(const Place& region) const;
  /// Nearest point place and its distance in metres; nullptr when there is none.
  std::pair<const Place*, double> nearest(LatLng point) const;

 private:
  std::vector<Place> places_;
  std::unordered_map<PlaceId, std::size_t> by_id_;
  std::unordered_map<std::uint64_t, std::size_t> by_geonames_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  ///< folded names
  std::unordered_set<std::string> first_words_;                        ///< folded
};

/// Adds places.csv, aliases.csv and regions.csv of a theatre. Fails: kTheatreInvalid with line.
Status load_theatre_places(const std::string& theatre_dir, Gazetteer& gazetteer);

/// Adds the countries of data/world/countries.csv as regions with id "country:xx" and their
/// capitals as places "capital:xx", except for those that a theatre has already (same folded name
/// within 25 km, or a region of the country's name).
Status load_countries(const std::string& data_dir, Gazetteer& gazetteer);

/// Gives regions without an outline the mean of their places' points. Call once all is loaded.
void settle_regions(Gazetteer& gazetteer);

}  // namespace dateline
