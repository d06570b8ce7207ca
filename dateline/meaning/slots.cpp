#include "dateline/meaning/slots.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_set>

#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

using enum Deprel;

bool is_time_word(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {
      "monday",  "tuesday",   "wednesday", "thursday", "friday",  "saturday", "sunday",
      "january", "february",  "march",     "april",    "may",     "june",     "july",
      "august",  "september", "october",   "november", "december"};
  return kWords.contains(word);
}

/// "Hayat Tahrir" -> "hayat_tahrir": letters and digits of the nouns, "_" for all else.
std::string id_of(const Syntax& syntax, TokenRange range) {
  std::string id;
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    if (syntax.upos(i) != Upos::kPropn && syntax.upos(i) != Upos::kNoun) continue;
    for (char c : syntax.lower(i)) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) || byte >= 0x80)
        id += c;
      else if (!id.empty() && id.back() != '_')
        id += '_';
    }
    if (!id.empty() && id.back() != '_') id += '_';
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

}  // namespace

void add_actors(std::vector<ActorReading>& slot, std::vector<ActorReading> more) {
  for (auto& m : more)
    if (std::ranges::none_of(slot, [&](const auto& a) { return a.id == m.id; }))
      slot.push_back(std::move(m));
}

void add_places(std::vector<PlaceReading>& slot, std::vector<PlaceReading> more) {
  for (auto& m : more) {
    const auto same = [&](const PlaceReading& p) { return p.place == m.place && p.name == m.name; };
    if (std::ranges::none_of(slot, same)) slot.push_back(std::move(m));
  }
}

TokenIndex Slots::resolved(TokenIndex head) const {
  return s_.upos(head) == Upos::kPron ? r_.actors.antecedent(head) : head;
}

TokenIndex Slots::counted(TokenIndex head) const {
  if (!k_.in_class(s_.lemma(head), "partitive")) return head;
  for (TokenIndex c : s_.children(head))
    if (s_.is(c, {kNmod}) && s_.has_child_lemma(c, "of")) return c;
  return head;
}

bool Slots::is_place_noun(TokenIndex head) const {
  return head != kNoToken && k_.in_class(s_.lemma(counted(head)), "place");
}

/// The proper nouns around the head that belong to it.
TokenRange Slots::name_range(TokenIndex head) const {
  const auto belongs = [&](TokenIndex i) {
    return s_.upos(i) == Upos::kPropn && s_.dominated(i, head);
  };
  TokenRange range{head, head + 1};
  while (range.begin > 0 && belongs(range.begin - 1)) --range.begin;
  while (range.end < s_.size() && belongs(range.end)) ++range.end;
  return range;
}

/// A name that no list has: it keeps itself as its id.
std::optional<ActorReading> Slots::own_name(TokenIndex head) const {
  constexpr TokenIndex kLongest = 5;
  if (s_.upos(head) != Upos::kPropn || r_.places.mention_at(head)) return {};
  const TokenRange range = name_range(head);
  if (range.size() > kLongest || r_.actors.in_place_name(head)) return {};
  for (TokenIndex i = range.begin; i < range.end; ++i)
    if (is_time_word(s_.lower(i))) return {};
  // "the Interior Ministry" of no country is the one of the story's own.
  if (k_.in_class(s_.lemma(head), "official") && !k_.main_country.empty()) {
    for (const auto& country : k_.countries)
      if (country.iso == k_.main_country)
        return ActorReading{country.actor, s_.text(range), s_.span(range)};
  }
  const std::string id = id_of(s_, range);
  if (id.size() < 2) return {};
  return ActorReading{ActorId(id), s_.text(range), s_.span(range)};
}

std::vector<ActorReading> Slots::actors_of(TokenIndex head) const {
  auto out = r_.actors.with_conjuncts(head);
  const TokenIndex target = resolved(head);
  if (out.empty() && counted(target) != head) out = r_.actors.with_conjuncts(counted(target));
  // "Assad's backer, Russia"
  if (out.empty())
    if (const TokenIndex named = s_.child(target, {kAppos}); named != kNoToken)
      out = r_.actors.with_conjuncts(named);
  if (out.empty())
    if (auto own = own_name(target)) out.push_back(*own);
  return out;
}

