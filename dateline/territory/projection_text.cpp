#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/base/csv.h"
#include "dateline/territory/projection.h"

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

/// Probabilities are told to a ten-thousandth: runs tell no more.
double rounded(double p) { return std::round(p * 1e4) / 1e4; }

/// The days that a table shows: 1, 3, 7, 14, 30 and the last.
std::vector<int> shown_days(int days) {
  std::set<int> out{days};
  for (const int day : {1, 3, 7, 14, 30})
    if (day < days) out.insert(day);
  return {out.begin(), out.end()};
}

std::string state_name(const ActorId& state, const Parties& parties) {
  return state == kContested ? "contested" : parties.name(state);
}

/// "Syrian opposition 62 % (48-75), Syrian government 31 % (...)": the likely ones.
std::string held_text(const Projection& projection, const std::vector<ProjectedChance>& held,
                      const Parties& parties) {
  constexpr double kLeast = 0.05;
  constexpr std::size_t kMost = 2;
  std::vector<std::size_t> order(held.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return held[a].p > held[b].p; });
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, order.size()); ++i) {
    const ProjectedChance& one = held[order[i]];
    if (i > 0 && one.p < kLeast) break;
    out += fmt::format("{}{} {:.0f} % ({:.0f}-{:.0f})", i ? ", " : "",
                       state_name(projection.states[order[i]], parties), 100 * one.p, 100 * one.low,
                       100 * one.high);
  }
  return out;
}

std::string head(const Projection& projection) {
  return fmt::format("{}\nFrom {}, {} days, {} runs, seed {}; by what was known that day.\n",
                     kProjectionLabel, to_string(projection.start), projection.question.days,
                     projection.question.runs, projection.question.seed);
}

Json chance_json(const ProjectedChance& chance) {
  return {{"p", rounded(chance.p)},
          {"low", rounded(chance.low)},
          {"high", rounded(chance.high)},
          {"sampling", rounded(chance.error)},
          {"parameters", rounded(chance.spread)}};
}

std::string_view to_string(ProjectionModel model) {
  switch (model) {
    case ProjectionModel::kFront:
      return "front";
    case ProjectionModel::kSame:
      return "same";
    case ProjectionModel::kYesterday:
      return "yesterday";
    case ProjectionModel::kEvenly:
      return "evenly";
  }
  return "";
}

}  // namespace

std::string to_text(const Projection& projection, const Gazetteer& gazetteer,
                    const Parties& parties, std::size_t most) {
  std::string out = head(projection);
  const int last = projection.question.days - 1;
  std::vector<const PlaceProjection*> rows;
  for (const PlaceProjection& place : projection.places) {
    const Place* known = gazetteer.find(place.place);
    // Parts of a place go with it.
    if (most == 0 || !known || known->within.empty()) rows.push_back(&place);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
    return a->changed[last].p > b->changed[last].p;
  });
  const std::size_t all = rows.size();
  if (most > 0 && rows.size() > most) rows.resize(most);
  out += "\nchance that another party has taken it by (90 % interval)\n";
  std::size_t widest = 5;
  const auto name = [&](const PlaceProjection& place) {
    const Place* known = gazetteer.find(place.place);
    return known ? known->name : place.place.str();
  };
  for (const auto* place : rows) widest = std::max(widest, name(*place).size());
  const auto line = [&](std::string_view place) { out += fmt::format("{:<{}}", place, widest); };
  line("place");
  const auto days = shown_days(projection.question.days);
  for (const int day : days)
    out += fmt::format("  {:<15}", to_string(projection.start + day).substr(5));
  out += fmt::format("  on {} held by\n", to_string(projection.start + last + 1));
  for (const auto* place : rows) {
    line(name(*place));
    for (const int day : days) {
      const ProjectedChance& one = place->changed[day - 1];
      out += fmt::format("  {:<15}", fmt::format("{:.0f} % ({:.0f}-{:.0f})", 100 * one.p,
                                                 100 * one.low, 100 * one.high));
    }
    out += fmt::format("  {}\n", held_text(projection, place->held[last], parties));
  }
  if (all > rows.size())
    out += fmt::format("{} more places are less likely to change; --all shows them.\n",
                       all - rows.size());
  out += "\nAssumed\n";
  for (const std::string& one : projection.assumptions) out += fmt::format("- {}\n", one);
  out += fmt::format("This is a {}.\n", kProjectionLabel);
  return out;
}

std::string to_json(const Projection& projection, const Gazetteer& gazetteer) {
  Json out = {{"label", kProjectionLabel},
              {"model", to_string(projection.question.model)},
              {"from", to_string(projection.start)},
              {"days", projection.question.days},
              {"runs", projection.question.runs},
              {"seed", projection.question.seed},
              {"interval", 0.9}};
  Json& states = out["states"] = Json::array();
  for (const ActorId& state : projection.states) states.push_back(state.str());
  out["assumptions"] = projection.assumptions;
  Json& places = out["places"] = Json::array();
  for (const PlaceProjection& place : projection.places) {
    const Place* known = gazetteer.find(place.place);
    Json row = {{"place", place.place.str()}, {"name", known ? known->name : place.place.str()}};
    row["lat"] = known && known->point ? Json(known->point->lat()) : Json();
    row["lon"] = known && known->point ? Json(known->point->lng()) : Json();
    row["moves"] = place.on_roads;
    Json& now = row["now"] = Json::object();
    for (std::size_t s = 0; s < place.now.size(); ++s)
      if (rounded(place.now[s]) > 0) now[projection.states[s].str()] = rounded(place.now[s]);
    Json& days = row["days"] = Json::array();
    for (std::size_t day = 0; day < place.held.size(); ++day) {
      Json one = {{"on", to_string(projection.start + static_cast<int>(day) + 1)},
                  {"changed", chance_json(place.changed[day])}};
      Json& held = one["held"] = Json::object();
      for (std::size_t s = 0; s < place.held[day].size(); ++s)
        if (rounded(place.held[day][s].p) > 0)
          held[projection.states[s].str()] = chance_json(place.held[day][s]);
      days.push_back(std::move(one));
    }
    places.push_back(std::move(row));
  }
  return out.dump();
}

std::string to_csv(const Projection& projection, const Gazetteer& gazetteer) {
  std::string out = "label,place,name,lat,lon,from,on,what,p,low,high,sampling,parameters\n";
  for (const PlaceProjection& place : projection.places) {
    const Place* known = gazetteer.find(place.place);
    const std::string front =
        fmt::format("{},{},{},{},{},{}", csv_field(kProjectionLabel), csv_field(place.place.str()),
                    csv_field(known ? known->name : place.place.str()),
                    known && known->point ? fmt::format("{:.5f}", known->point->lat()) : "",
                    known && known->point ? fmt::format("{:.5f}", known->point->lng()) : "",
                    to_string(projection.start));
    const auto line = [&](std::size_t day, std::string_view what, const ProjectedChance& chance) {
      out += fmt::format("{},{},{},{:g},{:g},{:g},{:g},{:g}\n", front,
                         to_string(projection.start + static_cast<int>(day) + 1), what,
                         rounded(chance.p), rounded(chance.low), rounded(chance.high),
                         rounded(chance.error), rounded(chance.spread));
    };
    for (std::size_t day = 0; day < place.held.size(); ++day) {
      line(day, "changed", place.changed[day]);
      for (std::size_t s = 0; s < place.held[day].size(); ++s)
        if (rounded(place.held[day][s].p) > 0)
          line(day, projection.states[s].str(), place.held[day][s]);
    }
  }
  return out;
}

}  // namespace dateline
