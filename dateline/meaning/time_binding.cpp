#include "dateline/meaning/time_binding.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace dateline {
namespace {

using enum Deprel;

constexpr TokenIndex kClimb = 24;
constexpr int kRounds = 3;  ///< times are handed on at most so far

/// Types whose claim is the speech itself: the day of speaking dates them.
bool is_speech(ClaimType type) {
  return type == ClaimType::kAccuse || type == ClaimType::kThreaten || type == ClaimType::kDemand ||
         type == ClaimType::kReject || type == ClaimType::kDecide;
}

/// Happenings on the ground; the nouns below politics ("met on Friday over the attack") are not of
/// its day.
bool is_deed(ClaimType type) { return type < ClaimType::kMeet; }

/// Where a time stands nearer to an event than another one, that one wins.
struct Bound {
  TimeReading reading;
  TokenIndex steps;
  TokenIndex head;       ///< of the expression
  bool clausal = false;  ///< came out of a relative or participle clause: goes no higher
};

class TimeBinder {
 public:
  TimeBinder(const Syntax& syntax, const Knowledge& knowledge, const std::vector<Event>& events)
      : s_(syntax), k_(knowledge), events_(events), bound_(events.size()) {
    for (std::size_t e = 0; e < events.size(); ++e) {
      at_[events[e].trigger].push_back(e);
      if (events[e].clause != events[e].trigger) at_[events[e].clause].push_back(e);
    }
  }

  std::vector<std::optional<TimeReading>> run(const std::vector<TimeMention>& times) {
    for (const TimeMention& time : times) place(time);
    for (int round = 0; round < kRounds; ++round) share();
    std::vector<std::optional<TimeReading>> out(events_.size());
    for (std::size_t e = 0; e < events_.size(); ++e)
      if (bound_[e]) out[e] = bound_[e]->reading;
    return out;
  }

 private:
  bool has_events(TokenIndex i) const { return at_.contains(i); }