std::vector<Arguments::Oblique> Slots::nominal_obliques(TokenIndex noun) const {
  std::vector<Arguments::Oblique> out;
  for (TokenIndex c : s_.children(noun)) {
    if (!s_.is(c, {kNmod, kObl})) continue;
    if (const TokenIndex preposition = s_.child(c, {kCase}); preposition != kNoToken)
      out.push_back({s_.lower(preposition), c});
  }
  return out;
}

void Slots::fill_places(Event& event, TokenIndex head) const {
  // "agreed between Russia and Jordan": whose it is, not where.
  const ActorMention* state = r_.actors.mention_at(head);
  if (state && state->is_country && s_.has_child_lemma(head, "between")) return;
  const TokenIndex target = resolved(head);
  if (auto list = r_.places.after_colon(target); list.size() > 1 && event.where_list.empty()) {
    event.where_list = std::move(list);
    return;
  }
  auto found = r_.places.under(target);
  if (found.empty()) {
    const TokenIndex meant = counted(head);
    const std::string& word = s_.lower(meant);
    if (word != "it" && word != "there" && word != "both") return;
    if (const PlaceMention* last = r_.places.last_before(meant))
      add_places(event.where, {r_.places.reading(*last)});
    return;
  }
  std::vector<PlaceReading> list = r_.places.listed(found.front());
  if (list.size() < 2 || !event.where_list.empty()) {
    add_places(event.where, std::move(found));
    return;
  }
  // What qualifies the items stays with each of them.
  for (const auto& place : found) {
    const auto same = [&](const PlaceReading& item) { return item.span == place.span; };
    if (std::ranges::none_of(list, same)) add_places(event.where, {place});
  }
  event.where_list = std::move(list);
}

void Slots::fill(Draft& draft, RoleSlot slot, TokenIndex head) const {
  if (head == kNoToken || slot == RoleSlot::kNone) return;
  Event& event = draft.event;
  event.heads.push_back(head);
  const TokenIndex target = resolved(head);
  const PlaceMention* place = r_.places.mention_at(target);
  switch (slot) {
    case RoleSlot::kNone:
      return;
    case RoleSlot::kWho:
    case RoleSlot::kWhom: {
      if (slot == RoleSlot::kWhom && add_foes(event, target)) return;
      auto readings = actors_of(head);
      if (readings.empty()) readings = r_.actors.modifiers(target);
      if (const auto nation = r_.actors.acting_nation(target);
          nation && slot == RoleSlot::kWho && event.type != ClaimType::kFlee &&
          event.type != ClaimType::kProtest && event.type != ClaimType::kPresent)
        readings.front() = *nation;
      add_actors(slot == RoleSlot::kWho ? event.who : event.whom, std::move(readings));
      // "civilians in Aleppo": the phrase's own place is the event's, unless it is a name that
      // acts.
      if (!place) draft.phrase_places.push_back(target);
      return;
    }
    case RoleSlot::kWhere:
      return fill_places(event, head);
    case RoleSlot::kTarget: {
      if (add_foes(event, target)) return fill_places(event, head);
      const ActorMention* actor = r_.actors.mention_at(target);
      const bool is_place = place && place->head == target && !(actor && !actor->is_country);
      // A name that nobody lists is whom it hits only where the tagger takes it for a body's.
      if (!is_place && !(r_.actors.knows_names() && s_.upos(target) == Upos::kPropn &&
                         r_.actors.at(target).empty() && !r_.actors.in_body_name(target)))
        add_actors(event.whom, actors_of(head));
      if (!is_place && event.whom.empty()) add_actors(event.whom, r_.actors.modifiers(target));
      if (event.whom.empty()) add_owners(event, target);
      return fill_places(event, head);
    }
  }
}

