#include "dateline/territory/whatif.h"

#include <fmt/format.h>

#include "cli/shown_reports.h"
#include "dateline/pipeline_roads.h"
#include "dateline/roads/extract.h"
#include "dateline/web/whatif_map.h"

namespace dateline::cli {
namespace {

struct WhatIfArguments {
  RecordArguments record;
  std::vector<std::string> set, to;
  std::string from, traveller, roads, format = "text";
};

Result<WhatIfQuestion> question_of(const WhatIfArguments& args, const Asked& asked) {
  const Knowledge& knowledge = asked.situation.knowledge;
  WhatIfQuestion out;
  out.day = asked.on;
  for (const std::string& one : args.set) {
    const auto equals = one.find('=');
    if (equals == std::string::npos)
      return fail(ErrorCode::kArgumentInvalid,
                  fmt::format("expected --set PLACE=PARTY, found \"{}\"", one));
    auto place = knowledge.gazetteer.resolve(one.substr(0, equals));
    if (!place) return tl::unexpected(place.error());
    const std::string party = one.substr(equals + 1);
    if (party == "contested") {
      out.changes.emplace_back((*place)->id, kContested);
      continue;
    }
    auto id = knowledge.parties.resolve(party);
    if (!id) return tl::unexpected(id.error());
    out.changes.emplace_back((*place)->id, *id);
  }
  if (!args.from.empty()) {
    auto place = knowledge.gazetteer.resolve(args.from);
    if (!place) return tl::unexpected(place.error());
    out.from = (*place)->id;
  }
  for (const std::string& name : args.to) {
    auto place = knowledge.gazetteer.resolve(name);
    if (!place) return tl::unexpected(place.error());
    out.to.push_back((*place)->id);
  }
  if (!args.traveller.empty()) {
    auto id = knowledge.parties.resolve(args.traveller);
    if (!id) return tl::unexpected(id.error());
    out.traveller = *id;
  }
  return out;
}

ExitCode run(const WhatIfArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  auto question = question_of(args, *asked);
  if (!question) return report_error(question.error());
  const Knowledge& knowledge = asked->situation.knowledge;
  const ControlTable control = control_until(*asked, asked->on);
  auto world = road_world(asked->situation, control);
  if (!world) return report_error(world.error());
  RoadGraph drawn;
  if (!args.roads.empty()) {
    const auto extract = load_road_extract(args.roads);
    if (!extract) return report_error(extract.error());
    drawn = draw_together(*extract, knowledge.gazetteer, asked->situation.roads.crossings());
    world->graph = &drawn;
  }
  const auto answer = whatif(*world, shown_reports(*asked), *question);
  if (!answer) return report_error(answer.error());
  if (args.format == "svg")
    fmt::print("{}", render_whatif_map(*answer, *world));
  else if (args.format == "json")
    fmt::print("{}\n", to_json(*answer, knowledge.gazetteer, knowledge.parties));
  else
    fmt::print("{}", to_text(*answer, knowledge.gazetteer, knowledge.parties));
  return 0;
}

}  // namespace

void add_whatif(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<WhatIfArguments>();
  CLI::App* sub = app.add_subcommand("whatif", "What is cut off, now and if places changed hands");
  add_record_options(*sub, args->record, true);
  add_names_option(*sub, args->record.names);
  sub->add_option("--set", args->set, "PLACE=PARTY: the change of hands (may be given again)")
      ->required();
  sub->add_option("--from", args->from,
                  "Where the way begins; without it, the largest place of the party that travels");
  sub->add_option("--to", args->to,
                  "Where it leads (may be given again); without it, the party's main places");
  sub->add_option("--traveller", args->traveller,
                  "The party that travels; without it, the holder of --from");
  sub->add_option("--roads", args->roads,
                  "An extract of OpenStreetMap (made by `dateline gazetteer roads`) in the place "
                  "of the theatre's roads");
  sub->add_option("--format", args->format, "text, json, or svg: a map before and after")
      ->check(CLI::IsMember({"text", "json", "svg"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline whatif --db war.db --on 2024-12-07 --set Homs=syria.opposition --from Damascus "
      "--to Tartus\n"
      "  dateline whatif --db war.db --on 2024-12-07 --set Homs=syria.opposition --set "
      "Palmyra=syria.opposition\n"
      "Three networks are told apart: main roads (motorway, trunk, primary), any road of the "
      "country, and by way of\n"
      "another country. A place held by an enemy closes a road; a contested one does not, but is "
      "told.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
