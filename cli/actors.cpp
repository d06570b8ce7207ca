#include <fmt/format.h>

#include "cli/cli.h"
#include "dateline/meaning/actor_check.h"
#include "dateline/pipeline.h"

namespace dateline::cli {

void add_actors(CLI::App& app, ExitCode& exit_code) {
  CLI::App* sub = app.add_subcommand("actors", "Work with the knowledge of parties and outlets");
  sub->require_subcommand(1);
  CLI::App* check = sub->add_subcommand(
      "check", "Say what is wrong with the files of parties and outlets, line by line");
  auto dir = std::make_shared<std::string>();
  check->add_option("DIR", *dir,
                    "The folder data/ that holds actors/ and outlets/; the bundled one "
                    "where none is given");
  check->footer(
      "Examples:\n"
      "  dateline actors check\n"
      "  dateline actors check my/data\n"
      "The format is documented in docs/formats.md. Exit code: 0 nothing wrong, 2 errors.");
  check->callback([dir, &exit_code] {
    const std::string data = dir->empty() ? home_dir() + "/data" : *dir;
    const auto findings = check_actors(data);
    for (const Finding& finding : findings) fmt::print("{}\n", to_string(finding));
    fmt::print("{} error{}\n", findings.size(), findings.size() == 1 ? "" : "s");
    exit_code = has_errors(findings) ? 2 : 0;
  });
}

}  // namespace dateline::cli