/// "fought a long insurgency against the state": whom it is against, not what is fought.
bool Slots::add_foes(Event& event, TokenIndex head) const {
  if (event.type != ClaimType::kClash && event.type != ClaimType::kThreaten &&
      event.type != ClaimType::kAttack)
    return false;
  for (const auto& o : nominal_obliques(head)) {
    if (o.preposition != "against") continue;
    auto foes = r_.actors.with_conjuncts(o.head);
    if (foes.empty()) foes = r_.actors.modifiers(o.head);
    if (foes.empty()) continue;
    add_actors(event.whom, std::move(foes));
    return true;
  }
  return false;
}

/// "positions of the group", "the regime's air base": whose the thing is that was hit.
void Slots::add_owners(Event& event, TokenIndex head) const {
  const auto add = [&](TokenIndex owner) {
    const ActorMention* named = r_.actors.mention_at(owner);
    if (r_.places.mention_at(owner) || (named && (named->is_country || named->is_demonym))) return;
    auto owners = r_.actors.with_conjuncts(owner);
    if (std::ranges::any_of(owners, [](const auto& one) { return one.id.str() == "civilians"; }))
      return;
    add_actors(event.whom, std::move(owners));
  };
  for (TokenIndex c : s_.children(head))
    if (s_.is(c, {Deprel::kNmodPoss})) add(c);
  if (!event.whom.empty()) return;
  for (TokenIndex thing = head; thing != kNoToken; thing = s_.child(thing, {Deprel::kConj}))
    for (const auto& o : nominal_obliques(thing))
      if (o.preposition == "of") add(o.head);
}

void Slots::fill_mapped(Draft& draft, RoleSlot slot, TokenIndex head) const {
  const Event& event = draft.event;
  const std::size_t before = event.where.size() + event.where_list.size();
  fill(draft, slot, head);
  draft.mapped_place |= event.where.size() + event.where_list.size() > before;
}

void Slots::fill_phrase_places(Draft& draft) const {
  for (TokenIndex head : draft.phrase_places)
    if (!draft.has_where()) add_places(draft.event.where, r_.places.under(head));
}

namespace {

/// Words between a verb and the number that it takes: "killed at least", "killing an estimated".
bool is_hedge(const std::string& word) {
  return is_one_of(word, {"at",    "least",   "more",    "than",          "over",
                          "about", "around",  "some",    "nearly",        "almost",
                          "up",    "to",      "an",      "estimated",     "as",
                          "many",  "another", "roughly", "approximately", "only",
                          "just"});
}

/// The whole of parts that are told one by one.
Quantity sum_of(const std::vector<Quantity>& parts) {
  Quantity out;
  out.unit = parts.front().unit;
  double low = 0, high = 0;
  bool has_low = false, has_high = false, open = false;
  for (const Quantity& part : parts) {
    out.value += part.value;
    low += part.low.value_or(part.value);
    high += part.high.value_or(part.value);
    has_low |= part.low.has_value();
    has_high |= part.high.has_value();
    open |= part.low && !part.high;
  }
  if (has_low) out.low = low;
  if (has_high && !open) out.high = high;
  return out;
}

bool is_auxiliary(const std::string& word) {
  return is_one_of(word, {"were", "was", "are", "is", "have", "has", "had", "been", "being", "be",
                          "also", "reportedly"});
}

}  // namespace

/// True where nothing but hedges stands between the verb and the number behind it, or nothing but
/// auxiliaries between the noun counted and the participle: "killed at least 16 people", "over 50
/// rebels were killed". Trees err there.
bool Slots::beside(const QuantityMention& quantity, TokenIndex verb) const {
  if (s_.upos(verb) != Upos::kVerb) return false;
  TokenIndex begin = quantity.range.begin;
  if (begin > verb) {
    while (begin > verb + 1 && is_hedge(s_.lower(begin - 1))) --begin;
    return begin == verb + 1;
  }
  const TokenIndex end = std::max(quantity.head + 1, quantity.range.end);
  TokenIndex at = end;
  while (at < verb && is_auxiliary(s_.lower(at))) ++at;
  return at == verb && at > end && quantity.head >= quantity.range.begin &&
         s_.sentence_of(begin) == s_.sentence_of(verb);
}

