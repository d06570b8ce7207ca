// Any words of times in any order, with any tags and trees: each time lies within the text behind
// the one before, its days are in order, and what TIMEX3 calls it is of the grammar's letters.

#include <cstdint>
#include <string_view>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/time_markup.h"
#include "fuzz/target.h"
#include "fuzz/word_soup.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TimeKnowledge knowledge{
      fuzz::need(FeastTable::load(fuzz::source_dir() + "/data/times/feasts.csv")), {}};
  const fuzz::WordSoup soup(data, size);
  const Syntax syntax = soup.syntax();
  TokenIndex end = 0;
  for (const TimeMention& time : find_time_expressions(syntax, knowledge)) {
    fuzz::check(time.range.begin >= end && time.range.begin < time.range.end &&
                time.range.end <= syntax.size());
    fuzz::check(time.range.contains(time.head) && !time.timex.value.empty());
    fuzz::check(!time.has_days() || time.reading.days.begin <= time.reading.days.end);
    for (const char c : time.timex.value)
      fuzz::check((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':' ||
                  c == '_');
    end = time.range.end;
  }
  for (const TimeMention& time : find_times(syntax, knowledge)) fuzz::check(time.has_days());
  const auto spans = find_time_spans(soup.document, soup.tokens, soup.tags, soup.trees, knowledge);
  fuzz::check(to_timex3(soup.document, knowledge, spans).size() >= soup.document.text.size());
  to_json_lines(soup.document, knowledge, spans);
  return 0;
}
