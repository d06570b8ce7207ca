#include "dateline/record/tolls.h"

#include <algorithm>
#include <array>
#include <map>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"all",   "place", "day",
                                                    "month", "year",  "party"};

std::pair<std::string, std::string> key_of(const Happening& one, TollBy by) {
  const std::string day = to_string(one.days.begin);
  switch (by) {
    case TollBy::kAll:
      return {"", "all"};
    case TollBy::kPlace:
      return one.place ? std::pair(one.place->place.str(), one.place->name)
                       : std::pair(std::string(), std::string());
    case TollBy::kDay:
      return {day, day};
    case TollBy::kMonth:
      return {day.substr(0, 7), day.substr(0, 7)};
    case TollBy::kYear:
      return {day.substr(0, 4), day.substr(0, 4)};
    case TollBy::kParty:
      return one.who.empty() ? std::pair(std::string(), std::string())
                             : std::pair(one.who.front().str(), one.who.front().str());
  }
  return {};
}

void add(const std::optional<Toll>& one, Toll& sum) {
  if (!one) return;
  sum.low += one->low, sum.best += one->best, sum.high += one->high;
  sum.origins = std::max(sum.origins, one->origins);
}

}  // namespace

std::string_view to_string(TollBy by) { return kNames[static_cast<std::size_t>(by)]; }

std::optional<TollBy> parse_toll_by(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<TollBy>(i);
  return {};
}

std::vector<TollRow> add_up(const std::vector<Happening>& happenings, TollBy by) {
  std::map<std::string, TollRow> rows;
  for (const Happening& one : happenings) {
    if (!one.killed && !one.wounded && !one.displaced) continue;
    const auto [key, name] = key_of(one, by);
    TollRow& row = rows[key];
    row.key = key, row.name = name;
    add(one.killed, row.killed);
    add(one.wounded, row.wounded);
    add(one.displaced, row.displaced);
    row.happenings.push_back(one.id);
  }
  std::vector<TollRow> out;
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  return out;
}

}  // namespace dateline
