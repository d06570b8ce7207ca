#pragma once

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

#include "dateline/base/error.h"

namespace dateline::cli {

/// What a subcommand left to the shell: 0 done; 1 done, some documents set aside; 2 could not run.
using ExitCode = int;

/// Each adds its subcommand; when it was called, the code stands in `exit_code` after parsing.
void add_read(CLI::App& app, ExitCode& exit_code);
void add_control(CLI::App& app, ExitCode& exit_code);
void add_control_learn(CLI::App& control, ExitCode& exit_code);
void add_why(CLI::App& app, ExitCode& exit_code);
void add_whatif(CLI::App& app, ExitCode& exit_code);
void add_project(CLI::App& app, ExitCode& exit_code);
void add_front(CLI::App& app, ExitCode& exit_code);
void add_report(CLI::App& app, ExitCode& exit_code);
void add_theatre(CLI::App& app, ExitCode& exit_code);
void add_actors(CLI::App& app, ExitCode& exit_code);
void add_lexicon(CLI::App& app, ExitCode& exit_code);
void add_parse(CLI::App& app, ExitCode& exit_code);
void add_times(CLI::App& app, ExitCode& exit_code);
void add_gazetteer(CLI::App& app, ExitCode& exit_code);
void add_mentions(CLI::App& app, ExitCode& exit_code);
void add_origins(CLI::App& app, ExitCode& exit_code);
void add_contradictions(CLI::App& app, ExitCode& exit_code);
void add_claims(CLI::App& app, ExitCode& exit_code);
void add_tolls(CLI::App& app, ExitCode& exit_code);
void add_sources(CLI::App& app, ExitCode& exit_code);
void add_diff(CLI::App& app, ExitCode& exit_code);
void add_watch(CLI::App& app, ExitCode& exit_code);
void add_correct(CLI::App& app, ExitCode& exit_code);
void add_forget(CLI::App& app, ExitCode& exit_code);
void add_verify(CLI::App& app, ExitCode& exit_code);
void add_happenings(CLI::App& app, ExitCode& exit_code);

/// All of standard input. Fails: kFileTooLarge beyond `limit` bytes, kFileUnreadable.
Result<std::string> read_stdin(std::uint64_t limit);

/// The clock's instant: "2024-12-07T18:03:00Z".
std::string clock_instant();

/// Prints the error to standard error and gives its exit code.
ExitCode report_error(const Error& error);

}  // namespace dateline::cli
