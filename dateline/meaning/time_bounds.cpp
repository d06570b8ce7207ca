#include "dateline/meaning/time_bounds.h"

#include <algorithm>

namespace dateline {
namespace {

using enum Deprel;

constexpr TokenIndex kHandedOn = 10;  ///< steps that a time counts farther for being handed on

/// Happenings on the ground; the nouns below politics ("met on Friday over the attack") are not of
/// its day.
bool is_deed(ClaimType type) { return type < ClaimType::kMeet; }

/// Whether a time of the one may be the other's: what was done on a day was talked over on another,
/// but talks within a deed ("hosted a summit on Friday") are of its day.
bool may_pass(const Event& from, const Event& to) {
  return is_deed(from.type) || from.type == to.type;
}

}  // namespace

TimeBounds::TimeBounds(const Syntax& syntax, const Knowledge& knowledge,
                       const std::vector<Event>& events)
    : s_(syntax), k_(knowledge), events_(events), bound_(events.size()) {
  for (std::size_t e = 0; e < events.size(); ++e) {
    if (events[e].attributive) continue;  // "rebel-held" is of no day
    at_[events[e].trigger].push_back(e);
    if (events[e].clause != events[e].trigger) at_[events[e].clause].push_back(e);
  }
}

void TimeBounds::give(TokenIndex at, const TimeBound& bound) {
  const auto it = at_.find(at);
  if (it == at_.end()) return;
  for (std::size_t e : it->second) {
    auto& has = bound_[e];
    const bool nearer =
        !has || bound.steps < has->steps ||
        (bound.steps == has->steps && bound.reading.days.length() < has->reading.days.length());
    if (nearer) has = bound;
  }
}

bool TimeBounds::has_noun_event(TokenIndex i) const {
  const auto it = at_.find(i);
  return it != at_.end() && events_[it->second.front()].is_noun;
}

bool TimeBounds::is_state(TokenIndex i) const {
  return has_noun_event(i) && events_[at_.at(i).front()].type == ClaimType::kHold;
}

bool TimeBounds::is_cue(TokenIndex i) const {
  return s_.upos(i) == Upos::kVerb && k_.cue(s_.lemma(i), "verb") &&
         s_.child(i, {kNsubj}) != kNoToken;
}

bool TimeBounds::marked(TokenIndex i, std::initializer_list<std::string_view> words) const {
  return std::ranges::any_of(s_.children(i), [&](TokenIndex c) {
    return s_.is(c, {kMark, kAdvmod}) && std::ranges::find(words, s_.lower(c)) != words.end();
  });
}

bool TimeBounds::has_subject(TokenIndex v) const {
  return s_.child(v, {kNsubj, kNsubjPass}) != kNoToken;
}

bool TimeBounds::is_participle(TokenIndex v) const {
  const auto form = s_.feats(v).verb_form;
  return (form == Feats::VerbForm::kGer || form == Feats::VerbForm::kPart) &&
         s_.child(v, {kAux, kAuxPass}) == kNoToken;
}

/// Whether the event at `from` and the one at its head `to` are of one time.
bool TimeBounds::of_one_time(TokenIndex from, TokenIndex to) const {
  if (s_.is(from, {kConj, kXcomp})) return true;
  if (s_.upos(from) == Upos::kNoun || s_.upos(from) == Upos::kPropn)
    return s_.is(from, {kNsubj, kNsubjPass, kObj, kObl, kOblAgent, kNmod, kCompound, kAppos});
  if (s_.is(from, {kAdvcl})) {
    if (marked(from, {"to"}) || marked(from, {"after", "before", "since", "until", "if", "because",
                                              "although", "though", "unless"}))
      return false;
    return !has_subject(from) || is_participle(from) || marked(from, {"as", "when", "while"}) ||
           (is_participle(to) && !has_subject(to));
  }
  if (s_.is(from, {kAclRelcl})) return has_noun_event(to);
  if (s_.is(from, {kAcl})) return !marked(from, {"to"});
  return false;
}

/// The event that a token's event hangs on with nothing but its own clause between.
TokenIndex TimeBounds::above(TokenIndex i, bool& through_clause) const {
  for (TokenIndex steps = 0; steps < 4; ++steps) {
    const TokenIndex up = s_.head(i);
    if (up == kNoToken || !of_one_time(i, up) || is_cue(up)) return kNoToken;
    // A participle hung on a mere name is the clause's own: "shelled Homs wounding two".
    const bool adjunct =
        s_.is(i, {kAcl}) && !has_events(up) && is_participle(i) && !s_.form(i).ends_with("ed");
    through_clause |= s_.is(i, {kAclRelcl, kAcl}) && !adjunct;
    if (has_events(up)) return up;
    i = up;
  }
  return kNoToken;
}

/// Whether the upper event's time is the lower one's.
bool TimeBounds::hands_down(const Event& lower, const TimeBound& bound) const {
  if (lower.is_noun && lower.type == ClaimType::kHold)
    return false;  // a state, older than the deed
  const bool own_clause =
      s_.is(lower.clause, {kConj}) && !lower.is_noun && has_subject(lower.clause);
  return !own_clause || bound.head < s_.head(lower.clause);
}

/// Whether the lower event's time is the upper one's.
bool TimeBounds::hands_up(const Event& lower, const TimeBound& bound, bool through_clause) const {
  const bool lasting = bound.reading.rule == "span_of" || bound.reading.rule == "long_event";
  if (lasting && s_.is(lower.clause, {kNmod})) return false;
  // "the blast that killed six last year"
  if (through_clause && lower.type == ClaimType::kKill && !bound.clausal &&
      s_.is(lower.clause, {kAclRelcl}))
    return true;
  if (through_clause || (bound.clausal && !(lasting && !s_.is(lower.clause, {kObj})))) return false;
  if (!s_.is(lower.clause, {kConj})) return true;
  if (lower.is_noun) return bound.head > lower.trigger;  // "the siege and last year's assault"
  return !has_subject(lower.clause);
}

void TimeBounds::share() {
  const auto before = bound_;
  for (std::size_t e = 0; e < events_.size(); ++e) {
    const Event& event = events_[e];
    if (event.attributive) continue;
    bool through_clause = false;
    const TokenIndex up = above(event.clause, through_clause);
    if (up == kNoToken) continue;
    for (std::size_t other : at_.at(up)) {
      if (other == e) continue;
      const auto handed = [&](const TimeBound& from) {
        return TimeBound{from.reading, from.steps + kHandedOn, from.head, from.clausal};
      };
      if (!bound_[e] && before[other] && may_pass(events_[other], event) &&
          hands_down(event, *before[other]))
        bound_[e] = handed(*before[other]);
      if (!bound_[other] && before[e] && may_pass(event, events_[other]) &&
          hands_up(event, *before[e], through_clause))
        bound_[other] = handed(*before[e]);
    }
  }
}

}  // namespace dateline
