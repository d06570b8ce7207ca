#include "dateline/meaning/time_feasts.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "dateline/base/calendars.h"
#include "dateline/base/csv.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 8> kRules = {"fixed",           "islamic",  "easter",
                                                    "orthodox_easter", "passover", "rosh_hashanah",
                                                    "hanukkah",        "weekday"};

/// The number of a cell, 0 where it is empty. False where it holds something else.
bool read_number(const std::string& cell, int& out) {
  out = 0;
  if (cell.empty()) return true;
  const auto [end, ec] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
  return ec == std::errc{} && end == cell.data() + cell.size();
}

}  // namespace

bool FeastTable::fits(const Row& row) {
  const bool in_month = row.month >= 1 && row.month <= 12;
  switch (row.rule) {
    case Rule::kFixed:
      return in_month && (std::chrono::year{2001} / row.month / row.day).ok();
    case Rule::kIslamic:
      return in_month && row.day >= 1 && row.day <= 30;
    case Rule::kWeekday:
      return in_month && row.day != 0 && row.day >= -4 && row.day <= 4 && row.weekday >= 0 &&
             row.weekday <= 6;
    default:
      return row.month == 0 && row.day == 0;
  }
}

std::optional<Day> FeastTable::first_day(const Row& row, int year) {
  const unsigned month = static_cast<unsigned>(row.month);
  switch (row.rule) {
    case Rule::kFixed:
      return Day(year, month, static_cast<unsigned>(row.day));
    case Rule::kIslamic: {
      const int about = (year - 622) * 33 / 32;  // within a year of the Islamic one
      for (int islamic = about - 1; islamic <= about + 2; ++islamic) {
        const Day day = islamic_day(islamic, month, static_cast<unsigned>(row.day));
        if (day.year() == year) return day;
      }
      return {};
    }
    case Rule::kEaster:
      return western_easter(year) + row.offset;
    case Rule::kOrthodoxEaster:
      return orthodox_easter(year) + row.offset;
    case Rule::kPassover:
      return passover(year) + row.offset;
    case Rule::kRoshHashanah:
      return hebrew_new_year(year + 3761) + row.offset;
    case Rule::kHanukkah:
      return hanukkah(year) + row.offset;
    case Rule::kWeekday:
      return nth_weekday(year, month, static_cast<unsigned>(row.weekday), row.day);
  }
  return {};
}

std::optional<FeastTable::Feast> FeastTable::in_year(std::string_view name, int year) const {
  const auto it = rows_.find(std::string(name));
  if (it == rows_.end()) return {};
  const auto first = first_day(it->second, year);
  if (!first) return {};
  const bool by_moon = it->second.rule == Rule::kIslamic;
  return Feast{{*first - (by_moon ? 1 : 0), *first + (it->second.days - 1)}, by_moon, *first};
}

Result<FeastTable> FeastTable::load(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  FeastTable out;
  for (const auto& line : table->rows) {
    const auto bad = [&](const std::string& what) {
      Error error{ErrorCode::kDataInvalid, what, path};
      error.line = line.line;
      return tl::unexpected(error);
    };
    Row row;
    std::size_t rule = 0;
    while (rule < kRules.size() && kRules[rule] != table->cell(line, "rule")) ++rule;
    if (rule == kRules.size())
      return bad(fmt::format("expected a rule that the head names, found \"{}\"",
                             table->cell(line, "rule")));
    row.rule = static_cast<Rule>(rule);
    for (const auto& [column, number] :
         {std::pair{"month", &row.month}, std::pair{"day", &row.day},
          std::pair{"weekday", &row.weekday}, std::pair{"offset", &row.offset},
          std::pair{"days", &row.days}})
      if (!read_number(table->cell(line, column), *number))
        return bad(fmt::format("expected a number in {}, found \"{}\"", column,
                               table->cell(line, column)));
    if (!fits(row) || row.days < 1) return bad("expected month, day and weekday that fit the rule");
    const auto names = split_list(table->cell(line, "names"));
    if (names.empty()) return bad("expected a name, found an empty cell");
    for (const std::string& name : names) {
      if (!out.rows_.emplace(name, row).second)
        return bad(fmt::format("expected each name once, found \"{}\" again", name));
      out.first_words_.insert(name.substr(0, name.find(' ')));
      out.first_words_.insert(name.substr(0, name.find_first_of(" -'")));
    }
  }
  return out;
}

}  // namespace dateline
