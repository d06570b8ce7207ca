#include "cli/cli.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace dateline::cli {

std::string clock_instant() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(now));
}

ExitCode report_error(const Error& error) {
  fmt::print(stderr, "dateline: {}\n", to_string(error));
  return info(error.code).exit_code;
}

Result<std::string> read_stdin(std::uint64_t limit) {
  std::string bytes;
  std::vector<char> chunk(1 << 20);
  while (const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), stdin)) {
    bytes.append(chunk.data(), size);
    if (bytes.size() > limit) {
      Error error{ErrorCode::kFileTooLarge,
                  fmt::format("expected at most {} bytes, found more", limit), "-"};
      error.byte = limit;
      return tl::unexpected(std::move(error));
    }
  }
  if (std::ferror(stdin)) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), "-");
  return bytes;
}

}  // namespace dateline::cli

int main(int argc, char** argv) {
  using namespace dateline::cli;
  CLI::App app{
      "dateline reads dated news dispatches and keeps who says what happened, where and when;\n"
      "from that record it works out who holds each place on each day, and what follows on the "
      "roads."};
  app.name("dateline");
  app.set_version_flag(
      "--version", DATELINE_VERSION
      "\nPlaces: GeoNames (https://www.geonames.org), CC BY 4.0. Land and borders: Natural "
      "Earth.\nWeights of the language layers: CC BY-SA 4.0. NOTICE has all attributions.");
  app.require_subcommand(1);
  app.footer("`dateline SUBCOMMAND --help` has examples of each.");
  ExitCode exit_code = 0;
  add_read(app, exit_code);
  add_control(app, exit_code);
  add_why(app, exit_code);
  add_whatif(app, exit_code);
  add_project(app, exit_code);
  add_front(app, exit_code);
  add_report(app, exit_code);
  add_theatre(app, exit_code);
  add_actors(app, exit_code);
  add_lexicon(app, exit_code);
  add_parse(app, exit_code);
  add_times(app, exit_code);
  add_gazetteer(app, exit_code);
  add_mentions(app, exit_code);
  add_claims(app, exit_code);
  add_origins(app, exit_code);
  add_contradictions(app, exit_code);
  add_happenings(app, exit_code);
  add_tolls(app, exit_code);
  add_sources(app, exit_code);
  add_diff(app, exit_code);
  add_watch(app, exit_code);
  add_correct(app, exit_code);
  add_forget(app, exit_code);
  add_verify(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // --help and --version end here too, and are no failure.
    return app.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
