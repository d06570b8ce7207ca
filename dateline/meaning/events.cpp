#include "dateline/meaning/events.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace dateline {
namespace {

using enum Deprel;

constexpr TokenIndex kTriggerReach = 7;  ///< tokens after a verb in which its trigger may go on

bool is_strike_type(ClaimType type) {
  return type == ClaimType::kAirstrike || type == ClaimType::kShell || type == ClaimType::kBomb || type == ClaimType::kChemical;
}

/// Prepositions after which a name is not where the event is.
bool is_aside(const std::string& preposition) {
  static const std::unordered_set<std::string> kWords = {"before", "after", "despite", "since", "until", "like", "unlike",
                                                         "except", "without", "besides", "about", "than", "as", "because"};
  return kWords.contains(preposition);
}

bool is_time_word(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
      "may", "june", "july", "august", "september", "october", "november", "december"};
  return kWords.contains(word);
}

/// Binds frames to the words of one document.
class EventFinder {
 public:
  explicit EventFinder(const Reading& r) : r_(r), s_(r.syntax), k_(r.knowledge) {}

  std::vector<Event> run() {
    for (TokenIndex i = 0; i < s_.size(); ++i) {
      if (s_.upos(i) == Upos::kVerb || s_.upos(i) == Upos::kAux) verb_events(i);
      adjective_event(i);
    }
    for (TokenIndex i = 0; i < s_.size(); ++i)
      if (s_.is_nominal(i) && std::ranges::find(used_, i) == used_.end()) predicate_event(i);
    for (TokenIndex i = 0; i < s_.size(); ++i)
      if (s_.upos(i) == Upos::kNoun || (s_.upos(i) == Upos::kPropn)) noun_event(i);
    merge();
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.trigger < b.trigger; });
    return std::move(events_);
  }

 private:
  // ---- triggers -----------------------------------------------------------------------------

  /// The tokens of a verb frame's trigger, or nothing where the words are not there.
  std::optional<std::vector<TokenIndex>> match_verb(const Frame& frame, TokenIndex v) const {
    std::vector<TokenIndex> out{v};
    const TokenRange sentence = s_.sentence(s_.sentence_of(v));
    TokenIndex from = v + 1;
    for (std::size_t w = 1; w < frame.trigger.size(); ++w) {
      TokenIndex found = kNoToken;
      for (TokenIndex i = from; i < std::min(sentence.end, v + kTriggerReach) && found == kNoToken; ++i)
        if ((s_.lemma(i) == frame.trigger[w] || s_.lower(i) == frame.trigger[w]) && s_.dominated(i, v)) found = i;
      if (found == kNoToken) {
        // In the passive the noun of the trigger stands before: "control was taken".
        const TokenIndex subject = s_.child(v, {kNsubjPass});
        if (subject == kNoToken || s_.lemma(subject) != frame.trigger[w]) return {};
        out.push_back(subject);
        continue;
      }
      out.push_back(found);
      from = found + 1;
    }
    return out;
  }

  bool match_noun(const Frame& frame, TokenIndex n, std::vector<TokenIndex>& tokens) const {
    tokens = {n};
    TokenIndex i = n;
    const TokenRange sentence = s_.sentence(s_.sentence_of(n));
    for (std::size_t w = frame.trigger.size() - 1; w-- > 0;) {
      if (i == sentence.begin) return false;
      --i;
      if (s_.form(i) == "-" && i > sentence.begin) --i;
      if (s_.lemma(i) != frame.trigger[w] && s_.lower(i) != frame.trigger[w]) return false;
      tokens.push_back(i);
    }
    return true;
  }

  // ---- slots --------------------------------------------------------------------------------

  TokenIndex resolved(TokenIndex head) const {
    return s_.upos(head) == Upos::kPron ? r_.actors.antecedent(head) : head;
  }

  /// Own names keep themselves as ids: "hayat_tahrir".
  std::optional<ActorReading> own_name(TokenIndex head) const {
    constexpr TokenIndex kLongest = 5;
    if (s_.upos(head) != Upos::kPropn || r_.places.mention_at(head)) return {};
    TokenRange range{head, head + 1};
    while (range.begin > 0 && s_.upos(range.begin - 1) == Upos::kPropn && s_.dominated(range.begin - 1, head)) --range.begin;
    while (range.end < s_.size() && s_.upos(range.end) == Upos::kPropn && s_.dominated(range.end, head)) ++range.end;
    if (range.size() > kLongest) return {};
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (is_time_word(s_.lower(i))) return {};
    // "the Interior Ministry" of no country is the one of the story's own.
    if (k_.in_class(s_.lemma(head), "official") && !k_.main_country.empty()) {
      for (const auto& country : k_.countries)
        if (country.iso == k_.main_country) return ActorReading{country.actor, s_.text(range), s_.span(range)};
    }
    ActorReading out{ActorId(""), s_.text(range), s_.span(range)};
    std::string id;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      if (s_.upos(i) != Upos::kPropn && s_.upos(i) != Upos::kNoun) continue;
      for (char c : s_.lower(i)) {
        if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80) id += c;
        else if (!id.empty() && id.back() != '_') id += '_';
      }
      if (!id.empty() && id.back() != '_') id += '_';
    }
    while (!id.empty() && id.back() == '_') id.pop_back();
    if (id.size() < 2) return {};
    out.id = ActorId(id);
    return out;
  }

  std::vector<ActorReading> actors_of(TokenIndex head) const {
    auto out = r_.actors.with_conjuncts(head);
    if (out.empty() && counted(resolved(head)) != head) out = r_.actors.with_conjuncts(counted(resolved(head)));
    if (out.empty())
      if (auto own = own_name(resolved(head))) out.push_back(*own);
    return out;
  }

  static void add_actors(std::vector<ActorReading>& slot, std::vector<ActorReading> more) {
    for (auto& m : more)
      if (std::none_of(slot.begin(), slot.end(), [&](const auto& a) { return a.id == m.id; })) slot.push_back(std::move(m));
  }
  static void add_places(std::vector<PlaceReading>& slot, std::vector<PlaceReading> more) {
    for (auto& m : more)
      if (std::none_of(slot.begin(), slot.end(), [&](const auto& p) { return p.place == m.place && p.name == m.name; })) slot.push_back(std::move(m));
  }

  /// Places of a phrase; several coordinated ones make a claim each.
  void fill_places(Event& event, TokenIndex head) const {
    if (auto list = r_.places.after_colon(resolved(head)); list.size() > 1 && event.where_list.empty()) {
      event.where_list = std::move(list);
      return;
    }
    auto found = r_.places.under(resolved(head));
    if (found.empty()) {
      const TokenIndex meant = counted(head);
      const std::string& word = s_.lower(meant);
      if (word == "it" || word == "there" || word == "both") {
        if (const PlaceMention* last = r_.places.last_before(meant)) add_places(event.where, {r_.places.reading(*last)});
      }
      return;
    }
    std::vector<PlaceReading> list = r_.places.listed(found.front());
    if (list.size() > 1 && event.where_list.empty()) {
      // What qualifies the items stays with each of them.
      for (const auto& place : found)
        if (std::ranges::none_of(list, [&](const auto& item) { return item.span == place.span; })) add_places(event.where, {place});
      event.where_list = std::move(list);
    } else {
      add_places(event.where, std::move(found));
    }
  }

  void fill(Event& event, RoleSlot slot, TokenIndex head) const {
    if (head == kNoToken || slot == RoleSlot::kNone) return;
    event.heads.push_back(head);
    const TokenIndex target = resolved(head);
    switch (slot) {
      case RoleSlot::kNone: return;
      case RoleSlot::kWho:
      case RoleSlot::kWhom: {
        auto& list = slot == RoleSlot::kWho ? event.who : event.whom;
        auto readings = actors_of(head);
        if (readings.empty()) readings = r_.actors.modifiers(target);
        add_actors(list, std::move(readings));
        // "civilians in Aleppo": the phrase's own place is the event's, unless it is a name that acts.
        const PlaceMention* own = r_.places.mention_at(target);
        if (!own) phrase_places_.push_back(target);
        return;
      }
      case RoleSlot::kWhere: return fill_places(event, head);
      case RoleSlot::kTarget: {
        const PlaceMention* own = r_.places.mention_at(target);
        const ActorMention* actor = r_.actors.mention_at(target);
        const bool place = own && own->head == target && !(actor && !actor->is_country);
        if (!place) add_actors(event.whom, actors_of(head));
        if (!place && event.whom.empty()) add_actors(event.whom, r_.actors.modifiers(target));
        return fill_places(event, head);
      }
    }
  }

  // ---- needs --------------------------------------------------------------------------------

  bool place_noun(TokenIndex head) const { return head != kNoToken && k_.in_class(s_.lemma(counted(head)), "place"); }

  /// "a string of cities", "most of the town": the noun that is meant.
  TokenIndex counted(TokenIndex head) const {
    if (!k_.in_class(s_.lemma(head), "partitive")) return head;
    for (TokenIndex c : s_.children(head))
      if (s_.is(c, {kNmod}) && s_.has_child_lemma(c, "of")) return c;
    return head;
  }

  bool atom(const std::string& need, const Event& event, const Arguments& args) const {
    const bool has_where = !event.where.empty() || !event.where_list.empty();
    if (need == "who") return !event.who.empty();
    if (need == "whom") return !event.whom.empty();
    if (need == "where") return has_where;
    if (need == "passive") return args.passive;
    if (need == "mapped") return mapped_place_;
    if (need == "agent") return args.passive && args.subject != kNoToken;
    if (need == "place_noun") return std::ranges::any_of(event.heads, [&](TokenIndex h) { return h != args.subject && place_noun(h); });
    if (need == "where_on") return std::ranges::any_of(args.obliques, [&](const auto& o) { return o.preposition == "on" && !r_.places.under(o.head).empty(); });
    if (need == "call_for") return std::ranges::any_of(args.obliques, [&](const auto& o) { return o.preposition == "for" || o.preposition == "on"; });
    if (need == "number") return !event.quantities.empty();
    if (need == "military") return std::ranges::any_of(s_.children(event.trigger), [&](TokenIndex c) { return k_.in_class(s_.lemma(c), "military"); });
    if (need == "poss") return s_.child(event.trigger, {kNmodPoss}) != kNoToken;
    if (need == "negated") return s_.has_child_lemma(event.trigger, "no");
    if (need == "between") return std::ranges::any_of(args.obliques, [](const auto& o) { return o.preposition == "between"; });
    const TokenIndex up = s_.head(event.trigger);
    if (need == "subject") return up != kNoToken && s_.is(event.trigger, {kNsubj, kNsubjPass}) && s_.lemma(up) != "kill" && s_.upos(up) == Upos::kVerb;
    if (need == "light") return up != kNoToken && s_.is(event.trigger, {kObj, kNsubj, kNsubjPass, kObl}) && k_.in_class(s_.lemma(up), "light");
    if (need == "strike_verb") return up != kNoToken && s_.is(event.trigger, {kNsubj, kObj, kNsubjPass}) && (s_.lemma(up) == "fire" || s_.lemma(up) == "hit" || s_.lemma(up) == "strike" || s_.lemma(up) == "land" || s_.lemma(up) == "fall" || s_.lemma(up) == "launch");
    if (need == "use_context") return up != kNoToken && (s_.lemma(up) == "use" || s_.lemma(up) == "possess" || s_.is(event.trigger, {kNmod}));
    if (need == "hold_context") return (!event.who.empty() || has_where) && up != kNoToken && !s_.is(event.trigger, {kObj});
    if (need == "deal_of") return std::ranges::any_of(args.obliques, [&](const auto& o) { return k_.in_class(s_.lemma(o.head), "deal"); });
    if (need == "person_of") return std::ranges::any_of(args.obliques, [&](const auto& o) { return o.preposition == "of" && k_.in_class(s_.lemma(o.head), "person"); });
    return slot_atom(need, event, args);
  }

  /// "CLASS_subj", "CLASS_obj": what the subject or object is.
  bool slot_atom(const std::string& need, const Event& event, const Arguments& args) const {
    const auto bar = need.rfind('_');
    if (bar == std::string::npos) return false;
    const std::string word_class = need.substr(0, bar);
    const bool subject = need.substr(bar + 1) == "subj";
    const TokenIndex head = subject ? args.subject : args.object;
    if (word_class == "place" && !subject) return place_noun(head == kNoToken ? head : resolved(head));
    if (word_class == "where") {
      if (head == kNoToken) return false;
      if (!r_.places.under(resolved(head)).empty()) return true;
      return s_.lower(counted(head)) == "it" && r_.actors.at(head).empty() && r_.places.last_before(head) != nullptr;
    }
    if (word_class == "self") return head != kNoToken && (s_.lower(head) == "himself" || s_.lower(head) == "herself" || s_.lower(head) == "itself" || s_.lower(head) == "themselves");
    if (head == kNoToken) return false;
    const TokenIndex target = counted(resolved(head));
    const auto readings = r_.actors.at(target);
    if (word_class == "party") return !readings.empty();
    if (word_class == "force" && !readings.empty() && readings.front().id.str() != "civilians" && !subject) return !r_.places.mention_at(target) || k_.in_class(s_.lemma(target), "force");
    if (word_class == "force" && subject && !event.who.empty() && event.who.front().id.str() != "civilians" && event.who.front().id.str() != "protesters") return true;
    if (k_.in_class(s_.lemma(target), word_class)) return true;
    if ((word_class == "person" || word_class == "civilian" || word_class == "people" || word_class == "refugee") && !readings.empty())
      return readings.front().id.str() == "civilians";
    // "a main supply route": the class may stand in a modifier.
    return std::ranges::any_of(s_.children(target), [&](TokenIndex c) { return s_.is(c, {kCompound, kAmod}) && k_.in_class(s_.lemma(c), word_class); });
  }

  bool satisfied(const Frame& frame, const Event& event, const Arguments& args) const {
    if (frame.need.empty()) return true;
    return std::ranges::any_of(frame.need, [&](const auto& all) {
      return std::ranges::all_of(all, [&](const std::string& one) { return atom(one, event, args); });
    });
  }

  // ---- quantities ---------------------------------------------------------------------------

  void add_quantities(Event& event) const {
    for (const QuantityMention& q : r_.quantities) {
      const bool counted = std::ranges::any_of(event.heads, [&](TokenIndex h) { return q.head == h || q.range.contains(h) || (s_.head(q.range.begin) == h && s_.is(q.range.begin, {kNummod})); });
      const bool distance = (q.quantity.unit == "km" || q.quantity.unit == "mile") && s_.dominated(q.range.begin, event.trigger) &&
                            (event.type == ClaimType::kAdvance || event.type == ClaimType::kWithdraw);
      const bool own = s_.head(q.range.begin) == event.trigger && s_.is(q.range.begin, {kNummod});
      if (!counted && !distance && !own) continue;
      Quantity quantity = q.quantity;
      if (event.type == ClaimType::kKill) {
        const std::string& lemma = s_.lemma(event.trigger);
        quantity.of = lemma == "wound" || lemma == "injure" || lemma == "maim" ? "wounded" : "killed";
        quantity.unit = "person";
      }
      event.quantities.push_back(std::move(quantity));
    }
  }

  // ---- verbs --------------------------------------------------------------------------------

  std::optional<Event> bind_verb(const Frame& frame, TokenIndex v, const Arguments& args, std::vector<TokenIndex> tokens) {
    Event event;
    event.frame = &frame;
    event.type = frame.type;
    event.trigger = event.clause = v;
    event.trigger_tokens = std::move(tokens);
    const auto in_trigger = [&](TokenIndex i) { return std::ranges::find(event.trigger_tokens, i) != event.trigger_tokens.end(); };
    phrase_places_.clear();
    mapped_place_ = false;
    if (args.subject != kNoToken) fill(event, frame.subject, args.subject);
    if (args.object != kNoToken && !in_trigger(args.object)) {
      fill(event, frame.object, args.object);
      if (frame.object == RoleSlot::kNone) event.heads.push_back(args.object);
    }
    std::vector<Arguments::Oblique> obliques = args.obliques;
    for (TokenIndex t : event.trigger_tokens) {
      if (t == v || !s_.is_nominal(t)) continue;
      for (const auto& more : nominal_obliques(t)) obliques.push_back(more);
    }
    for (const auto& o : obliques) {
      if (in_trigger(o.head)) continue;
      if (args.passive && o.head == args.subject) continue;
      const auto mapped = frame.prepositions.find(o.preposition);
      if (mapped != frame.prepositions.end()) {
        const std::size_t before = event.where.size() + event.where_list.size();
        fill(event, mapped->second, o.head);
        mapped_place_ |= event.where.size() + event.where_list.size() > before;
      } else if (!is_aside(o.preposition) && (o.preposition != "of" || event.type == ClaimType::kCapture)) {
        if (!r_.places.under(o.head).empty()) event.heads.push_back(o.head);
        fill_places(event, o.head);
      }
    }
    add_quantities(event);
    for (TokenIndex c : s_.children(v))
      if (s_.is(c, {kAdvmod}) && s_.lower(c) == "there" && event.where.empty() && event.where_list.empty()) fill_places(event, c);
    for (TokenIndex head : phrase_places_)
      if (event.where.empty() && event.where_list.empty()) add_places(event.where, r_.places.under(head));
    if (!satisfied(frame, event, args)) return {};
    return event;
  }

  void verb_events(TokenIndex v) {
    const auto it = k_.verb_frames.find(s_.lemma(v));
    if (it == k_.verb_frames.end()) return;
    const Arguments args = arguments_of(s_, r_.actors, v);
    std::optional<Event> best;
    for (std::size_t f : it->second) {
      const Frame& frame = k_.frames[f];
      auto tokens = match_verb(frame, v);
      if (!tokens || (best && best->trigger_tokens.size() >= tokens->size())) continue;
      if (auto event = bind_verb(frame, v, args, std::move(*tokens))) best = std::move(event);
    }
    if (!best) return;
    if (best->type == ClaimType::kSupport && s_.is(v, {kAcl}) && args.passive) best->attributive = true;
    for (TokenIndex t : best->trigger_tokens) used_.push_back(t);
    events_.push_back(std::move(*best));
  }

  // ---- nouns --------------------------------------------------------------------------------

  std::vector<Arguments::Oblique> nominal_obliques(TokenIndex n) const {
    std::vector<Arguments::Oblique> out;
    for (TokenIndex c : s_.children(n)) {
      if (!s_.is(c, {kNmod, kObl})) continue;
      for (TokenIndex d : s_.children(c))
        if (s_.is(d, {kCase})) {
          out.push_back({s_.lower(d), c});
          break;
        }
    }
    return out;
  }

  void noun_event(TokenIndex n) {
    if (std::ranges::find(used_, n) != used_.end()) return;
    const auto it = k_.noun_frames.find(s_.lemma(n));
    if (it == k_.noun_frames.end()) return;
    const ActorMention* named = r_.actors.mention_at(n);
    if (named && named->head == n && s_.upos(n) == Upos::kPropn) return;
    std::optional<Event> best;
    for (std::size_t f : it->second) {
      const Frame& frame = k_.frames[f];
      std::vector<TokenIndex> tokens;
      if (!match_noun(frame, n, tokens) || (best && best->trigger_tokens.size() >= tokens.size())) continue;
      if (auto event = bind_noun(frame, n, std::move(tokens))) best = std::move(event);
    }
    if (best) events_.push_back(std::move(*best));
  }

  std::optional<Event> bind_noun(const Frame& frame, TokenIndex n, std::vector<TokenIndex> tokens) {
    // A noun that only modifies another ("ceasefire deal", "war crimes") names no event of its own.
    if (s_.is(n, {kCompound}) && s_.head(n) > n) return {};
    Event event;
    event.frame = &frame;
    event.type = frame.type;
    event.trigger = event.clause = n;
    event.trigger_tokens = std::move(tokens);
    event.is_noun = true;
    phrase_places_.clear();
    Arguments args;
    args.obliques = nominal_obliques(n);
    for (const auto& o : args.obliques) {
      const auto mapped = frame.prepositions.find(o.preposition);
      if (mapped != frame.prepositions.end()) fill(event, mapped->second, o.head);
    }
    bind_modifiers(frame, n, event);
    bind_verb_around(n, event);
    add_quantities(event);
    for (TokenIndex head : phrase_places_)
      if (event.where.empty() && event.where_list.empty()) add_places(event.where, r_.places.under(head));
    if (!satisfied(frame, event, args)) return {};
    return event;
  }

  /// Possessors and nationalities before the noun: "Turkey's offensive", "Israeli airstrikes".
  void bind_modifiers(const Frame& frame, TokenIndex n, Event& event) const {
    const auto poss = frame.prepositions.find("poss");
    const RoleSlot slot = poss == frame.prepositions.end() ? RoleSlot::kWho : poss->second;
    for (TokenIndex c : s_.children(n)) {
      if (s_.is(c, {kNmodPoss})) fill(event, slot, c);
      if (!s_.is(c, {kCompound, kAmod}) || std::ranges::find(event.trigger_tokens, c) != event.trigger_tokens.end()) continue;
      if (const PlaceMention* place = r_.places.mention_at(c); place && s_.is(c, {kCompound})) {
        const ActorMention* actor = r_.actors.mention_at(c);
        if (!actor || actor->is_country) {
          if (actor && slot == RoleSlot::kWho && actor->is_country && place->candidates.front()->kind == "country") fill(event, slot, c);
          else add_places(event.where, {r_.places.reading(*place)});
          event.heads.push_back(c);
        }
      }
    }
    if (slot == RoleSlot::kWho && event.who.empty()) {
      for (auto& reading : r_.actors.modifiers(n)) {
        const bool is_poss_place = std::ranges::any_of(event.where, [&](const auto& p) { return p.span == reading.span; });
        if (!is_poss_place) add_actors(event.who, {reading});
      }
    }
  }

  /// The verb that the noun hangs on gives agent, place and time: "rebels launched an attack in X".
  void bind_verb_around(TokenIndex n, Event& event) const {
    const TokenIndex up = s_.head(n);
    if (up == kNoToken || s_.upos(up) != Upos::kVerb) return;
    const bool object = s_.is(n, {kObj}) || (s_.is(n, {kObl}) && s_.has_child_lemma(n, "with"));
    const bool subject = s_.is(n, {kNsubj, kNsubjPass});
    if (!object && !subject) return;
    const bool light = k_.in_class(s_.lemma(up), "light");
    if (!light && !subject) return;
    event.clause = up;
    const Arguments args = arguments_of(s_, r_.actors, up);
    if (object && event.who.empty() && args.subject != kNoToken && args.subject != n) {
      add_actors(event.who, actors_of(args.subject));
      event.heads.push_back(args.subject);
    }
    if (subject && args.passive && args.subject != kNoToken && event.who.empty()) add_actors(event.who, actors_of(args.subject));
    if (event.where.empty() && event.where_list.empty())
      for (const auto& o : args.obliques) fill_places(event, o.head);
  }

  /// "Base 46 is theirs": who speaks holds it.
  void owned(TokenIndex n) {
    const Arguments args = arguments_of(s_, r_.actors, n);
    if (args.subject == kNoToken) return;
    Event event;
    event.trigger = event.clause = n;
    event.trigger_tokens = {n};
    event.type = ClaimType::kHold;
    fill(event, RoleSlot::kWhere, args.subject);
    if (event.where.empty() && event.where_list.empty()) return;
    for (TokenIndex up = s_.head(n); up != kNoToken && event.who.empty(); up = s_.head(up))
      if (const TokenIndex subject = s_.child(up, {kNsubj}); subject != kNoToken && subject != args.subject) add_actors(event.who, r_.actors.with_conjuncts(subject));
    used_.push_back(n);
    events_.push_back(std::move(event));
  }

  // ---- predicates: "is in rebel hands", "came under fire", "are inside the city" ---------------

  void predicate_event(TokenIndex n) {
    const TokenIndex up = s_.head(n);
    const bool copular = s_.child(n, {kCop}) != kNoToken;
    if (copular && (s_.lower(n) == "theirs" || s_.lower(n) == "ours")) return owned(n);
    const bool verbal = up != kNoToken && s_.is(n, {kObl, kXcomp, kNmod}) &&
                        (s_.lemma(up) == "come" || s_.lemma(up) == "fall" || s_.lemma(up) == "remain" || s_.lemma(up) == "stay" ||
                         s_.lemma(up) == "pass" || s_.lemma(up) == "be" || s_.lemma(up) == "bring" || s_.lemma(up) == "put");
    if (!copular && !verbal) return;
    std::string preposition;
    for (TokenIndex c : s_.children(n))
      if (s_.is(c, {kCase})) preposition = s_.lower(c);
    if (preposition.empty()) return;
    const TokenIndex clause = copular ? n : up;
    const Arguments args = arguments_of(s_, r_.actors, clause);
    const TokenIndex subject = args.passive || (verbal && args.object != kNoToken) ? args.object : args.subject;
    if (subject == kNoToken) return;
    Event event;
    event.trigger = n;
    event.clause = clause;
    event.trigger_tokens = {n};
    const std::string& lemma = s_.lemma(n);
    const bool under = preposition == "under";
    const bool inside = preposition == "in" || preposition == "inside" || preposition == "at" || preposition == "near" || preposition == "within";
    if ((lemma == "control" && under) || (lemma == "hand" && (preposition == "in" || preposition == "into"))) {
      event.type = verbal && s_.lemma(up) != "remain" && s_.lemma(up) != "stay" && s_.lemma(up) != "be" ? ClaimType::kCapture : ClaimType::kHold;
      fill(event, RoleSlot::kWhere, subject);
      for (const auto& o : nominal_obliques(n)) fill(event, RoleSlot::kWho, o.head);
      for (TokenIndex c : s_.children(n))
        if (s_.is(c, {kNmodPoss})) fill(event, RoleSlot::kWho, c);
      if (event.who.empty()) add_actors(event.who, r_.actors.modifiers(n));
      if (event.where.empty() && event.where_list.empty() && !place_noun(subject)) return;
      if (event.who.empty() && event.where.empty() && event.where_list.empty()) return;
    } else if (under && lemma == "siege") {
      event.type = ClaimType::kBesiege;
      fill(event, RoleSlot::kTarget, subject);
      for (const auto& o : nominal_obliques(n))
        if (o.preposition == "by" || o.preposition == "from") fill(event, RoleSlot::kWho, o.head);
    } else if (under && (lemma == "attack" || lemma == "fire" || lemma == "bombardment" || lemma == "assault" || lemma == "shelling")) {
      event.type = lemma == "shelling" || lemma == "bombardment" ? ClaimType::kShell : ClaimType::kAttack;
      fill(event, RoleSlot::kTarget, subject);
      for (const auto& o : nominal_obliques(n))
        if (o.preposition == "by" || o.preposition == "from") fill(event, RoleSlot::kWho, o.head);
    } else if (inside && copular) {
      const bool force = k_.in_class(s_.lemma(resolved(subject)), "force");
      event.type = preposition == "inside" && force ? ClaimType::kEnter : ClaimType::kPresent;
      fill(event, RoleSlot::kWho, subject);
      add_places(event.where, r_.places.under(n));
      if (event.who.empty() || event.where.empty() || r_.places.mention_at(resolved(subject))) return;
    } else {
      return;
    }
    event.heads.push_back(n);
    add_quantities(event);
    used_.push_back(n);
    events_.push_back(std::move(event));
  }

  // ---- adjectives of control and backing ----------------------------------------------------

  void adjective_event(TokenIndex i) {
    const std::string& w = s_.lower(i);
    const bool held = w == "held" || w == "controlled" || w == "occupied" || w == "run";
    const bool backed = w == "backed" || w == "supported" || w == "aligned" || w == "funded";
    if ((!held && !backed) || i < 2 || s_.form(i - 1) != "-") return;
    const ActorMention* actor = r_.actors.mention_at(i - 2);
    if (!actor || s_.sentence_of(i - 2) != s_.sentence_of(i)) return;
    TokenIndex noun = s_.head(i);
    if (noun == kNoToken || noun < i) noun = i + 1 < s_.size() ? i + 1 : i;
    Event event;
    event.trigger = event.clause = i;
    event.trigger_tokens = {i};
    event.attributive = true;
    event.is_noun = true;
    event.who = {{actor->id, s_.text(actor->range), s_.span(actor->range)}};
    event.heads = {actor->head, noun};
    if (held) {
      event.type = ClaimType::kHold;
      event.where = r_.places.under(noun);
      if (event.where.empty() && !k_.in_class(s_.lemma(noun), "place")) return;
    } else {
      event.type = ClaimType::kSupport;
      event.whom = r_.actors.at(noun);
    }
    events_.push_back(std::move(event));
  }

  // ---- merging ------------------------------------------------------------------------------

  /// "shelling and air raids on Sarmada": what follows the second noun holds for the first.
  void share_coordinated() {
    for (Event& a : events_) {
      if (!a.is_noun || a.attributive || !a.where.empty() || !a.where_list.empty()) continue;
      for (const Event& b : events_) {
        if (!b.is_noun || b.attributive || s_.head(b.trigger) != a.trigger || !s_.is(b.trigger, {kConj})) continue;
        a.where = b.where;
        a.where_list = b.where_list;
        if (a.who.empty()) a.who = b.who;
        if (a.whom.empty()) a.whom = b.whom;
      }
    }
  }

  /// One happening told by a verb and a noun of one clause is one event.
  void merge() {
    share_coordinated();
    std::vector<bool> dropped(events_.size(), false);
    for (std::size_t a = 0; a < events_.size(); ++a) {
      for (std::size_t b = 0; b < events_.size(); ++b) {
        if (a == b || dropped[a] || dropped[b]) continue;
        Event &verb = events_[a], &noun = events_[b];
        if (!verb.is_noun && noun.is_noun && !noun.attributive) merge_noun(verb, noun, dropped, b);
        if (!verb.is_noun && !noun.is_noun && a != b) merge_wounded(verb, noun, dropped, b);
      }
    }
    std::vector<Event> kept;
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (!dropped[i]) kept.push_back(std::move(events_[i]));
    events_ = std::move(kept);
  }

  void merge_noun(Event& verb, Event& noun, std::vector<bool>& dropped, std::size_t b) const {
    if (std::ranges::find(verb.trigger_tokens, noun.trigger) != verb.trigger_tokens.end()) {
      dropped[b] = true;
      return;
    }
    const bool subject_or_means = s_.head(noun.trigger) == verb.trigger && s_.is(noun.trigger, {kNsubj, kObl, kOblAgent, kObj, kNmod});
    const bool used_for = s_.head(noun.trigger) != kNoToken && s_.lemma(s_.head(noun.trigger)) == "use" && s_.head(verb.trigger) == s_.head(noun.trigger);
    if ((subject_or_means || used_for) && verb.type == ClaimType::kAttack && (is_strike_type(noun.type) || noun.type == ClaimType::kAttack)) {
      verb.type = noun.type;
      if (verb.who.empty() || s_.is(noun.trigger, {kNsubj, kOblAgent})) add_actors(verb.who, noun.who);
      add_places(verb.where, noun.where);
      if (used_for) verb.clause = s_.head(noun.trigger), verb.trigger = noun.trigger, verb.is_noun = true, add_actors(verb.who, noun.who);
      dropped[b] = true;
    } else if (s_.head(noun.trigger) == verb.trigger && verb.type == noun.type) {
      add_actors(verb.who, noun.who);
      add_actors(verb.whom, noun.whom);
      add_places(verb.where, noun.where);
      dropped[b] = true;
    }
  }

  /// "killed 10 and wounded 45" is one claim with two quantities.
  void merge_wounded(Event& killed, Event& wounded, std::vector<bool>& dropped, std::size_t b) const {
    if (killed.type != ClaimType::kKill || wounded.type != ClaimType::kKill) return;
    if (s_.head(wounded.trigger) != killed.trigger || !s_.is(wounded.trigger, {kConj, kAdvcl, kParataxis})) return;
    const std::string& lemma = s_.lemma(wounded.trigger);
    if (lemma != "wound" && lemma != "injure") return;
    for (auto& q : wounded.quantities)
      if (std::ranges::none_of(killed.quantities, [&](const auto& k) { return k.value == q.value; })) killed.quantities.push_back(q);
    dropped[b] = true;
  }

  const Reading& r_;
  const Syntax& s_;
  const Knowledge& k_;
  std::vector<Event> events_;
  std::vector<TokenIndex> used_;          ///< tokens of verb triggers
  bool mapped_place_ = false;             ///< a preposition of the frame brought a place
  mutable std::vector<TokenIndex> phrase_places_;  ///< phrases whose inner place may be the event's
};

}  // namespace

std::vector<Event> find_events(const Reading& reading) { return EventFinder(reading).run(); }

}  // namespace dateline
