#include "dateline/web/map_marks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "dateline/web/map_labels.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr std::array<double, 4> kRadii = {8.5, 7.2, 6.2, 5.4};
constexpr double kDotRadius = 2.6;
/// How much of a party's colour each step shows; the rest is paper. webui/src/marks.ts has the
/// same.
constexpr std::array<double, 5> kStepOpacity = {0.0, 0.2, 0.42, 0.7, 1.0};

bool any_of(std::string_view kind, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return kind.find(part) != kind.npos; });
}

double channel(const std::string& colour, std::size_t at) {
  const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

/// The half of a shape left or right of the middle.
std::string half_path(MarkShape shape, double r, bool left) {
  const std::string side = px(left ? -r : r);
  switch (shape) {
    case MarkShape::kCircle:
      return fmt::format("M0 {0}A{1} {1} 0 0 {2} 0 {1}Z", px(-r), px(r), left ? 0 : 1);
    case MarkShape::kSquare: {
      const double s = r * 0.9;
      return fmt::format("M0 {0}H{1}V{2}H0Z", px(-s), px(left ? -s : s), px(s));
    }
    case MarkShape::kDiamond: {
      const double d = r * 1.2;
      return fmt::format("M0 {0}L{1} 0L0 {2}Z", px(-d), px(left ? -d : d), px(d));
    }
  }
  return {};
}

std::string percent(double probability) {
  if (probability >= 0.995) return "over 99 %";
  return fmt::format("{:.0f} %", std::clamp(probability, 0.0, 1.0) * 100);
}

}  // namespace

