#pragma once

#include <span>
#include <string_view>

namespace dateline {

/// What a cell of a theatre's file must be.
enum class CellKind {
  kText,
  kNewId,   ///< makes an id of the theatre (places and regions share one set)
  kPlace,   ///< id of places.csv
  kArea,    ///< id of places.csv or regions.csv
  kParty,   ///< party path; told where parties.csv does not have it
  kHolder,  ///< party or "contested"
  kDay,     ///< YYYY-MM-DD, YYYY-MM or YYYY
  kShare,   ///< 0 to 1
  kCount,   ///< a number, 0 or more
  kLatitude,
  kLongitude,
  kColour,     ///< #rrggbb
  kCountries,  ///< one or more ISO 3166 codes, '|' between
  kTwoCountries,
  kWkt,
  kWord,       ///< one of the words of the column; others are refused
  kOpenWord,   ///< one of the words; others are told as a note
  kPartyPath,  ///< the id of a party: segments of a-z, 0-9, _ with dots between
};

struct ColumnSchema {
  std::string_view name;
  CellKind kind;
  bool filled = false;          ///< bold in the format: the column and its cells must be there
  std::string_view words = {};  ///< of kWord and kOpenWord, ' ' between
};

struct FileSchema {
  std::string_view file;
  bool required;
  std::span<const ColumnSchema> columns;  ///< without source and note, which every file may have
};

/// The format of a theatre, version 1, in the order of its page.
std::span<const FileSchema> theatre_schema();

}  // namespace dateline
