#include "dateline/meaning/coreference_features.h"

#include <algorithm>
#include <unordered_map>

namespace dateline {
namespace {

using enum Deprel;

/// Sentences back that a phrase looks for what it goes on with.
constexpr std::uint32_t kPronounReach = 5;
constexpr std::uint32_t kPhraseReach = 12;

constexpr std::uint32_t kFormTags = 32;  ///< tags of forms begin behind those of pronouns

std::uint8_t role_of(Deprel relation) {
  switch (relation) {
    case kNsubj:
    case kNsubjOuter:
      return 1;
    case kNsubjPass:
      return 2;
    case kObj:
    case kIobj:
      return 3;
    case kObl:
    case kOblUnmarked:
      return 4;
    case kOblAgent:
      return 5;
    case kNmod:
    case kNmodUnmarked:
    case kNmodDesc:
      return 6;
    case kNmodPoss:
      return 7;
    case kAppos:
      return 8;
    case kConj:
      return 9;
    case kCompound:
    case kAmod:
      return 10;
    case kRoot:
    case kParataxis:
      return 11;
    case kVocative:
      return 12;
    default:
      return 0;
  }
}

/// 0, 1, 2, 3, then coarser.
unsigned bucket(std::uint32_t n) {
  return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : n < 32 ? 7 : n < 64 ? 8 : 9;
}

bool is_content(Upos upos) {
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kAdj || upos == Upos::kNum;
}

bool contains(const std::vector<std::uint32_t>& words, std::uint32_t word) {
  return std::ranges::find(words, word) != words.end();
}

bool within(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return std::ranges::all_of(a, [&](std::uint32_t word) { return contains(b, word); });
}

}  // namespace

CoreferenceFeatures::CoreferenceFeatures(const Syntax& syntax, std::span<const Referent> referents,
                                         std::span<const std::uint32_t> actors)
    : s_(syntax), referents_(referents), actors_(actors), quotes_(find_quotes(syntax)) {
  std::unordered_map<std::uint32_t, int> seen;
  facts_.reserve(referents.size());
  for (const Referent& referent : referents) {
    facts_.push_back(describe(referent));
    facts_.back().before = seen[facts_.back().head]++;
  }
}

CoreferenceFeatures::Facts CoreferenceFeatures::describe(const Referent& r) const {
  Facts out;
  out.head = hash_bytes(s_.lemma(r.head));
  const TokenIndex up = s_.head(r.head);
  out.governor = up == kNoToken ? 0 : hash_bytes(s_.lemma(up));
  out.role = role_of(s_.deprel(r.head));
  out.tag = r.form == ReferentForm::kPronoun
                ? static_cast<std::uint32_t>(pronoun_sort(s_.lower(r.head)))
                : kFormTags + static_cast<std::uint32_t>(r.form) + (r.list ? 8u : 0u);
  out.signature = feature_key(0, out.tag, static_cast<unsigned>(r.kind), r.plural,
                              static_cast<unsigned>(r.gender));
  for (const TokenIndex c : s_.children(r.head)) {
    if (s_.is(c, {kDet, kNmodPoss})) out.determiner = hash_bytes(s_.lower(c));
    out.modifiers += s_.is(c, {kAmod, kCompound, kNmod, kAcl, kAclRelcl, kNummod});
    out.has_of |= s_.is(c, {kNmod}) && c > r.head;
  }
  out.modifiers = std::min<std::uint8_t>(out.modifiers, 3);
  // The words of the name or noun itself: what follows its head qualifies it.
  constexpr std::size_t kMostWords = 8;
  for (TokenIndex i = r.range.begin; i < r.range.end && out.words.size() < kMostWords; ++i) {
    const bool own = i <= r.head || s_.is(i, {kFlat}) || (r.list && is_content(s_.upos(i)));
    if (!own || !is_content(s_.upos(i))) continue;
    out.words.push_back(hash_bytes(s_.lemma(i)));
    if (s_.is_capitalised(i)) out.initials += s_.form(i).front();
  }
  const std::string_view form = s_.form(r.head);
  out.acronym = form.size() >= 2 && form.size() <= 8 &&
                std::ranges::all_of(form, [](char c) { return c >= 'A' && c <= 'Z'; });
  for (const QuoteRun& quote : quotes_)
    if (quote.speech && quote.range.contains(r.head)) out.quoted = true;
  return out;
}

void CoreferenceFeatures::candidates(std::size_t referent, std::vector<std::uint32_t>& out) const {
  out.clear();
  const Referent& a = referents_[referent];
  const Facts& fa = facts_[referent];
  const std::size_t first = referent > kMostBack ? referent - kMostBack : 0;
  for (std::size_t j = referent; j-- > first;) {
    const Referent& c = referents_[j];
    const std::uint32_t apart = a.sentence - c.sentence;
    if (a.form == ReferentForm::kPronoun) {
      if (apart > kPronounReach) break;
      out.push_back(static_cast<std::uint32_t>(j));
      continue;
    }
    if (c.head == a.head) continue;
    const Facts& fc = facts_[j];
    const bool shared =
        std::ranges::any_of(fa.words, [&](std::uint32_t word) { return contains(fc.words, word); });
    const bool one_party = actors_[referent] != 0 && actors_[referent] == actors_[j];
    const bool near = apart <= (a.form == ReferentForm::kIndefinite ? 0 : kPhraseReach);
    if (shared || one_party || near || (fa.acronym && fc.initials.size() > 1))
      out.push_back(static_cast<std::uint32_t>(j));
  }
}

/// How the words of the two are alike.
unsigned CoreferenceFeatures::match(const Facts& a, const Facts& c) const {
  if (a.words.empty() || c.words.empty()) return 0;
  if (a.words == c.words) return 1;
  const bool head = a.head == c.head;
  const bool inside = within(a.words, c.words), around = within(c.words, a.words);
  if (head && inside) return 2;
  if (head && around) return 3;
  if (head) return 4;
  if (inside) return a.words.back() == c.words.back() ? 5 : 6;
  if (around) return 7;
  if (a.acronym && a.initials.size() == 1 && c.initials.size() > 1) return 0;
  for (const std::uint32_t word : a.words)
    if (contains(c.words, word)) return 8;
  return 0;
}

/// How the two hang together in one sentence; 0 for not.
unsigned CoreferenceFeatures::syntactic(const Referent& a, const Referent& c) const {
  if (a.sentence != c.sentence) return 0;
  if (s_.head(a.head) == c.head && s_.is(a.head, {kAppos})) return 1;
  if (s_.head(c.head) == a.head && s_.is(c.head, {kNsubj}) && s_.child(a.head, {kCop}) != kNoToken)
    return 2;
  if (s_.head(a.head) == c.head && s_.is(a.head, {kNmodPoss})) return 3;
  if (c.range.begin <= a.range.begin && a.range.end <= c.range.end) return 4;
  if (a.range.begin <= c.range.begin && c.range.end <= a.range.end) return 5;
  const TokenIndex up = s_.head(a.head), other = s_.head(c.head);
  if (up != kNoToken && up == other && !s_.is(a.head, {kConj})) return 6;
  if (s_.is(a.head, {kConj}) && (up == c.head || up == other)) return 7;
  // The subject of the clause above: "he said that he".
  if (up != kNoToken && other != kNoToken && up != c.head && s_.dominated(up, other)) return 8;
  if (s_.form(a.range.begin > 0 ? a.range.begin - 1 : 0) == "(" && c.range.end + 1 == a.range.begin)
    return 9;
  return 10;
}

void CoreferenceFeatures::of_pair(std::size_t referent, std::size_t candidate,
                                  std::vector<FeatureKey>& out) const {
  out.clear();
  const Referent& a = referents_[referent];
  const Referent& c = referents_[candidate];
  const Facts& fa = facts_[referent];
  const Facts& fc = facts_[candidate];
  const unsigned apart = bucket(a.sentence - c.sentence);
  const unsigned between = bucket(static_cast<std::uint32_t>(referent - candidate) - 1);
  const unsigned how = match(fa, fc);
  const unsigned tie = syntactic(a, c);
  const bool pronoun = a.form == ReferentForm::kPronoun;
  const auto add = [&](auto... values) { out.push_back(feature_key(values...)); };
  // Which party the own words name: one of the two, the same, another.
  const unsigned party = actors_[referent] == 0    ? (actors_[candidate] == 0 ? 0u : 1u)
                         : actors_[candidate] == 0 ? 2u
                         : actors_[candidate] == actors_[referent] ? 3u
                                                                   : 4u;
  add(1u, fa.tag, apart);
  add(2u, fa.tag, between);
  add(3u, fa.signature, fc.signature);
  add(4u, fa.tag, fa.role, fc.role, apart == 0);
  add(5u, fa.tag, fc.role, apart, fc.tag);
  add(6u, fa.tag, fc.tag, how, static_cast<unsigned>(a.kind));
  add(7u, fa.tag, fc.tag, how, apart);
  add(8u, fa.tag, fc.tag, tie);
  add(9u, fa.tag, tie, fa.role, fc.role);
  add(10u, fa.tag, fc.tag, fa.quoted, fc.quoted, apart == 0);
  add(11u, fa.tag, fc.tag, party);
  add(12u, fa.tag, fc.tag, std::min(fc.before, 3), apart);
  add(13u, fa.tag, fc.head);
  add(14u, a.plural, c.plural, c.list, fa.tag, how);
  add(15u, static_cast<unsigned>(a.kind), static_cast<unsigned>(c.kind), fa.tag, how);
  add(16u, static_cast<unsigned>(a.gender), static_cast<unsigned>(c.gender), fa.tag);
  add(17u, fa.tag, fc.signature, between);
  add(18u, fa.tag, static_cast<unsigned>(c.kind), apart, fc.role);
  if (pronoun) {
    add(19u, fa.tag, fa.governor, fa.role, static_cast<unsigned>(c.kind));
    add(20u, fa.tag, fc.governor, fc.role);
    add(27u, fa.tag, fa.governor == fc.governor, fa.role, fc.role, apart);
    add(21u, fa.tag, fa.role, fc.role, between, apart);
  } else {
    add(22u, fa.head, fc.head);
    add(23u, fa.tag, how, fa.determiner, fa.modifiers, fc.modifiers);
    add(24u, fa.tag, how, a.plural == c.plural, party);
    add(25u, fa.head, how);
    add(26u, fa.acronym && fc.initials == s_.form(a.head), fa.tag, fc.tag);
  }
}

void CoreferenceFeatures::of_new(std::size_t referent, std::vector<FeatureKey>& out) const {
  out.clear();
  const Referent& a = referents_[referent];
  const Facts& fa = facts_[referent];
  const auto add = [&](auto... values) { out.push_back(feature_key(values...)); };
  const int before = std::min(fa.before, 3);
  const unsigned place = bucket(a.sentence);
  add(40u, fa.tag);
  add(41u, fa.signature);
  add(42u, fa.tag, fa.head);
  add(43u, fa.tag, fa.role);
  add(44u, fa.tag, fa.determiner, before > 0);
  add(45u, fa.tag, before, fa.modifiers);
  add(46u, fa.tag, place);
  add(47u, fa.tag, fa.governor, fa.role);
  add(48u, fa.tag, fa.quoted);
  add(49u, fa.tag, fa.has_of, before > 0);
  add(50u, fa.head, before > 0, fa.tag);
  add(51u, fa.tag, actors_[referent] != 0, before);
  add(52u, fa.determiner, fa.head);
}

}  // namespace dateline
