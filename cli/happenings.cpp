#include "dateline/record/happenings.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/shown.h"
#include "cli/tables.h"

namespace dateline::cli {
namespace {

using Json = nlohmann::ordered_json;

struct HappeningArguments {
  std::string db, known_by, on, id, names, format = "table";
  int origins = 1;
  std::optional<std::size_t> limit;
};

std::string toll_text(const std::optional<Toll>& toll) {
  if (!toll) return "";
  return toll->low == toll->high
             ? fmt::format("{:g}", toll->best)
             : fmt::format("{:g} ({:g}-{:g})", toll->best, toll->low, toll->high);
}

template <class T>
std::span<const T> first_of(const std::vector<T>& list, std::size_t most) {
  return std::span(list).first(std::min(most, list.size()));
}

using Row = std::vector<std::string>;

Result<Row> table_row(const Happening& one, Shown& shown) {
  const auto claim = shown.claim(one.claims.front());
  if (!claim) return tl::unexpected(claim.error());
  const auto first = shown.document(one.first);
  if (!first) return tl::unexpected(first.error());
  return Row{one.id.str(),
             days_text(one.days),
             one.place ? one.place->name : "",
             joined(first_of(one.types, 3), [](auto type) { return to_string(type); }),
             joined(first_of(one.who, 2), [](const auto& id) { return id.str(); }),
             toll_text(one.killed),
             std::to_string(one.origins),
             std::to_string(one.claims.size()),
             std::to_string(one.dissent.size()),
             (*first)->published.iso(),
             shortened((*claim)->text, 60)};
}

Json toll_json(const std::optional<Toll>& toll) {
  if (!toll) return nullptr;
  return {
      {"low", toll->low}, {"best", toll->best}, {"high", toll->high}, {"origins", toll->origins}};
}

Json report_json(const Claim& claim, const Document& d) {
  Json quantities = Json::array();
  for (const Quantity& q : claim.quantities)
    quantities.push_back({{"value", q.value},
                          {"low", q.low ? Json(*q.low) : Json()},
                          {"high", q.high ? Json(*q.high) : Json()},
                          {"unit", q.unit},
                          {"of", q.of}});
  return {{"claim", claim.id.str()},
          {"document", d.id.str()},
          {"published", d.published.iso()},
          {"outlet", d.outlet},
          {"type", std::string(to_string(claim.type))},
          {"says", speakers_text(claim)},
          {"quantities", quantities},
          {"text", claim.text}};
}

Result<Json> happening_json(const Happening& one, Shown& shown) {
  Json out = {{"happening", one.id.str()},
              {"begin", to_string(one.days.begin)},
              {"end", to_string(one.days.end)},
              {"day_told", one.has_day}};
  out["place"] = one.place ? one.place->place.str() : "";
  out["name"] = one.place ? one.place->name : "";
  out["lat"] = one.place ? Json(one.place->point->lat()) : Json();
  out["lon"] = one.place ? Json(one.place->point->lng()) : Json();
  for (const char* key : {"types", "who", "whom", "reports", "dissent"}) out[key] = Json::array();
  for (const ClaimType type : one.types) out["types"].push_back(std::string(to_string(type)));
  for (const ActorId& id : one.who) out["who"].push_back(id.str());
  for (const ActorId& id : one.whom) out["whom"].push_back(id.str());
  out["killed"] = toll_json(one.killed);
  out["wounded"] = toll_json(one.wounded);
  out["displaced"] = toll_json(one.displaced);
  out["origins"] = one.origins;
  out["first"] = one.first.str();
  for (const auto& [list, key] :
       {std::pair(&one.claims, "reports"), std::pair(&one.dissent, "dissent")})
    for (const ClaimId& id : *list) {
      const auto report = shown.report(id);
      if (!report) return tl::unexpected(report.error());
      out[key].push_back(report_json(*report->claim, *report->document));
    }
  return out;
}

/// Prints happenings as they come; a table's rows all at the end.
class Printer {
 public:
  Printer(const Record& record, const HappeningArguments& args)
      : args_(args), shown_(record, args.names) {}

  Status print(Happening one) {
    if (auto ok = shown_.hide_place(one); !ok) return ok;
    if (args_.format == "table") {
      auto row = table_row(one, shown_);
      if (!row) return tl::unexpected(row.error());
      rows_.push_back(std::move(*row));
    } else {
      const auto json = happening_json(one, shown_);
      if (!json) return tl::unexpected(json.error());
      fmt::print("{}\n", json->dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    shown_.clear();
    return {};
  }
  void finish() const {
    if (rows_.size() > 1) fmt::print("{}", to_table(rows_));
  }

 private:
  const HappeningArguments& args_;
  Shown shown_;
  std::vector<Row> rows_ = {{"happening", "days", "place", "types", "who", "killed", "origins",
                             "reports", "denied", "first", "words"}};
};

bool holds(const Happening& one, const std::string& id) {
  return std::any_of(one.claims.begin(), one.claims.end(),
                     [&](const ClaimId& claim) { return claim.str() == id; });
}

/// Those that pass, of a record whose rows cannot answer.
Result<std::vector<Happening>> find_anew(const Record& record, const HappeningArguments& args,
                                         std::optional<Day> known_by, std::optional<Day> on) {
  auto found =
      happenings_of(record, known_by, on ? std::optional(DayInterval{*on, *on}) : std::nullopt);
  if (!found) return found;
  std::erase_if(*found, [&](const Happening& one) {
    return one.origins < args.origins || (on && !one.days.contains(*on)) ||
           (!args.id.empty() && !holds(one, args.id));
  });
  if (args.limit && found->size() > *args.limit) found->resize(*args.limit);
  return found;
}

ExitCode print_happenings(const HappeningArguments& args) {
  const auto known_by = parse_optional_day(args.known_by), on = parse_optional_day(args.on);
  for (const auto* day : {&known_by, &on})
    if (!*day) return report_error(day->error());
  auto record = Record::open_existing(args.db);
  if (!record) return report_error(record.error());
  const auto drawn = is_drawn(*record);
  if (!drawn) return report_error(drawn.error());
  Printer printer(*record, args);
  Status ok;
  if (*drawn && !*known_by) {
    HappeningFilter filter;
    filter.id = args.id, filter.origins = args.origins, filter.most = args.limit;
    if (*on) filter.days = DayInterval{**on, **on};
    ok = EventStore::each_happening(*record, filter,
                                    [&](Happening&& one) { return printer.print(std::move(one)); });
  } else {
    auto found = find_anew(*record, args, *known_by, *on);
    if (!found) return report_error(found.error());
    for (Happening& one : *found)
      if (ok) ok = printer.print(std::move(one));
  }
  if (!ok) return report_error(ok.error());
  printer.finish();
  return 0;
}

}  // namespace

void add_happenings(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<HappeningArguments>();
  CLI::App* sub =
      app.add_subcommand("happenings", "Show events, each once, with all the reports of it");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->add_option("--on", args->on, "Only what may have happened on that day (YYYY-MM-DD)");
  sub->add_option("--known-by", args->known_by, "Use only what had been published by that day");
  sub->add_option("--id", args->id, "Only the happening of this id, or of this claim");
  sub->add_option("--origins", args->origins,
                  "Only what at least so many independent documents tell")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  sub->add_option("--limit", args->limit, "Only the first so many");
  add_names_option(*sub, args->names);
  sub->add_option("--format", args->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline happenings --db war.db --origins 2\n"
      "  dateline happenings --db war.db --on 2024-12-07 --known-by 2024-12-08 --format jsonl\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_happenings(*args); });
}

}  // namespace dateline::cli
