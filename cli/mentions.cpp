#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/input.h"
#include "cli/names.h"
#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"
#include "dateline/web/mention_page.h"

namespace dateline::cli {
namespace {

struct MentionsArguments {
  std::vector<std::string> files;
  std::string theatre, gazetteer, format = "jsonl", date, outlet, names;
  double max_mb = 4;
};

ExitCode print_mentions(const MentionsArguments& args) {
  ReadOptions options;
  options.outlet = args.outlet;
  options.max_bytes = static_cast<std::uint64_t>(args.max_mb * 1024 * 1024);
  if (!args.date.empty()) {
    auto day = require_day(args.date);
    if (!day) return report_error(day.error());
    options.date = *day;
  }
  const auto engine = load_engine(args.theatre);
  if (!engine) return report_error(engine.error());
  ExitCode code = 0;
  std::vector<MentionedDocument> page;
  const auto take = [&](Result<Document> document) {
    if (!document) {
      report_error(document.error());
      code = 1;
      return;
    }
    auto [mentions, private_names] = read_mentions(*document, *engine);
    const Redaction redaction = redaction_for(args.names, *document, private_names);
    document->title = redaction.words(document->title);
    for (TextMention& mention : mentions) redaction.apply(mention);
    if (args.format == "html") {
      page.push_back({std::move(*document), std::move(mentions), redaction.names()});
      return;
    }
    for (const TextMention& mention : mentions) fmt::print("{}\n", to_json(mention, *document));
  };
  for (const std::string& file : args.files) {
    const Status status = read_input(file, options, take);
    if (status) continue;
    report_error(status.error());
    code = 1;
  }
  if (args.format == "html") {
    const std::string html = mention_page(page);
    std::fwrite(html.data(), 1, html.size(), stdout);
  }
  return code;
}

}  // namespace

void add_mentions(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<MentionsArguments>();
  CLI::App* sub = app.add_subcommand(
      "mentions", "Show all places, actors, times and quantities that a text names");
  sub->add_option("FILE", args->files,
                  "Dispatches, as `read` takes them; - or nothing for standard input");
  sub->add_option(
      "--theatre", args->theatre,
      "Theatre by NAME or DIR, or 'none'; without it, chosen by what each document speaks of");
  sub->add_option("--gazetteer", args->gazetteer,
                  "Places of the world: a file that `gazetteer import` wrote");
  sub->add_option("--format", args->format,
                  "jsonl: a line each; html: a page with the text to point at")
      ->check(CLI::IsMember({"jsonl", "html"}))
      ->capture_default_str();
  sub->add_option("--date", args->date,
                  "Day of publication (YYYY-MM-DD) of files that do not say theirs");
  sub->add_option("--outlet", args->outlet, "Outlet of files that do not say theirs");
  add_names_option(*sub, args->names);
  sub->add_option("--max-mb", args->max_mb, "Largest document that is read, in MiB")
      ->capture_default_str();
  sub->footer(
      "A mention has its bytes, its words, its kind and readings with probabilities; a vague "
      "place\n"
      "(\"30 km north of Homs\") has its shape. docs/formats.md, \"Mentions\", has every key.\n"
      "Examples:\n"
      "  dateline mentions dispatch.txt | jq -r 'select(.kind==\"place\") | .text'\n"
      "  dateline mentions dispatch.txt --format html > mentions.html     then open it\n"
      "  echo 'Shells fell 5 km north of Homs.' | dateline mentions --date 2024-12-07\n"
      "Exit code: 0 all read, 1 some documents set aside (each told with its reason), 2 could not "
      "run.");
  sub->callback([args, &exit_code] {
    if (args->files.empty()) args->files.push_back("-");
    if (!args->gazetteer.empty()) ::setenv("DATELINE_GAZETTEER", args->gazetteer.c_str(), 1);
    exit_code = print_mentions(*args);
  });
}

}  // namespace dateline::cli
