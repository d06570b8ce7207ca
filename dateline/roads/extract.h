#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/roads/roads.h"

namespace dateline {

/// The roads of an imported extract of OpenStreetMap, junction by junction: millions, so columns
/// and no names.
struct RoadExtract {
  struct Node {
    std::int32_t lat_e7, lng_e7;  ///< degrees times 10^7
  };
  std::vector<Node> nodes;
  std::vector<std::uint32_t> from, to;     ///< indices of nodes, one a road
  std::vector<float> length_m;             ///< one a road
  std::vector<std::uint8_t> road_class;    ///< RoadClass, one a road
  std::vector<std::uint8_t> country;       ///< index in `countries`, one a road
  std::vector<std::string> countries{""};  ///< ISO codes; the first is "not told"

  std::size_t size() const { return from.size(); }
};

/// Reads the table that `dateline gazetteer import --roads` writes (docs/formats.md). Fails:
/// kDataInvalid with line; kFileMissing, kFileUnreadable.
Result<RoadExtract> import_road_table(const std::string& path);

/// Writes the extract in the form below, all or nothing. Fails: kFileUnwritable.
Status save_road_extract(const RoadExtract& extract, const std::string& path);
/// Reads it back; whatever the bytes are, no index points outside. Fails: kDataInvalid naming byte,
/// expected and found; kFileMissing, kFileUnreadable.
Result<RoadExtract> load_road_extract(const std::string& path);
Result<RoadExtract> parse_road_extract(std::string_view bytes, const std::string& path);

/// The extract drawn together to a graph of the gazetteer's point places: each junction belongs to
/// the place nearest by road, two places whose ground meets are joined by the shortest way over the
/// border between them, once over main roads alone and once over any where that is shorter, in the
/// lowest class on the way. A place stands at the junction nearest to it within `snap_km`; places
/// without one, and of several at one junction all but the most populous, are left out. Cost: O(E
/// log V), two searches. Source: network Voronoi diagrams, Erwig 2000.
RoadGraph draw_together(const RoadExtract& extract, const Gazetteer& gazetteer,
                        std::vector<Crossing> crossings = {}, double snap_km = 5);

}  // namespace dateline
