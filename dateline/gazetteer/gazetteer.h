#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"

namespace dateline {

/// A point place or a region (country, province, vague region) that news can name.
struct Place {
  PlaceId id;
  std::string name;
  std::vector<std::string> other_names;
  std::optional<LatLng> point;      ///< regions have one too: their centre, where known
  std::vector<Polygon> outline;     ///< regions; may be empty
  std::string kind;                 ///< "town", "crossing", "region", "country", ...
  bool is_region = false;           ///< not a point whose control is asked for
  PlaceId parent;                   ///< region or place; empty at the top
  PlaceId within;                   ///< place whose control moves this one
  std::string country;              ///< ISO 3166 code where known
  std::int64_t population = 0;      ///< 0: not known
  std::string row;                  ///< "places.csv:17": where it came from
};

/// Places of one theatre and the countries of the world; look-up by folded name. Immutable after
/// load; shared between threads.
class Gazetteer {
 public:
  /// Adds a place. Requires: an id that is not there yet.
  void add(Place place);

  const Place* find(const PlaceId& id) const;  ///< nullptr where there is none
  const Place& at(const PlaceId& id) const;    ///< must exist
  /// Candidates for a name, folded; theatre's places first, then countries, then by population.
  std::vector<const Place*> by_name(std::string_view name) const;
  /// One place for a name or id as a person types it: an id, then a name, cities before regions.
  /// Fails: kPlaceUnknown, naming near spellings.
  Result<const Place*> resolve(std::string_view name_or_id) const;
  /// Longest run of words of `words`, from `at`, that is a name: its length in words, 0 for none.
  std::size_t longest_name(const std::vector<std::string>& folded_words, std::size_t at) const;

  const std::vector<Place>& places() const { return places_; }
  /// True where `place` is `region` or lies in it by parent chain, or by outline where it has none.
  bool lies_in(const Place& place, const Place& region) const;
  /// Point places of a region, in order of id.
  std::vector<const Place*> places_in(const Place& region) const;
  /// Nearest point place and its distance in metres; nullptr when there is none.
  std::pair<const Place*, double> nearest(LatLng point) const;

 private:
  std::vector<Place> places_;
  std::unordered_map<PlaceId, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  ///< folded names
  std::unordered_map<std::string, std::size_t> first_words_;  ///< folded first word -> longest name
};

/// A name as it is compared: lower case, no diacritics, hyphens as spaces, no apostrophes or ʿayn,
/// Arabic articles (al, el, ad, ar, as, ash, at, an, az, ez, ed, er, es) dropped, doubled letters
/// single, final "h" after "a" dropped.
std::string fold_name(std::string_view name);

/// Adds places.csv, aliases.csv and regions.csv of a theatre. Fails: kTheatreInvalid with line.
Status load_theatre_places(const std::string& theatre_dir, Gazetteer& gazetteer);

/// Adds the countries of data/world/countries.csv as regions with id "country:xx".
Status load_countries(const std::string& data_dir, Gazetteer& gazetteer);

}  // namespace dateline
