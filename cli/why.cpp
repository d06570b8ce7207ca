#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/situation.h"
#include "cli/tables.h"
#include "dateline/territory/what_moves.h"

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
  /// A voice may be a private person, whose words one of his claims' documents hides.
  std::string voice(const Otherwise& one) const {
    return redactions.words(one.document, one.voice);
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

Json distribution(const std::vector<double>& probability, const ControlTable& control) {
  Json out = Json::object();
  for (std::size_t i = 0; i < probability.size(); ++i)
    out[control.states()[i].str()] = probability[i];
  return out;
}

std::string_view heading(Otherwise::Kind kind) {
  switch (kind) {
    case Otherwise::Kind::kWithoutClaim:
      return "without one claim";
    case Otherwise::Kind::kWithoutVoice:
      return "without all that one voice says";
    case Otherwise::Kind::kOneMore:
      return "with one more report, by an outlet without a stake";
  }
  return "";
}

/// "3c57c3 (clash, Example Wire)", "The Observatory (3 claims)", "capture by Syrian government".
std::string otherwise_text(const Otherwise& one, const Asked& asked, const Index& index) {
  const Parties& parties = asked.situation.knowledge.parties;
  switch (one.kind) {
    case Otherwise::Kind::kWithoutClaim: {
      const auto claim = index.claims.find(one.claim);
      if (claim == index.claims.end()) return one.claim.str();
      const auto document = index.documents.find(claim->second->document);
      const std::string outlet =
          document == index.documents.end() ? std::string() : document->second->outlet;
      return fmt::format("{} ({}{}{})", one.claim.str(), to_string(claim->second->type),
                         outlet.empty() ? "" : ", ", outlet);
    }
    case Otherwise::Kind::kWithoutVoice:
      return fmt::format("{} ({} claim{})", index.voice(one), one.reports,
                         one.reports == 1 ? "" : "s");
    case Otherwise::Kind::kOneMore:
      return fmt::format("{}{}{}", to_string(*one.type), one.party.empty() ? "" : " by ",
                         one.party.empty() ? "" : parties.name(one.party));
  }
  return "";
}

/// What the belief would be otherwise, the strongest of each kind first, with how much of the
/// probability moves.
std::string otherwise_lines(const std::vector<Otherwise>& all, const ControlTable& control,
                            const Asked& asked, const Index& index) {
  constexpr std::size_t kMostShown = 3;
  std::string out = "\nWhat would change it most, and to what:\n";
  std::size_t shown = 0;
  bool any = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Otherwise& one = all[i];
    shown = i > 0 && all[i - 1].kind == one.kind ? shown + 1 : 0;
    if (shown >= kMostShown || one.moves < kWorthShowing) continue;
    any = true;
    if (shown == 0) out += fmt::format("  {}\n", heading(one.kind));
    out +=
        fmt::format("    {:>3.0f} %  {}: {}\n", 100 * one.moves, otherwise_text(one, asked, index),
                    belief_text(control, one.probability, asked.situation.knowledge.parties, 3));
  }
  if (!any)
    out += fmt::format("  nothing that is listed, and no one more report, moves it by {:g} %\n",
                       100 * kWorthShowing);
  return out;
}

Json otherwise_json(const Otherwise& one, const ControlTable& control, const Index& index) {
  Json out = {{"kind", to_string(one.kind)}, {"moves", one.moves}};
  if (one.kind == Otherwise::Kind::kWithoutClaim) out["claim"] = one.claim.str();
  if (one.kind == Otherwise::Kind::kWithoutVoice) {
    out["voice"] = index.voice(one);
    out["claims"] = one.reports;
  }
  if (one.type) out["type"] = to_string(*one.type);
  if (!one.party.empty()) out["party"] = one.party.str();
  out["state"] = distribution(one.probability, control);
  return out;
}

Json whole_json(const Place& place, const ControlState& state,
                const std::vector<Influence>& influences, const std::vector<Otherwise>& otherwise,
                const ControlTable& control, const Index& index) {
  Json out = {{"place", place.id.str()},
              {"name", place.name},
              {"on", to_string(state.day)},
              {"state", distribution(state.probability, control)}};
  out["support"] = {
      {"reports", state.support.reports},
      {"days_since_last",
       state.support.days_since_last < 0 ? Json() : Json(state.support.days_since_last)}};
  out["steps"] = Json::array();
  for (const Influence& one : influences) out["steps"].push_back(step_json(one, control, index));
  out["otherwise"] = Json::array();
  for (const Otherwise& one : otherwise)
    out["otherwise"].push_back(otherwise_json(one, control, index));
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
  ControlInputs inputs = control_inputs(asked->situation, control.days(), asked->known_by);
  if (const auto span = asked->situation.span()) inputs.since = span->begin;
  const auto otherwise = what_moves(inputs, control, (*place)->id, asked->on);
  if (args.format == "json") {
    const Json out = whole_json(**place, *state, influences, otherwise, control, index);
    fmt::print("{}\n", out.dump(-1, ' ', false, Json::error_handler_t::replace));
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
  fmt::print("{}", otherwise_lines(otherwise, control, *asked, index));
  return 0;
}

}  // namespace

void add_why(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<WhyArguments>();
  CLI::App* sub = app.add_subcommand(
      "why", "Everything that moved the belief about a place, with its sentences");
  add_record_options(*sub, args->record, true);
  sub->add_option("--place", args->place, "The place, by name or id")->required();
  sub->add_option("--format", args->format, "text, jsonl (a line a step) or json (all in one)")
      ->check(CLI::IsMember({"text", "jsonl", "json"}))
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
      "this one. At the end stands what would change the belief most: each claim left out, all "
      "that "
      "one voice says\n"
      "left out, or one more report by somebody without a stake.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
