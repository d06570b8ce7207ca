#include "dateline/meaning/parties.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/fold.h"

namespace dateline {
namespace {

/// The path without its last segment; empty at the top.
ActorId above(const ActorId& id) {
  const auto dot = id.str().rfind('.');
  return ActorId(dot == std::string::npos ? std::string() : id.str().substr(0, dot));
}

std::optional<Day> first_day(const std::string& cell) {
  const auto days = parse_partial_day(cell);
  return days ? std::optional(days->begin) : std::nullopt;
}
std::optional<Day> last_day(const std::string& cell) {
  const auto days = parse_partial_day(cell);
  return days ? std::optional(days->end) : std::nullopt;
}

}  // namespace

void Parties::add(Party party) {
  if (auto it = by_id_.find(party.id); it != by_id_.end()) {
    Party& known = parties_[it->second];
    // A theatre's row wins over general knowledge; a second row of one file adds its side.
    if (!party.colour.empty()) known.colour = party.colour;
    if (!party.name.empty()) known.name = party.name;
    if (!party.kind.empty()) known.kind = party.kind;
    for (auto& side : party.sides) known.sides.push_back(std::move(side));
    return;
  }
  by_id_.emplace(party.id, parties_.size());
  parties_.push_back(std::move(party));
}

void Parties::add(Outlet outlet) {
  const std::size_t index = outlets_.size();
  outlet_by_name_.emplace(fold_name(outlet.name), index);
  for (const std::string& name : outlet.other_names)
    outlet_by_name_.emplace(fold_name(name), index);
  outlets_.push_back(std::move(outlet));
}

const Party* Parties::find(const ActorId& id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &parties_[it->second];
}

bool Parties::acts_in_war(const ActorId& id) const {
  if (id.str() == "civilians" || id.str() == "journalists" || id.str() == "protesters")
    return false;
  const Party* party = find(id);
  return !party || (party->kind != "people" && party->kind != "international" &&
                    party->kind != "organisation");
}

std::string Parties::name(const ActorId& id) const {
  for (ActorId up = id; !up.empty(); up = above(up))
    if (const Party* party = find(up); party && !party->name.empty()) return party->name;
  return id.str();
}

std::string Parties::colour(const ActorId& id) const {
  for (ActorId up = id; !up.empty(); up = above(up))
    if (const Party* party = find(up); party && !party->colour.empty()) return party->colour;
  return "#888888";
}

std::string Parties::side(const ActorId& id, Day day) const {
  for (ActorId up = id; !up.empty(); up = above(up)) {
    const Party* party = find(up);
    if (!party) continue;
    for (auto it = party->sides.rbegin(); it != party->sides.rend(); ++it) {
      if (!it->side.empty() && is_between(day, it->since, it->until)) return it->side;
    }
  }
  return {};
}

bool Parties::allied(const ActorId& a, const ActorId& b, Day day) const {
  if (are_related(a, b)) return true;
  const std::string side_a = side(a, day);
  return !side_a.empty() && side_a == side(b, day);
}

bool Parties::enemies(const ActorId& a, const ActorId& b, Day day) const {
  if (are_related(a, b)) return false;
  const std::string side_a = side(a, day), side_b = side(b, day);
  return !side_a.empty() && !side_b.empty() && side_a != side_b;
}

Result<ActorId> Parties::resolve(std::string_view id_or_name) const {
  if (find(ActorId(id_or_name))) return ActorId(id_or_name);
  const std::string folded = fold_name(id_or_name);
  for (const Party& party : parties_)
    if (fold_name(party.name) == folded) return party.id;
  std::vector<std::string> known;
  for (const Party& party : parties_)
    if (known.size() < 8) known.push_back(party.id.str());
  return fail(ErrorCode::kPartyUnknown,
              fmt::format("found \"{}\"; known: {}, ...", id_or_name, fmt::join(known, ", ")));
}

const Outlet* Parties::find_outlet(std::string_view name_or_domain) const {
  const auto it = outlet_by_name_.find(fold_name(name_or_domain));
  return it == outlet_by_name_.end() ? nullptr : &outlets_[it->second];
}

Status load_outlets(const std::string& path, bool must_exist, Parties& parties) {
  if (!must_exist && !std::filesystem::exists(path)) return {};
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    Outlet outlet;
    outlet.name = table->cell(row, "outlet");
    outlet.other_names = split_list(table->cell(row, "names"));
    outlet.party = ActorId(table->cell(row, "party"));
    outlet.kind = table->cell(row, "kind");
    outlet.country = table->cell(row, "country");
    if (const std::string& share = table->cell(row, "independent"); !share.empty())
      outlet.independent = std::strtod(share.c_str(), nullptr);
    parties.add(std::move(outlet));
  }
  return {};
}

Status load_theatre_parties(const std::string& theatre_dir, Parties& parties) {
  auto table = load_csv(theatre_dir + "/parties.csv");
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    Party party;
    party.id = ActorId(table->cell(row, "id"));
    if (party.id.empty())
      return row_error(*table, row, "expected an id, found an empty cell",
                       ErrorCode::kTheatreInvalid);
    party.name = table->cell(row, "name");
    party.parent = ActorId(table->cell(row, "parent"));
    if (party.parent.empty()) party.parent = above(party.id);
    party.colour = table->cell(row, "colour");
    party.kind = table->cell(row, "kind");
    party.sides.push_back({table->cell(row, "side"), first_day(table->cell(row, "since")),
                           last_day(table->cell(row, "until"))});
    parties.add(std::move(party));
  }
  return load_outlets(theatre_dir + "/outlets.csv", false, parties);
}

}  // namespace dateline
