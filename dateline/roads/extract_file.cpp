#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include <fmt/format.h>

#include "dateline/base/file.h"
#include "dateline/base/mapped_file.h"
#include "dateline/gazetteer/line_reader.h"
#include "dateline/roads/extract.h"

// An extract of roads (.dlr), little endian:
//   file    = magic sum counts codes nodes from to length class country
//   magic   = "dlroads1"
//   sum     = 8 bytes, XXH3-64 of all bytes after it
//   counts  = nodes roads countries: 4 bytes each, and 4 zeros
//   codes   = 2 bytes a country, without the first ("not told"), and zeros to a multiple of 8
//   nodes   = latitude longitude: 4 bytes each, signed, degrees times 10^7
//   from to = 4 bytes a road: a node          length = 4 bytes a road: float, metres
//   class   = 1 byte a road: 0 motorway ... 5 track        country = 1 byte a road

namespace dateline {
namespace {

static_assert(std::endian::native == std::endian::little);
constexpr std::string_view kMagic = "dlroads1";
constexpr std::size_t kHead = 32;

/// The cells of a line, quotes taken off.
void split_cells(std::string_view line, std::vector<std::string>& cells) {
  cells.clear();
  cells.emplace_back();
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
}

class TableReader {
 public:
  explicit TableReader(std::string path) : path_(std::move(path)) {}

  Result<RoadExtract> read() {
    auto lines = LineReader::open(path_);
    if (!lines) return tl::unexpected(lines.error());
    std::string_view line;
    constexpr std::string_view kHeader =
        "from,to,km,name,class,country,certainty,from_lat,from_lon,to_lat,to_lon";
    if (!lines->next(line) || line != kHeader)
      return wrong(1, fmt::format("expected the header {}", kHeader));
    std::vector<std::string> cells;
    while (lines->next(line)) {
      if (line.empty()) continue;
      split_cells(line, cells);
      if (auto status = row(cells, lines->line()); !status) return tl::unexpected(status.error());
    }
    if (lines->failed())
      return fail(ErrorCode::kFileUnreadable, "the file could not be read", path_);
    return std::move(out_);
  }

 private:
  tl::unexpected<Error> wrong(int line, std::string what) const {
    Error error{ErrorCode::kDataInvalid, std::move(what), path_};
    error.line = line;
    return tl::unexpected(std::move(error));
  }

  static std::optional<double> number(const std::string& text) {
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
  }