std::string px(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

MarkShape mark_shape(const std::string& kind) {
  if (any_of(kind, {"air", "base", "port", "dam", "prison", "plant", "field", "barracks"})) {
    return MarkShape::kSquare;
  }
  if (any_of(kind, {"crossing", "bridge", "pass", "junction"})) return MarkShape::kDiamond;
  return MarkShape::kCircle;
}

int place_rank(const MapPlace& place) {
  if (place.population >= 300000) return 0;
  if (place.population >= 80000) return 1;
  if (place.population >= 15000) return 2;
  if (place.population > 0) return 3;
  return place.kind == "capital" ? 0 : place.kind == "city" ? 1 : place.kind == "town" ? 2 : 3;
}

double mark_radius(const MapPlace& place) {
  return place.shares.empty() ? kDotRadius : kRadii[static_cast<std::size_t>(place_rank(place))];
}

std::vector<MapShare> by_probability(std::vector<MapShare> shares) {
  std::sort(shares.begin(), shares.end(), [](const MapShare& a, const MapShare& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.party < b.party;
  });
  return shares;
}

std::string safe_colour(const std::string& colour) {
  const bool good = colour.size() == 7 && colour[0] == '#' &&
                    std::all_of(colour.begin() + 1, colour.end(),
                                [](unsigned char c) { return std::isxdigit(c) != 0; });
  return good ? colour : "#888888";
}

std::string ink_on(const std::string& colour) {
  const std::string safe = safe_colour(colour);
  const double light =
      0.2126 * channel(safe, 1) + 0.7152 * channel(safe, 3) + 0.0722 * channel(safe, 5);
  return light > 0.3 ? "#16181a" : "#ffffff";
}

int belief_step(double probability) {
  return probability >= 0.9 ? 4 : probability >= 0.75 ? 3 : probability >= 0.55 ? 2 : 1;
}

std::vector<std::string> party_signs(const std::vector<MapParty>& parties) {
  std::set<char> taken;
  std::vector<std::string> signs;
  for (const MapParty& party : parties) {
    std::string wanted, later;
    for (std::size_t i = 0; i < party.name.size(); ++i) {
      const auto c = static_cast<unsigned char>(party.name[i]);
      if (c > 127 || std::isalpha(c) == 0) continue;
      const bool first = i == 0 || party.name[i - 1] == ' ' || party.name[i - 1] == '-';
      (first ? wanted : later) += static_cast<char>(std::toupper(c));
    }
    wanted += later + "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const auto free =
        std::find_if(wanted.begin(), wanted.end(), [&](char c) { return !taken.contains(c); });
    const char sign = free == wanted.end() ? '*' : *free;
    taken.insert(sign);
    signs.emplace_back(1, sign);
  }
  return signs;
}

std::string shape_path(MarkShape shape, double r) {
  switch (shape) {
    case MarkShape::kCircle:
      return fmt::format("M{0} 0A{1} {1} 0 1 1 {1} 0A{1} {1} 0 1 1 {0} 0Z", px(-r), px(r));
    case MarkShape::kSquare:
      return fmt::format("M{0} {0}H{1}V{1}H{0}Z", px(-r * 0.9), px(r * 0.9));
    case MarkShape::kDiamond:
      return fmt::format("M0 {0}L{1} 0L0 {1}L{0} 0Z", px(-r * 1.2), px(r * 1.2));
  }
  return {};
}

MarkPainter::MarkPainter(const std::vector<MapParty>& parties)
    : parties_(parties), signs_(party_signs(parties)) {}

const MapParty* MarkPainter::find(const ActorId& id) const {
  const auto it = std::find_if(parties_.begin(), parties_.end(),
                               [&](const MapParty& party) { return party.id == id; });
  return it == parties_.end() ? nullptr : &*it;
}

std::string MarkPainter::name(const ActorId& id) const {
  const MapParty* party = find(id);
  return party == nullptr || party->name.empty() ? id.str() : party->name;
}

std::string MarkPainter::colour(const ActorId& id) const {
  const MapParty* party = find(id);
  return safe_colour(party == nullptr ? "" : party->colour);
}

std::string MarkPainter::sure(const MapParty& party, int step, MarkShape shape, double r) const {
  const std::string path = shape_path(shape, r);
  const MapParty* known = find(party.id);
  const std::string sign =
      known == nullptr ? "?" : signs_[static_cast<std::size_t>(known - parties_.data())];
  std::string out = fmt::format(
      R"(<path class="dl-paper" d="{0}"/><path class="dl-fill" d="{0}" fill="{1}" fill-opacity="{2}"/>)",
      path, safe_colour(party.colour), kStepOpacity[static_cast<std::size_t>(step)]);
  const std::string ink = step >= 3 ? fmt::format(R"( style="fill:{}")", ink_on(party.colour)) : "";
  out += fmt::format(R"(<text class="dl-sign" y="{}" font-size="{}"{}>{}</text>)", px(r * 0.4),
                     px(r * 1.12), ink, xml_escape(sign));
  return out;
}

std::string MarkPainter::split(const std::string& left, const std::string& right, MarkShape shape,
                               double r) const {
  return fmt::format(
      R"(<path class="dl-paper" d="{0}"/><path d="{1}" fill="{2}"/><path d="{3}" fill="{4}"/>)"
      R"svg(<path d="{0}" fill="url(#dl-hatch)"/>)svg",
      shape_path(shape, r), half_path(shape, r, true), safe_colour(left),
      half_path(shape, r, false), safe_colour(right));
}

std::string MarkPainter::spoken(const MapPlace& place) const {
  std::string text = place.name + (place.kind.empty() ? "" : " (" + place.kind + ")");
  if (place.shares.empty()) return text;
  std::string sep = ": ";
  for (const MapShare& share : by_probability(place.shares)) {
    if (share.probability < 0.045) continue;
    text += sep + name(share.party) + " " + percent(share.probability);
    sep = ", ";
  }
  if (place.besieged) text += "; besieged";
  if (place.support.reports == 0 || !place.support.days_since) return text + ". No report so far.";
  const int days = *place.support.days_since;
  return text + fmt::format(". {} independent report{}, the last {}.", place.support.reports,
                            place.support.reports == 1 ? "" : "s",
                            days == 0   ? "of the day"
                            : days == 1 ? "1 day before"
                                        : fmt::format("{} days before", days));
}

std::string MarkPainter::place(const MapPlace& place, MapXY at, bool minor) const {
  const double r = mark_radius(place);
  const MarkShape shape = mark_shape(place.kind);
  std::string out = fmt::format(
      R"svg(<g class="dl-place{}" data-place="{}" data-rank="{}" data-r="{}" transform="translate({} {}){}">)svg"
      "<title>{}</title>",
      minor ? " dl-minor" : "", xml_escape(place.id.str()), place_rank(place), px(r), px(at.x),
      px(at.y), minor ? fmt::format(" scale({:.2f})", kMinorRadius / r) : "",
      xml_escape(spoken(place)));
  if (place.shares.empty())
    return out + fmt::format(R"(<circle class="dl-dot" r="{}"/></g>)", px(r));
  if (place.changed)
    out += fmt::format(R"(<path class="dl-asked" d="{}"/>)", shape_path(shape, r + 4.5));
  if (place.besieged)
    out += fmt::format(R"(<path class="dl-siege" d="{}"/>)", shape_path(shape, r + 3));
  const std::vector<MapShare> shares = by_probability(place.shares);
  if (shares.front().party.str() == kContestedState) {
    std::vector<std::string> colours;
    for (const MapShare& share : shares) {
      if (share.party.str() != kContestedState) colours.push_back(colour(share.party));
    }
    colours.resize(2, colours.empty() ? "#888888" : colours.back());
    out += split(colours[0], colours[1], shape, r);
  } else {
    MapParty unknown{shares.front().party, "", ""};
    const MapParty* party = find(shares.front().party);
    out += sure(party == nullptr ? unknown : *party, belief_step(shares.front().probability), shape,
                r);
  }
  return out + fmt::format(R"(<path class="dl-edge{}" d="{}"/></g>)",
                           place.support.thin() ? " dl-thin" : "", shape_path(shape, r));
}

}  // namespace dateline
