#include <fmt/format.h>

#include "cli/cli.h"
#include "dateline/pipeline.h"

namespace dateline::cli {

void add_lexicon(CLI::App& app, ExitCode& exit_code) {
  CLI::App* sub = app.add_subcommand("lexicon", "Work with the words that reading rests on");
  sub->require_subcommand(1);
  CLI::App* check = sub->add_subcommand(
      "check", "Say what is wrong with the files of words, line by line, and read their examples");
  auto dir = std::make_shared<std::string>();
  check->add_option("DIR", *dir,
                    "The folder data/ that holds claims/, nouns/, places/ and times/; the bundled "
                    "one where none is given");
  check->footer(
      "Examples:\n"
      "  dateline lexicon check\n"
      "  dateline lexicon check my/data\n"
      "The format is documented in docs/formats.md. Exit code: 0 nothing wrong, 2 errors.");
  check->callback([dir, &exit_code] {
    const auto findings = check_lexicon(dir->empty() ? home_dir() + "/data" : *dir);
    if (!findings) {
      exit_code = report_error(findings.error());
      return;
    }
    for (const Finding& finding : *findings) fmt::print("{}\n", to_string(finding));
    fmt::print("{} error{}\n", findings->size(), findings->size() == 1 ? "" : "s");
    exit_code = has_errors(*findings) ? 2 : 0;
  });
}

}  // namespace dateline::cli
