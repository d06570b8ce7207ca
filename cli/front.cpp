#include "dateline/territory/front.h"

#include <fmt/format.h>

#include "cli/situation.h"
#include "dateline/web/svg_map.h"

namespace dateline::cli {
namespace {

struct FrontArguments {
  RecordArguments record;
  std::string from, format = "text";
};

MapInput map_of(const Asked& asked, const ControlTable& control, const Fronts& fronts) {
  const Knowledge& knowledge = asked.situation.knowledge;
  MapInput out;
  for (const ActorId& state : control.states())
    if (state != kContested)
      out.parties.push_back(
          {state, knowledge.parties.name(state), knowledge.parties.colour(state)});
  for (const PlaceId& id : control.places()) {
    const Place* place = knowledge.gazetteer.find(id);
    const auto state = control.find(id, asked.on);
    if (!place || !place->point || !state) continue;
    MapPlace mark{id, place->name, *place->point, place->kind, place->population, {}, {}, false};
    for (std::size_t i = 0; i < state->probability.size(); ++i)
      mark.shares.push_back({control.states()[i], state->probability[i]});
    mark.support.reports = state->support.reports;
    if (state->support.days_since_last >= 0)
      mark.support.days_since = state->support.days_since_last;
    mark.besieged = !state->support.besieged_by.empty();
    out.places.push_back(std::move(mark));
  }
  out.fronts = &fronts;
  return out;
}

ExitCode run(const FrontArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  std::optional<Day> from;
  if (!args.from.empty()) {
    auto parsed = require_day(args.from);
    if (!parsed) return report_error(parsed.error());
    from = *parsed;
  }
  const Knowledge& knowledge = asked->situation.knowledge;
  const DayInterval days{std::min(asked->on, from.value_or(asked->on)),
                         std::max(asked->on, from.value_or(asked->on))};
  const ControlTable control = control_of(asked->situation, days, asked->known_by);
  const Ground ground = ground_of(asked->situation, control, asked->on);
  const Fronts fronts = draw_fronts(ground, control, asked->on, from);
  if (args.format == "geojson") {
    fmt::print("{}", to_geojson(fronts, knowledge.parties));
  } else if (args.format == "svg") {
    MapOptions options;
    options.title = asked->situation.theatre.title;
    options.day = asked->on;
    fmt::print("{}", render_svg_map(map_of(*asked, control, fronts), options));
  } else {
    fmt::print("{}", to_text(fronts, knowledge.gazetteer, knowledge.parties));
  }
  return 0;
}

}  // namespace

void add_front(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<FrontArguments>();
  CLI::App* sub =
      app.add_subcommand("front", "Whose ground it is on a day, and where parties meet");
  add_record_options(*sub, args->record, true);
  sub->add_option("--from", args->from, "Another day: what changed hands between the two");
  sub->add_option("--format", args->format, "text, geojson or svg")
      ->check(CLI::IsMember({"text", "geojson", "svg"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline front --db war.db --on 2024-12-07\n"
      "  dateline front --db war.db --on 2024-12-07 --from 2024-11-26 --format geojson > "
      "ground.geojson\n"
      "  dateline front --db war.db --on 2024-12-05 --known-by 2024-12-05 --format svg > map.svg\n"
      "Each piece of ground goes with the place nearest to it by travel time on and off roads, and "
      "with "
      "who holds that\n"
      "place. Pieces cover the theatre's countries without gap or overlap. It is an estimate: no "
      "report "
      "tells of every field.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
