#include <cstdio>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/input.h"
#include "dateline/dispatch/read.h"
#include "dateline/meaning/time_markup.h"
#include "dateline/pipeline.h"

namespace dateline::cli {
namespace {

struct TimesArguments {
  std::vector<std::string> files;
  std::string published, theatre = "none", format = "timex3";
  double max_mb = 4;
};

ExitCode print_times(const TimesArguments& args) {
  ReadOptions options;
  options.max_bytes = static_cast<std::uint64_t>(args.max_mb * 1024 * 1024);
  if (!args.published.empty()) {
    auto day = require_day(args.published);
    if (!day) return report_error(day.error());
    options.date = *day;
  }
  const auto engine = load_engine(args.theatre);
  if (!engine) return report_error(engine.error());
  ExitCode code = 0;
  const auto take = [&](Result<Document> document) {
    if (!document) {
      code = report_error(document.error());
      return;
    }
    const TimeKnowledge& knowledge = engine->knowledge_for(*document).times;
    const auto times = read_times(*document, *engine);
    const std::string out = args.format == "jsonl" ? to_json_lines(*document, knowledge, times)
                                                   : to_timex3(*document, knowledge, times);
    std::fwrite(out.data(), 1, out.size(), stdout);
  };
  for (const std::string& file : args.files)
    if (const Status status = read_input(file, options, take); !status)
      code = report_error(status.error());
  return code;
}

}  // namespace

void add_times(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<TimesArguments>();
  CLI::App* sub = app.add_subcommand(
      "times", "Find the times of a text and say which days they mean, as TIMEX3");
  sub->add_option("FILE", args->files,
                  "Dispatches in any form that `read` takes; - or nothing for standard input");
  sub->add_option("--published", args->published,
                  "Day of publication (YYYY-MM-DD) of texts that do not say theirs: what "
                  "\"yesterday\" is counted from");
  sub->add_option("--theatre", args->theatre,
                  "Theatre by NAME or DIR: days are those of its time zone, where the instant of "
                  "publication is given")
      ->capture_default_str();
  sub->add_option("--format", args->format,
                  "timex3 (the text with tags in it) or jsonl (an object a time)")
      ->check(CLI::IsMember({"timex3", "jsonl"}))
      ->capture_default_str();
  sub->add_option("--max-mb", args->max_mb, "Largest document that is read, in MiB")
      ->capture_default_str();
  sub->footer(
      "Types: DATE a day or longer, TIME less than a day, DURATION a length, SET what comes "
      "again.\n"
      "Values: 2024-12-07, 2024-12, 2024, 2024-W49 (week), 2024-W49-WE (weekend), 2024-Q3 "
      "(quarter), 2024-H1 (half),\n"
      "2024-SP, -SU, -FA, -WI (season), 199 (decade), 19 (century), T10:35, TMO, TAF, TEV, TNI "
      "(part of the day behind\n"
      "it), P3D, PT24H (length), PXW (weeks, how many is not said), PAST_REF, PRESENT_REF, "
      "FUTURE_REF.\n"
      "begin and end are the earliest and the latest day that the words allow, by the rule named; "
      "a time without them\n"
      "says nothing of days. No time takes the day of publication unless its words say so.\n"
      "Examples:\n"
      "  echo 'The port fell on Friday. The army had left two days earlier.' | dateline times "
      "--published 2024-12-10\n"
      "  dateline times dispatch.txt --format jsonl\n"
      "  dateline times feed.jsonl --format jsonl > times.jsonl\n"
      "Exit code: 0 all read, 1 some documents set aside, 2 could not run.");
  sub->callback([args, &exit_code] {
    if (args->files.empty()) args->files.push_back("-");
    exit_code = print_times(*args);
  });
}

}  // namespace dateline::cli
