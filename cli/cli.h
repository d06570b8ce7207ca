#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "dateline/base/error.h"

namespace dateline::cli {

/// What a subcommand left to the shell: 0 done; 1 done, some documents set aside; 2 could not run.
using ExitCode = int;

/// Each adds its subcommand; when it was called, the code stands in `exit_code` after parsing.
void add_read(CLI::App& app, ExitCode& exit_code);
void add_control(CLI::App& app, ExitCode& exit_code);
void add_why(CLI::App& app, ExitCode& exit_code);
void add_whatif(CLI::App& app, ExitCode& exit_code);
void add_report(CLI::App& app, ExitCode& exit_code);
void add_theatre(CLI::App& app, ExitCode& exit_code);
void add_parse(CLI::App& app, ExitCode& exit_code);

/// Prints the error to standard error and gives its exit code.
ExitCode report_error(const Error& error);

}  // namespace dateline::cli
