#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/situation.h"
#include "cli/tables.h"
#include "dateline/base/csv.h"

namespace dateline::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ControlArguments {
  RecordArguments record;
  std::string place, format = "table", model = "belief", to;
  bool all = false;
};

double rounded(double p) { return std::round(p * 1e6) / 1e6; }

Json place_json(const Place& place, const ControlTable& control, const ControlState& state) {
  Json out = {{"place", place.id.str()}, {"name", place.name}};
  out["lat"] = place.point ? Json(place.point->lat()) : Json();
  out["lon"] = place.point ? Json(place.point->lng()) : Json();
  out["on"] = to_string(state.day);
  Json& distribution = out["state"] = Json::object();
  for (std::size_t i = 0; i < state.probability.size(); ++i)
    if (rounded(state.probability[i]) > 0)
      distribution[control.states()[i].str()] = rounded(state.probability[i]);
  out["support"] = {
      {"reports", state.support.reports},
      {"days_since_last",
       state.support.days_since_last < 0 ? Json() : Json(state.support.days_since_last)}};
  out["besieged_by"] =
      state.support.besieged_by.empty() ? Json() : Json(state.support.besieged_by.str());
  return out;
}

void print_table(const std::vector<std::pair<const Place*, ControlState>>& rows, const Asked& asked,
                 const ControlTable& control, bool all) {
  std::vector<std::vector<std::string>> table{
      {"place", "most probably held by", "then", "reports", "last"}};
  std::size_t silent = 0;
  for (const auto& [place, state] : rows) {
    if (!all && (state.support.reports == 0 || !place->within.empty())) {
      ++silent;
      continue;
    }
    const std::string belief =
        belief_text(control, state.probability, asked.situation.knowledge.parties, 3);
    const auto comma = belief.find(", ");
    std::string last = state.support.days_since_last < 0 ? "-"
                       : state.support.days_since_last == 0
                           ? "same day"
                           : days_before(state.support.days_since_last);
    if (!state.support.besieged_by.empty()) last += ", besieged";
    table.push_back({place->name, belief.substr(0, comma),
                     comma == std::string::npos ? "" : belief.substr(comma + 2),
                     std::to_string(state.support.reports), last});
  }
  fmt::print("Control on {}{}\n{}", to_string(asked.on),
             asked.known_by ? fmt::format(", as known by {}", to_string(*asked.known_by)) : "",
             to_table(table));
  if (silent)
    fmt::print(
        "{} more places (parts of these, or of which nothing was reported); --all shows them.\n",
        silent);
}

ExitCode run(const ControlArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  DayInterval days{asked->on, asked->on};
  if (!args.to.empty()) {
    auto last = require_day(args.to);
    if (!last) return report_error(last.error());
    if (*last < asked->on || (args.format != "jsonl" && args.format != "csv"))
      return report_error(
          {ErrorCode::kArgumentInvalid,
           *last < asked->on
               ? fmt::format("expected --to a day from {} on, found {}", args.record.on, args.to)
               : fmt::format("expected --format jsonl or csv with --to, found {}", args.format),
           {}});
    days.end = *last;
  }
  const ControlTable control =
      control_of(asked->situation, days, asked->known_by, *parse_control_model(args.model));
  const Gazetteer& gazetteer = asked->situation.knowledge.gazetteer;
  std::vector<std::pair<const Place*, ControlState>> rows;
  if (!args.place.empty()) {
    auto place = gazetteer.resolve(args.place);
    if (!place) return report_error(place.error());
    auto state = control.find((*place)->id, asked->on);
    if (!state) return report_error(no_control(**place));
    rows.emplace_back(*place, *state);
  } else {
    for (const PlaceId& id : control.places())
      if (const Place* place = gazetteer.find(id))
        if (auto state = control.find(id, asked->on)) rows.emplace_back(place, *state);
  }
  const std::size_t places = rows.size();
  for (Day day = asked->on + 1; day <= days.end; day = day + 1)
    for (std::size_t i = 0; i < places; ++i)
      rows.emplace_back(rows[i].first, *control.find(rows[i].first->id, day));
  if (args.format == "table") {
    print_table(rows, *asked, control, args.all || !args.place.empty());
  } else if (args.format == "jsonl") {
    for (const auto& [place, state] : rows)
      fmt::print("{}\n", place_json(*place, control, state).dump());
  } else if (args.format == "geojson") {
    fmt::print("{{\"type\":\"FeatureCollection\",\"features\":[");
    bool first = true;
    for (const auto& [place, state] : rows) {
      if (!place->point) continue;
      Json feature = {
          {"type", "Feature"},
          {"geometry",
           {{"type", "Point"}, {"coordinates", {place->point->lng(), place->point->lat()}}}}};
      feature["properties"] = place_json(*place, control, state);
      fmt::print("{}\n{}", first ? "" : ",", feature.dump());
      first = false;
    }
    fmt::print("\n]}}\n");
  } else {
    fmt::print("place,name,lat,lon,on,state,probability,reports,days_since_last\n");
    for (const auto& [place, state] : rows)
      for (std::size_t i = 0; i < state.probability.size(); ++i) {
        if (rounded(state.probability[i]) <= 0) continue;
        fmt::print(
            "{},{},{},{},{},{},{:g},{},{}\n", csv_field(place->id.str()), csv_field(place->name),
            place->point ? fmt::format("{:.5f}", place->point->lat()) : "",
            place->point ? fmt::format("{:.5f}", place->point->lng()) : "", to_string(state.day),
            control.states()[i].str(), rounded(state.probability[i]), state.support.reports,
            state.support.days_since_last < 0 ? "" : std::to_string(state.support.days_since_last));
      }
  }
  return 0;
}

}  // namespace

void add_control(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ControlArguments>();
  CLI::App* sub = app.add_subcommand("control", "Who holds each place on a day, as probabilities");
  add_record_options(*sub, args->record, true);
  add_weights_option(*sub, args->record);
  sub->add_option("--place", args->place, "One place, by name or id");
  sub->add_option("--to", args->to, "Last day, for a line a place and day (jsonl and csv)");
  sub->add_option("--format", args->format, "table, jsonl, csv or geojson")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "geojson"}))
      ->capture_default_str();
  sub->add_option(
         "--model", args->model,
         "belief, or a plain rule to compare with: latest (who was last told to have taken "
         "it), vote (shares of the reports of 30 days) or persist (starting control)")
      ->check(CLI::IsMember({"belief", "latest", "vote", "persist"}))
      ->capture_default_str();
  sub->add_flag("--all", args->all, "In the table, show places too of which nothing was reported");
  sub->footer(
      "Examples:\n"
      "  dateline control --db war.db --on 2024-12-07\n"
      "  dateline control --db war.db --on 2024-12-07 --place Homs --format jsonl\n"
      "  dateline control --db war.db --on 2024-11-24 --to 2024-12-12 --format csv > days.csv\n"
      "  dateline control --db war.db --on 2024-12-05 --known-by 2024-12-05     what was known "
      "then\n"
      "A probability says what the reports make of it; `reports` and `last` say how much they are "
      "worth.");
  // With a subcommand of its own the rest is not asked.
  for (const char* name : {"--db", "--on"}) sub->get_option(name)->required(false);
  add_control_learn(*sub, exit_code);
  sub->callback([args, sub, &exit_code] {
    if (!sub->get_subcommands().empty()) return;
    for (const char* name : {"--db", "--on"})
      if (sub->get_option(name)->empty()) throw CLI::RequiredError(name);
    exit_code = run(*args);
  });
}

}  // namespace dateline::cli
