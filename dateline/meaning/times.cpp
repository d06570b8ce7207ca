#include <algorithm>
#include <array>
#include <charconv>

#include "dateline/meaning/mentions.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday", "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december"};
constexpr std::array<std::string_view, 13> kNumbers = {"zero", "one", "two", "three", "four",
                                                       "five", "six", "seven", "eight", "nine",
                                                       "ten", "eleven", "twelve"};

std::optional<int> to_number(const std::string& word) {
  if (word == "a" || word == "an") return 1;
  if (word == "several" || word == "few") return 3;
  if (word == "couple") return 2;
  for (std::size_t i = 0; i < kNumbers.size(); ++i)
    if (kNumbers[i] == word) return static_cast<int>(i);
  int value = 0;
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (ec != std::errc{} || end != word.data() + word.size()) return {};
  return value;
}

std::optional<unsigned> to_month(std::string word) {
  if (word.size() < 3) return {};
  if (word.back() == '.') word.pop_back();
  for (unsigned m = 0; m < 12; ++m)
    if (kMonths[m] == word || (word.size() <= 4 && kMonths[m].substr(0, 3) == word.substr(0, 3) &&
                               (word.size() == 3 || word == "sept")))
      return m + 1;
  return {};
}

int unit_days(const std::string& lemma) {
  if (lemma == "hour" || lemma == "minute") return 0;
  if (lemma == "day" || lemma == "night") return 1;
  if (lemma == "week") return 7;
  if (lemma == "month") return 30;
  if (lemma == "year") return 365;
  if (lemma == "decade") return 3650;
  return -1;
}

DayInterval month_days(int year, unsigned month) {
  using namespace std::chrono;
  const year_month ym = std::chrono::year{year} / std::chrono::month{month};
  return {Day(std::chrono::sys_days{ym / 1}), Day(std::chrono::sys_days{ym / last})};
}

/// Reads one sentence from left to right; each rule says how many tokens it took.
class TimeReader {
 public:
  TimeReader(const Syntax& syntax, TokenRange sentence, std::vector<TimeMention>& out)
      : syntax_(syntax), sentence_(sentence), published_(syntax.document().published.day), out_(out) {}

  void read() {
    for (at_ = sentence_.begin; at_ < sentence_.end;) {
      using Rule = TokenIndex (TimeReader::*)();
      constexpr Rule kRules[] = {&TimeReader::weekday, &TimeReader::calendar,     &TimeReader::named_day,
                                 &TimeReader::ago,     &TimeReader::last_or_this, &TimeReader::within,
                                 &TimeReader::year};
      TokenIndex taken = 0;
      for (const Rule rule : kRules)
        if (taken == 0) taken = (this->*rule)();
      at_ += std::max<TokenIndex>(taken, 1);
    }
  }

 private:
  const std::string& word(TokenIndex offset) const {
    static const std::string kNone;
    return at_ + offset < sentence_.end ? syntax_.lower(at_ + offset) : kNone;
  }
  const std::string& lemma(TokenIndex offset) const {
    static const std::string kNone;
    return at_ + offset < sentence_.end ? syntax_.lemma(at_ + offset) : kNone;
  }
  const std::string& before(TokenIndex back) const {
    static const std::string kNone;
    return at_ >= sentence_.begin + back ? syntax_.lower(at_ - back) : kNone;
  }
  bool since() const {
    for (TokenIndex back = 1; back <= 3; ++back) {
      if (before(back) == "since") return true;
      if (before(back) != "late" && before(back) != "early" && before(back) != "on" && before(back) != "the") break;
    }
    return false;
  }

  TokenIndex emit(TokenIndex length, DayInterval days, std::string rule) {
    if (since() && days.begin <= published_) {
      days.end = published_;
      rule = "since_" + rule;
    }
    TimeMention mention;
    mention.range = {at_, at_ + length};
    mention.head = at_;
    for (TokenIndex i = at_; i < at_ + length; ++i)
      if (!mention.range.contains(syntax_.head(i))) mention.head = i;
    mention.reading = {days, syntax_.text(mention.range), std::move(rule)};
    out_.push_back(std::move(mention));
    return length;
  }

