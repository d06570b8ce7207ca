#include "dateline/meaning/coreference.h"

#include <algorithm>
#include <cmath>

#include "dateline/meaning/coreference_features.h"

namespace dateline {
namespace {

/// A link is made where its chance is so much of that of something new: chains that are missed cost
/// more than those that go one phrase too far.
constexpr double kLeastLink = 0.45;
/// The same of "he", "she" and "they", which mean somebody told before in nearly every case.
constexpr double kLeastPersonal = 0.25;

/// The same of "the pilot" where one person has been called a pilot with his party's name.
constexpr double kLeastSameNoun = 0.2;

/// "the pilot", "the pilot shot down": a person by a bare noun.
bool is_bare_person(const Syntax& syntax, const Referent& referent) {
  return referent.form == ReferentForm::kDefinite && !referent.plural && !referent.list &&
         referent.kind == ReferentKind::kPerson && referent.head == referent.range.begin + 1 &&
         syntax.lower(referent.range.begin) == "the";
}

double least_link(const Syntax& syntax, const Referent& referent) {
  if (referent.form != ReferentForm::kPronoun) return kLeastLink;
  const PronounSort sort = pronoun_sort(syntax.lower(referent.head));
  const bool personal =
      sort == PronounSort::kHe || sort == PronounSort::kShe || sort == PronounSort::kThey;
  return personal ? kLeastPersonal : kLeastLink;
}

/// What a chain is known to be by the words of its referents.
struct Chain {
  Gender gender = Gender::kUnknown;
  bool no_person = false;
  std::uint32_t size = 0;
  TokenIndex of_party = kNoToken;  ///< the head of a person's phrase that names a party
};

void remember(Chain& chain, const Referent& referent, std::uint32_t party) {
  if (party != 0 && referent.form == ReferentForm::kIndefinite && !referent.plural &&
      referent.kind == ReferentKind::kPerson)
    chain.of_party = referent.head;
}

/// A person is no place, group or thing that a noun or a party's name names so; what another name
/// is typed as may be wrong.
bool is_no_person(const Syntax& syntax, const Referent& referent, bool is_party) {
  if (referent.form == ReferentForm::kPronoun)
    return pronoun_sort(syntax.lower(referent.head)) == PronounSort::kIt;
  return (referent.form != ReferentForm::kName || is_party) &&
         referent.kind != ReferentKind::kPerson && referent.kind != ReferentKind::kThing;
}

bool clash(const Chain& chain, const Referent& referent, bool no_person) {
  const bool told = chain.gender != Gender::kUnknown, tells = referent.gender != Gender::kUnknown;
  return (told && tells && chain.gender != referent.gender) || (tells && chain.no_person) ||
         (told && no_person);
}

}  // namespace

const Referent* Coreference::at(TokenIndex head) const {
  const auto it = std::ranges::lower_bound(by_head, head, {},
                                           [&](std::uint32_t r) { return referents[r].head; });
  return it == by_head.end() || referents[*it].head != head ? nullptr : &referents[*it];
}

Coreference resolve(const Syntax& syntax, std::vector<Referent> referents,
                    std::span<const std::uint32_t> actors, const CoreferenceModel& model) {
  Coreference out;
  out.referents = std::move(referents);
  out.links.resize(out.referents.size());
  const CoreferenceFeatures features(syntax, out.referents, actors);
  std::vector<std::uint32_t> candidates;
  std::vector<FeatureKey> keys;
  std::vector<double> chances;
  std::vector<Chain> chains;
  std::vector<double> sums;            // by chain: of its candidates
  std::vector<std::size_t> seen;       // by chain: the last referent that it was offered to, + 1
  std::vector<std::uint32_t> offered;  // the chains of candidates, in the order of the nearest
  for (std::size_t i = 0; i < out.referents.size(); ++i) {
    const Referent& referent = out.referents[i];
    const bool no_person = is_no_person(syntax, referent, actors[i] != 0);
    features.candidates(i, candidates);
    features.of_new(i, keys);
    const double fresh = model.score(keys);
    double most = fresh;
    chances.clear();
    const LinkSide side = features.side(i);
    for (const std::uint32_t candidate : candidates) {
      const bool never = clash(chains[out.links[candidate].chain], referent, no_person);
      chances.push_back(
          never ? -1e9 : model.score(side, features.side(candidate), features.pair(i, candidate)));
      most = std::max(most, chances.back());
    }
    double total = std::exp(fresh - most);
    const double fresh_share = total;
    offered.clear();
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      chances[c] = std::exp(chances[c] - most);
      total += chances[c];
      const std::uint32_t chain = out.links[candidates[c]].chain;
      if (seen[chain] != i + 1) seen[chain] = i + 1, sums[chain] = 0, offered.push_back(chain);
      sums[chain] += chances[c];
    }
    const auto best =
        std::ranges::max_element(offered, {}, [&](auto chain) { return sums[chain]; });
    Link& link = out.links[i];
    const auto least = [&](const Chain& chain) {
      const bool same = chain.of_party != kNoToken && actors[i] == 0 &&
                        is_bare_person(syntax, referent) &&
                        syntax.lemma(chain.of_party) == syntax.lemma(referent.head);
      return same ? kLeastSameNoun : least_link(syntax, referent);
    };
    if (best == offered.end() || sums[*best] < least(chains[*best]) * fresh_share) {
      link.chain = static_cast<std::uint32_t>(chains.size());
      link.probability = fresh_share / total;
      chains.push_back({referent.gender, no_person, 1, kNoToken});
      remember(chains.back(), referent, actors[i]);
      sums.push_back(0);
      seen.push_back(0);
      continue;
    }
    link.chain = *best;
    link.probability = sums[*best] / total;
    double nearest = -1;
    for (std::size_t c = 0; c < candidates.size(); ++c)
      if (out.links[candidates[c]].chain == link.chain && chances[c] > nearest)
        nearest = chances[c], link.antecedent = candidates[c];
    Chain& chain = chains[link.chain];
    ++chain.size;
    chain.no_person |= no_person;
    if (chain.gender == Gender::kUnknown) chain.gender = referent.gender;
    remember(chain, referent, actors[i]);
  }
  for (const Chain& chain : chains) out.chain_sizes.push_back(chain.size);
  for (std::uint32_t i = 0; i < out.referents.size(); ++i)
    if (!out.referents[i].list) out.by_head.push_back(i);
  std::ranges::stable_sort(out.by_head, {}, [&](std::uint32_t r) { return out.referents[r].head; });
  return out;
}

