#include "dateline/record/contradictions.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/shown.h"
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

using SideOf = std::function<Result<ShownReport>(const ClaimId&)>;

Status print_table(const std::vector<Contradiction>& found, const SideOf& side_of) {
  std::vector<std::vector<std::string>> rows = {
      {"days", "place", "kind", "settled", "published", "outlet", "says", "words"}};
  for (const Contradiction& one : found)
    for (const ClaimId& id : {one.a, one.b}) {
      const auto side = side_of(id);
      if (!side) return tl::unexpected(side.error());
      const auto [claim, d] = *side;
      const bool first = id == one.a;
      rows.push_back({first ? days_text(one.days) : "", first ? one.place.str() : "",
                      first ? std::string(to_string(one.kind)) : "", stands_text(one, id),
                      d->published.iso(), d->outlet, speakers_text(*claim), claim->text});
    }
  if (rows.size() > 1) fmt::print("{}", to_table(rows));
  return {};
}

nlohmann::ordered_json side_json(const ShownReport& side) {
  const Claim& claim = *side.claim;
  const Document& d = *side.document;
  return {{"claim", claim.id.str()},        {"document", d.id.str()},
          {"published", d.published.iso()}, {"outlet", d.outlet},
          {"says", speakers_text(claim)},   {"text", claim.text}};
}

Status print_jsonl(const std::vector<Contradiction>& found, const SideOf& side_of) {
  for (const Contradiction& one : found) {
    const auto a = side_of(one.a);
    if (!a) return tl::unexpected(a.error());
    const auto b = side_of(one.b);
    if (!b) return tl::unexpected(b.error());
    nlohmann::ordered_json row = {{"kind", std::string(to_string(one.kind))},
                                  {"place", one.place.str()},
                                  {"begin", to_string(one.days.begin)},
                                  {"end", to_string(one.days.end)},
                                  {"since", to_string(one.since)},
                                  {"happening", one.happening.str()},
                                  {"resolved", nullptr},
                                  {"a", side_json(*a)},
                                  {"b", side_json(*b)}};
    if (one.resolved)
      row["resolved"] = {{"stands", one.resolved->stands.str()},
                         {"by", one.resolved->by.str()},
                         {"day", to_string(one.resolved->day)},
                         {"how", one.resolved->how}};
    fmt::print("{}\n", row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
  return {};
}

Status print(const ContradictionArguments& args, const std::vector<Contradiction>& found,
             const SideOf& side_of) {
  return args.format == "jsonl" ? print_jsonl(found, side_of) : print_table(found, side_of);
}

/// The rows that the record keeps.
ExitCode print_kept(const ContradictionArguments& args, const Record& record) {
  ContradictionFilter filter;
  const auto on = parse_optional_day(args.record.on);
  if (!on) return report_error(on.error());
  filter.on = *on;
  auto found = EventStore::contradictions(record, filter);
  if (!found) return report_error(found.error());
  Shown shown(record, args.record.names);
  for (Contradiction& one : *found)
    if (auto ok = shown.hide_place(one); !ok) return report_error(ok.error());
  const auto ok = print(args, *found, [&](const ClaimId& id) { return shown.report(id); });
  return ok ? 0 : report_error(ok.error());
}

ExitCode print_contradictions(const ContradictionArguments& args) {
  auto record = Record::open_existing(args.record.db);
  if (!record) return report_error(record.error());
  const auto drawn = is_drawn(*record);
  if (!drawn) return report_error(drawn.error());
  // Rows are of all documents, and of the parties of the record's own theatre.
  if (*drawn && args.record.known_by.empty() && args.record.theatre.empty())
    return print_kept(args, *record);
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
  const auto ok = print(args, found, [&](const ClaimId& id) -> Result<ShownReport> {
    const Claim& claim = *events->claim.at(id);
    return ShownReport{&claim, &events->document_of(claim)};
  });
  return ok ? 0 : report_error(ok.error());
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
