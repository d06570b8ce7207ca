#include "dateline/meaning/role_choice.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr std::size_t kMostPhrases = 24;  ///< of one sentence
/// What the rules filled gives way only to what is likelier than this.
constexpr double kOverturn = 0.75;
/// Who takes, leaves and holds places is named only where it is likelier than this: the map rests
/// on it.
constexpr double kLeastOfPlaces = 0.6;

bool same_parties(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b) {
  const auto holds = [](const std::vector<ActorReading>& list, const ActorId& id) {
    return std::ranges::find(list, id, &ActorReading::id) != list.end();
  };
  return std::ranges::all_of(a, [&](const auto& one) { return holds(b, one.id); }) &&
         std::ranges::all_of(b, [&](const auto& one) { return holds(a, one.id); });
}

bool is_fire_or_clash(ClaimType type) {
  return type >= ClaimType::kClash && type <= ClaimType::kDestroy;
}

bool overlap(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b) {
  return std::ranges::any_of(a, [&](const ActorReading& x) {
    return std::ranges::any_of(b, [&](const ActorReading& y) {
      return x.span.begin < y.span.end && y.span.begin < x.span.end;
    });
  });
}

/// True where the word stands in a speaker's name.
bool speaks(const Voices& voices, ByteSpan word) {
  return std::ranges::any_of(voices.chains, [&](const SpeakerChain& chain) {
    return std::ranges::any_of(chain, [&](const Speaker& one) { return one.span.contains(word); });
  });
}

}  // namespace

const std::vector<RoleCandidate>& RoleChoice::phrases(std::size_t sentence) {
  const auto [at, is_new] = phrases_.try_emplace(sentence);
  std::vector<RoleCandidate>& out = at->second;
  if (!is_new) return out;
  const Syntax& s = r_.syntax;
  const auto add = [&](TokenIndex head, bool modifies, std::vector<ActorReading> readings) {
    if (!readings.empty() && out.size() < kMostPhrases)
      out.push_back({head, modifies, false, std::move(readings)});
  };
  const TokenRange words = s.sentence(sentence);
  for (TokenIndex i = words.begin; i < words.end; ++i) {
    if (!s.is_nominal(i)) continue;
    // "the rebels' enemies" are others.
    if (s.is(i, {Deprel::kNmodPoss}) && (r_.knowledge.in_class(s.lemma(s.head(i)), "bound") ||
                                         r_.knowledge.in_class(s.lemma(s.head(i)), "kin")))
      continue;
    if (r_.places.mention_at(i) && r_.places.is_located(i)) continue;
    auto own = r_.actors.at(i);
    if (own.empty()) {
      add(i, true, r_.actors.modifiers(i));
      continue;
    }
    auto all = s.is(i, {Deprel::kConj}) ? std::vector<ActorReading>() : r_.actors.with_conjuncts(i);
    if (all.size() > own.size()) add(i, false, std::move(all));
    add(i, false, std::move(own));
  }
  return out;
}

/// True for the head, and for what is coordinated with it or modifies it.
bool RoleChoice::is_of(TokenIndex phrase, TokenIndex head) const {
  const Syntax& s = r_.syntax;
  return phrase == head ||
         (s.head(phrase) == head &&
          s.is(phrase, {Deprel::kConj, Deprel::kAppos, Deprel::kFlat, Deprel::kNmodPoss}));
}

bool RoleChoice::fits(const Event& event, PartyRole role,
                      const std::vector<ActorReading>& readings) const {
  if (event.type > ClaimType::kDestroy) return true;
  if (share_party(role == PartyRole::kWho ? event.whom : event.who, readings) &&
      event.type != ClaimType::kClash)
    return false;
  return role == PartyRole::kWhom || std::ranges::all_of(readings, [&](const ActorReading& one) {
           return r_.knowledge.parties.acts_in_war(one.id);
         });
}

/// What a verb's own event is done to, and who therefore does not do it; or kNoToken.
TokenIndex RoleChoice::own_object(const Event& event) const {
  if (event.is_noun || !event.frame || event.frame->subject != RoleSlot::kWho) return kNoToken;
  const Arguments args = arguments_of(r_.syntax, r_.actors, event.trigger);
  return args.object != args.subject ? args.object : kNoToken;
}

