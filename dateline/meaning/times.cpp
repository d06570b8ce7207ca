#include <algorithm>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

/// "between 2014 and 2017", "from Monday to Friday" are one time.
void join_ranges(const Syntax& syntax, std::vector<TimeMention>& times) {
  for (std::size_t i = 0; i + 1 < times.size();) {
    TimeMention &a = times[i], &b = times[i + 1];
    const TokenIndex link = a.range.end;
    const bool next =
        b.range.begin == link + 1 && syntax.sentence_of(a.head) == syntax.sentence_of(b.head);
    const bool between = a.range.begin > 0 && syntax.lower(a.range.begin - 1) == "between" &&
                         syntax.sentence_of(a.range.begin - 1) == syntax.sentence_of(a.head);
    const bool joined =
        next &&
        (is_one_of(syntax.lower(link), {"-", "\u2013", "to", "until", "till", "through"}) ||
         (syntax.lower(link) == "and" && between)) &&
        a.reading.days.begin < b.reading.days.end;
    if (!joined) {
      ++i;
      continue;
    }
    a.range.end = b.range.end;
    a.reading = {{a.reading.days.begin, b.reading.days.end}, syntax.text(a.range), "range"};
    times.erase(times.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

}  // namespace

std::optional<int> parse_utc_offset(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  for (const std::size_t at : {1u, 2u, 4u, 5u})
    if (text[at] < '0' || text[at] > '9') return {};
  const int hours = (text[1] - '0') * 10 + (text[2] - '0'),
            minutes = (text[4] - '0') * 10 + (text[5] - '0');
  if (hours > 14 || minutes > 59) return {};
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

Day TimeKnowledge::day_of(const Published& published) const {
  if (!utc_offset_minutes || !published.minute || !published.utc_offset_minutes)
    return published.day;
  const int minute = *published.minute - *published.utc_offset_minutes + *utc_offset_minutes;
  return published.day + (minute < 0 ? -1 : minute >= 24 * 60 ? 1 : 0);
}

std::vector<TimeMention> find_time_expressions(const Syntax& syntax,
                                               const TimeKnowledge& knowledge) {
  return TimeReader(syntax, knowledge).run();
}

std::vector<TimeMention> find_times(const Syntax& syntax, const TimeKnowledge& knowledge) {
  std::vector<TimeMention> times = find_time_expressions(syntax, knowledge);
  std::erase_if(times, [](const TimeMention& time) { return !time.has_days(); });
  join_ranges(syntax, times);
  return times;
}

}  // namespace dateline
