#include <algorithm>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/events.h"
#include "dateline/base/csv.h"

namespace dateline::cli {
namespace {

/// One line of the rules: "hands" (a place changed hands), "contradiction", "toll" (the dead of a
/// place passed a number).
struct Rule {
  std::string what, place;
  double value = 0;
};

/// rules.csv = rule,place,value
Result<std::vector<Rule>> load_rules(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  std::vector<Rule> out;
  for (const auto& row : table->rows) {
    Rule one{table->cell(row, "rule"), table->cell(row, "place"), 0};
    const std::string& value = table->cell(row, "value");
    const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), one.value);
    const bool is_number = ec == std::errc() && end == value.data() + value.size();
    const bool is_right = one.what == "hands"           ? !one.place.empty()
                          : one.what == "contradiction" ? true
                          : one.what == "toll"          ? is_number
                                                        : false;
    if (!is_right)
      return row_error(
          *table, row,
          fmt::format("expected hands with a place, contradiction, or toll with a number as "
                      "value; found \"{},{},{}\"",
                      one.what, one.place, value));
    out.push_back(std::move(one));
  }
  return out;
}

/// The best estimate of the dead of a place, or of all places for "".
double killed_at(const Events& events, const PlaceId& place) {
  double out = 0;
  for (const Happening& one : events.happenings)
    if (one.killed && (place.empty() || (one.place && one.place->place == place)))
      out += one.killed->best;
  return out;
}

/// What rules look at: the record as it was known by two days.
class Watcher {
 public:
  Watcher(const Situation& situation, Day since, Day until, Events before, Events after,
          std::vector<Contradiction> contradictions)
      : s_(situation),
        since_(since),
        until_(until),
        before_(std::move(before)),
        after_(std::move(after)),
        contradictions_(std::move(contradictions)) {}

  /// Prints a line for each thing that a rule asks for. Returns how many.
  Result<int> apply(const Rule& rule) const {
    PlaceId place;
    std::string name = "everywhere";
    if (!rule.place.empty()) {
      auto found = s_.knowledge.gazetteer.resolve(rule.place);
      if (!found) return tl::unexpected(found.error());
      place = (*found)->id, name = (*found)->name;
    }
    if (rule.what == "hands") return hands(place, name);
    if (rule.what == "toll") return toll(rule, place, name);
    return contradictions(place, name);
  }

 private:
  int hands(const PlaceId& place, const std::string& name) const {
    const DayInterval old_days{s_.span()->begin, since_}, new_days{s_.span()->begin, until_};
    const ControlTable old = control_of(s_, old_days, since_),
                       now = control_of(s_, new_days, until_);
    const int from = old.most_probable(place, since_), to = now.most_probable(place, until_);
    if (to < 0) return 0;
    const auto state = [](const ControlTable& table, int i) {
      return i < 0 ? ActorId("nobody") : table.states()[static_cast<std::size_t>(i)];
    };
    const ActorId was = state(old, from), is = state(now, to);
    if (was == is) return 0;
    fmt::print("hands: {}: {} on {}, {} on {}\n", name, was.str(), to_string(since_), is.str(),
               to_string(until_));
    return 1;
  }

  int toll(const Rule& rule, const PlaceId& place, const std::string& name) const {
    const double was = killed_at(before_, place), is = killed_at(after_, place);
    if (was > rule.value || is <= rule.value) return 0;
    fmt::print("toll: {}: {:.0f} killed by what was known on {}, {:.0f} before: more than {:.0f}\n",
               name, is, to_string(until_), was, rule.value);
    return 1;
  }

  int contradictions(const PlaceId& place, const std::string& name) const {
    int out = 0;
    for (const Contradiction& one : contradictions_) {
      if (one.since <= since_ || (!place.empty() && one.place != place)) continue;
      fmt::print("contradiction: {}: {}: \"{}\" and \"{}\" ({} and {})\n",
                 place.empty() && !one.place.empty() ? one.place.str() : name, to_string(one.kind),
                 after_.claim.at(one.a)->text, after_.claim.at(one.b)->text, one.a.str(),
                 one.b.str());
      ++out;
    }
    return out;
  }

  const Situation& s_;
  Day since_, until_;
  Events before_, after_;
  std::vector<Contradiction> contradictions_;
};

struct WatchArguments {
  RecordArguments record;
  std::string rules, since;
};

ExitCode watch(const WatchArguments& args) {
  const auto rules = load_rules(args.rules);
  if (!rules) return report_error(rules.error());
  const auto since = require_day(args.since);
  if (!since) return report_error(since.error());
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  const Day until = asked->known_by.value_or(asked->on);
  const Situation& situation = asked->situation;
  const auto record = Record::open_existing(args.record.db);
  if (!record) return report_error(record.error());
  auto before =
           make_events(*record, situation.documents, situation.claims, *since, asked->redactions),
       after =
           make_events(*record, situation.documents, situation.claims, until, asked->redactions);
  for (const auto* events : {&before, &after})
    if (!*events) return report_error(events->error());
  auto contradictions = contradictions_of(*after, situation.knowledge.parties);
  const Watcher watcher(situation, *since, until, std::move(*before), std::move(*after),
                        std::move(contradictions));
  int found = 0;
  for (const Rule& rule : *rules) {
    const auto lines = watcher.apply(rule);
    if (!lines) return report_error(lines.error());
    found += *lines;
  }
  return found > 0 ? 1 : 0;
}

}  // namespace

void add_watch(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<WatchArguments>();
  CLI::App* sub = app.add_subcommand("watch", "Tell what rules ask for that is new since a day");
  sub->add_option("RULES", args->rules, "Rules: CSV with rule,place,value")->required();
  add_record_options(*sub, args->record, false);
  sub->add_option("--since", args->since, "What was known by that day is old (YYYY-MM-DD)")
      ->required();
  add_names_option(*sub, args->record.names);
  sub->footer(
      "Examples:\n"
      "  dateline watch rules.csv --db war.db --since 2024-12-06\n"
      "Exit code: 0 nothing new, 1 something (each told in a line), 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = watch(*args); });
}

}  // namespace dateline::cli
