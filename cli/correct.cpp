#include <algorithm>

#include <fmt/format.h>

#include "cli/cli.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

/// How sure the machine was of the claims that people say are none.
void print_score(const std::vector<Claim>& before, const std::vector<Correction>& corrections) {
  double sum = 0;
  int wrong = 0;
  for (const Claim& claim : before)
    if (std::any_of(corrections.begin(), corrections.end(), [&](const Correction& one) {
          return one.what == "wrong" && one.key == claim.id.str();
        }))
      sum += claim.confidence, ++wrong;
  if (wrong > 0)
    fmt::print(
        "{} claims are called wrong; they were read with a confidence of {:.2f} in the mean\n",
        wrong, sum / wrong);
}

ExitCode correct(const std::string& db, const std::string& file) {
  auto corrections = load_corrections(file);
  if (!corrections) return report_error(corrections.error());
  auto there = Record::open_existing(db);
  if (!there) return report_error(there.error());
  auto record = Record::open(db);
  if (!record) return report_error(record.error());
  // Without those of before, so that their claims are there to be scored.
  auto cleared = record->set_corrections({});
  if (!cleared) return report_error(cleared.error());
  auto before = record->claims();
  if (!before) return report_error(before.error());
  const auto unmatched = record->set_corrections(*corrections);
  if (!unmatched) return report_error(unmatched.error());
  for (const Correction& one : *unmatched)
    fmt::print("{} {}{}{}: matches nothing in the record\n", one.what, one.key,
               one.value.empty() ? "" : " ", one.value);
  fmt::print("{} corrections, {} match\n", corrections->size(),
             corrections->size() - unmatched->size());
  print_score(*before, *corrections);
  return unmatched->empty() ? 0 : 1;
}

}  // namespace

void add_correct(CLI::App& app, ExitCode& exit_code) {
  struct Arguments {
    std::string db, file;
  };
  auto args = std::make_shared<Arguments>();
  CLI::App* sub = app.add_subcommand("correct", "Apply a file of corrections to a record");
  sub->add_option("FILE", args->file, "Corrections: CSV with what,key,value,who,day,why")
      ->required();
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->footer(
      "Examples:\n"
      "  dateline correct corrections.csv --db war.db\n"
      "Exit code: 0 all match, 1 some match nothing (each told), 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = correct(args->db, args->file); });
}

}  // namespace dateline::cli
