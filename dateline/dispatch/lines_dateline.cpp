// The beginnings of stories: where and when they were filed.

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <string>

#include "dateline/dispatch/lines.h"

namespace dateline {
namespace {

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// 1-12 for "Dec", "Dec.", "December"; 0 for anything else.
int month_of(std::string_view word) {
  if (word.empty() || !is_upper(word[0])) return 0;
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  const std::string name = lower(word);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (name == kMonths[i] || name == kMonths[i].substr(0, 3) || (name == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  }
  return 0;
}

bool is_weekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                     "thursday", "friday", "saturday"};
  while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
  const std::string name = lower(word);
  return std::any_of(kDays.begin(), kDays.end(), [&](std::string_view day) {
    return name == day || name == day.substr(0, 3) || (name == "thurs" && day == "thursday") ||
           (name == "tues" && day == "tuesday");
  });
}

/// Size of a dash with white space around it, at `at`; 0 for none. A hyphen needs its spaces.
std::size_t dash_at(std::string_view text, std::size_t at) {
  std::size_t i = at;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
  const bool space_before = i > at;
  const std::string_view rest = text.substr(i);
  std::size_t size = 0;
  if (rest.starts_with("\u2014") || rest.starts_with("\u2013"))
    size = 3;
  else if (rest.starts_with("--"))
    size = 2;
  else if (rest.starts_with("-") && space_before)
    size = 1;
  if (size == 0) return 0;
  i += size;
  const std::size_t dash_end = i;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
  if (size == 1 && i == dash_end) return 0;
  return i - at;
}

/// What the words between the place and the dash are.
struct Filing {
  bool capitals = false;  ///< the place is in capitals
  bool day = false;       ///< a month with a number
  bool agency = false;    ///< a name in parentheses
  std::size_t place_letters = 0;
};

/// Reads "PLACE, Region, Dec 7, 2024 (Agency)"; nothing where other words stand in it.
std::optional<Filing> read_filing(std::string_view text) {
  Filing out;
  out.capitals = true;
  const auto paren = text.find('(');
  if (paren != std::string_view::npos) {
    const std::string_view agency = text.substr(paren);
    if (agency.back() != ')' || agency.size() < 4 || agency.size() > 42 || paren == 0) return {};
    if (!is_upper(agency[1])) return {};
    out.agency = true;
    text = text.substr(0, paren);
  }
  const std::string_view place = text.substr(0, text.find(','));
  for (const char c : place) {
    if (is_lower(c)) out.capitals = false;
    out.place_letters += is_letter(c) != 0;
  }
  bool month = false;
  int words = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.size(), text.find(' ', at));
    std::string_view word = text.substr(at, end - at);
    at = end;
    ++words;
    if (month_of(word) > 0) {
      month = true;
      continue;
    }
    while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.remove_suffix(1);
    if (word.empty()) return {};
    if (is_digit(word[0])) {
      out.day = out.day || month || word.size() <= 2;
      continue;
    }
    const bool small = word == "a.m" || word == "p.m" || word == "and" || word == "in";
    const bool article = word.starts_with("al-") || word.starts_with("el-");
    if (!small && !article && !is_upper(word[0]) && static_cast<unsigned char>(word[0]) < 0x80)
      return {};
  }
  out.day = out.day && month;
  if (words == 0 || words > 9) return {};
  return out;
}

}  // namespace

std::optional<DatelinePrefix> find_dateline_prefix(std::string_view paragraph) {
  constexpr std::size_t kLongest = 90;
  if (paragraph.empty() || !is_upper(paragraph.front())) return std::nullopt;
  for (std::size_t at = 2; at < paragraph.size() && at <= kLongest; ++at) {
    std::size_t dash = dash_at(paragraph, at);
    const bool closed = paragraph[at - 1] == ')';
    if (dash == 0 && closed && paragraph[at] == ' ') dash = 1;  // "MOSCOW (Agency) The ..."
    if (dash == 0) {
      if (paragraph[at] == '\n' || paragraph[at] == '"') return std::nullopt;
      continue;
    }
    const auto filing = read_filing(paragraph.substr(0, at));
    if (!filing || at + dash >= paragraph.size()) return std::nullopt;
    const char next = paragraph[at + dash];
    const bool bare = !filing->agency && !filing->day;
    const bool sentence = is_upper(next) || is_digit(next) || next == '"' || next == '\'' ||
                          static_cast<unsigned char>(next) >= 0x80;
    const bool dashless = closed && dash == 1;
    if (bare && (!filing->capitals || filing->place_letters < 4)) return std::nullopt;
    if (dashless && (!filing->capitals || filing->place_letters < 4)) return std::nullopt;
    if (!sentence) return std::nullopt;
    // "ISIS - Al Qaeda's rival - took ...": a dash that is answered by another is an aside.
    if (bare) {
      for (std::size_t i = at + dash; i < paragraph.size() && i < at + dash + 80; ++i)
        if (paragraph[i] == ' ' && dash_at(paragraph, i) > 0) return std::nullopt;
    }
    return DatelinePrefix{at, at + dash, bare};
  }
  return std::nullopt;
}

namespace {

/// Words with white space behind, one at a time.
class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}
  std::string_view peek() const {
    return text_.substr(at_, std::min(text_.find(' ', at_), text_.size()) - at_);
  }
  void skip() {
    at_ = std::min(text_.size(), at_ + peek().size());
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

int number_of(std::string_view word, std::size_t most_digits) {
  if (word.empty() || word.size() > most_digits) return 0;
  int value = 0;
  for (const char c : word) {
    if (!is_digit(c)) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// "17:27". Without the colon it could as well be a number of persons.
bool is_clock(std::string_view word) {
  return word.size() == 5 && word[2] == ':' && number_of(word.substr(0, 2), 2) < 24 &&
         is_digit(word[0]) && is_digit(word[1]) && is_digit(word[3]) && is_digit(word[4]);
}

}  // namespace

std::size_t day_words_size(std::string_view paragraph, Day published) {
  WordScanner scan(paragraph);
  const auto phrase = [&](std::initializer_list<std::string_view> words) {
    WordScanner ahead = scan;
    for (const auto word : words) {
      if (lower(ahead.peek()) != word) return;
      ahead.skip();
    }
    scan = ahead;
  };
  phrase({"date", "of", "publication"});
  phrase({"posted", "on"});
  phrase({"published"});
  if (is_weekday(scan.peek())) scan.skip();
  int day = 0, month = 0;
  const auto take = [&](bool is_month) {
    std::string_view word = scan.peek();
    if (is_month)
      month = month_of(word);
    else {
      if (word.ends_with(',')) word.remove_suffix(1);
      day = number_of(word, 2);
    }
    scan.skip();
  };
  const bool month_first = month_of(scan.peek()) > 0;
  take(month_first);
  take(!month_first);
  const int year = number_of(scan.peek(), 4);
  scan.skip();
  if (day < 1 || month < 1 || year < 1000) return 0;
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok() || std::abs(Day(std::chrono::sys_days{ymd}) - published) > 1) return 0;
  if (scan.peek() == "at") {
    WordScanner ahead = scan;
    ahead.skip();
    // After "at" four digits are a time of day too.
    if (!is_clock(ahead.peek()) && ahead.peek().size() != 4) return 0;
    ahead.skip();
    scan = ahead;
  }
  if (is_clock(scan.peek())) scan.skip();
  if (scan.at() >= paragraph.size()) return 0;
  const char next = paragraph[scan.at()];
  return is_upper(next) || is_digit(next) || next == '"' ? scan.at() : 0;
}

}  // namespace dateline