std::vector<RoleCandidate> RoleChoice::candidates(const Event& event, PartyRole role,
                                                  const Voices& voices) {
  const auto& filled = role == PartyRole::kWho ? event.who : event.whom;
  std::vector<RoleCandidate> out = {RoleCandidate{}};
  out.front().by_rules = filled.empty();
  const std::size_t sentence = r_.syntax.sentence_of(event.trigger);
  const bool who = role == PartyRole::kWho;
  const bool fight = event.type <= ClaimType::kDestroy && !event.attributive;
  const auto beside = who ? bystander(r_, event) : std::nullopt;
  const TokenIndex object = who && fight ? own_object(event) : kNoToken;
  // Its object does not do it, and who only tells of it does not bear it.
  const auto stands_apart = [&](TokenIndex phrase) {
    if (phrase == kNoToken) return false;
    if (beside && is_of(phrase, beside->head)) return true;
    if (object != kNoToken && r_.syntax.dominated(phrase, object)) return true;
    return !who && fight && speaks(voices, r_.syntax.span({phrase, phrase + 1}));
  };
  for (std::size_t s = sentence > 0 ? sentence - 1 : 0; s <= sentence; ++s)
    for (const RoleCandidate& phrase : phrases(s))
      if (!stands_apart(phrase.head) &&
          (same_parties(phrase.readings, filled) || fits(event, role, phrase.readings)))
        out.push_back(phrase);
  bool found = false;
  for (RoleCandidate& one : out) {
    if (one.readings.empty() || !same_parties(one.readings, filled)) continue;
    one.by_rules = overlap(one.readings, filled);
    found |= one.by_rules;
  }
  if (!found && !filled.empty()) out.push_back({kNoToken, false, true, filled});
  // "The raids hit a school": those of the event of that kind before.
  const auto& alike =
      (role == PartyRole::kWho ? history_.who
                               : history_.whom)[static_cast<std::size_t>(event.type)];
  if (!alike.empty() && fits(event, role, alike) &&
      std::ranges::none_of(out, [&](const auto& o) { return same_parties(o.readings, alike); }))
    out.push_back({kNoToken, false, false, alike});
  return out;
}

void RoleChoice::choose(Event& event, PartyRole role, const Voices& voices) {
  std::vector<RoleCandidate> all = candidates(event, role, voices);
  std::vector<double> odds(all.size());
  RoleTrace trace{event, role, {}, {}, {}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    role_features(r_, event, role, all[i], voices, history_, features_);
    odds[i] = r_.knowledge.roles.log_odds(features_);
    if (trace_) trace.features.push_back(features_.names());
  }
  if (trace_) {
    trace.clauses = clauses_of(r_, event);
    trace.candidates = all;
    trace_->push_back(std::move(trace));
  }
  if (r_.knowledge.roles.empty()) return;
  const double most = *std::ranges::max_element(odds);
  double sum = 0;
  for (double& one : odds) sum += one = std::exp(one - most);
  // Phrases that mean the same parties speak for each other.
  std::size_t best = 0;
  double best_share = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    double share = 0;
    for (std::size_t j = 0; j < all.size(); ++j)
      if (same_parties(all[i].readings, all[j].readings)) share += odds[j] / sum;
    const bool better = share > best_share + 1e-12 ||
                        (share > best_share - 1e-12 && all[i].by_rules && !all[best].by_rules) ||
                        (share > best_share - 1e-12 && odds[i] > odds[best] && !all[best].by_rules);
    if (better) best = i, best_share = std::max(share, best_share);
  }
  auto& slot = role == PartyRole::kWho ? event.who : event.whom;
  if (!slot.empty() && best_share < kOverturn) return;
  if (slot.empty() && event.type <= ClaimType::kCut && best_share < kLeastOfPlaces) return;
  if (same_parties(all[best].readings, slot)) return;
  slot = std::move(all[best].readings);
  for (ActorReading& one : slot) one.probability *= best_share;
  if (role == PartyRole::kWho) event.borrowed_agent = !slot.empty();
}

void RoleChoice::settle(Event& event) {
  if (!r_.knowledge.roles.empty() || trace_) {
    const Voices voices = voices_at(attributions_, event.trigger);
    // Nobody fights himself: what a pronoun or "the group" was taken for is another.
    if (is_fire_or_clash(event.type) && !event.is_noun && share_party(event.who, event.whom) &&
        std::ranges::any_of(event.whom, [](const auto& one) { return one.probability < 1; }))
      event.whom.clear();
    choose(event, PartyRole::kWho, voices);
    choose(event, PartyRole::kWhom, voices);
  }
  history_.last_sentence = r_.syntax.sentence_of(event.trigger);
  if (!event.who.empty()) {
    history_.who[static_cast<std::size_t>(event.type)] = event.who;
    history_.last_who = event.who;
  }
  if (!event.whom.empty()) {
    history_.whom[static_cast<std::size_t>(event.type)] = event.whom;
    history_.last_whom = event.whom;
  }
}

}  // namespace dateline
