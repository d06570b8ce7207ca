#include "dateline/record/contradictions.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/tables.h"

namespace dateline::cli {
namespace {

struct ContradictionArguments {
  RecordArguments record;
  std::string format = "table";
};

/// On the line of the claim that stands, how that was settled.
std::string stands_text(const Contradiction& one, const ClaimId& id) {
  if (!one.resolved || one.resolved->stands != id) return "";
  return one.resolved->how + " " + to_string(one.resolved->day);
}

void print_table(const std::vector<Contradiction>& found, const Events& sides) {
  std::vector<std::vector<std::string>> rows = {
      {"days", "place", "kind", "settled", "published", "outlet", "says", "words"}};
  for (const Contradiction& one : found)
    for (const ClaimId& id : {one.a, one.b}) {
      const Claim& claim = *sides.claim.at(id);
      const Document& d = sides.document_of(claim);
      const bool first = id == one.a;
      rows.push_back({first ? days_text(one.days) : "", first ? one.place.str() : "",
                      first ? std::string(to_string(one.kind)) : "", stands_text(one, id),
                      d.published.iso(), d.outlet, speakers_text(claim), claim.text});
    }
  if (rows.size() > 1) fmt::print("{}", to_table(rows));
}

nlohmann::ordered_json side_json(const Claim& claim, const Document& d) {
  return {{"claim", claim.id.str()},        {"document", d.id.str()},
          {"published", d.published.iso()}, {"outlet", d.outlet},
          {"says", speakers_text(claim)},   {"text", claim.text}};
}

void print_jsonl(const std::vector<Contradiction>& found, const Events& sides) {
  for (const Contradiction& one : found) {
    const Claim &a = *sides.claim.at(one.a), &b = *sides.claim.at(one.b);
    nlohmann::ordered_json row = {{"kind", std::string(to_string(one.kind))},
                                  {"place", one.place.str()},
                                  {"begin", to_string(one.days.begin)},
                                  {"end", to_string(one.days.end)},
                                  {"since", to_string(one.since)},
                                  {"happening", one.happening.str()},
                                  {"resolved", nullptr},
                                  {"a", side_json(a, sides.document_of(a))},
                                  {"b", side_json(b, sides.document_of(b))}};
    if (one.resolved)
      row["resolved"] = {{"stands", one.resolved->stands.str()},
                         {"by", one.resolved->by.str()},
                         {"day", to_string(one.resolved->day)},
                         {"how", one.resolved->how}};
    fmt::print("{}\n", row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
}

ExitCode print_contradictions(const ContradictionArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  const Parties& parties = asked->situation.knowledge.parties;
  auto events = make_events(args.record.db, *asked);
  if (!events) return report_error(events.error());
  auto found = contradictions_of(*events, parties);
  if (!args.record.on.empty())
    std::erase_if(found, [&](const Contradiction& one) {
      return one.days.begin > asked->on || one.days.end < asked->on;
    });
  args.format == "jsonl" ? print_jsonl(found, *events) : print_table(found, *events);
  return 0;
}

}  // namespace

void add_contradictions(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ContradictionArguments>();
  CLI::App* sub = app.add_subcommand("contradictions", "Show claims of which not both can be true");
  add_record_options(*sub, args->record, false);
  sub->add_option("--on", args->record.on, "Only what both say of that day (YYYY-MM-DD)");
  add_names_option(*sub, args->record.names);
  sub->add_option("--format", args->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline contradictions --db war.db\n"
      "  dateline contradictions --db war.db --on 2024-12-07 --known-by 2024-12-08 --format jsonl\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_contradictions(*args); });
}

}  // namespace dateline::cli
