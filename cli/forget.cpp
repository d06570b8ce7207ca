#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/shown.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct ForgetArguments {
  std::string db, document, words, why, now;
};

ExitCode forget(const ForgetArguments& args) {
  if (args.document.empty() == args.words.empty())
    return report_error({ErrorCode::kArgumentInvalid, "expected --document or --words", {}});
  auto there = Record::open_existing(args.db);
  if (!there) return report_error(there.error());
  auto record = Record::open(args.db);
  if (!record) return report_error(record.error());
  const std::string now = args.now.empty() ? clock_instant() : args.now;
  if (!args.words.empty()) {
    const auto found = record->forget_words(args.words, now, args.why);
    if (!found) return report_error(found.error());
    if (auto ok = update_events(*record); !ok) return report_error(ok.error());
    fmt::print("overwritten in {} document{}\n", *found, *found == 1 ? "" : "s");
    return *found > 0 ? 0 : 1;
  }
  const auto found = record->forget(DocumentId(args.document), now, args.why);
  if (!found) return report_error(found.error());
  if (auto ok = update_events(*record); !ok) return report_error(ok.error());
  fmt::print("{}\n", *found ? "removed 1 document" : "no such document");
  return *found ? 0 : 1;
}

}  // namespace

void add_forget(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ForgetArguments>();
  CLI::App* sub =
      app.add_subcommand("forget", "Remove a document or a name from a record, leaving a hash");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->add_option("--document", args->document, "Id of the document to remove");
  sub->add_option("--words", args->words, "A name, as it stands, to overwrite in all texts");
  sub->add_option("--why", args->why, "Reason that is kept beside the hash");
  sub->add_option("--now", args->now, "Instant that is kept; without it, the clock's");
  sub->footer(
      "Examples:\n"
      "  dateline forget --db war.db --document 52083face9a84a0c --why 'asked by the outlet'\n"
      "  dateline forget --db war.db --words 'Jane Example'\n"
      "Exit code: 0 done, 1 nothing was found, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = forget(*args); });
}

}  // namespace dateline::cli
