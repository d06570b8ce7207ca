#pragma once

#include "cli/cli.h"

namespace dateline::cli {

/// As those of cli.h.
void add_project(CLI::App& app, ExitCode& exit_code);

}  // namespace dateline::cli
