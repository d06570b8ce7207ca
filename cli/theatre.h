#pragma once

#include "cli/cli.h"

namespace dateline::cli {

/// Subcommands of `dateline theatre` that stand in files of their own.
void add_theatre_score(CLI::App& theatre, ExitCode& exit_code);
void add_theatre_new(CLI::App& theatre, ExitCode& exit_code);

}  // namespace dateline::cli
