#include "cli/situation.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/web/world.h"

namespace dateline::cli {

void add_record_options(CLI::App& sub, RecordArguments& args, bool with_day) {
  sub.add_option("--db", args.db, "The record (made by `dateline read --db`)")->required();
  sub.add_option("--theatre", args.theatre,
                 "Theatre by NAME or DIR; without it, the one that the record was read with");
  if (with_day) sub.add_option("--on", args.on, "The day asked about (YYYY-MM-DD)")->required();
  sub.add_option("--known-by", args.known_by, "Use only what had been published by that day");
}

void add_weights_option(CLI::App& sub, RecordArguments& args) {
  sub.add_option("--weights", args.weights,
                 "What each kind of report weighs, in the form of data/territory/weights.csv; "
                 "`control learn` makes such files");
}

Result<Asked> ask(const RecordArguments& args) {
  Asked out;
  for (const auto& [text, day] : {std::pair(&args.on, true), std::pair(&args.known_by, false)}) {
    if (text->empty()) continue;
    auto parsed = require_day(*text);
    if (!parsed) return tl::unexpected(parsed.error());
    if (day)
      out.on = *parsed;
    else
      out.known_by = *parsed;
  }
  auto situation = load_situation(args.db, args.theatre);
  if (!situation) return tl::unexpected(situation.error());
  out.situation = std::move(*situation);
  if (!args.weights.empty()) {
    const auto weights = load_control_weights(args.weights);
    if (!weights) return tl::unexpected(weights.error());
    out.situation.weights = *weights;
  }
  if (args.names != "keep") {
    const auto record = Record::open_existing(args.db);
    if (!record) return tl::unexpected(record.error());
    auto redactions = redactions_for(args.names, *record);
    if (!redactions) return tl::unexpected(redactions.error());
    out.redactions = std::move(*redactions);
  }
  if (args.on.empty()) {
    const auto span = out.situation.span();
    if (!span)
      return fail(ErrorCode::kArgumentInvalid, "expected documents in the record, found none",
                  args.db);
    out.on = span->end;
  }
  return out;
}

std::string days_before(int days) {
  return fmt::format("{} day{} before", days, days == 1 ? "" : "s");
}

Error no_control(const Place& place) {
  return {ErrorCode::kControlUnknown,
          place.is_region ? fmt::format("expected a town or another point place, found the {} {}",
                                        place.kind == "country" ? "country" : "region", place.name)
                          : fmt::format("no claim and no row of start.csv names {}", place.name),
          {}};
}

ControlTable control_until(const Asked& asked, Day until) {
  ControlInputs inputs = control_inputs(asked.situation, {until, until}, asked.known_by);
  if (const auto span = asked.situation.span()) inputs.since = span->begin;
  return infer_control(inputs);
}

Ground ground_of(const Situation& situation, const ControlTable& control, Day day) {
  GroundInputs inputs;
  inputs.gazetteer = &situation.knowledge.gazetteer;
  inputs.places = control.places();
  inputs.roads = &situation.roads;
  inputs.day = day;
  std::vector<std::string> codes = situation.theatre.countries;
  if (codes.empty())  // without a theatre, the countries of the places
    for (const PlaceId& id : inputs.places) {
      const Place* place = inputs.gazetteer->find(id);
      if (place && place->point) codes.push_back(place->country);
    }
  inputs.countries = outlines_of(world_map(), codes);
  return divide_ground(inputs);
}

std::string belief_text(const ControlTable& control, const std::vector<double>& probability,
                        const Parties& parties, std::size_t most) {
  std::vector<std::size_t> order(probability.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return probability[a] > probability[b]; });
  std::string out;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    if (i > 0 && probability[order[i]] < 0.01) break;
    const ActorId& state = control.states()[order[i]];
    out += fmt::format("{}{} {:.0f} %", i ? ", " : "",
                       state == kContested ? "contested" : parties.name(state),
                       100 * probability[order[i]]);
  }
  return out;
}

}  // namespace dateline::cli
