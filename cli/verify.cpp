#include <fmt/format.h>

#include "cli/cli.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

ExitCode verify(const std::string& db) {
  auto record = Record::open_existing(db);
  if (!record) return report_error(record.error());
  int checked = 0;
  const auto wrong = record->verify(checked);
  if (!wrong) return report_error(wrong.error());
  for (const std::string& line : *wrong) fmt::print("{}\n", line);
  fmt::print("{} documents checked, {} wrong\n", checked, wrong->size());
  return wrong->empty() ? 0 : 1;
}

}  // namespace

void add_verify(CLI::App& app, ExitCode& exit_code) {
  auto db = std::make_shared<std::string>();
  CLI::App* sub = app.add_subcommand(
      "verify", "Check that a record is whole and its documents' bytes are as they were received");
  sub->add_option("--db", *db, "The record (made by `dateline read --db`)")->required();
  sub->footer(
      "Examples:\n"
      "  dateline verify --db war.db\n"
      "Exit code: 0 all is well, 1 something differs (each told), 2 could not run.");
  sub->callback([db, &exit_code] { exit_code = verify(*db); });
}

}  // namespace dateline::cli
