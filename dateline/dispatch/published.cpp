#include "dateline/dispatch/published.h"

#include <string>

namespace dateline {
namespace {

/// Takes pieces off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> two_digits(int most) {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
    const int value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    if (value > most) return std::nullopt;
    rest_.remove_prefix(2);
    return value;
  }

  bool digits() {
    if (rest_.empty() || !is_digit(rest_.front())) return false;
    while (!rest_.empty() && is_digit(rest_.front())) rest_.remove_prefix(1);
    return true;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  std::string_view rest_;
};

std::optional<int> take_zone(Scanner& scan) {
  if (scan.take('Z') || scan.take('z')) return 0;
  int sign = 1;
  if (!scan.take('+')) {
    if (!scan.take('-')) return std::nullopt;
    sign = -1;
  }
  const auto hours = scan.two_digits(23);
  if (!hours) return std::nullopt;
  const bool colon = scan.take(':');
  if (scan.done() && !colon) return sign * *hours * 60;
  const auto minutes = scan.two_digits(59);
  if (!minutes) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

}  // namespace

std::optional<Published> parse_published(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(kSpace) - first + 1);
  const auto day = parse_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  Published out;
  out.day = *day;
  out.text = std::string(text);
  Scanner scan(text.substr(10));
  if (scan.done()) return out;
  if (!scan.take('T') && !scan.take('t') && !scan.take(' ')) return std::nullopt;
  const auto hour = scan.two_digits(23);
  if (!hour || !scan.take(':')) return std::nullopt;
  const auto minute = scan.two_digits(59);
  if (!minute) return std::nullopt;
  // 60 is a leap second.
  if (scan.take(':') && (!scan.two_digits(60) || (scan.take('.') && !scan.digits())))
    return std::nullopt;
  out.minute = *hour * 60 + *minute;
  if (!scan.done()) {
    out.utc_offset_minutes = take_zone(scan);
    if (!out.utc_offset_minutes || !scan.done()) return std::nullopt;
  }
  return out;
}

}  // namespace dateline
