#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/time_words.h"

namespace dateline {

/// Reads the time expressions of one document from left to right. Each rule looks at the words from
/// one token on; the first that fits takes them. Rules that know their days by themselves come
/// first, those that need what was told before come last.
class TimeReader {
 public:
  explicit TimeReader(const Syntax& syntax)
      : syntax_(syntax), published_(syntax.document().published.day), anchor_(published_) {}

  std::vector<TimeMention> run();

 private:
  /// An expression before the words around it ("since", "by") have their say.
  struct Found {
    TokenIndex begin, end;
    DayInterval days;
    std::string rule;
    bool settled = false;  ///< "since" and "by" do not change it
  };
  using Rule = std::optional<Found> (TimeReader::*)(TokenIndex) const;

  /// "more than two", "a few", "seven or eight", "several"; `end` is the token after it.
  struct Amount {
    TokenIndex end;
    double low, high;
    bool vague = false;  ///< says no number: "several", "few"
    enum class Bound { kExact, kMore, kLess } bound = Bound::kExact;
  };
  /// An amount of a unit: "24 hours", "more than two years".
  struct Span {
    TokenIndex end;
    Amount amount;
    TimeUnit unit;
    int longest() const { return days(amount.high); }
    int days(double count) const { return static_cast<int>(count * unit_days(unit) + 0.5); }
  };

  // Words (time_context.cpp).
  bool inside(TokenIndex i) const { return sentence_.contains(i); }
  const std::string& word(TokenIndex i) const;
  const std::string& lemma(TokenIndex i) const;
  const std::string& before(TokenIndex i, TokenIndex back = 1) const;
  bool capitalised(TokenIndex i) const { return inside(i) && syntax_.is_capitalised(i); }
  TokenIndex skip_hyphen(TokenIndex i) const;
  TokenIndex with_determiner(TokenIndex i) const;
  std::optional<Amount> amount_at(TokenIndex i) const;
  std::optional<double> count_at(TokenIndex i, TokenIndex& end) const;
  std::optional<Span> span_at(TokenIndex i) const;
  TokenIndex governor(TokenIndex i) const;
  bool future(TokenIndex i) const;
  bool perfect(TokenIndex i) const;
  int year_at(TokenIndex i) const;
  TimeMention settle(Found found);
  void join_ranges(std::size_t first_of_sentence);
  void note_anchor(const TimeMention& mention);

  // Days of the calendar (time_calendar.cpp).
  std::optional<Found> numeric_date(TokenIndex i) const;
  std::optional<Found> weekday(TokenIndex i) const;
  std::optional<Found> calendar(TokenIndex i) const;
  std::optional<Found> partial(TokenIndex i) const;
  std::optional<Found> year(TokenIndex i) const;
  std::optional<Found> decade(TokenIndex i) const;
  std::optional<Found> fraction(TokenIndex i) const;
  std::optional<Found> season(TokenIndex i) const;
  std::optional<Found> feast(TokenIndex i) const;
  std::optional<Found> month_name(TokenIndex i, bool alone) const;
  std::optional<Day> day_of_month(int year, unsigned month, int day) const;
  DayInterval undated_month(unsigned month, TokenIndex i) const;
  Day undated_weekday(unsigned weekday, TokenIndex i) const;

  // Days counted from publication or from what was told (time_relative.cpp).
  std::optional<Found> named_day(TokenIndex i) const;
  std::optional<Found> weekend(TokenIndex i) const;
  std::optional<Found> ago(TokenIndex i) const;
  std::optional<Found> this_or_last(TokenIndex i) const;
  std::optional<Found> past_span(TokenIndex i) const;
  std::optional<Found> coming_span(TokenIndex i) const;
  std::optional<Found> lasting(TokenIndex i) const;
  std::optional<Found> long_event(TokenIndex i) const;
  std::optional<Found> anchored(TokenIndex i) const;
  std::optional<DayInterval> period_of(TokenIndex i, const std::string& which) const;
  DayInterval away(const Span& span, Day from, int direction) const;

  const Syntax& syntax_;
  Day published_;
  TokenRange sentence_;
  Day anchor_;          ///< the last day told, the day of publication before there is one
  DayInterval last_{};  ///< the last expression's days
  bool told_ = false;   ///< whether there was one
  std::vector<TimeMention> out_;
};

}  // namespace dateline