std::vector<std::uint32_t> number_parties(std::span<Referent> referents, const Actors& actors,
                                          const Knowledge& knowledge) {
  std::vector<std::uint32_t> out(referents.size(), 0);
  for (std::size_t i = 0; i < referents.size(); ++i) {
    if (referents[i].form == ReferentForm::kPronoun || referents[i].list) continue;
    const auto readings = actors.at(referents[i].head);
    if (readings.size() != 1) continue;
    const Party* party = knowledge.parties.find(readings.front().id);
    if (party && party->kind == "people") continue;
    out[i] = hash_bytes(readings.front().id.str()) | 1u;
    if (const ActorMention* mention = actors.mention_at(referents[i].head);
        mention && mention->head == referents[i].head && !mention->is_demonym) {
      if (mention->is_person)
        referents[i].kind = ReferentKind::kPerson;
      else if (referents[i].kind == ReferentKind::kThing ||
               (referents[i].form == ReferentForm::kName && !mention->is_country))
        referents[i].kind = ReferentKind::kGroup;
    }
  }
  return out;
}

Coreference find_coreference(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                             std::span<const Name> names) {
  if (!knowledge.coreference || !knowledge.nouns) return {};
  std::vector<Referent> referents = find_referents(syntax, *knowledge.nouns, names);
  const auto parties = number_parties(referents, actors, knowledge);
  return resolve(syntax, std::move(referents), parties, *knowledge.coreference);
}

}  // namespace dateline
