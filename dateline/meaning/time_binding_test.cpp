#include "dateline/meaning/time_binding.h"

#include <map>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

/// Words that tell events, with their types.
const std::map<std::string, ClaimType>& triggers() {
  static const std::map<std::string, ClaimType> kTriggers = {
      {"seized", ClaimType::kCapture},   {"killing", ClaimType::kKill},
      {"killed", ClaimType::kKill},      {"shelled", ClaimType::kShell},
      {"raids", ClaimType::kAirstrike},  {"fled", ClaimType::kFlee},
      {"encircle", ClaimType::kBesiege}, {"blast", ClaimType::kBomb},
      {"besieged", ClaimType::kBesiege}, {"began", ClaimType::kAttack},
      {"demanded", ClaimType::kDemand}};
  return kTriggers;
}

/// Each event's trigger with the first and last day that it took, or "-": "seized 2024-12-06 ...".
std::string bound(const std::string& text) {
  Document document;
  document.text = text;
  document.published.day = *parse_day("2024-12-10");
  const Tokens tokens =
      split(text, {0, static_cast<std::uint32_t>(text.size())}, *model().splitter);
  const auto [tags, trees] = analyse(text, tokens, model());
  const std::unordered_set<std::string> known;
  const Syntax syntax(document, tokens, tags, trees, known);
  Knowledge knowledge;
  knowledge.cues["say/verb"] = {};
  std::vector<Event> events;
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const auto it = triggers().find(syntax.lower(i));
    if (it == triggers().end()) continue;
    Event event;
    event.type = it->second;
    event.trigger = event.clause = i;
    event.is_noun = syntax.upos(i) == Upos::kNoun;
    events.push_back(event);
  }
  const auto times = bind_times(syntax, knowledge, find_times(syntax, {}), events);
  std::string out;
  for (std::size_t e = 0; e < events.size(); ++e) {
    out += (e ? "; " : "") + syntax.lower(events[e].trigger) + " ";
    if (!times[e]) {
      out += "-";
      continue;
    }
    out += to_string(times[e]->days.begin);
    if (times[e]->days.length() > 1) out += ".." + to_string(times[e]->days.end);
  }
  return out;
}

TEST(TimeBinding, TheClauseTakesTheTime) {
  EXPECT_EQ(bound("Rebels seized the port on Friday."), "seized 2024-12-06");
  EXPECT_EQ(bound("On Friday, rebels seized the port."), "seized 2024-12-06");
  EXPECT_EQ(bound("Rebels seized the port."), "seized -");
}

TEST(TimeBinding, TheDayOfSpeakingDatesNothingThatIsSaid) {
  EXPECT_EQ(bound("The army said on Friday that rebels had seized the port."), "seized -");
  EXPECT_EQ(bound("The army said rebels seized the port on Friday."), "seized 2024-12-06");
  EXPECT_EQ(bound("Rebels seized the port on Friday, the army said."), "seized 2024-12-06");
}

TEST(TimeBinding, OneHappeningHasOneTime) {
  EXPECT_EQ(bound("On Friday, rebels seized the port and shelled the airport."),
            "seized 2024-12-06; shelled 2024-12-06");
  EXPECT_EQ(bound("Troops shelled the port on Friday, killing three civilians."),
            "shelled 2024-12-06; killing 2024-12-06");
  EXPECT_EQ(bound("Six people were killed in raids on Friday."),
            "killed 2024-12-06; raids 2024-12-06");
  EXPECT_EQ(bound("Troops have tried for months to encircle the port."),
            "encircle 2024-07-11..2024-12-10");
}

TEST(TimeBinding, ASubordinateClauseKeepsItsTime) {
  EXPECT_EQ(bound("Thousands fled after troops shelled the port on Friday."),
            "fled -; shelled 2024-12-06");
  EXPECT_EQ(bound("Thousands have fled since the war began in March 2011."),
            "fled 2011-03-01..2024-12-10; began 2011-03-01..2011-03-31");
}

}  // namespace
}  // namespace dateline
