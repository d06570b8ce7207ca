#include <filesystem>

#include <fmt/format.h>

#include "cli/theatre.h"
#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/pipeline.h"
#include "dateline/territory/theatre_new.h"

namespace dateline::cli {
namespace {

struct NewArguments {
  std::string dir, country, from, timezone = "UTC", gazetteer;
  std::int64_t population = 10'000;
};

ExitCode run(const NewArguments& args) {
  namespace fs = std::filesystem;
  NewTheatre theatre;
  const auto from = require_day(args.from);
  if (!from) return report_error(from.error());
  theatre.from = *from;
  theatre.country = args.country;
  for (char& c : theatre.country)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  theatre.timezone = args.timezone;
  theatre.population = args.population;
  const fs::path dir = fs::path(args.dir).lexically_normal();
  theatre.name = (dir.has_filename() ? dir : dir.parent_path()).filename().string();
  std::error_code ec;
  if (fs::exists(dir, ec) && !fs::is_empty(dir, ec))
    return report_error({ErrorCode::kOutputUnwritable,
                         "expected a folder that is empty or not there yet", args.dir});
  const auto world = World::open(args.gazetteer.empty() ? world_file() : args.gazetteer);
  if (!world) return report_error(world.error());
  const auto files = make_theatre(*world, theatre);
  if (!files) return report_error(files.error());
  fs::create_directories(dir, ec);
  for (const auto& [name, bytes] : *files) {
    if (const Status ok = write_file((dir / name).string(), bytes); !ok)
      return report_error(ok.error());
    const auto table = parse_csv(bytes, name);
    fmt::print("{}: {} rows\n", (dir / name).string(), table ? table->rows.size() : 0);
  }
  fmt::print("Next: parties.csv and start.csv, then `dateline theatre check {}`.\n", args.dir);
  return 0;
}

}  // namespace

void add_theatre_new(CLI::App& theatre, ExitCode& exit_code) {
  auto args = std::make_shared<NewArguments>();
  CLI::App* sub = theatre.add_subcommand("new", "Make the files of a new theatre to begin with");
  sub->add_option("DIR", args->dir, "Its folder, not there yet or empty")->required();
  sub->add_option("--country", args->country, "The main country, by its ISO 3166 code")->required();
  sub->add_option("--from", args->from, "Its first day (YYYY-MM-DD)")->required();
  sub->add_option("--population", args->population, "Least population of the places taken over")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  sub->add_option("--timezone", args->timezone, "Its zone in the tz database")
      ->capture_default_str();
  sub->add_option("--gazetteer", args->gazetteer, "Places of this file instead of the bundled one");
  sub->footer(
      "Examples:\n"
      "  dateline theatre new sudan --country sd --from 2023-04-15 --timezone Africa/Khartoum\n"
      "Places and regions come from the gazetteer, everything else is left to fill, with comments "
      "that say how.\nExit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
