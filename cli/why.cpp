#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/situation.h"
#include "cli/tables.h"

namespace dateline::cli {
namespace {

using Json = nlohmann::ordered_json;

struct WhyArguments {
  RecordArguments record;
  std::string place, format = "text";
  bool all = false;
};

/// The claims and documents of a record by id.
struct Index {
  explicit Index(const Asked& asked) : redactions(asked.redactions) {
    const Situation& situation = asked.situation;
    for (const Claim& c : situation.claims) claims.emplace(c.id, &c);
    for (const Document& d : situation.documents) documents.emplace(d.id, &d);
  }
  std::unordered_map<ClaimId, const Claim*> claims;
  std::unordered_map<DocumentId, const Document*> documents;
  const Redactions& redactions;

  /// A reason may name who spoke.
  std::string reason(const Influence& influence) const {
    return redactions.words(influence.document, influence.reason);
  }
  Claim shown(const Claim& claim) const {
    Claim out = claim;
    redactions.apply(out);
    return out;
  }
};

std::size_t state_index(const ControlTable& control, const ActorId& state) {
  const auto& states = control.states();
  return static_cast<std::size_t>(std::find(states.begin(), states.end(), state) - states.begin());
}

/// Steps that change less are hidden from a reader, unless he asks for all.
constexpr double kWorthShowing = 0.005;

/// The most that the probability of a state changes.
double changes_by(const Influence& influence) {
  double most = 0;
  for (std::size_t i = 0; i < influence.before.size(); ++i)
    most = std::max(most, std::abs(influence.after[i] - influence.before[i]));
  return most;
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::string step_text(const Influence& influence, const Asked& asked, const ControlTable& control,
                      const Index& index) {
  const Parties& parties = asked.situation.knowledge.parties;
  const auto percent = [&](const std::vector<double>& p) {
    const std::size_t i = state_index(control, influence.favours);
    return i < p.size() ? 100 * p[i] : 0.0;
  };
  const std::string party =
      influence.favours == kContested ? "contested" : parties.name(influence.favours);
  std::string out =
      fmt::format("{}  {:<8} {:+.2f} for {}: {:.0f} % -> {:.0f} %", to_string(influence.day),
                  to_string(influence.kind), influence.weight, party, percent(influence.before),
                  percent(influence.after));
  if (!influence.reason.empty()) out += fmt::format("  ({})", index.reason(influence));
  if (!influence.row.empty()) out += fmt::format("  [{}]", influence.row);
  out += "\n";
  const auto claim = index.claims.find(influence.claim);
  if (influence.claim.empty() || claim == index.claims.end()) return out;
  const Claim& c = *claim->second;
  const auto document = index.documents.find(c.document);
  if (document == index.documents.end()) return out;
  const Document& d = *document->second;
  std::string says = speakers_text(index.shown(c));
  out += fmt::format(
      "      \"{}\"\n      {}{}, published {}{}  [{}, confidence {:.2f}, claim {}]\n",
      one_line(index.redactions.slice(d, c.sentence)), d.outlet.empty() ? d.name : d.outlet,
      says.empty() ? ", in its own voice" : ": says " + says, to_string(d.published.day),
      d.url.empty() ? "" : ", " + d.url, to_string(c.type), c.confidence, c.id.str());
  return out;
}

Json step_json(const Influence& influence, const ControlTable& control, const Index& index) {
  Json out = {{"kind", to_string(influence.kind)},
              {"day", to_string(influence.day)},
              {"favours", influence.favours.str()},
              {"weight", influence.weight},
              {"reason", index.reason(influence)}};
  for (const auto& [key, p] :
       {std::pair("before", &influence.before), std::pair("after", &influence.after)}) {
    Json& state = out[key] = Json::object();
    for (std::size_t i = 0; i < p->size(); ++i) state[control.states()[i].str()] = (*p)[i];
  }
  out["row"] = influence.row.empty() ? Json() : Json(influence.row);
  out["claim"] = influence.claim.empty() ? Json() : Json(influence.claim.str());
  const auto claim = index.claims.find(influence.claim);
  if (!influence.claim.empty() && claim != index.claims.end()) {
    const auto document = index.documents.find(claim->second->document);
    if (document != index.documents.end()) {
      out["sentence"] = index.redactions.slice(*document->second, claim->second->sentence);
      out["outlet"] = document->second->outlet;
      out["url"] = document->second->url;
      out["published"] = document->second->published.iso();
      out["says"] = speakers_text(index.shown(*claim->second));
    }
  }
  return out;
}

ExitCode run(const WhyArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  auto place = asked->situation.knowledge.gazetteer.resolve(args.place);
  if (!place) return report_error(place.error());
  const ControlTable control = control_until(*asked, asked->on);
  const auto state = control.find((*place)->id, asked->on);
  if (!state) return report_error(no_control(**place));
  const Index index(*asked);
  const auto influences = control.why((*place)->id, asked->on);
  if (args.format == "jsonl") {
    for (const Influence& one : influences)
      fmt::print(
          "{}\n",
          step_json(one, control, index).dump(-1, ' ', false, Json::error_handler_t::replace));
    return 0;
  }
  fmt::print("{} on {}: {}\n{} independent report{}{}\n\n", (*place)->name, to_string(asked->on),
             belief_text(control, state->probability, asked->situation.knowledge.parties, 4),
             state->support.reports, state->support.reports == 1 ? "" : "s",
             state->support.days_since_last < 0
                 ? ""
                 : fmt::format(", the last {}", days_before(state->support.days_since_last)));
  std::size_t hidden = 0;
  for (const Influence& one : influences) {
    if (!args.all && changes_by(one) < kWorthShowing) {
      ++hidden;
      continue;
    }
    fmt::print("{}", step_text(one, *asked, control, index));
  }
  if (hidden)
    fmt::print("{} more that changed no probability by {:g} %; --all shows them.\n", hidden,
               100 * kWorthShowing);
  return 0;
}

}  // namespace

void add_why(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<WhyArguments>();
  CLI::App* sub = app.add_subcommand(
      "why", "Everything that moved the belief about a place, with its sentences");
  add_record_options(*sub, args->record, true);
  sub->add_option("--place", args->place, "The place, by name or id")->required();
  sub->add_option("--format", args->format, "text or jsonl")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  add_names_option(*sub, args->record.names);
  sub->add_flag("--all", args->all,
                "In the text, show steps too that change no probability by 0.5 %");
  sub->footer(
      "Examples:\n"
      "  dateline why --db war.db --place Homs --on 2024-12-07\n"
      "Each line says what moved the belief, by how much (log odds) and for whom, and the belief "
      "before and after;\n"
      "nothing moves a belief that --all and --format jsonl do not list. 'later' is what reports "
      "of later days tell about "
      "this one.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
