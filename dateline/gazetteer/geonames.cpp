#include "dateline/gazetteer/geonames.h"

#include <array>
#include <charconv>

#include <fmt/format.h>
#include <utf8proc.h>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kFields = 19;
constexpr std::size_t kLongestCode = 3;  // of an airport or a country

tl::unexpected<Error> bad(std::size_t column, std::string detail) {
  Error error{ErrorCode::kDataInvalid, std::move(detail), {}};
  error.column = static_cast<int>(column) + 1;
  return tl::unexpected(std::move(error));
}

template <class T>
bool parse_number(std::string_view text, T& value) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  return ec == std::errc() && end == text.data() + text.size();
}

bool is_readable_letter(char32_t c) {
  return c < 0x0530 || (c >= 0x0590 && c < 0x0700) || (c >= 0x1E00 && c < 0x1FFF) ||
         (c >= 0x2010 && c < 0x2030);
}

}  // namespace

Result<GeoNamesRow> parse_geonames_row(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::array<std::string_view, kFields> fields;
  std::size_t count = 0;
  for (std::string_view rest = line;; ++count) {
    const auto tab = rest.find('\t');
    if (count < kFields) fields[count] = rest.substr(0, tab);
    if (tab == std::string_view::npos) break;
    rest.remove_prefix(tab + 1);
  }
  if (++count != kFields)
    return bad(0, fmt::format("expected {} fields with tabs between, found {}", kFields, count));
  GeoNamesRow row;
  NewPlace& place = row.place;
  place.source = WorldSource::kGeoNames;
  if (!parse_number(fields[0], place.id) || place.id == 0)
    return bad(0, fmt::format("expected a number above 0, found \"{}\"", fields[0]));
  if (fields[1].empty()) return bad(1, "expected a name, found nothing");
  if (const auto at = find_invalid_utf8(line))
    return bad(0, fmt::format("expected UTF-8, found another byte at {}", *at));
  place.name = fields[1];
  row.ascii_name = fields[2];
  row.other_names = fields[3];
  double lat = 0, lng = 0;
  if (!parse_number(fields[4], lat))
    return bad(4, fmt::format("expected degrees north, found \"{}\"", fields[4]));
  if (!parse_number(fields[5], lng))
    return bad(5, fmt::format("expected degrees east, found \"{}\"", fields[5]));
  const auto point = LatLng::make(Latitude{lat}, Longitude{lng});
  if (!point) return bad(4, fmt::format("expected degrees of the Earth, found {}, {}", lat, lng));
  place.point = *point;
  if (fields[6].size() > 1)
    return bad(6, fmt::format("expected one letter, found \"{}\"", fields[6]));
  place.feature_class = fields[6].empty() ? 'P' : fields[6].front();
  place.feature_code = fields[7];
  if (!fields[8].empty() && fields[8].size() != 2)
    return bad(8, fmt::format("expected two letters of a country, found \"{}\"", fields[8]));
  place.country = fields[8];
  place.admin1 = fields[10];
  place.admin2 = fields[11];
  if (!fields[14].empty() && (!parse_number(fields[14], place.population) || place.population < 0))
    return bad(14, fmt::format("expected a number of people, found \"{}\"", fields[14]));
  return row;
}

bool is_name_of_text(std::string_view name) {
  if (name.size() < 2 || name.size() > 120) return false;
  bool all_capitals = true, lower_first = false;
  for (std::size_t at = 0; at < name.size();) {
    const Utf8Char c = utf8_at(name, at);
    if (!c.valid || !is_readable_letter(c.code)) return false;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c.code));
    if (at == 0) lower_first = category == UTF8PROC_CATEGORY_LL;
    all_capitals = all_capitals && c.code < 0x80 && category == UTF8PROC_CATEGORY_LU;
    if (c.code == U'/' || c.code == U':') return false;  // links
    at += c.length;
  }
  return !lower_first && !(all_capitals && name.size() <= kLongestCode);
}

std::uint32_t add_geonames_row(const GeoNamesRow& row, WorldWriter& writer) {
  const std::uint32_t at = writer.add(row.place);
  if (row.ascii_name != row.place.name) writer.add_name(at, row.ascii_name, NameKind::kUsual);
  each_other_name(row.other_names,
                  [&](std::string_view name) { writer.add_name(at, name, NameKind::kOther); });
  return at;
}

}  // namespace dateline
