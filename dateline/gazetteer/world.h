#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/latlng.h"
#include "dateline/base/mapped_file.h"

namespace dateline {

/// Who wrote a row, and so what its id counts.
enum class WorldSource : std::uint8_t { kOwn, kGeoNames, kOpenStreetMap };

/// A place of the world: views of the mapped file.
struct WorldPlace {
  std::uint32_t row = 0;  ///< by which all else is asked
  std::uint64_t id = 0;   ///< of the source; 0: none
  WorldSource source = WorldSource::kOwn;
  std::string_view name;  ///< as the source writes it
  LatLng point = *LatLng::make(Latitude{0}, Longitude{0});
  std::int64_t population = 0;      ///< 0: not known
  char feature_class = 'P';         ///< of GeoNames: P town, A area, H water, T relief, S spot, L
  std::string_view feature_code;    ///< of GeoNames: "PPLC", "PCLI", "ADM1", "CONT", "SEA", ...
  std::string_view country;         ///< ISO 3166-1 alpha-2, empty for none
  std::string_view admin1, admin2;  ///< codes within the country

  std::uint64_t geonames() const { return source == WorldSource::kGeoNames ? id : 0; }
};

/// The places of the world in one mapped file (world_format.h), with an index of their names.
/// Immutable; copies share the mapping; shared between threads.
class World {
 public:
  /// Maps a file and checks its header; its checksum too where it has at most `kCheckedAtOnce`
  /// bytes, so that opening costs milliseconds whatever the size. Whatever the bytes are, no
  /// look-up reads outside of them. Fails: kGazetteerInvalid naming path, byte, expected and found.
  static Result<World> open(const std::string& path);
  /// The same over bytes that the caller keeps, aligned to 64.
  static Result<World> read(std::string_view bytes, const std::string& path);
  static constexpr std::size_t kCheckedAtOnce = std::size_t{128} << 20;

  /// Reads all and compares the checksum. Fails: kGazetteerInvalid.
  Status verify() const;

  std::uint32_t size() const { return places_; }
  const std::string& path() const { return path_; }
  /// What it was made of, a line each, with the attribution that is due.
  std::string_view sources() const { return section(6); }

  /// Requires: row < size().
  WorldPlace at(std::uint32_t row) const;
  /// Rows that bear a name of this form (fold_name), most important first: countries, then by rank
  /// of the seat or region and by population, names that are not the usual one lower. Costs one
  /// probe of a hash table; allocates nothing.
  std::span<const std::uint32_t> named(std::string_view folded) const;
  /// The same for a name in its loose form (fold_loose), those of `named` among them.
  std::span<const std::uint32_t> named_loosely(std::string_view loose) const;
  /// True where some name of more than one word begins with this folded word.
  bool begins_name(std::string_view folded_word) const;

  std::optional<std::uint32_t> country(std::string_view iso2) const;
  std::optional<std::uint32_t> admin1(std::string_view iso2, std::string_view code) const;

  /// Calls `sink(key, rows, begins_longer)` for each key of the strict or the loose index, in the
  /// order of the file.
  template <class Sink>
  void each_key(bool loose, Sink sink) const {
    const Index& index = loose ? loose_ : strict_;
    for (std::size_t i = 0; i < index.slots.size() / 2; ++i) {
      const Key key = key_at(index, index.slots[2 * i + 1]);
      sink(key.text, key.rows, (key.flags & 1) != 0);
    }
  }

 private:
  struct Index {
    std::uint32_t bits = 0;
    std::span<const std::uint32_t> buckets, slots, keys;
  };
  struct Key {
    std::string_view text;
    std::span<const std::uint32_t> rows;
    std::uint16_t flags = 0;
  };
  Status check(bool body) const;
  Result<Index> read_index(std::size_t at) const;
  std::string_view section(std::size_t index) const { return sections_[index]; }
  std::string_view text_at(std::uint32_t byte) const;
  Key key_at(const Index& index, std::uint32_t word) const;
  Key find(const Index& index, std::string_view key) const;
  std::optional<std::uint32_t> area(std::string_view iso2, std::string_view code) const;

  std::string path_;
  std::shared_ptr<const MappedFile> mapped_;
  std::string_view bytes_;
  std::uint32_t places_ = 0;
  std::vector<std::string_view> sections_;
  Index strict_, loose_;
};

/// The hash by which names are found.
std::uint64_t hash_of_name(std::string_view folded);

}  // namespace dateline
