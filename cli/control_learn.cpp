#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "cli/progress.h"
#include "cli/situation.h"
#include "cli/tables.h"
#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/territory/learn.h"
#include "dateline/territory/truth.h"

namespace dateline::cli {
namespace {

struct LearnArguments {
  RecordArguments record;
  std::string truth, output;
};

/// The weights file again, with what was learnt and what it was.
Result<std::string> learnt_table(const ControlLearning& learning, const std::string& base,
                                 const std::string& from) {
  const auto table = load_csv(base);
  if (!table) return tl::unexpected(table.error());
  std::map<std::string_view, const LearntWeight*> learnt;
  for (const LearntWeight& one : learning.changed) learnt.emplace(one.key, &one);
  std::string out = fmt::format(
      "# Learnt by `dateline control learn` from {}: log loss {:.4f} before, {:.4f} after, over {} "
      "place-days.\nkey,value,reason\n",
      from, learning.loss_before, learning.loss_after, learning.items);
  for (const CsvTable::Row& row : table->rows) {
    const std::string& key = table->cell(row, "key");
    const std::string& reason = table->cell(row, "reason");
    const auto it = learnt.find(key);
    if (it == learnt.end())
      out += fmt::format("{},{},{}\n", key, table->cell(row, "value"), csv_field(reason));
    else
      out += fmt::format("{},{:.4g},{}\n", key, it->second->is,
                         csv_field(fmt::format("{} (learnt; was {:g})", reason, it->second->was)));
  }
  return out;
}

/// Whose control is known, of the days of the record.
Result<std::vector<KnownControl>> known_control(const std::string& path, const Asked& asked,
                                                DayInterval days) {
  const auto truth = load_truth(path);
  if (!truth) return tl::unexpected(truth.error());
  const TruthScore score =
      score_control(*truth, control_of(asked.situation, days), asked.situation.knowledge.gazetteer);
  std::vector<KnownControl> out;
  for (const TruthItem& one : score.items) out.push_back({one.place, one.day, one.truth});
  return out;
}

ExitCode run(const LearnArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  DayInterval days{asked->on, asked->on};
  if (const auto span = asked->situation.span()) days.begin = std::min(span->begin, asked->on);
  std::vector<KnownControl> known;
  if (!args.truth.empty()) {
    auto read = known_control(args.truth, *asked, days);
    if (!read) return report_error(read.error());
    known = std::move(*read);
  }
  const ControlInputs inputs = control_inputs(asked->situation, days, asked->known_by);
  Progress progress("trying weights", learning_steps(known.empty()));
  const auto learning = learn_control(inputs, known, [&] { progress.step(); });
  progress.finish();
  if (!learning) return report_error(learning.error());
  const std::string base = args.record.weights.empty() ? home_dir() + "/data/territory/weights.csv"
                                                       : args.record.weights;
  const std::string name = std::filesystem::path(args.record.db).filename().string();
  const auto table = learnt_table(
      *learning, base,
      fmt::format("{} reports of {}{}", inputs.reports.size(), name,
                  args.truth.empty()
                      ? ", either half of the outlets held against the other"
                      : ", held against " + std::filesystem::path(args.truth).filename().string()));
  if (!table) return report_error(table.error());
  if (args.output.empty()) {
    fmt::print("{}", *table);
    return 0;
  }
  if (auto written = write_file(args.output, *table); !written)
    return report_error(written.error());
  std::vector<std::vector<std::string>> rows{{"weight", "was", "is"}};
  for (const LearntWeight& one : learning->changed)
    rows.push_back(
        {std::string(one.key), fmt::format("{:g}", one.was), fmt::format("{:.4g}", one.is)});
  fmt::print("Log loss {:.4f} before, {:.4f} after, over {} place-days in {} round{}\n{}",
             learning->loss_before, learning->loss_after, learning->items, learning->rounds,
             learning->rounds == 1 ? "" : "s",
             learning->changed.empty() ? "No weight is better changed.\n" : to_table(rows));
  fmt::print("\nweights  {}   (use them: --weights {})\n", args.output, args.output);
  return 0;
}

}  // namespace

void add_control_learn(CLI::App& control, ExitCode& exit_code) {
  auto args = std::make_shared<LearnArguments>();
  CLI::App* sub = control.add_subcommand("learn", "Fit the weights of reports to a record");
  add_record_options(*sub, args->record, false);
  add_weights_option(*sub, args->record);
  sub->add_option("--on", args->record.on,
                  "Last day to learn from (YYYY-MM-DD); without it, the record's last");
  sub->add_option("--truth", args->truth,
                  "Known control to hold the belief against (columns as `theatre score` takes "
                  "them); without it, either half of the outlets is held against the other");
  sub->add_option("-o,--output", args->output, "Weights file to write; without it, it is printed");
  sub->footer(
      "How much a report of each type, a speaker of each kind and each way of placing it counts is "
      "sought so that\nthe belief foretells what is known, or so that the belief from half of the "
      "outlets foretells that from the\nother half. A prior keeps what the reports do not speak "
      "against near what it was. Some hundred inferences: seconds\nfor a thousand claims, minutes "
      "for twenty thousand. Compare on a record that was not learnt from.\n\n"
      "Examples:\n"
      "  dateline control learn --db war.db -o my-weights.csv\n"
      "  dateline control learn --db war.db --truth truth.csv -o my-weights.csv\n"
      "  dateline control --db other.db --on 2024-12-07 --weights my-weights.csv");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