  void give(TokenIndex at, const Bound& bound) {
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

  bool marked(TokenIndex i, std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(s_.children(i), [&](TokenIndex c) {
      return s_.is(c, {kMark, kAdvmod}) && std::ranges::find(words, s_.lower(c)) != words.end();
    });
  }

  bool is_cue(TokenIndex i) const {
    return s_.upos(i) == Upos::kVerb && k_.cue(s_.lemma(i), "verb") &&
           s_.child(i, {kNsubj}) != kNoToken;
  }

  /// The predicate of what is said, where a verb of speaking has one.
  TokenIndex content_of(TokenIndex cue) const {
    const TokenIndex content = s_.child(cue, {kCcomp});
    return content != kNoToken ? content : s_.child(cue, {kParataxis});
  }

  /// The beginning that a "since" counts from.
  static TimeReading onset(const TimeMention& time) {
    TimeReading out = time.reading;
    if (!out.rule.starts_with("since_")) return out;
    out.rule = out.rule.substr(6);
    int length = 1;
    if (out.rule == "year" || out.rule.ends_with("last_year"))
      length = 365;
    else if (out.rule == "month" || out.rule.ends_with("last_month"))
      length = 28;
    else if (out.rule == "last_week")
      length = 7;
    out.days.end = std::min(out.days.end, out.days.begin + (length - 1));
    return out;
  }

  /// The time itself as the head of a clause or phrase: "in July when rebels took it", "days of
  /// shelling".
  void place_below(const TimeMention& time) {
    const TokenRange sentence = s_.sentence(s_.sentence_of(time.head));
    const bool behind_cue = time.range.begin > sentence.begin && is_cue(time.range.begin - 1);
    const Bound below{onset(time), 1, time.head, true};
    for (TokenIndex c : s_.children(time.head)) {
      if (time.range.contains(c)) continue;
      if (s_.is(c, {kAclRelcl, kAdvcl, kAdvclRelcl, kAcl}) && !behind_cue) {
        give(c, below);
        if (!has_events(c)) give_nouns(c, below);
      }
      if (s_.is(c, {kNmod}) && s_.has_child_lemma(c, "of"))
        give(c, {time.reading, 1, time.head, true});
    }
    // "on Sunday when jets hit the town", wherever the parser hung the clause.
    TokenIndex when = time.range.end;
    if (when < sentence.end && s_.lower(when) == ",") ++when;
    if (when < sentence.end && s_.lower(when) == "when")
      give_next(when, {onset(time), 2, time.head, true});
  }

  /// The first verb with an event behind the token, as far as its clause goes.
  void give_next(TokenIndex from, const Bound& bound) {
    constexpr TokenIndex kReach = 12;
    const TokenRange sentence = s_.sentence(s_.sentence_of(from));
    for (TokenIndex i = from + 1; i < std::min(sentence.end, from + kReach); ++i) {
      if (!has_events(i)) continue;
      give(i, bound);
      return;
    }
  }

  /// The day of speaking: of the speech, and of what is said only where that is the speech itself.
  void date_speech(TokenIndex cue, const Bound& bound) {
    give(cue, bound);
    const TokenIndex content = content_of(cue);
    for (std::size_t e = 0; e < events_.size(); ++e) {
      const Event& event = events_[e];
      if (!is_speech(event.type) || bound_[e]) continue;
      const TokenIndex up = s_.head(event.clause);
      const bool joined = up == cue && s_.is(event.clause, {kConj});
      const bool said = content != kNoToken && (event.clause == content || up == content) &&
                        (event.type == ClaimType::kDemand || event.type == ClaimType::kAccuse);
      if (joined || said) bound_[e] = Bound{bound.reading, 4, bound.head, true};
    }
  }

  /// A time that hangs on a verb of speaking: of the speech, or of what is said. Returns the
  /// content that takes it, or nothing.
  TokenIndex content_dated(const TimeMention& time, TokenIndex cue) const {
    const TokenIndex content = content_of(cue), subject = s_.child(cue, {kNsubj});
    if (content == kNoToken) return kNoToken;
    const TokenIndex at = time.range.begin;
    const bool after_content = cue < content && content < at;
    const bool leads_content = content < cue && at < content && at < subject;
    return after_content || leads_content ? content : kNoToken;
  }

  /// "said on Friday rebels had left": the words right behind the cue date the speech wherever they
  /// hang.
  TokenIndex cue_before(const TimeMention& time, TokenIndex governor) const {
    TokenIndex i = time.range.begin;
    if (i > 0 && s_.upos(i - 1) == Upos::kAdp && s_.lower(i - 1) == "on") --i;
    if (i == 0 || governor < time.range.end) return kNoToken;
    const TokenIndex cue = i - 1;
    if (s_.upos(cue) != Upos::kVerb || !k_.cue(s_.lemma(cue), "verb") ||
        s_.sentence_of(cue) != s_.sentence_of(i))
      return kNoToken;
    return cue != governor ? cue : kNoToken;
  }

  /// A time behind a clause that stands between it and what it hangs on is that clause's: "left the
  /// town that the army had shelled on Friday". (Purposes are none: "came to retake it on Friday".)
  TokenIndex lower(const TimeMention& time, TokenIndex verb) const {
    TokenIndex begin = time.range.begin;
    while (begin > verb && s_.upos(begin - 1) == Upos::kAdp) --begin;
    for (bool moved = true; moved;) {
      moved = false;
      for (TokenIndex c : s_.children(verb)) {
        if (c <= verb || c >= begin || s_.subtree(c).end != begin) continue;
        if (s_.upos(c) == Upos::kVerb && !marked(c, {"to"}) &&
            s_.is(c, {kAclRelcl, kAdvcl, kAdvclRelcl, kCcomp}) &&
            s_.child(c, {kNsubj, kNsubjPass}) != kNoToken)
          return c;
        verb = c;
        moved = true;
        break;
      }
    }
    return kNoToken;
  }

  void place(const TimeMention& time) {
    if (time.reading.rule == "offset")
      return give_next(time.range.end - 1, {time.reading, 0, time.head, true});
    place_below(time);
    // "after weeks of fighting" says nothing of what came after.
    const bool first = time.range.begin == s_.sentence(s_.sentence_of(time.head)).begin;
    const std::string& lead = s_.lower(first ? time.range.begin : time.range.begin - 1);
    if (time.reading.rule == "span_of" && (lead == "after" || lead == "following")) return;
    Bound bound{time.reading, 1, time.head, false};
    bool descended = false;
    for (TokenIndex up = time.head; up != kNoToken && bound.steps < kClimb;
         up = s_.head(up), ++bound.steps) {
      if (time.range.contains(up)) continue;
      if (const TokenIndex cue = cue_before(time, up); cue != kNoToken)
        return date_speech(cue, bound);
      if (s_.upos(up) == Upos::kVerb && !descended && bound.steps <= 2) {
        descended = true;
        if (const TokenIndex below = lower(time, up); below != kNoToken) up = below;
      }
      if (is_cue(up)) return place_at_cue(time, up, bound);
      const bool since = s_.is(up, {kAdvcl}) && marked(up, {"since"});
      const bool found = has_events(up);
      if (found) give(up, since ? Bound{onset(time), bound.steps, time.head, true} : bound);
      if (since && bound.reading.days.begin <= s_.document().published.day) {
        bound.reading.days.end = s_.document().published.day;
        if (!bound.reading.rule.starts_with("since_"))
          bound.reading.rule = "since_" + bound.reading.rule;
        continue;
      }
      if (found) return;
      if (is_predicate(up)) {
        give_nouns(up, bound);
        if (leaves_clause(up)) return;
      }
    }
  }

  void place_at_cue(const TimeMention& time, TokenIndex cue, const Bound& bound) {
    const TokenIndex content = content_dated(time, cue);
    if (content == kNoToken) {
      date_speech(cue, bound);
      // "reported clashes on Friday", "announced a truce on Friday".
      if (content_of(cue) == kNoToken && cue < time.range.begin) give_nouns(cue, bound);
      return;
    }
    give(content, bound);
    give_nouns(content, bound);
  }

  bool is_predicate(TokenIndex i) const {
    return s_.upos(i) == Upos::kVerb || s_.child(i, {kCop}) != kNoToken;
  }

  /// Whether what is above is another clause with a time of its own.
  bool leaves_clause(TokenIndex verb) const {
    if (s_.is(verb, {kAclRelcl})) return true;
    return s_.is(verb, {kAdvcl}) &&
           marked(verb, {"after", "before", "until", "because", "although", "though", "if"});
  }

  bool has_noun_event(TokenIndex i) const {
    const auto it = at_.find(i);
    return it != at_.end() && events_[it->second.front()].is_noun;
  }

  /// A verb without an event of its own dates the nouns around it and what it governs: "clashes
  /// erupted on Friday", "have tried for months to encircle".
  void give_nouns(TokenIndex verb, Bound bound, bool deeper = true) {
    ++bound.steps;
    for (TokenIndex c : s_.children(verb)) {
      if (s_.is(c, {kNsubj, kNsubjPass, kObj, kObl, kOblAgent}) && has_noun_event(c))
        give(c, bound);
      if (s_.is(c, {kXcomp}) && has_events(c)) give(c, bound);
      const bool when = deeper && s_.is(c, {kAdvcl}) && marked(c, {"when"});
      if (when && has_events(c))
        give(c, bound);
      else if (when)
        give_nouns(c, bound, false);
    }
    const TokenIndex up = s_.head(verb);
    bound.clausal = true;
    if (s_.is(verb, {kAclRelcl, kAcl}) && up != kNoToken && has_noun_event(up)) give(up, bound);
  }

  // ---- sharing ------------------------------------------------------------------------------

  bool infinitive(TokenIndex v) const { return marked(v, {"to"}); }

  bool has_subject(TokenIndex v) const { return s_.child(v, {kNsubj, kNsubjPass}) != kNoToken; }

  bool is_participle(TokenIndex v) const {
    const auto form = s_.feats(v).verb_form;
    return (form == Feats::VerbForm::kGer || form == Feats::VerbForm::kPart) &&
           s_.child(v, {kAux, kAuxPass}) == kNoToken;
  }

  /// Whether the event at `from` and the one at its head `to` are of one time.
  bool of_one_time(TokenIndex from, TokenIndex to) const {
    if (s_.is(from, {kConj, kXcomp})) return true;
    if (s_.upos(from) == Upos::kNoun || s_.upos(from) == Upos::kPropn)
      return s_.is(from, {kNsubj, kNsubjPass, kObj, kObl, kOblAgent, kNmod, kCompound, kAppos});
    if (s_.is(from, {kAdvcl})) {
      if (infinitive(from) || marked(from, {"after", "before", "since", "until", "if", "because",
                                            "although", "though", "unless"}))
        return false;
      return !has_subject(from) || is_participle(from) || marked(from, {"as", "when", "while"}) ||
             (is_participle(to) && !has_subject(to));
    }
    if (s_.is(from, {kAclRelcl})) return has_noun_event(to);
    if (s_.is(from, {kAcl})) return !infinitive(from);
    return false;
  }

  /// The event that a token's event hangs on with nothing but its own clause between.
  TokenIndex above(TokenIndex i, bool& through_clause) const {
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

  /// Both deeds, or both politics of the same table ("a visit that included talks").
  static bool share_kind(const Event& a, const Event& b) {
    if (is_deed(a.type) != is_deed(b.type)) return false;
    return is_deed(a.type) || a.type == b.type;
  }

  /// Whether the upper event's time is the lower one's.
  bool hands_down(const Event& lower, const Bound& bound) const {
    if (lower.is_noun && lower.type == ClaimType::kHold)
      return false;  // a state, older than the deed
    const bool own_clause =
        s_.is(lower.clause, {kConj}) && !lower.is_noun && has_subject(lower.clause);
    return !own_clause || bound.head < s_.head(lower.clause);
  }

  /// Whether the lower event's time is the upper one's.
  bool hands_up(const Event& lower, const Bound& bound, bool through_clause) const {
    const bool lasting = bound.reading.rule == "span_of" || bound.reading.rule == "long_event";
    if (lasting && s_.is(lower.clause, {kNmod})) return false;
    // "the blast that killed six last year"
    if (through_clause && lower.type == ClaimType::kKill && !bound.clausal &&
        s_.is(lower.clause, {kAclRelcl}))
      return true;
    if (through_clause || (bound.clausal && !(lasting && !s_.is(lower.clause, {kObj}))))
      return false;
    if (!s_.is(lower.clause, {kConj})) return true;
    if (lower.is_noun) return bound.head > lower.trigger;  // "the siege and last year's assault"
    return !has_subject(lower.clause);
  }

  void share() {
    const auto before = bound_;
    constexpr TokenIndex kHandedOn = 10;
    for (std::size_t e = 0; e < events_.size(); ++e) {
      const Event& event = events_[e];
      if (event.attributive) continue;
      bool through_clause = false;
      const TokenIndex up = above(event.clause, through_clause);
      if (up == kNoToken) continue;
      for (std::size_t other : at_.at(up)) {
        if (other == e || !share_kind(event, events_[other])) continue;
        const auto handed = [&](const Bound& from) {
          return Bound{from.reading, from.steps + kHandedOn, from.head, from.clausal};
        };
        if (!bound_[e] && before[other] && hands_down(event, *before[other]))
          bound_[e] = handed(*before[other]);
        if (!bound_[other] && before[e] && hands_up(event, *before[e], through_clause))
          bound_[other] = handed(*before[e]);
      }
    }
  }

  const Syntax& s_;
  const Knowledge& k_;
  const std::vector<Event>& events_;
  std::vector<std::optional<Bound>> bound_;
  std::unordered_map<TokenIndex, std::vector<std::size_t>> at_;
};

}  // namespace

std::vector<std::optional<TimeReading>> bind_times(const Syntax& syntax, const Knowledge& knowledge,
                                                   const std::vector<TimeMention>& times,
                                                   const std::vector<Event>& events) {
  return TimeBinder(syntax, knowledge, events).run(times);
}

}  // namespace dateline
