#include "dateline/territory/effect.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using W = ControlWeights;

ControlEffect holds(double weight, double open, const W& w) {
  return {.opens = Opens::kToParty,
          .weight = weight,
          .open = open,
          .contested_factor = w.contested_share};
}

ControlEffect inside(double weight, double open, const W& w) {
  return {.favours = Favours::kFighting,
          .opens = Opens::kToContested,
          .weight = weight,
          .open = open,
          .party_factor = w.inside_share,
          .contested_factor = 1};
}

ControlEffect fights(double weight, double open, bool needs_party) {
  return {.favours = Favours::kFighting,
          .opens = Opens::kToContested,
          .stakes = needs_party,
          .needs_party = needs_party,
          .weight = weight,
          .open = open,
          .party_factor = 0,
          .contested_factor = 1};
}

/// Evidence that the party is not the holder.
ControlEffect holds_not(double weight, double contested_factor) {
  return {.favours = Favours::kNotParty,
          .weight = weight,
          .party_factor = -1,
          .contested_factor = contested_factor};
}

/// A change that is denied or negated speaks weakly for what was before: never as if the change had
/// happened, and it opens nothing.
std::optional<ControlEffect> effect_of_denial(ClaimType type, const W& w) {
  switch (type) {
    case ClaimType::kCapture:
    case ClaimType::kHold: {
      ControlEffect effect = holds_not(w.against, 0);
      effect.gains = false;
      return effect;
    }
    case ClaimType::kEnter:
      return ControlEffect{.favours = Favours::kNoFighting,
                           .gains = false,
                           .weight = w.against,
                           .party_factor = 0,
                           .contested_factor = -1};
    case ClaimType::kWithdraw: {
      ControlEffect effect = holds(w.against, 0, w);
      effect.opens = Opens::kNothing;
      return effect;
    }
    default:
      return std::nullopt;
  }
}

std::optional<ControlEffect> effect_of_assertion(const Claim& claim, Nearness nearness, const W& w,
                                                 bool armed) {
  switch (claim.type) {
    case ClaimType::kCapture: {
      if (nearness == Nearness::kFrom || nearness == Nearness::kToward) return std::nullopt;
      ControlEffect effect = holds(w.capture, w.capture_open, w);
      effect.change = true;
      effect.allies = true;
      return effect;
    }
    case ClaimType::kHold: {
      ControlEffect effect = claim.attributive ? holds(w.attributive, w.attributive_open, w)
                                               : holds(w.hold, w.hold_open, w);
      effect.allies = true;
      return effect;
    }
    case ClaimType::kWithdraw: {
      if (nearness == Nearness::kToward) return holds(w.reinforce, 0, w);
      ControlEffect effect = holds_not(w.withdraw, -0.5);
      effect.opens = Opens::kAway;
      effect.open = w.withdraw_open;
      effect.gains = false;
      effect.allies = true;
      return effect;
    }
    case ClaimType::kEnter:
      return inside(w.enter, w.enter_open, w);
    case ClaimType::kPresent: {
      ControlEffect effect = armed ? holds(w.present_armed, w.present_armed_open, w)
                                   : holds(w.present, w.present_open, w);
      effect.contested_factor = w.inside_share;
      effect.allies = true;
      return effect;
    }
    case ClaimType::kReinforce: {
      ControlEffect effect = holds(w.reinforce, 0, w);
      effect.contested_factor = 1;
      effect.stakes = false;
      effect.allies = true;
      return effect;
    }
    case ClaimType::kClash:
      return fights(w.clash, w.clash_open, false);
    case ClaimType::kAttack:
      return fights(w.attack, w.attack_open, false);
    case ClaimType::kAdvance:
      return fights(w.advance, 0, true);
    case ClaimType::kCut:
      return fights(w.cut, 0, false);
    case ClaimType::kBesiege:
      return holds_not(w.besiege, 0);
    case ClaimType::kAirstrike:
    case ClaimType::kShell: {
      ControlEffect effect = holds_not(w.strike, 0);
      effect.stakes = false;
      effect.allies = true;
      return effect;
    }
    default:
      return std::nullopt;
  }
}

double factor_of(Nearness nearness, const Claim& claim, const ControlEffect& effect, const W& w) {
  switch (nearness) {
    case Nearness::kInside:
      return 1;
    case Nearness::kSuburb:
      return is_fight(effect) ? w.suburb : w.edge_control;
    case Nearness::kEdge:
      return is_fight(effect) ? w.edge : w.edge_control;
    case Nearness::kToward:
      // Toward a place is where an advance goes and where a withdrawal ends; nothing else.
      return claim.type == ClaimType::kWithdraw  ? 1
             : claim.type == ClaimType::kAdvance ? w.edge
                                                 : 0;
    case Nearness::kFrom:
      return claim.type == ClaimType::kWithdraw ? 1 : 0;
  }
  return 0;
}

template <std::size_t N>
bool holds_word(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Nearness nearness_of(const PlaceReading& where) {
  static constexpr std::array<std::string_view, 10> kInside = {
      "", "in", "at", "inside", "of", "into", "on", "across", "throughout", "within"};
  static constexpr std::array<std::string_view, 4> kSuburb = {"suburb", "suburbs", "outskirts",
                                                              "in_suburbs"};
  static constexpr std::array<std::string_view, 14> kToward = {
      "to",        "toward",  "towards", "past", "beyond", "until", "up_to",
      "as_far_as", "between", "through", "via",  "along",  "reach", "off"};
  static constexpr std::array<std::string_view, 3> kFrom = {"from", "out_of", "away_from"};
  // "Within 30 km of Damascus" is not in Damascus, whatever the word.
  constexpr double kStillThereKm = 2;
  if (where.distance_km && *where.distance_km > kStillThereKm) {
    return holds_word(kFrom, where.relation) ? Nearness::kFrom : Nearness::kToward;
  }
  // A hospital or a station of a town is not the town; what has a row of its own is no facility of
  // another place.
  if (holds_word(kInside, where.relation))
    return where.facility.empty() ? Nearness::kInside : Nearness::kSuburb;
  if (holds_word(kSuburb, where.relation)) return Nearness::kSuburb;
  if (holds_word(kToward, where.relation)) return Nearness::kToward;
  if (holds_word(kFrom, where.relation)) return Nearness::kFrom;
  return Nearness::kEdge;  // near, around, north_of, and words that nobody foresaw
}

std::optional<ControlEffect> effect_of(const Claim& claim, Nearness nearness,
                                       const ControlWeights& weights, bool armed) {
  std::optional<ControlEffect> effect;
  if (claim.asserts()) {
    effect = effect_of_assertion(claim, nearness, weights, armed);
  } else if (claim.status == ClaimStatus::kDenied ||
             (claim.negated &&
              (claim.status == ClaimStatus::kHappened || claim.status == ClaimStatus::kOngoing))) {
    // A denial of a negation ("denied that it had not taken") asserts nothing that is safe to read.
    if (claim.status == ClaimStatus::kDenied && claim.negated) return std::nullopt;
    effect = effect_of_denial(claim.type, weights);
  }
  if (!effect) return std::nullopt;
  const double factor = claim.type == ClaimType::kBesiege && claim.asserts()
                            ? 1
                            : factor_of(nearness, claim, *effect, weights);
  effect->weight *= factor;
  effect->open *= factor;
  if (effect->weight <= 0) return std::nullopt;
  return effect;
}

}  // namespace dateline