  /// "on Friday": the last such day, the day of publication included; "next Friday" the coming one.
  TokenIndex weekday() {
    if (!syntax_.is_capitalised(at_)) return 0;
    for (unsigned w = 0; w < 7; ++w) {
      if (word(0) != kWeekdays[w]) continue;
      int back = (static_cast<int>(published_.weekday()) - static_cast<int>(w) + 7) % 7;
      if (before(1) == "next" || before(1) == "coming") back -= 7;
      if (before(1) == "last" && back == 0) back = 7;
      const Day day = published_ - back;
      return emit(1, {day, day}, "weekday");
    }
    return 0;
  }

  /// "7 December 2024", "December 7", "in December", "March 2011".
  TokenIndex calendar() {
    TokenIndex length = 0;
    std::optional<int> day;
    auto month = to_month(word(0));
    if (month && (syntax_.is_capitalised(at_) && (word(0) != "may" || syntax_.upos(at_) == Upos::kPropn))) {
      length = 1;
      auto number = to_number(word(1));
      if (number && *number >= 1 && *number <= 31 && word(1).size() <= 2) day = number, length = 2;
    } else if (auto number = to_number(word(0)); number && *number >= 1 && *number <= 31) {
      TokenIndex skip = word(1) == "of" ? 2 : 1;
      month = to_month(word(skip));
      if (!month || at_ + skip >= sentence_.end || !syntax_.is_capitalised(at_ + skip)) return 0;
      day = number, length = skip + 1;
    } else {
      return 0;
    }
    const TokenIndex comma = word(length) == "," ? 1 : 0;
    auto year = to_number(word(length + comma));
    if (year && *year >= 1900 && *year <= 2100) length += comma + 1;
    else year.reset();
    DayInterval days = month_days(year.value_or(published_.year()), *month);
    // Without a year it is the last such month; a month still to come needs "next" or a future verb.
    if (!year && days.begin > published_) days = month_days(published_.year() - 1, *month);
    if (day) {
      const auto ymd = days.begin.ymd().year() / days.begin.ymd().month() / std::chrono::day{static_cast<unsigned>(*day)};
      if (!ymd.ok()) return 0;
      Day exact{std::chrono::sys_days{ymd}};
      if (!year && exact > published_ + 31) exact = Day(exact.year() - 1, static_cast<unsigned>(exact.ymd().month()), static_cast<unsigned>(*day));
      days = {exact, exact};
      return emit(length, days, "date");
    }
    if (!year && length == 1 && before(1) != "in" && before(1) != "since" && before(1) != "last" && before(1) != "early" &&
        before(1) != "late" && before(1) != "of" && before(1) != "this" && before(1) != "until")
      return 0;
    if (days.end > published_) days.end = published_;
    return emit(length, days, "month");
  }

  TokenIndex named_day() {
    const std::string& w = word(0);
    if (w == "yesterday") return emit(1, {published_ - 1, published_ - 1}, "yesterday");
    if (w == "today" || w == "tonight") return emit(1, {published_, published_}, "today");
    if (w == "tomorrow") return emit(1, {published_ + 1, published_ + 1}, "tomorrow");
    if (w == "overnight") return emit(1, {published_ - 1, published_}, "overnight");
    if (w == "last" && word(1) == "night") return emit(2, {published_ - 1, published_ - 1}, "last_night");
    if (w == "earlier" && word(1) == "today") return emit(2, {published_, published_}, "today");
    if (w == "this" && (word(1) == "morning" || word(1) == "afternoon" || word(1) == "evening"))
      return emit(2, {published_, published_}, "today");
    return 0;
  }

