#include "dateline/web/world.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dateline/web/assets.h"

namespace dateline {
namespace {

/// Reads the packed bytes; past their end every value is 0 and `ok` is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  std::uint32_t count() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<std::uint8_t>(bytes_[at_++]);
      value |= static_cast<std::uint32_t>(byte & 127u) << shift;
      if (byte < 128) return value;
    }
    ok_ = false;
    return 0;
  }
  std::int32_t signed_count() {
    const std::uint32_t value = count();
    return static_cast<std::int32_t>(value >> 1) ^ -static_cast<std::int32_t>(value & 1);
  }
  /// A count of things that take at least one byte each.
  std::uint32_t length() {
    const std::uint32_t value = count();
    if (value <= bytes_.size() - at_) return value;
    ok_ = false;
    return 0;
  }
  std::string_view bytes(std::uint32_t size) {
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

/// Takes out jumps from one side of the map to the other.
void unwrap(WorldMap::Line& line) {
  double shift = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double step = line[i].lng + shift - line[i - 1].lng;
    if (step > 180) shift -= 360;
    if (step < -180) shift += 360;
    line[i].lng += shift;
  }
}

/// Closes a ring that goes once around the Earth over the pole that it holds.
void close_over_pole(WorldMap::Line& ring) {
  if (ring.empty() || std::abs(ring.back().lng - ring.front().lng) < 180) return;
  const double pole = ring.front().lat < 0 ? -90 : 90;
  ring.push_back({ring.back().lng, pole});
  ring.push_back({ring.front().lng, pole});
}

struct Arc {
  WorldMap::Line line;
  int uses = 0;
};

std::vector<Arc> read_arcs(Reader& reader) {
  std::vector<Arc> arcs(reader.length());
  for (Arc& arc : arcs) {
    std::int64_t x = 0, y = 0;
    const std::uint32_t points = reader.length();
    arc.line.reserve(points);
    for (std::uint32_t i = 0; i < points && reader.ok(); ++i) {
      x += reader.signed_count();
      y += reader.signed_count();
      arc.line.push_back(
          {static_cast<double>(x) * kWorldUnit, static_cast<double>(y) * kWorldUnit});
    }
  }
  return arcs;
}

WorldMap::Line read_ring(Reader& reader, std::vector<Arc>& arcs) {
  WorldMap::Line ring;
  const std::uint32_t refs = reader.length();
  for (std::uint32_t i = 0; i < refs && reader.ok(); ++i) {
    const std::int32_t ref = reader.signed_count();
    const bool backwards = ref < 0;
    const auto index = static_cast<std::size_t>(backwards ? -1 - ref : ref);
    if (index >= arcs.size()) continue;
    Arc& arc = arcs[index];
    ++arc.uses;
    WorldMap::Line line = arc.line;
    if (backwards) std::reverse(line.begin(), line.end());
    // Each line begins where the one before ends.
    const std::size_t skip = ring.empty() || line.empty() ? 0 : 1;
    ring.insert(ring.end(), line.begin() + static_cast<std::ptrdiff_t>(skip), line.end());
  }
  return ring;
}

WorldMap::Country read_country(Reader& reader, std::vector<Arc>& arcs) {
  WorldMap::Country country{{}, {}, {}, 180, 90, -180, -90};
  country.code = std::string(reader.bytes(reader.length()));
  country.name = std::string(reader.bytes(reader.length()));
  const std::uint32_t polygons = reader.length();
  for (std::uint32_t p = 0; p < polygons && reader.ok(); ++p) {
    std::vector<WorldMap::Line> rings;
    const std::uint32_t count = reader.length();
    for (std::uint32_t r = 0; r < count && reader.ok(); ++r) {
      rings.push_back(read_ring(reader, arcs));
      unwrap(rings.back());
      close_over_pole(rings.back());
      for (const WorldMap::Point& point : rings.back()) {
        country.west = std::min(country.west, point.lng);
        country.east = std::max(country.east, point.lng);
        country.south = std::min(country.south, point.lat);
        country.north = std::max(country.north, point.lat);
      }
    }
    country.polygons.push_back(std::move(rings));
  }
  return country;
}

MicroLine micro_ring(const WorldMap::Line& ring) {
  constexpr double kMicro = 1e6;
  MicroLine out;
  for (const WorldMap::Point& p : ring)
    out.push_back({static_cast<std::int32_t>(std::lround(p.lng * kMicro)),
                   static_cast<std::int32_t>(std::lround(p.lat * kMicro))});
  if (out.size() > 1 && out.front() == out.back()) out.pop_back();
  return out;
}

}  // namespace

WorldMap parse_world_map(std::string_view bytes) {
  WorldMap world;
  if (bytes.substr(0, 4) != "DLW2") return world;
  Reader reader(bytes.substr(4));
  std::vector<Arc> arcs = read_arcs(reader);
  const std::uint32_t countries = reader.length();
  for (std::uint32_t i = 0; i < countries && reader.ok(); ++i) {
    world.countries.push_back(read_country(reader, arcs));
  }
  for (Arc& arc : arcs) {
    if (arc.uses == 0) continue;
    unwrap(arc.line);
    (arc.uses > 1 ? world.borders : world.coasts).push_back(std::move(arc.line));
  }
  return world;
}

const WorldMap& world_map() {
  static const WorldMap parsed = parse_world_map(assets::world());
  return parsed;
}

std::vector<CountryOutline> outlines_of(const WorldMap& world,
                                        const std::vector<std::string>& codes) {
  std::vector<CountryOutline> out;
  for (const std::string& code : codes) {
    const auto has = [&](const auto& one) { return !code.empty() && one.code == code; };
    if (std::any_of(out.begin(), out.end(), has)) continue;
    CountryOutline outline{code, {}, {}};
    for (const WorldMap::Country& country : world.countries) {
      if (!has(country)) continue;
      if (outline.name.empty()) outline.name = country.name;
      for (const auto& polygon : country.polygons)
        for (const WorldMap::Line& ring : polygon) outline.rings.push_back(micro_ring(ring));
    }
    if (!outline.rings.empty()) out.push_back(std::move(outline));
  }
  return out;
}

}  // namespace dateline
