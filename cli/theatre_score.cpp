#include <fmt/format.h>

#include "cli/situation.h"
#include "cli/tables.h"
#include "cli/theatre.h"
#include "dateline/pipeline.h"
#include "dateline/territory/truth.h"

namespace dateline::cli {
namespace {

struct ScoreArguments {
  std::string db, theatre, truth, from, to, model = "belief";
  bool wrong = false;
};

/// A line for the days of one place in a row on which the same was wrong.
void print_wrong(const TruthScore& score) {
  std::vector<std::vector<std::string>> rows{{"place", "from", "to", "held by", "said", "at most"}};
  const TruthItem* before = nullptr;
  for (const TruthItem& one : score.items) {
    if (one.right) {
      before = nullptr;
      continue;
    }
    if (before && before->place == one.place && before->truth == one.truth &&
        before->said == one.said) {
      rows.back()[2] = to_string(one.day);
      if (one.probability > std::stod(rows.back()[5]))
        rows.back()[5] = fmt::format("{:.2f}", one.probability);
    } else {
      rows.push_back({one.name, to_string(one.day), to_string(one.day), one.truth.str(),
                      one.said.str(), fmt::format("{:.2f}", one.probability)});
    }
    before = &one;
  }
  if (rows.size() > 1) fmt::print("\n{}", to_table(rows));
}

void print_score(const TruthScore& score) {
  std::size_t after = 0, after_right = 0;
  std::string last;
  std::size_t places = 0;
  for (const TruthItem& one : score.items) {
    if (one.after_change) ++after, after_right += one.right;
    if (one.place.str() != last) ++places, last = one.place.str();
  }
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0
               ? std::string("-")
               : fmt::format("{:.3f}", static_cast<double>(part) / static_cast<double>(whole));
  };
  fmt::print("{} days at {} places whose control is known\n", score.items.size(), places);
  fmt::print(
      "{}", to_table({{"", "here", "nobody ever changes", "one constant split"},
                      {"accuracy", fmt::format("{:.3f}", score.accuracy),
                       fmt::format("{:.3f}", score.persistence_accuracy), ""},
                      {"Brier", fmt::format("{:.3f}", score.brier),
                       fmt::format("{:.3f}", score.persistence_brier),
                       fmt::format("{:.3f}", score.constant_brier)},
                      {"accuracy after a change", share(after_right, after), "", ""},
                      {"calibration error", fmt::format("{:.3f}", score.calibration_error), "", ""},
                      {"changes seen within 3 days",
                       share(static_cast<std::size_t>(score.seen),
                             static_cast<std::size_t>(score.changes)),
                       "", ""}}));
  for (const std::string& name : score.absent)
    fmt::print("not in the record's theatre, left out: {}\n", name);
}

ExitCode run(const ScoreArguments& args) {
  const auto truth = load_truth(args.truth);
  if (!truth) return report_error(truth.error());
  const auto situation = load_situation(args.db, args.theatre);
  if (!situation) return report_error(situation.error());
  std::optional<DayInterval> days = situation->span();
  if (truth->empty() || !days)
    return report_error({ErrorCode::kArgumentInvalid,
                         "expected a truth file with rows and a record with documents",
                         args.truth});
  for (const auto& [text, end] : {std::pair(&args.from, &days->begin), {&args.to, &days->end}}) {
    if (text->empty()) continue;
    const auto day = require_day(*text);
    if (!day) return report_error(day.error());
    *end = *day;
  }
  const ControlTable control = control_of(*situation, *days, {}, *parse_control_model(args.model));
  const TruthScore score = score_control(*truth, control, situation->knowledge.gazetteer);
  if (score.items.empty())
    return report_error({ErrorCode::kArgumentInvalid,
                         fmt::format("expected days between {} and {} whose control the file tells",
                                     to_string(days->begin), to_string(days->end)),
                         args.truth});
  print_score(score);
  if (args.wrong) print_wrong(score);
  return 0;
}

}  // namespace

void add_theatre_score(CLI::App& theatre, ExitCode& exit_code) {
  auto args = std::make_shared<ScoreArguments>();
  CLI::App* sub = theatre.add_subcommand(
      "score", "Compare a record's control with dated changes that you know");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->add_option("--theatre", args->theatre,
                  "A theatre by name or folder instead of the one that the record was read with");
  sub->add_option("TRUTH", args->truth,
                  "CSV: place, id (or lat and lon), date, controller_before, controller_after, "
                  "precision (day, day_approx, by)")
      ->required();
  sub->add_option("--from", args->from, "First day (default: the day before the first document)");
  sub->add_option("--to", args->to, "Last day (default: that of the last document)");
  sub->add_option("--model", args->model, "How control is made out, as for `dateline control`")
      ->check(CLI::IsMember({"belief", "latest", "vote", "persist"}))
      ->capture_default_str();
  sub->add_flag("--wrong", args->wrong, "List the days on which another state was more probable");
  sub->footer(
      "Examples:\n"
      "  dateline theatre score --db mosul.db examples/mosul/control_truth.csv\n"
      "  dateline theatre score --db mosul.db examples/mosul/control_truth.csv --wrong --model "
      "vote\n"
      "Brier: the sum over states of (probability - truth) squared; 0 is perfect, 2 sure and "
      "wrong.\n"
      "docs/theatres.md says how to write such a file. Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
