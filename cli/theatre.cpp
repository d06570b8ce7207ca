#include <fmt/format.h>

#include "cli/theatre.h"
#include "dateline/pipeline.h"
#include "dateline/territory/theatre_check.h"

namespace dateline::cli {

void add_theatre(CLI::App& app, ExitCode& exit_code) {
  CLI::App* sub = app.add_subcommand("theatre", "Work with the knowledge of a conflict");
  sub->require_subcommand(1);
  add_theatre_new(*sub, exit_code);
  add_theatre_score(*sub, exit_code);
  CLI::App* check =
      sub->add_subcommand("check", "Say what is wrong with a theatre's files, line by line");
  auto dir = std::make_shared<std::string>();
  auto quiet = std::make_shared<bool>(false);
  check->add_option("DIR", *dir, "The theatre's folder")->required();
  check->add_flag("--quiet", *quiet, "Errors only, no notes");
  check->footer(
      "Examples:\n"
      "  dateline theatre check data/theatres/syria\n"
      "docs/theatres.md shows how to write a theatre, docs/formats.md has the format. Exit code: 0 "
      "nothing wrong (notes may stand), "
      "2 errors.");
  check->callback([dir, quiet, &exit_code] {
    const auto findings = check_theatre(*dir, home_dir() + "/data");
    std::size_t errors = 0;
    for (const Finding& finding : findings) {
      errors += finding.severity == Severity::kError;
      if (finding.severity == Severity::kError || !*quiet) fmt::print("{}\n", to_string(finding));
    }
    const auto counted = [](std::size_t n, const char* one) {
      return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
    };
    fmt::print("{}: {}, {}\n", *dir, counted(errors, "error"),
               counted(findings.size() - errors, "note"));
    exit_code = has_errors(findings) ? 2 : 0;
  });
}

}  // namespace dateline::cli
