#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/territory/described.h"

// JSON of the described world:
//   world   = { on, parties: [{id, name, parent, side, kind}], backing: [backing],
//               forces: [force], leaders: [leader] }
//   backing = { backer, backed, how, certainty, since, until, note, sources: [source] }
//   force   = { party, place: null / {id, name}, low, high, of, asof, note, source }
//   leader  = { person, name, party, role, since, until, source }
//   source  = { row, cite } / { claim, document, outlet, published, sentence }

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;
using Table = std::vector<std::vector<std::string>>;

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

std::string source_text(const DescribedSource& source) {
  if (source.claim.empty())
    return source.row + (source.cite.empty() ? "" : " (" + source.cite + ")");
  return fmt::format("\"{}\" ({}{}, claim {})", one_line(source.sentence),
                     source.cite.empty() ? "" : source.cite + ", ", to_string(*source.published),
                     source.claim.str());
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Columns padded to their widest cell; the last is not padded.
void tell_table(std::string& out, std::string_view title, const Table& rows) {
  out += fmt::format("{}\n", title);
  std::vector<std::size_t> wide;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (wide.size() <= i) wide.push_back(0);
      wide[i] = std::max(wide[i], characters(row[i]));
    }
  for (const auto& row : rows) {
    out += "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(wide[i] - characters(row[i]) + 2, ' ');
    }
    out += "\n";
  }
  if (rows.size() == 1) out += "  none\n";
  out += "\n";
}

std::string number(double value) { return fmt::format("{:.0f}", value); }

std::string size_text(const Force& force) {
  if (!force.low && !force.high) return "not told";
  if (!force.high) return number(*force.low) + " or more";
  if (!force.low) return "up to " + number(*force.high);
  return *force.low == *force.high ? number(*force.low)
                                   : number(*force.low) + " - " + number(*force.high);
}

Json json_of(const DescribedSource& source) {
  if (source.claim.empty()) return Json{{"row", source.row}, {"cite", source.cite}};
  return Json{{"claim", source.claim.str()},
              {"document", source.document.str()},
              {"outlet", source.cite},
              {"published", to_string(*source.published)},
              {"sentence", source.sentence}};
}

Json json_of(const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); }
Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

}  // namespace

std::string to_text(const DescribedWorld& world, const Gazetteer& gazetteer,
                    const Parties& parties) {
  std::string out = fmt::format("The described world on {}\n\n", to_string(world.day));
  Table rows = {{"party", "side", "kind", "id"}};
  for (const ActorId& id : world.parties) {
    const Party* party = parties.find(id);
    const std::string side = parties.side(id, world.day);
    rows.push_back({parties.name(id), side.empty() ? "-" : side,
                    party && !party->kind.empty() ? party->kind : "-", id.str()});
  }
  tell_table(out, "Parties", rows);
  rows = {{"backer", "backed", "with", "certainty", "days", "source"}};
  for (const Backing& one : world.backing)
    for (const DescribedSource& source : one.sources)
      rows.push_back({parties.name(one.backer), parties.name(one.backed), one.how,
                      fmt::format("{:.2f}", one.certainty), days_text(one.since, one.until),
                      source_text(source)});
  tell_table(out, "Who backs whom", rows);
  rows = {{"party", "where", "how many", "of", "as of", "source"}};
  for (const Force& one : world.forces) {
    const Place* place = gazetteer.find(one.place);
    rows.push_back({parties.name(one.party),
                    one.place.empty() ? "everywhere"
                    : place           ? place->name
                                      : one.place.str(),
                    size_text(one), one.of, to_string(one.asof), source_text(one.source)});
  }
  tell_table(out, "Forces, the latest figure of each", rows);
  rows = {{"party", "role", "name", "days", "source"}};
  for (const Leader& one : world.leaders)
    rows.push_back({parties.name(one.party), one.role, one.name, days_text(one.since, one.until),
                    source_text(one.source)});
  tell_table(out, "Public office and command", rows);
  out.pop_back();
  return out;
}

std::string to_json(const DescribedWorld& world, const Gazetteer& gazetteer,
                    const Parties& parties) {
  Json out;
  out["on"] = to_string(world.day);
  out["parties"] = Json::array();
  for (const ActorId& id : world.parties) {
    const Party* party = parties.find(id);
    out["parties"].push_back({{"id", id.str()},
                              {"name", parties.name(id)},
                              {"parent", party ? party->parent.str() : ""},
                              {"side", parties.side(id, world.day)},
                              {"kind", party ? party->kind : ""}});
  }
  out["backing"] = Json::array();
  for (const Backing& one : world.backing) {
    Json sources = Json::array();
    for (const DescribedSource& source : one.sources) sources.push_back(json_of(source));
    out["backing"].push_back({{"backer", one.backer.str()},
                              {"backed", one.backed.str()},
                              {"how", one.how},
                              {"certainty", one.certainty},
                              {"since", json_of(one.since)},
                              {"until", json_of(one.until)},
                              {"note", one.note},
                              {"sources", std::move(sources)}});
  }
  out["forces"] = Json::array();
  for (const Force& one : world.forces) {
    const Place* place = gazetteer.find(one.place);
    out["forces"].push_back(
        {{"party", one.party.str()},
         {"place", one.place.empty() ? Json()
                                     : Json{{"id", one.place.str()},
                                            {"name", place ? place->name : one.place.str()}}},
         {"low", json_of(one.low)},
         {"high", json_of(one.high)},
         {"of", one.of},
         {"asof", to_string(one.asof)},
         {"note", one.note},
         {"source", json_of(one.source)}});
  }
  out["leaders"] = Json::array();
  for (const Leader& one : world.leaders)
    out["leaders"].push_back({{"person", one.person},
                              {"name", one.name},
                              {"party", one.party.str()},
                              {"role", one.role},
                              {"since", json_of(one.since)},
                              {"until", json_of(one.until)},
                              {"source", json_of(one.source)}});
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string to_dot(const DescribedWorld& world, const Parties& parties) {
  std::string out = fmt::format(
      "digraph {} {{\n  rankdir=LR;\n  node [shape=box, style=\"rounded,filled\", "
      "fillcolor=white, fontname=Helvetica];\n  edge [fontname=Helvetica, fontsize=10];\n",
      dot_string("actors on " + to_string(world.day)));
  for (const ActorId& id : world.parties)
    out += fmt::format("  {} [label={}, color={}, penwidth=2, tooltip={}];\n", dot_string(id.str()),
                       dot_string(parties.name(id)), dot_string(parties.colour(id)),
                       dot_string(parties.side(id, world.day)));
  for (const ActorId& id : world.parties) {
    const Party* party = parties.find(id);
    if (party && !party->parent.empty())
      out += fmt::format("  {} -> {} [dir=none, style=dotted, tooltip=\"part of\"];\n",
                         dot_string(party->parent.str()), dot_string(id.str()));
  }
  std::map<std::pair<ActorId, ActorId>, std::string> edges;
  for (const Backing& one : world.backing) {
    std::string& label = edges[{one.backer, one.backed}];
    label += (label.empty() ? "" : ", ") + one.how;
  }
  for (const auto& [pair, label] : edges)
    out += fmt::format("  {} -> {} [label={}];\n", dot_string(pair.first.str()),
                       dot_string(pair.second.str()), dot_string(label));
  return out + "}\n";
}

}  // namespace dateline
