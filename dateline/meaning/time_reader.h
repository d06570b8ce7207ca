#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/time_words.h"

namespace dateline {

/// Reads the time expressions of one document from left to right. Each rule looks at the words from
/// one token on; the first that fits takes them, and says both what TIMEX3 calls the expression and
/// which days it may mean, if any. Rules that know their days by themselves come first, those that
/// need what was told before come last.
class TimeReader {
 public:
  TimeReader(const Syntax& syntax, const TimeKnowledge& knowledge)
      : syntax_(syntax),
        feasts_(knowledge.feasts),
        published_(knowledge.day_of(syntax.document().published)),
        anchor_(published_) {}

  /// All expressions, those without days included, in the order of the text, none inside of
  /// another.
  std::vector<TimeMention> run();

 private:
  /// An expression before the words around it ("since", "by") have their say.
  struct Found {
    TokenIndex begin, end;
    Timex timex;
    std::optional<DayInterval> days;  ///< none: it says nothing of days that a claim could take
    std::string rule;                 ///< what gave the days
    bool settled = false;             ///< "since" and "by" do not change it
  };
  using Rule = std::optional<Found> (TimeReader::*)(TokenIndex) const;

  /// "more than two", "a few", "seven or eight", "several"; `end` is the token after it.
  struct Amount {
    TokenIndex end;
    double low, high;
    bool vague = false;  ///< says no number: "several", "few"
    enum class Bound { kExact, kMore, kLess } bound = Bound::kExact;
    const char* mod = "";  ///< TIMEX3's
  };
  static constexpr int kFarthest = 600'000;  ///< days
  /// An amount of a unit: "24 hours", "more than two years".
  struct Span {
    TokenIndex end;
    Amount amount;
    TimeUnit unit;
    int longest() const { return days(amount.high); }
    /// At most kFarthest: no calendar reaches beyond.
    int days(double count) const {
      return static_cast<int>(std::min(count * unit_days(unit) + 0.5, kFarthest * 1.0));
    }
    Timex timex() const {
      return {TimexType::kDuration, duration_value(amount.vague ? 0 : amount.low, unit),
              amount.mod};
    }
  };

  // Words (time_context.cpp).
  bool inside(TokenIndex i) const { return sentence_.contains(i); }
  const std::string& word(TokenIndex i) const;
  const std::string& lemma(TokenIndex i) const;
  const std::string& before(TokenIndex i, TokenIndex back = 1) const;
  bool capitalised(TokenIndex i) const { return inside(i) && syntax_.is_capitalised(i); }
  bool is_last_word(TokenIndex i) const;
  bool may_begin(TokenIndex i) const;
  TokenIndex skip_hyphen(TokenIndex i) const;
  TokenIndex with_determiner(TokenIndex i) const;
  TokenIndex governor(TokenIndex i) const;
  bool future(TokenIndex i) const;
  bool perfect(TokenIndex i) const;
  bool told_past(TokenIndex i) const;

  // Numbers and lengths (time_amounts.cpp).
  std::optional<double> count_at(TokenIndex i, TokenIndex& end) const;
  std::optional<Amount> amount_at(TokenIndex i) const;
  std::optional<Span> span_at(TokenIndex i) const;
  TimeUnit unit_at(TokenIndex i) const;
  TimeUnit plural_unit_at(TokenIndex i) const;
  int year_at(TokenIndex i, TokenIndex* end = nullptr) const;

  // From left to right (time_reader.cpp).
  TimeMention settle(Found found) const;
  void note_anchor(const TimeMention& mention);

  // Days of the calendar (time_calendar.cpp).
  std::optional<Found> numeric_date(TokenIndex i) const;
  std::optional<Found> weekday(TokenIndex i) const;
  std::optional<Found> calendar(TokenIndex i) const;
  std::optional<Found> month_name(TokenIndex i, bool alone) const;
  std::optional<Day> nearest_year(Day this_year, unsigned month, int day, TokenIndex i) const;
  std::optional<Day> day_of_month(int year, unsigned month, int day) const;
  DayInterval undated_month(unsigned month, TokenIndex i) const;
  Day undated_weekday(unsigned weekday, TokenIndex i) const;
  bool is_month_name(TokenIndex i) const;

  // Parts of days (time_clock.cpp).
  std::optional<Found> named_day(TokenIndex i) const;
  std::optional<Found> clock(TokenIndex i) const;
  TokenIndex with_day_part(TokenIndex end, Timex& timex) const;
  TokenIndex clock_at(TokenIndex i, std::string& value) const;

  // Stretches of the calendar (time_periods.cpp, time_quarters.cpp, time_seasons.cpp).
  std::optional<Found> partial(TokenIndex i) const;
  std::optional<Found> joined_middle(TokenIndex i) const;
  std::optional<Found> part_of_day(TokenIndex i) const;
  std::optional<Found> edge(TokenIndex i) const;
  std::optional<Found> period_behind(TokenIndex at, bool the, TokenIndex i) const;
  std::optional<Found> year(TokenIndex i) const;
  std::optional<Found> decade(TokenIndex i) const;
  std::optional<Found> century(TokenIndex i) const;
  std::optional<Found> part_of_month(TokenIndex i) const;
  bool stands_alone(TokenIndex i, int year) const;
  std::optional<Found> fraction(TokenIndex i) const;
  std::optional<Found> quarter_of_year(TokenIndex i) const;
  std::optional<Found> earlier_quarter(TokenIndex i) const;
  std::optional<Found> season(TokenIndex i) const;
  std::optional<Found> feast(TokenIndex i) const;
  std::optional<Found> weekend(TokenIndex i) const;
  Day last_quarter() const;

  // Days counted from publication (time_relative.cpp).
  std::optional<Found> ago(TokenIndex i) const;
  std::optional<Found> this_or_last(TokenIndex i) const;
  std::optional<Period> period_of(TokenIndex i, const std::string& which) const;
  DayInterval away(const Span& span, Day from, int direction) const;
  Timex timex_away(const Span& span, Day from, int direction) const;

  // From what was told (time_anchored.cpp).
  std::optional<Found> anchored(TokenIndex i) const;
  std::optional<Found> next_to(TokenIndex i) const;
  std::optional<Found> definite(TokenIndex i) const;

  // Lengths (time_lengths.cpp).
  std::optional<Found> past_span(TokenIndex i) const;
  std::optional<Found> coming_span(TokenIndex i) const;
  std::optional<Found> lasting(TokenIndex i) const;
  std::optional<Found> long_event(TokenIndex i) const;
  std::optional<Found> length(TokenIndex i) const;
  std::optional<Found> bare_length(TokenIndex i) const;

  // What comes again, and what only says past, present or future (time_sets.cpp).
  std::optional<Found> repeated(TokenIndex i) const;
  std::optional<Found> vague(TokenIndex i) const;

  const Syntax& syntax_;
  const FeastTable& feasts_;
  Day published_;
  TokenRange sentence_;
  Day anchor_;                  ///< the last day told, the day of publication before there is one
  DayInterval last_{};          ///< the last expression's days
  bool told_ = false;           ///< whether there was one
  std::optional<Day> quarter_;  ///< first day of the last quarter named
  bool of_quarter_ = false;     ///< the last period named was a quarter
  std::vector<TimeMention> out_;
};

}  // namespace dateline
