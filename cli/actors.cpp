#include <unordered_set>

#include <fmt/format.h>

#include "cli/shown_reports.h"
#include "dateline/meaning/actor_check.h"
#include "dateline/pipeline_roads.h"
#include "dateline/territory/described.h"
#include "dateline/web/described_graph.h"

namespace dateline::cli {
namespace {

struct ActorsArguments {
  RecordArguments record;
  std::string format = "table";
};

ExitCode describe(const ActorsArguments& args) {
  if (args.record.db.empty() || args.record.on.empty())
    return report_error(
        Error{ErrorCode::kArgumentInvalid, "expected --db and --on (or `actors check`)", {}});
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  const Situation& situation = asked->situation;
  const auto folder = theatre_dir_of(args.record.db, args.record.theatre);
  if (!folder) return report_error(folder.error());
  auto rows = load_described_rows(*folder);
  if (!rows) return report_error(rows.error());
  std::unordered_set<std::string> force_words;
  if (const auto it = situation.knowledge.classes.find("force");
      it != situation.knowledge.classes.end())
    force_words = it->second;
  const Parties& parties = situation.knowledge.parties;
  const Gazetteer& gazetteer = situation.knowledge.gazetteer;
  const DescribedWorld world =
      describe_world(*rows, shown_reports(*asked), gazetteer, parties, force_words, asked->on);
  if (args.format == "svg")
    fmt::print("{}", render_described_graph(world, parties));
  else if (args.format == "dot")
    fmt::print("{}", to_dot(world, parties));
  else if (args.format == "json")
    fmt::print("{}\n", to_json(world, gazetteer, parties));
  else
    fmt::print("{}", to_text(world, gazetteer, parties));
  return 0;
}

void add_check(CLI::App& app, ExitCode& exit_code) {
  CLI::App* check = app.add_subcommand(
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

}  // namespace

void add_actors(CLI::App& app, ExitCode& exit_code) {
  CLI::App* sub = app.add_subcommand(
      "actors", "The described world on a day: parties, who backs whom, forces, public office");
  auto args = std::make_shared<ActorsArguments>();
  add_record_options(*sub, args->record, true);
  for (const char* option : {"--db", "--on"}) sub->get_option(option)->required(false);
  add_names_option(*sub, args->record.names);
  sub->add_option("--format", args->format, "table, json, dot (Graphviz) or svg")
      ->check(CLI::IsMember({"table", "json", "dot", "svg"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline actors --db war.db --on 2024-12-07\n"
      "  dateline actors --db war.db --on 2024-12-07 --format svg > backing.svg\n"
      "Each line has its source: a row of the theatre, or the sentence of a claim. --db and --on "
      "are required but for `check`.");
  add_check(*sub, exit_code);
  sub->require_subcommand(0, 1);
  sub->callback([sub, args, &exit_code] {
    if (sub->get_subcommands().empty()) exit_code = describe(*args);
  });
}

}  // namespace dateline::cli
