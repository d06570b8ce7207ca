#include "dateline/meaning/time_reader.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

/// Between a word such as "since" and its time: "since late on the evening of".
bool is_filler(const std::string& word) {
  return is_one_of(word,
                   {"late",  "early", "on",      "the",     "in",    "about", "around",    "at",
                    "least", "of",    "morning", "evening", "night", "hours", "afternoon", "mid",
                    "-",     "ever",  "day",     "dawn",    "only",  "just",  "as"});
}

}  // namespace

/// Has "since", "until" and "by" their say.
TimeMention TimeReader::settle(Found found) const {
  TimeMention mention;
  mention.range = {found.begin, found.end};
  mention.head = found.begin;
  for (TokenIndex i = found.begin; i < found.end; ++i)
    if (!mention.range.contains(syntax_.head(i))) mention.head = i;
  mention.timex = std::move(found.timex);
  mention.reading.text = syntax_.text(mention.range);
  if (!found.days) return mention;
  DayInterval& days = *found.days;
  TokenIndex i = found.begin;
  while (i > sentence_.begin && is_filler(syntax_.lower(i - 1))) --i;
  const std::string& lead = before(i);
  if (found.settled) {
  } else if (lead == "since" && days.begin <= published_) {
    days.end = published_;
    found.rule = "since_" + found.rule;
  } else if ((lead == "until" || lead == "till") && days.begin > published_) {
    days.begin = published_;
    found.rule = "until_" + found.rule;
  } else if (lead == "by" && days.length() <= 2) {
    // Done by then: begun on the last day told, or the day before.
    const bool ahead = days.begin > published_;
    const bool near = told_ && anchor_ < days.begin && days.begin - anchor_ <= 7;
    days.begin = ahead ? published_ : near ? anchor_ : days.begin - 1;
    found.rule = "by_" + found.rule;
  }
  mention.reading.days = days;
  mention.reading.rule = std::move(found.rule);
  return mention;
}

/// Keeps the last day told; the day of speaking is none that a story goes on from.
void TimeReader::note_anchor(const TimeMention& mention) {
  const std::string& value = mention.timex.value;
  const bool dated = mention.timex.type == TimexType::kDate && !value.empty() && value[0] >= '0' &&
                     value[0] <= '9';
  if (dated) {
    const auto q = value.find("-Q");
    // A day or month in between leaves the figures what they are of.
    if (q != std::string::npos || value.size() == 4) of_quarter_ = q != std::string::npos;
    if (q != std::string::npos && value.size() == q + 3) {
      const Day first(std::stoi(value.substr(0, 4)),
                      static_cast<unsigned>(value[q + 2] - '0') * 3 - 2, 1);
      constexpr int kSpokenOf = 250;  // days; what lies farther back is compared with
      if (published_ - first < kSpokenOf) quarter_ = first;
    }
  }
  if (mention.timex.type == TimexType::kDuration && value.ends_with('M') &&
      before(mention.range.end - 1, 1) != "recent")
    of_quarter_ = false;  // "the nine months"
  if (!mention.has_days()) return;
  const TokenIndex verb = governor(mention.head);
  if (verb != kNoToken && is_one_of(syntax_.lemma(verb), {"say", "tell", "report", "add"})) return;
  DayInterval days = mention.reading.days;
  if (mention.reading.rule.starts_with("since_")) days.end = days.begin;
  if (days.begin > published_) return;
  last_ = mention.reading.days;
  if (days.length() <= 2) anchor_ = days.end;
  told_ = true;
}

std::vector<TimeMention> TimeReader::run() {
  constexpr std::array kRules = {&TimeReader::numeric_date,
                                 &TimeReader::clock,
                                 &TimeReader::weekday,
                                 &TimeReader::feast,
                                 &TimeReader::calendar,
                                 &TimeReader::repeated,
                                 &TimeReader::anchored,
                                 &TimeReader::named_day,
                                 &TimeReader::weekend,
                                 &TimeReader::ago,
                                 &TimeReader::part_of_month,
                                 &TimeReader::fraction,
                                 &TimeReader::earlier_quarter,
                                 &TimeReader::season,
                                 &TimeReader::partial,
                                 &TimeReader::edge,
                                 &TimeReader::this_or_last,
                                 &TimeReader::past_span,
                                 &TimeReader::coming_span,
                                 &TimeReader::long_event,
                                 &TimeReader::lasting,
                                 &TimeReader::length,
                                 &TimeReader::decade,
                                 &TimeReader::century,
                                 &TimeReader::year,
                                 &TimeReader::definite,
                                 &TimeReader::vague};
  for (std::size_t s = 0; s < syntax_.sentences(); ++s) {
    sentence_ = syntax_.sentence(s);
    for (TokenIndex i = sentence_.begin; i < sentence_.end;) {
      std::optional<Found> found;
      if (may_begin(i))
        for (std::size_t r = 0; r < kRules.size() && !found; ++r) found = (this->*kRules[r])(i);
      if (!found) {
        ++i;
        continue;
      }
      // Determiners are taken from before; what an expression before has taken stays its own.
      if (!out_.empty()) found->begin = std::max(found->begin, out_.back().range.end);
      i = std::max(found->end, i + 1);
      out_.push_back(settle(std::move(*found)));
      note_anchor(out_.back());
    }
  }
  return std::move(out_);
}

}  // namespace dateline
