#include "dateline/meaning/coreference_features.h"

#include <algorithm>
#include <unordered_map>

namespace dateline {
namespace {

using enum Deprel;

/// Sentences back that a phrase looks for what it goes on with.
constexpr std::uint32_t kPronounReach = 5;
constexpr std::uint32_t kPhraseReach = 12;

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
Few<10> bucket(std::uint32_t n) {
  const unsigned out = n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : n < 32 ? 7 : n < 64 ? 8 : 9;
  return {static_cast<std::uint8_t>(out)};
}

/// The number, or the last of the few.
template <unsigned Size>
Few<Size> few(std::uint32_t n) {
  return {static_cast<std::uint8_t>(std::min(n, Size - 1))};
}

template <unsigned Size, class Enum>
Few<Size> few_of(Enum value) {
  return {static_cast<std::uint8_t>(value)};
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
  std::unordered_map<std::uint32_t, std::uint32_t> seen;
  facts_.reserve(referents.size());
  for (const Referent& referent : referents) {
    facts_.push_back(describe(referent));
    LinkSide& side = facts_.back().side;
    side.before = few<4>(seen[side.head]++);
  }
}

CoreferenceFeatures::Facts CoreferenceFeatures::describe(const Referent& r) const {
  Facts out;
  LinkSide& side = out.side;
  side.head = hash_bytes(s_.lemma(r.head));
  const TokenIndex up = s_.head(r.head);
  side.governor = up == kNoToken ? 0 : hash_bytes(s_.lemma(up));
  side.role = {role_of(s_.deprel(r.head))};
  side.tag = r.form == ReferentForm::kPronoun ? LinkTag::of(pronoun_sort(s_.lower(r.head)))
                                              : LinkTag::of(r.form, r.list);
  side.kind = few_of<kReferentKinds>(r.kind), side.gender = few_of<3>(r.gender);
  side.plural = {r.plural}, side.list = {r.list};
  side.signature = feature_key(0, link_value(side.tag), static_cast<unsigned>(r.kind), r.plural,
                               static_cast<unsigned>(r.gender));
  std::uint32_t modifiers = 0;
  for (const TokenIndex c : s_.children(r.head)) {
    if (s_.is(c, {kDet, kNmodPoss})) side.determiner = hash_bytes(s_.lower(c));
    modifiers += s_.is(c, {kAmod, kCompound, kNmod, kAcl, kAclRelcl, kNummod});
    out.has_of |= s_.is(c, {kNmod}) && c > r.head;
  }
  side.modifiers = few<4>(modifiers);
  // The words of the name or noun itself: what follows its head qualifies it.
  constexpr std::size_t kMostWords = 8;
  for (TokenIndex i = r.range.begin; i < r.range.end && out.words.size() < kMostWords; ++i) {
    const bool own = i <= r.head || s_.is(i, {kFlat}) || (r.list && is_content(s_.upos(i)));
    if (!own || !is_content(s_.upos(i))) continue;
    out.words.push_back(hash_bytes(s_.lemma(i)));
    out.word_bits |= std::uint64_t{1} << (out.words.back() & 63);
    if (s_.is_capitalised(i)) out.initials += s_.form(i).front();
  }
  const std::string_view form = s_.form(r.head);
  out.acronym = form.size() >= 2 && form.size() <= 8 &&
                std::ranges::all_of(form, [](char c) { return c >= 'A' && c <= 'Z'; });
  for (const QuoteRun& quote : quotes_)
    if (quote.speech && quote.range.contains(r.head)) side.quoted = {1};
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
    const bool near = apart <= (a.form == ReferentForm::kIndefinite ? 0 : kPhraseReach);
    if (near || one_party(referent, j) || has_in_common(fa, fc) ||
        (fa.acronym && fc.initials.size() > 1))
      out.push_back(static_cast<std::uint32_t>(j));
  }
}

bool CoreferenceFeatures::has_in_common(const Facts& a, const Facts& c) {
  return (a.word_bits & c.word_bits) != 0 &&
         std::ranges::any_of(a.words, [&](std::uint32_t word) { return contains(c.words, word); });
}

/// How the words of the two are alike.
unsigned CoreferenceFeatures::match(const Facts& a, const Facts& c) const {
  if (a.words.empty() || c.words.empty()) return 0;
  const bool head = a.side.head == c.side.head;
  if ((a.word_bits & c.word_bits) == 0) return head ? 4 : 0;
  if (a.words == c.words) return 1;
  const bool inside = within(a.words, c.words), around = within(c.words, a.words);
  if (head && inside) return 2;
  if (head && around) return 3;
  if (head) return 4;
  if (inside) return a.words.back() == c.words.back() ? 5 : 6;
  if (around) return 7;
  if (a.acronym && a.initials.size() == 1 && c.initials.size() > 1) return 0;
  return has_in_common(a, c) ? 8 : 0;
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

LinkPair CoreferenceFeatures::pair(std::size_t referent, std::size_t candidate) const {
  const Referent &a = referents_[referent], &c = referents_[candidate];
  const Facts &fa = facts_[referent], &fc = facts_[candidate];
  const auto index = [](unsigned n) { return static_cast<std::uint8_t>(n); };
  LinkPair out;
  out.apart = bucket(a.sentence - c.sentence);
  out.between = bucket(static_cast<std::uint32_t>(referent - candidate) - 1);
  out.how = {index(match(fa, fc))};
  out.tie = {index(syntactic(a, c))};
  // One of the two, the same, another.
  out.party = {index(actors_[referent] == 0           ? (actors_[candidate] == 0 ? 0 : 1)
                     : actors_[candidate] == 0        ? 2
                     : one_party(referent, candidate) ? 3
                                                      : 4)};
  out.acronym = {fa.acronym && fc.initials == s_.form(a.head)};
  return out;
}

void CoreferenceFeatures::of_pair(std::size_t referent, std::size_t candidate,
                                  std::vector<FeatureKey>& out) const {
  out.clear();
  link_features(side(referent), side(candidate), pair(referent, candidate), LinkKeys{out});
}

void CoreferenceFeatures::of_new(std::size_t referent, std::vector<FeatureKey>& out) const {
  out.clear();
  const Referent& a = referents_[referent];
  const Facts& fa = facts_[referent];
  const LinkSide& side = fa.side;
  const std::uint32_t tag = link_value(side.tag), role = link_value(side.role);
  const auto add = [&](auto... values) { out.push_back(feature_key(values...)); };
  const unsigned before = side.before.index, place = bucket(a.sentence).index;
  add(40u, tag);
  add(41u, side.signature);
  add(42u, tag, side.head);
  add(43u, tag, role);
  add(44u, tag, side.determiner, before > 0);
  add(45u, tag, before, side.modifiers.index);
  add(46u, tag, place);
  add(47u, tag, side.governor, role);
  add(48u, tag, side.quoted.index);
  add(49u, tag, fa.has_of, before > 0);
  add(50u, side.head, before > 0, tag);
  add(51u, tag, actors_[referent] != 0, before);
  add(52u, side.determiner, side.head);
}

}  // namespace dateline
