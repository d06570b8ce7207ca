#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/tables.h"
#include "dateline/record/standing.h"

namespace dateline::cli {
namespace {

struct SourceArguments {
  RecordArguments record;
  int claims = 1;
  std::string format = "table";
};

void print_table(const std::vector<Standing>& found) {
  std::vector<std::vector<std::string>> rows = {
      {"source", "name", "claims", "confirmed", "contradicted", "refuted", "open", "lag days"}};
  for (const Standing& one : found)
    rows.push_back({one.is_outlet ? "outlet" : "speaker", shortened(one.name, 40),
                    std::to_string(one.claims), std::to_string(one.confirmed),
                    std::to_string(one.contradicted), std::to_string(one.refuted),
                    std::to_string(one.open),
                    one.confirmed > 0 ? fmt::format("{:g}", one.lag_days) : ""});
  if (rows.size() > 1) fmt::print("{}", to_table(rows));
}

void print_jsonl(const std::vector<Standing>& found) {
  using Json = nlohmann::ordered_json;
  for (const Standing& one : found) {
    Json row = {{"source", one.is_outlet ? "outlet" : "speaker"},
                {"name", one.name},
                {"claims", one.claims},
                {"confirmed", one.confirmed},
                {"contradicted", one.contradicted},
                {"refuted", one.refuted},
                {"open", one.open},
                {"lag_days", nullptr}};
    if (one.confirmed > 0) row["lag_days"] = one.lag_days;
    fmt::print("{}\n", row.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

ExitCode print_sources(const SourceArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  auto events = make_events(args.record.db, *asked);
  if (!events) return report_error(events.error());
  const auto contradictions = contradictions_of(*events, asked->situation.knowledge.parties);
  auto found = find_standings(events->shown_claims, events->documents, events->origins,
                              events->happenings, contradictions);
  std::erase_if(found, [&](const Standing& one) { return one.claims < args.claims; });
  args.format == "jsonl" ? print_jsonl(found) : print_table(found);
  return 0;
}

}  // namespace

void add_sources(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<SourceArguments>();
  CLI::App* sub = app.add_subcommand(
      "sources", "Show how many claims of each outlet and speaker were later told by others too");
  add_record_options(*sub, args->record, false);
  add_names_option(*sub, args->record.names);
  sub->add_option("--claims", args->claims, "Only sources of at least so many claims")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  sub->add_option("--format", args->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline sources --db war.db --claims 10\n"
      "  dateline sources --db war.db --known-by 2024-12-05 --format jsonl\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_sources(*args); });
}

}  // namespace dateline::cli