  /// "a week ago", "two days earlier", "three months before".
  TokenIndex ago() {
    const auto n = to_number(word(0));
    if (!n) return 0;
    TokenIndex unit_at = 1;
    if (word(1) == "-") unit_at = 2;
    const int unit = unit_days(lemma(unit_at));
    if (unit < 0) return 0;
    const std::string& after = word(unit_at + 1);
    if (after != "ago" && after != "earlier") return 0;
    const int days = unit == 0 ? (*n + 12) / 24 : *n * unit;
    const int slack = unit >= 365 ? 183 : unit >= 30 ? 15 : unit == 7 ? 1 : 0;
    const Day day = published_ - days;
    return emit(unit_at + 2, {day - slack, std::min(day + slack, published_)}, "ago");
  }

  /// "last week", "this month", "last year", "in recent days".
  TokenIndex last_or_this() {
    const std::string &w = word(0), &unit = lemma(1);
    if (w == "last" || w == "this" || w == "past") {
      const bool last = w != "this";
      if (unit == "week") {
        const int monday = (static_cast<int>(published_.weekday()) + 6) % 7;
        const Day start = published_ - monday - (last ? 7 : 0);
        return emit(2, {start, last ? start + 6 : published_}, last ? "last_week" : "this_week");
      }
      if (unit == "month") {
        const Day in_month = last ? month_days(published_.year(), static_cast<unsigned>(published_.ymd().month())).begin - 1 : published_;
        DayInterval days = month_days(in_month.year(), static_cast<unsigned>(in_month.ymd().month()));
        if (!last) days.end = published_;
        return emit(2, days, last ? "last_month" : "this_month");
      }
      if (unit == "year") {
        const int year = published_.year() - (last ? 1 : 0);
        return emit(2, {Day(year, 1, 1), last ? Day(year, 12, 31) : published_}, last ? "last_year" : "this_year");
      }
      if (const auto month = to_month(word(1)); month && last && at_ + 1 < sentence_.end && syntax_.is_capitalised(at_ + 1)) {
        int year = published_.year();
        if (month_days(year, *month).end >= published_) --year;
        return emit(2, month_days(year, *month), "last_named_month");
      }
    }
    if (w == "recent" && unit_days(unit) > 0) {
      const int back = unit_days(unit) * 3;
      return emit(2, {published_ - back, published_}, "recent");
    }
    return 0;
  }

  /// "within 24 hours", "in the past three days", "over the last week", "for the past two weeks".
  TokenIndex within() {
    const std::string& w = word(0);
    if (w != "within" && w != "past" && w != "last" && w != "previous") return 0;
    const auto n = to_number(word(1));
    if (!n || unit_days(lemma(2)) < 0) return 0;
    const int unit = unit_days(lemma(2));
    const int days = unit == 0 ? std::max(1, (*n + 12) / 24) : *n * unit;
    return emit(3, {published_ - days, published_}, "within");
  }

  TokenIndex year() {
    const std::string& w = word(0);
    const auto n = w.size() == 4 ? to_number(w) : std::nullopt;
    if (!n || *n < 1900 || *n > published_.year()) return 0;
    const std::string& b = before(1);
    if (b != "in" && b != "since" && b != "early" && b != "late" && b != "mid" && b != "of" && b != "from" && b != "until" && b != "during")
      return 0;
    return emit(1, {Day(*n, 1, 1), std::min(Day(*n, 12, 31), published_)}, "year");
  }

  const Syntax& syntax_;
  TokenRange sentence_;
  Day published_;
  std::vector<TimeMention>& out_;
  TokenIndex at_ = 0;
};

}  // namespace

std::vector<TimeMention> find_times(const Syntax& syntax) {
  std::vector<TimeMention> out;
  for (std::size_t s = 0; s < syntax.sentences(); ++s) TimeReader(syntax, syntax.sentence(s), out).read();
  return out;
}

}  // namespace dateline