  Status row(const std::vector<std::string>& cells, int line) {
    if (cells.size() != 11)
      return wrong(line, fmt::format("expected 11 cells, found {}", cells.size()));
    const auto km = number(cells[2]);
    if (!km || *km < 0 || *km > 20'000)
      return wrong(line, fmt::format("expected kilometres, found \"{}\"", cells[2]));
    const auto road_class = parse_road_class(cells[4]);
    if (!road_class)
      return wrong(line, fmt::format("expected a class of road, found \"{}\"", cells[4]));
    const auto from = node(cells[0], cells[7], cells[8]), to = node(cells[1], cells[9], cells[10]);
    if (!from || !to) return wrong(line, "expected degrees of the Earth");
    if (*from == *to) return {};  // a round that leads back: no way to anywhere
    out_.from.push_back(*from);
    out_.to.push_back(*to);
    out_.length_m.push_back(static_cast<float>(*km * 1000));
    out_.road_class.push_back(static_cast<std::uint8_t>(*road_class));
    out_.country.push_back(country(cells[5]));
    return {};
  }

  std::optional<std::uint32_t> node(const std::string& id, const std::string& lat,
                                    const std::string& lng) {
    const auto known = nodes_.find(id);
    if (known != nodes_.end()) return known->second;
    const auto y = number(lat), x = number(lng);
    if (!y || !x || !LatLng::make(Latitude{*y}, Longitude{*x})) return {};
    const auto index = static_cast<std::uint32_t>(out_.nodes.size());
    out_.nodes.push_back({static_cast<std::int32_t>(std::lround(*y * 1e7)),
                          static_cast<std::int32_t>(std::lround(*x * 1e7))});
    nodes_.emplace(id, index);
    return index;
  }

  std::uint8_t country(const std::string& code) {
    if (code.size() != 2) return 0;
    for (std::size_t i = 1; i < out_.countries.size(); ++i)
      if (out_.countries[i] == code) return static_cast<std::uint8_t>(i);
    if (out_.countries.size() > 255) return 0;
    out_.countries.push_back(code);
    return static_cast<std::uint8_t>(out_.countries.size() - 1);
  }

  const std::string path_;
  RoadExtract out_;
  std::unordered_map<std::string, std::uint32_t> nodes_;
};

template <class T>
void append(std::string& out, const std::vector<T>& column) {
  out.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(T));
}

std::size_t padded(std::size_t size) { return (size + 7) / 8 * 8; }

}  // namespace

Result<RoadExtract> import_road_table(const std::string& path) { return TableReader(path).read(); }

Status save_road_extract(const RoadExtract& extract, const std::string& path) {
  std::string body;
  const std::vector<std::uint32_t> counts = {
      static_cast<std::uint32_t>(extract.nodes.size()), static_cast<std::uint32_t>(extract.size()),
      static_cast<std::uint32_t>(extract.countries.size()), 0};
  append(body, counts);
  std::string codes;
  for (std::size_t i = 1; i < extract.countries.size(); ++i) codes += extract.countries[i];
  codes.resize(padded(codes.size()), '\0');
  body += codes;
  append(body, extract.nodes);
  append(body, extract.from);
  append(body, extract.to);
  append(body, extract.length_m);
  append(body, extract.road_class);
  append(body, extract.country);
  const std::uint64_t sum = XXH3_64bits(body.data(), body.size());
  std::string head(kMagic);
  head.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return write_file(path, head + body);
}

Result<RoadExtract> parse_road_extract(std::string_view bytes, const std::string& path) {
  const auto wrong = [&](std::size_t byte, std::string what) {
    Error error{ErrorCode::kDataInvalid, std::move(what), path};
    error.byte = byte;
    return tl::unexpected(std::move(error));
  };
  if (bytes.size() < kHead || bytes.substr(0, kMagic.size()) != kMagic)
    return wrong(0, "expected an extract of roads (dlroads1), found something else");
  std::uint64_t sum = 0;
  std::uint32_t counts[4];
  std::memcpy(&sum, bytes.data() + 8, sizeof sum);
  std::memcpy(counts, bytes.data() + 16, sizeof counts);
  const std::uint64_t nodes = counts[0], roads = counts[1], countries = counts[2];
  if (countries == 0 || countries > 256)
    return wrong(24, fmt::format("expected 1 to 256 countries, found {}", countries));
  const std::uint64_t codes = padded((countries - 1) * 2);
  const std::uint64_t size = kHead + codes + nodes * 8 + roads * 14;
  if (bytes.size() != size)
    return wrong(16, fmt::format("expected {} bytes, found {}", size, bytes.size()));
  if (XXH3_64bits(bytes.data() + 16, bytes.size() - 16) != sum)
    return wrong(8, "expected the checksum of its bytes, found another");
  RoadExtract out;
  for (std::size_t i = 0; i + 1 < countries; ++i)
    out.countries.emplace_back(bytes.substr(kHead + 2 * i, 2));
  std::size_t at = kHead + codes;
  const auto take = [&]<class T>(std::vector<T>& column, std::uint64_t count) {
    column.resize(count);
    if (count) std::memcpy(column.data(), bytes.data() + at, count * sizeof(T));
    at += count * sizeof(T);
  };
  take(out.nodes, nodes);
  take(out.from, roads);
  take(out.to, roads);
  take(out.length_m, roads);
  take(out.road_class, roads);
  take(out.country, roads);
  for (const auto& node : out.nodes)
    if (std::abs(node.lat_e7 / 1e7) > 90 || std::abs(node.lng_e7 / 1e7) > 180)
      return wrong(kHead + codes, "expected degrees of the Earth");
  for (std::size_t i = 0; i < roads; ++i) {
    if (out.from[i] >= nodes || out.to[i] >= nodes || !(out.length_m[i] >= 0) ||
        !std::isfinite(out.length_m[i]) ||
        out.road_class[i] > static_cast<std::uint8_t>(RoadClass::kTrack) ||
        out.country[i] >= countries)
      return wrong(kHead + codes + nodes * 8 + i * 4, fmt::format("road {} is none", i));
  }
  return out;
}

Result<RoadExtract> load_road_extract(const std::string& path) {
  const auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  return parse_road_extract((*file)->bytes(), path);
}

}  // namespace dateline
