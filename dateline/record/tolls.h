#pragma once

#include <string>
#include <vector>

#include "dateline/record/happenings.h"

namespace dateline {

enum class TollBy { kAll, kPlace, kDay, kMonth, kYear, kParty };
std::string_view to_string(TollBy by);
std::optional<TollBy> parse_toll_by(std::string_view name);

/// The victims of several happenings, each counted once.
struct TollRow {
  std::string key;   ///< id of the place or party, the day, "2024-12", "2024"; empty: not told
  std::string name;  ///< what the key is called
  Toll killed, wounded, displaced;      ///< sums; `origins` of each is the largest of one happening
  std::vector<HappeningId> happenings;  ///< those with a number, in their order
};

/// Adds up happenings, never reports. Periods are those of a happening's first day; a party is the
/// doer that most reports of a happening name. Happenings without a number are left out. Sorted by
/// key.
std::vector<TollRow> add_up(const std::vector<Happening>& happenings, TollBy by);

}  // namespace dateline
