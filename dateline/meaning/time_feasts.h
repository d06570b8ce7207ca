#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/dispatch/document.h"

namespace dateline {

/// Feasts, fasts and days with a name, by data/times/feasts.csv. Const after load.
class FeastTable {
 public:
  /// An occurrence.
  struct Feast {
    DayInterval days;
    bool by_moon =
        false;  ///< `days` begin a day early: the sighted moon often leads the tabular one
    Day first;  ///< of the calendar's own reckoning
  };

  /// Whether some name begins with this word.
  bool may_begin(std::string_view folded_word) const {
    return first_words_.contains(std::string(folded_word));
  }
  /// Whether the folded words are a name.
  bool has(std::string_view name) const { return rows_.contains(std::string(name)); }
  /// The occurrence that begins in this Gregorian year, the first where there are two. Nullopt for
  /// names that are not in the table or do not fall into the year.
  std::optional<Feast> in_year(std::string_view name, int year) const;

  /// Fails: kDataInvalid, with path and line, for a row that is not what the head of the file says,
  /// or a name that is given twice.
  static Result<FeastTable> load(const std::string& path);

 private:
  enum class Rule {
    kFixed,
    kIslamic,
    kEaster,
    kOrthodoxEaster,
    kPassover,
    kRoshHashanah,
    kHanukkah,
    kWeekday
  };
  struct Row {
    Rule rule = Rule::kFixed;
    int month = 0, day = 0, weekday = 0, offset = 0, days = 1;
  };
  static std::optional<Day> first_day(const Row& row, int year);
  static bool fits(const Row& row);

  std::unordered_map<std::string, Row> rows_;
  std::unordered_set<std::string> first_words_;
};

/// What reading times needs beside the text.
struct TimeKnowledge {
  FeastTable feasts;
  std::optional<int> utc_offset_minutes;  ///< of the theatre, where one is known

  /// The day of publication where the story is set, as far as the source gives the instant.
  Day day_of(const Published& published) const;
};

/// Minutes of "+03:00" or "-05:00". Nullopt for anything else.
std::optional<int> parse_utc_offset(std::string_view text);

}  // namespace dateline
