#pragma once

#include <charconv>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/error.h"

namespace dateline {

/// A number of a struct that a row of a file key,value,reason may set.
template <class Values>
struct ValueKey {
  std::string_view name;
  double Values::*member;
  double low, high;
};

/// Reads such a file over the struct's own values; every row has a reason. Fails: kDataInvalid with
/// line for an unknown or doubled key, a value out of range or an empty reason; kFileMissing,
/// kFileUnreadable.
template <class Values>
Result<Values> load_keyed_values(const std::string& path, std::span<const ValueKey<Values>> keys) {
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const std::string_view column : {"key", "value", "reason"}) {
    if (table->column(column) < 0)
      return fail(ErrorCode::kDataInvalid, fmt::format("expected the column {}", column), path);
  }
  Values values;
  std::set<std::string> seen;
  for (const CsvTable::Row& row : table->rows) {
    const std::string& name = table->cell(row, "key");
    const ValueKey<Values>* key = nullptr;
    for (const ValueKey<Values>& known : keys)
      if (known.name == name) key = &known;
    if (!key) return row_error(*table, row, fmt::format("unknown key \"{}\"", name));
    if (!seen.insert(name).second)
      return row_error(*table, row, fmt::format("{} stands twice", name));
    if (table->cell(row, "reason").empty()) return row_error(*table, row, "expected a reason");
    const std::string& text = table->cell(row, "value");
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() ||
        !(key->low <= value && value <= key->high)) {
      return row_error(*table, row,
                       fmt::format("{}: expected a number from {} to {}, found \"{}\"", name,
                                   key->low, key->high, text));
    }
    values.*key->member = value;
  }
  return values;
}

/// "key,value" lines in the order of the keys, values in full.
template <class Values>
std::string keyed_text(const Values& values, std::span<const ValueKey<Values>> keys) {
  std::string out;
  for (const ValueKey<Values>& key : keys)
    out += fmt::format("{},{}\n", key.name, values.*key.member);
  return out;
}

}  // namespace dateline
