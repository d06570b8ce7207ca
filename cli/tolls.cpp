#include "dateline/record/tolls.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/shown.h"
#include "cli/tables.h"
#include "dateline/base/csv.h"

namespace dateline::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TollArguments {
  std::string db, known_by, on, from, to, place, party, names, by = "month", format = "table";
};

std::string text_of(const Toll& toll) {
  if (toll.origins == 0) return "";
  return toll.low == toll.high
             ? fmt::format("{:.0f}", toll.best)
             : fmt::format("{:.0f} ({:.0f}-{:.0f})", toll.best, toll.low, toll.high);
}

Json json_of(const Toll& toll) {
  if (toll.origins == 0) return nullptr;
  return {{"low", toll.low}, {"best", toll.best}, {"high", toll.high}};
}

void print_table(const std::vector<TollRow>& rows, const std::string& by) {
  std::vector<std::vector<std::string>> out = {
      {by, "killed", "wounded", "displaced", "happenings"}};
  for (const TollRow& row : rows)
    out.push_back({row.key.empty() && by != "all" ? "(not told)" : row.name, text_of(row.killed),
                   text_of(row.wounded), text_of(row.displaced),
                   std::to_string(row.happenings.size())});
  if (out.size() > 1) fmt::print("{}", to_table(out));
}

void print_csv(const std::vector<TollRow>& rows) {
  fmt::print(
      "key,name,killed_low,killed_best,killed_high,wounded_low,wounded_best,wounded_high,"
      "displaced_low,displaced_best,displaced_high,happenings\n");
  for (const TollRow& row : rows) {
    fmt::print("{},{}", csv_field(row.key), csv_field(row.name));
    for (const Toll* toll : {&row.killed, &row.wounded, &row.displaced})
      fmt::print("{}", toll->origins == 0 ? ",,,"
                                          : fmt::format(",{:.0f},{:.0f},{:.0f}", toll->low,
                                                        toll->best, toll->high));
    fmt::print(",{}\n", row.happenings.size());
  }
}

Status print_jsonl(const std::vector<TollRow>& rows, const std::vector<Happening>& happenings,
                   Shown& shown) {
  std::unordered_map<HappeningId, const Happening*> by_id;
  for (const Happening& one : happenings) by_id.emplace(one.id, &one);
  for (const TollRow& row : rows) {
    Json out = {{"key", row.key},
                {"name", row.name},
                {"killed", json_of(row.killed)},
                {"wounded", json_of(row.wounded)},
                {"displaced", json_of(row.displaced)},
                {"happenings", Json::array()}};
    for (const HappeningId& id : row.happenings) {
      const Happening& one = *by_id.at(id);
      const auto first = shown.document(one.first);
      if (!first) return tl::unexpected(first.error());
      out["happenings"].push_back({{"happening", id.str()},
                                   {"origins", one.origins},
                                   {"first", (*first)->id.str()},
                                   {"outlet", (*first)->outlet},
                                   {"url", (*first)->url}});
    }
    fmt::print("{}\n", out.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  return {};
}

/// What may pass: of rows that the record keeps only those that do.
Result<std::vector<Happening>> load_happenings(const Record& record, std::optional<Day> known_by,
                                               std::optional<Day> from, std::optional<Day> to) {
  std::optional<DayInterval> days;
  if (from || to) days = DayInterval{from.value_or(Day(1, 1, 1)), to.value_or(Day(9999, 12, 31))};
  const auto drawn = is_drawn(record);
  if (!drawn) return tl::unexpected(drawn.error());
  if (!*drawn || known_by) return happenings_of(record, known_by, days);
  HappeningFilter filter;
  filter.days = days, filter.with_toll = true;
  return EventStore::happenings(record, filter);
}

ExitCode print_tolls(const TollArguments& args) {
  const auto known_by = parse_optional_day(args.known_by),
             from = parse_optional_day(args.on.empty() ? args.from : args.on),
             to = parse_optional_day(args.on.empty() ? args.to : args.on);
  for (const auto* day : {&known_by, &from, &to})
    if (!*day) return report_error(day->error());
  auto record = Record::open_existing(args.db);
  if (!record) return report_error(record.error());
  auto found = load_happenings(*record, *known_by, *from, *to);
  if (!found) return report_error(found.error());
  std::vector<Happening>& wanted = *found;
  Shown shown(*record, args.names);
  // Rows tell a place only where they are of places, or of one.
  if (args.by == "place" || !args.place.empty())
    for (Happening& one : wanted) {
      if (auto ok = shown.hide_place(one); !ok) return report_error(ok.error());
      shown.clear();
    }
  std::erase_if(wanted, [&](const Happening& one) {
    const bool elsewhere =
        !args.place.empty() &&
        (!one.place || (one.place->place.str() != args.place && one.place->name != args.place));
    const bool by_others =
        !args.party.empty() && std::none_of(one.who.begin(), one.who.end(), [&](const ActorId& id) {
          return is_within(id, ActorId(args.party));
        });
    return elsewhere || by_others || (*from && one.days.end < **from) ||
           (*to && one.days.begin > **to);
  });
  const auto rows = add_up(wanted, parse_toll_by(args.by).value());
  Status ok;
  if (args.format == "csv")
    print_csv(rows);
  else if (args.format == "jsonl")
    ok = print_jsonl(rows, wanted, shown);
  else
    print_table(rows, args.by);
  if (!ok) return report_error(ok.error());
  return 0;
}

}  // namespace

void add_tolls(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<TollArguments>();
  CLI::App* sub = app.add_subcommand(
      "tolls", "Add up killed, wounded and displaced over happenings, low, best and high");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->add_option("--by", args->by, "A row for each all, place, day, month, year or party")
      ->check(CLI::IsMember({"all", "place", "day", "month", "year", "party"}))
      ->capture_default_str();
  sub->add_option("--place", args->place, "Only what happened there, by id or name");
  sub->add_option("--party", args->party, "Only what this party did, or one below it");
  CLI::Option* on =
      sub->add_option("--on", args->on, "Only what may have happened on that day (YYYY-MM-DD)");
  sub->add_option("--from", args->from, "Only what may have happened on that day or later")
      ->excludes(on);
  sub->add_option("--to", args->to, "Only what may have happened on that day or earlier")
      ->excludes(on);
  sub->add_option("--known-by", args->known_by, "Use only what had been published by that day");
  add_names_option(*sub, args->names);
  sub->add_option("--format", args->format, "table, jsonl or csv")
      ->check(CLI::IsMember({"table", "jsonl", "csv"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline tolls --db war.db --by place --from 2024-12-01\n"
      "  dateline tolls --db war.db --place Homs --by month --format csv\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_tolls(*args); });
}

}  // namespace dateline::cli
