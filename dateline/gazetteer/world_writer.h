#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/latlng.h"
#include "dateline/gazetteer/name_index.h"
#include "dateline/gazetteer/spool.h"
#include "dateline/gazetteer/world.h"

namespace dateline {

/// How far a name is the one by which news calls a place: it decides the order among namesakes.
enum class NameKind {
  kUsual,      ///< the source's own name for it
  kOther,      ///< one of its other names
  kShortened,  ///< made of a longer one: "Avoyelles" for "Avoyelles Parish"
};

/// What is written of a place; see WorldPlace.
struct NewPlace {
  std::uint64_t id = 0;
  WorldSource source = WorldSource::kOwn;
  std::string_view name;
  LatLng point = *LatLng::make(Latitude{0}, Longitude{0});
  std::int64_t population = 0;
  char feature_class = 'P';
  std::string_view feature_code, country, admin1, admin2;
};

/// Writes a file of the world's places (world_format.h) of any size: what does not stay small lies
/// on disk until finish(). The same calls in the same order give the same bytes.
class WorldWriter {
 public:
  /// Fails: kOutputUnwritable.
  static Result<WorldWriter> create(const std::string& path);

  /// Adds a place under its name; the row that it got.
  std::uint32_t add(const NewPlace& place);
  /// Another name of a row that was added.
  void add_name(std::uint32_t row, std::string_view name, NameKind kind);
  /// The same for a name that is folded already, as World::each_key gives it.
  void add_folded(std::uint32_t row, std::string_view folded, NameKind kind);
  /// A line of what the file is made of.
  void add_source(std::string_view line);
  std::uint32_t size() const { return static_cast<std::uint32_t>(importance_.size()); }

  /// Writes the file under its name, whole or not at all. Fails: kOutputUnwritable.
  Status finish();

 private:
  WorldWriter(std::string path, Spool rows, Spool texts, NameIndexWriter strict,
              NameIndexWriter loose);
  std::uint32_t text(std::string_view value);
  std::uint32_t code(std::string_view value);
  Status write(std::FILE* out);

  std::string path_;
  Spool rows_, texts_;
  NameIndexWriter strict_, loose_;
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::vector<float> importance_;  ///< by row
  std::vector<std::tuple<std::string, std::string, float, std::uint32_t>> areas_;
  std::string sources_;
};

/// How much sooner a place is meant than a namesake: by rank, then by population.
float importance_of(const NewPlace& place);

/// True where the code is a country's (PCLI, PCLD, ...) or a first-level region's (ADM1).
bool is_country(char feature_class, std::string_view feature_code);
bool is_first_level(char feature_class, std::string_view feature_code);

}  // namespace dateline
