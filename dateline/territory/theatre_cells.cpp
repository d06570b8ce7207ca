#include "dateline/territory/theatre_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/wkt.h"

namespace dateline {
namespace {

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

bool is_party_path(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string_view::npos;
}

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

/// A party is known where it has a row, or where it only gathers parties that have one; general
/// parties need none.
bool knows_party(const std::string& id, const TheatreIds& ids) {
  if (ids.parties.contains(id)) return true;
  if (ids.general ? ids.general->contains(id) : id.find('.') == std::string::npos) return true;
  return std::any_of(ids.parties.begin(), ids.parties.end(), [&](const std::string& known) {
    return is_within(ActorId(known), ActorId(id));
  });
}

CellVerdict expected(std::string_view what, const std::string& found) {
  return {Severity::kError, fmt::format("expected {}, found \"{}\"", what, found)};
}

CellVerdict judge_number(const std::string& cell, double low, double high) {
  const auto value = parse_number(cell);
  if (value && low <= *value && *value <= high) return {};
  return expected(std::isfinite(high) ? fmt::format("a number from {} to {}", low, high)
                                      : fmt::format("a number of {} or more", low),
                  cell);
}

CellVerdict judge_countries(const std::string& cell, bool two) {
  const auto codes = split_list(cell);
  if (!std::all_of(codes.begin(), codes.end(), is_country_code)) {
    return expected("ISO 3166 codes of two capitals", cell);
  }
  if (two && codes.size() != 2) return expected("two countries", cell);
  return {};
}

CellVerdict judge_party(const std::string& cell, const TheatreIds& ids) {
  if (!is_party_path(cell)) return expected("the path of a party (a-z, 0-9, _ and dots)", cell);
  if (!knows_party(cell, ids)) return expected("a party of parties.csv or of data/actors", cell);
  return {};
}

}  // namespace

std::set<std::string> general_parties(const std::string& data_dir) {
  std::set<std::string> out;
  for (const auto& [file, column] :
       {std::pair("/actors/parties.csv", "id"), std::pair("/world/countries.csv", "actor")}) {
    const auto table = load_csv(data_dir + file);
    if (!table) continue;
    for (const CsvTable::Row& row : table->rows) out.insert(table->cell(row, column));
  }
  return out;
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || ec != std::errc{} || end != text.data() + text.size() ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

bool is_country_code(std::string_view code) {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return 'A' <= c && c <= 'Z'; });
}

CellVerdict judge_cell(const ColumnSchema& column, const std::string& cell, const TheatreIds& ids) {
  const auto unless = [&](bool fine, std::string_view what) {
    return fine ? CellVerdict{} : expected(what, cell);
  };
  switch (column.kind) {
    case CellKind::kText:
    case CellKind::kNewId:
      return {};
    case CellKind::kPlace:
      return unless(ids.places.contains(cell), "the id of a place");
    case CellKind::kArea:
      return unless(ids.areas.contains(cell), "the id of a place or region");
    case CellKind::kHolder:
      return cell == "contested" ? CellVerdict{} : judge_party(cell, ids);
    case CellKind::kParty:
      return judge_party(cell, ids);
    case CellKind::kPartyPath:
      return unless(is_party_path(cell), "a path (a-z, 0-9, _ and dots)");
    case CellKind::kDay:
      return unless(parse_partial_day(cell).has_value(), "a day YYYY-MM-DD, YYYY-MM or YYYY");
    case CellKind::kShare:
      return judge_number(cell, 0, 1);
    case CellKind::kCount:
      return judge_number(cell, 0, INFINITY);
    case CellKind::kLatitude:
      return judge_number(cell, -90, 90);
    case CellKind::kLongitude:
      return judge_number(cell, -180, 180);
    case CellKind::kColour:
      return unless(is_colour(cell), "a colour #rrggbb");
    case CellKind::kCountries:
      return judge_countries(cell, false);
    case CellKind::kTwoCountries:
      return judge_countries(cell, true);
    case CellKind::kWkt: {
      const auto outline = parse_wkt(cell);
      return outline ? CellVerdict{} : CellVerdict{Severity::kError, outline.error().detail};
    }
    case CellKind::kWord:
      return unless(has_word(column.words, cell), fmt::format("one of: {}", column.words));
    case CellKind::kOpenWord:
      if (has_word(column.words, cell)) return {};
      return {Severity::kNote, fmt::format("\"{}\" is none of the usual words", cell)};
  }
  return {};
}

}  // namespace dateline