/// "The death toll rose to 76", "stands at 76 soldiers".
bool Slots::is_reached(const QuantityMention& quantity, TokenIndex noun) const {
  TokenIndex verb = noun;
  for (int steps = 0; steps < 3 && verb != kNoToken && s_.upos(verb) != Upos::kVerb; ++steps)
    verb = s_.is(verb, {kNsubj, kNsubjPass, kObj}) ? s_.head(verb) : kNoToken;
  if (verb == kNoToken || !k_.in_class(s_.lemma(verb), "reaching")) return false;
  TokenIndex number = quantity.range.begin;
  if (s_.is(number, {kNummod})) number = s_.head(number);
  for (TokenIndex c : s_.children(verb))
    if (s_.is(c, {kObl, kObj, kOblUnmarked}) && c > verb &&
        (c == number || c == quantity.head || quantity.range.contains(c)))
      return true;
  return false;
}

/// "attacked with two car bombs"
bool Slots::is_means(const QuantityMention& quantity, const Event& event) const {
  if (event.is_noun || event.type < ClaimType::kClash || event.type > ClaimType::kDestroy)
    return false;
  for (TokenIndex c : s_.children(event.trigger))
    if (s_.is(c, {kObl}) && s_.has_child_lemma(c, "with") &&
        (quantity.head == c || s_.head(quantity.range.begin) == c))
      return true;
  return false;
}

/// True where the quantity counts a filler of the event, the event itself, or how far it went.
bool Slots::counts(const QuantityMention& quantity, const Event& event) const {
  const TokenIndex number = quantity.range.begin;
  const bool modifies = s_.is(number, {kNummod});
  if (modifies && s_.head(number) == event.trigger) return true;
  const auto counts_head = [&](TokenIndex h) {
    return quantity.head == h || quantity.range.contains(h) || (modifies && s_.head(number) == h);
  };
  if (std::ranges::any_of(event.heads, counts_head)) return true;
  if (event.type == ClaimType::kKill && quantity.quantity.unit == "person" &&
      beside(quantity, event.trigger))
    return true;
  if (event.type == ClaimType::kKill && event.is_noun && is_reached(quantity, event.trigger))
    return true;
  if (is_means(quantity, event)) return true;
  const bool moves = event.type == ClaimType::kAdvance || event.type == ClaimType::kWithdraw;
  const std::string& unit = quantity.quantity.unit;
  return moves && (unit == "km" || unit == "mile") && s_.dominated(number, event.trigger);
}

/// Where the list goes on that counts parts of one whole: "three soldiers, two women and 12
/// rebels".
bool Slots::goes_on(const QuantityMention& a, const QuantityMention& b) const {
  const auto counts_persons = [](const QuantityMention& m) {
    return m.quantity.unit == "person" && !m.quantity.of.empty();
  };
  if (!counts_persons(a) || !counts_persons(b) || a.quantity.of == b.quantity.of) return false;
  TokenIndex end = b.range.begin;
  while (end > a.head + 1 && is_hedge(s_.lower(end - 1))) --end;
  TokenIndex at = a.head + 1;
  if (a.head < a.range.begin || at >= end || end - at > 2) return false;
  for (; at < end; ++at)
    if (!is_one_of(s_.lower(at), {",", "and"})) return false;
  return true;
}

void Slots::add_quantities(Event& event) const {
  const bool kill = event.type == ClaimType::kKill;
  const std::string& lemma = s_.lemma(event.trigger);
  const char* harmed =
      lemma == "wound" || lemma == "injure" || lemma == "maim" ? "wounded" : "killed";
  const auto& all = r_.quantities;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!counts(all[i], event)) continue;
    std::vector<Quantity> parts = {all[i].quantity};
    while (i + 1 < all.size() && goes_on(all[i], all[i + 1])) parts.push_back(all[++i].quantity);
    if (parts.size() > 1) parts.insert(parts.begin(), sum_of(parts));
    // The whole is of the killed; what the parts are stays told.
    Quantity& whole = parts.front();
    if (kill && whole.unit != "share" && whole.unit != "percent")
      whole.of = harmed, whole.unit = "person";
    for (Quantity& quantity : parts) {
      event.quantities.push_back(std::move(quantity));
    }
  }
}

}  // namespace dateline
