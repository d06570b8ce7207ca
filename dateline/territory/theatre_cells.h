#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "dateline/territory/theatre_check.h"
#include "dateline/territory/theatre_schema.h"

namespace dateline {

/// The ids that a theatre's files make, for cells that name one.
struct TheatreIds {
  std::map<std::string, std::string>
      areas;  ///< places and regions; where each is made: "FILE:LINE"
  std::set<std::string> places;
  std::set<std::string> parties;
  std::optional<std::set<std::string>> general;  ///< parties of everywhere, where they are known
};

/// The parties that data/actors/parties.csv and data/world/countries.csv declare.
std::set<std::string> general_parties(const std::string& data_dir);

/// What is wrong with a cell; nothing where `what` is empty.
struct CellVerdict {
  Severity severity = Severity::kError;
  std::string what;
};

/// Judges one filled cell by its column. Never fails.
CellVerdict judge_cell(const ColumnSchema& column, const std::string& cell, const TheatreIds& ids);

/// The whole text as a finite number.
std::optional<double> parse_number(const std::string& text);

/// Two capital letters.
bool is_country_code(std::string_view code);

}  // namespace dateline
