#include "dateline/territory/front.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace dateline {
namespace {

/// Less, and nobody is said to hold it.
constexpr double kEvenChance = 0.5;

/// Ground of one class may become one piece.
using Class = std::tuple<std::uint32_t, GroundHolder, std::optional<GroundHolder>>;

class Drawer {
 public:
  Drawer(const Ground& ground, const ControlTable& control, Day on, std::optional<Day> from)
      : ground_(ground), control_(control) {
    out_.on = on;
    out_.from = from;
  }

  Fronts run() {
    classify();
    for (const GroundPiece& piece : join_ground(ground_, class_of_)) add(piece);
    draw_lines();
    return std::move(out_);
  }

 private:
  void classify() {
    std::map<Class, std::int32_t> index;
    std::vector<Class> of_cell;
    for (const Ground::Cell& cell : ground_.cells) {
      Class one{cell.country, ground_holder(control_, cell.place, out_.on), std::nullopt};
      if (out_.from) std::get<2>(one) = ground_holder(control_, cell.place, *out_.from);
      // How well it was known then makes no piece of its own.
      if (auto& was = std::get<2>(one)) was->thin = false;
      index.emplace(one, 0);
      of_cell.push_back(std::move(one));
    }
    for (auto& [one, number] : index) {
      number = static_cast<std::int32_t>(classes_.size());
      classes_.push_back(one);
    }
    for (const Class& one : of_cell) class_of_.push_back(index.at(one));
  }

  void add(const GroundPiece& piece) {
    FrontGround one;
    const auto& [country, holder, was] = classes_[static_cast<std::size_t>(piece.ground_class)];
    one.holder = holder;
    one.was = was;
    one.country = ground_.countries[country].code;
    one.rings = piece.rings;
    one.area_m2 = piece.area_m2;
    one.least = 1;
    const auto& states = control_.states();
    const ActorId state =
        holder.status == GroundStatus::kDisputed ? ActorId(kContested) : holder.party;
    const auto at = std::find(states.begin(), states.end(), state) - states.begin();
    for (const std::uint32_t cell : piece.cells) {
      const PlaceId& place = ground_.cells[cell].place;
      const auto belief = control_.find(place, out_.on);
      if (place.empty() || !belief) continue;
      one.places.push_back(place);
      const double p =
          holder.status == GroundStatus::kUnclear
              ? *std::max_element(belief->probability.begin(), belief->probability.end())
              : belief->probability[static_cast<std::size_t>(at)];
      one.probability += p;
      one.least = std::min(one.least, p);
      one.reports += belief->support.reports;
      const int days = belief->support.days_since_last;
      if (days >= 0 && (one.days_since_last < 0 || days < one.days_since_last))
        one.days_since_last = days;
    }
    if (one.places.empty())
      one.least = 0;
    else
      one.probability /= static_cast<double>(one.places.size());
    out_.ground.push_back(std::move(one));
  }

  /// Lines between holders, whatever their support and country.
  void draw_lines() {
    std::map<ActorId, std::int32_t> index;
    std::vector<ActorId> of_cell;
    for (const Ground::Cell& cell : ground_.cells) {
      const GroundHolder holder = ground_holder(control_, cell.place, out_.on);
      of_cell.push_back(holder.status == GroundStatus::kHeld       ? holder.party
                        : holder.status == GroundStatus::kDisputed ? ActorId(kContested)
                                                                   : ActorId());
      if (!of_cell.back().empty()) index.emplace(of_cell.back(), 0);
    }
    std::vector<ActorId> names;
    for (auto& [id, number] : index) {
      number = static_cast<std::int32_t>(names.size());
      names.push_back(id);
    }
    std::vector<std::int32_t> class_of;
    for (const ActorId& id : of_cell) class_of.push_back(id.empty() ? -1 : index.at(id));
    for (GroundBorder& border : ground_borders(ground_, class_of)) {
      if (border.left < 0) continue;
      const ActorId& a = names[static_cast<std::size_t>(border.left)];
      const ActorId& b = names[static_cast<std::size_t>(border.right)];
      if (out_.lines.empty() || out_.lines.back().a != a || out_.lines.back().b != b)
        out_.lines.push_back({a, b, {}, 0});
      out_.lines.back().length_m += line_length_m(border.points);
      out_.lines.back().lines.push_back(std::move(border.points));
    }
  }

  const Ground& ground_;
  const ControlTable& control_;
  std::vector<Class> classes_;
  std::vector<std::int32_t> class_of_;
  Fronts out_;
};

}  // namespace

std::string_view to_string(GroundStatus status) {
  switch (status) {
    case GroundStatus::kHeld:
      return "held";
    case GroundStatus::kDisputed:
      return "contested";
    case GroundStatus::kUnclear:
      return "unclear";
    case GroundStatus::kNobody:
      return "nobody";
  }
  return "";
}

GroundHolder ground_holder(const ControlTable& control, const PlaceId& place, Day day) {
  GroundHolder out;
  const auto belief = place.empty() ? std::nullopt : control.find(place, day);
  if (!belief) return out;
  const auto& states = control.states();
  const auto& p = belief->probability;
  out.thin = belief->support.is_thin();
  const auto top = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
  if (states[top] == ActorId(kContested)) {
    out.status = GroundStatus::kDisputed;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
      if (i != top) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
    if (!order.empty()) out.party = states[order[0]];
    if (order.size() > 1) out.other = states[order[1]];
    return out;
  }
  out.status = p[top] < kEvenChance ? GroundStatus::kUnclear : GroundStatus::kHeld;
  if (out.status == GroundStatus::kHeld) out.party = states[top];
  return out;
}

Fronts draw_fronts(const Ground& ground, const ControlTable& control, Day on,
                   std::optional<Day> from) {
  return Drawer(ground, control, on, from).run();
}

}  // namespace dateline
