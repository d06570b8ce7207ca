#include "dateline/meaning/time_binding.h"

#include <algorithm>

#include "dateline/meaning/time_bounds.h"

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

/// Finds the events that the words of each time belong to.
class TimeBinder {
 public:
  TimeBinder(const Syntax& syntax, const Knowledge& knowledge, TimeBounds& bounds)
      : s_(syntax),
        k_(knowledge),
        bounds_(bounds),
        published_(knowledge.times.day_of(syntax.document().published)) {}

  void place(const TimeMention& time) {
    if (time.reading.rule == "offset")
      return give_next(time.range.end - 1, {time.reading, 0, time.head, true});
    place_below(time);
    if (const TokenIndex noun = event_before(time); noun != kNoToken)
      return bounds_.give(noun, {time.reading, 1, time.head, false});
    // "after weeks of fighting" says nothing of what came after.
    const bool first = time.range.begin == s_.sentence(s_.sentence_of(time.head)).begin;
    const std::string& lead = s_.lower(first ? time.range.begin : time.range.begin - 1);
    if (time.reading.rule == "span_of" && (lead == "after" || lead == "following")) return;
    TimeBound bound{time.reading, 1, time.head, false};
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
      if (bounds_.is_cue(up)) return place_at_cue(time, up, bound);
      const bool since = s_.is(up, {kAdvcl}) && bounds_.marked(up, {"since"});
      // What holds a place is seldom what a time in its phrase is of.
      const bool found = bounds_.has_events(up) && !(bound.steps > 2 && bounds_.is_state(up));
      if (found)
        bounds_.give(up, since ? TimeBound{onset(time), bound.steps, time.head, true} : bound);
      if (since && bound.reading.days.begin <= published_) {
        bound.reading.days.end = published_;
        if (!bound.reading.rule.starts_with("since_"))
          bound.reading.rule = "since_" + bound.reading.rule;
        continue;
      }
      if (found) {
        // "an offensive launched on Friday", "the resolution passed this week"
        const TokenIndex noun = s_.head(up);
        if (s_.is(up, {kAcl}) && noun != kNoToken && bounds_.has_noun_event(noun))
          bounds_.give(noun, {bound.reading, bound.steps + 1, bound.head, true});
        return;
      }
      if (is_predicate(up)) {
        give_nouns(up, bound);
        if (leaves_clause(up)) return;
      }
    }
  }

 private:
  /// The predicate of what is said, where a verb of speaking has one.
  TokenIndex content_of(TokenIndex cue) const {
    const TokenIndex content = s_.child(cue, {kCcomp});
    return content != kNoToken ? content : s_.child(cue, {kParataxis});
  }

  /// "was the target of an attack in April": the event noun right before the time, where the parser
  /// hangs the time on a noun above it that is no event; or kNoToken.
  TokenIndex event_before(const TimeMention& time) const {
    const TokenIndex up = s_.head(time.head);
    if (up == kNoToken || !s_.is_nominal(up) || bounds_.has_events(up) || up > time.head)
      return kNoToken;
    const TokenIndex begin = s_.sentence(s_.sentence_of(time.head)).begin;
    TokenIndex i = time.range.begin;
    while (i > begin && (s_.upos(i - 1) == Upos::kAdp || s_.upos(i - 1) == Upos::kDet)) --i;
    if (i == time.range.begin || i == begin) return kNoToken;
    return bounds_.has_noun_event(i - 1) && s_.dominated(i - 1, up) ? i - 1 : kNoToken;
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
    const bool behind_cue =
        time.range.begin > sentence.begin && bounds_.is_cue(time.range.begin - 1);
    const TimeBound below{onset(time), 1, time.head, true};
    for (TokenIndex c : s_.children(time.head)) {
      if (time.range.contains(c)) continue;
      if (s_.is(c, {kAclRelcl, kAdvcl, kAdvclRelcl, kAcl}) && !behind_cue) {
        bounds_.give(c, below);
        if (!bounds_.has_events(c)) give_nouns(c, below);
      }
      if (s_.is(c, {kNmod}) && s_.has_child_lemma(c, "of"))
        bounds_.give(c, {time.reading, 1, time.head, true});
    }
    // "on Sunday when jets hit the town", wherever the parser hung the clause.
    TokenIndex when = time.range.end;
    if (when < sentence.end && s_.lower(when) == ",") ++when;
    if (when < sentence.end && s_.lower(when) == "when")
      give_next(when, {onset(time), 2, time.head, true});
  }

  /// The first verb with an event behind the token, as far as its clause goes.
  void give_next(TokenIndex from, const TimeBound& bound) {
    constexpr TokenIndex kReach = 12;
    const TokenRange sentence = s_.sentence(s_.sentence_of(from));
    for (TokenIndex i = from + 1; i < std::min(sentence.end, from + kReach); ++i) {
      if (!bounds_.has_events(i)) continue;
      bounds_.give(i, bound);
      return;
    }
  }

  /// The day of speaking: of the speech, and of what is said only where that is the speech itself.
  void date_speech(TokenIndex cue, const TimeBound& bound) {
    bounds_.give(cue, bound);
    const TokenIndex content = content_of(cue);
    for (std::size_t e = 0; e < bounds_.events().size(); ++e) {
      const Event& event = bounds_.events()[e];
      if (!is_speech(event.type) || bounds_.of(e)) continue;
      const TokenIndex up = s_.head(event.clause);
      const bool joined = up == cue && s_.is(event.clause, {kConj});
      const bool said = content != kNoToken && (event.clause == content || up == content) &&
                        (event.type == ClaimType::kDemand || event.type == ClaimType::kAccuse);
      if (joined || said) bounds_.of(e) = TimeBound{bound.reading, 4, bound.head, true};
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
        if (s_.upos(c) == Upos::kVerb && !bounds_.marked(c, {"to"}) &&
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

  void place_at_cue(const TimeMention& time, TokenIndex cue, const TimeBound& bound) {
    const TokenIndex content = content_dated(time, cue);
    if (content == kNoToken) {
      date_speech(cue, bound);
      // "reported clashes on Friday", "announced a truce on Friday".
      if (content_of(cue) == kNoToken && cue < time.range.begin) give_nouns(cue, bound);
      return;
    }
    bounds_.give(content, bound);
    give_nouns(content, bound);
  }

  bool is_predicate(TokenIndex i) const {
    return s_.upos(i) == Upos::kVerb || s_.child(i, {kCop}) != kNoToken;
  }

  /// Whether what is above is another clause with a time of its own.
  bool leaves_clause(TokenIndex verb) const {
    if (s_.is(verb, {kAclRelcl})) return true;
    return s_.is(verb, {kAdvcl}) && bounds_.marked(verb, {"after", "before", "until", "because",
                                                          "although", "though", "if"});
  }

  /// A verb without an event of its own dates the nouns around it and what it governs: "clashes
  /// erupted on Friday", "have tried for months to encircle".
  void give_nouns(TokenIndex verb, TimeBound bound, bool deeper = true) {
    ++bound.steps;
    for (TokenIndex c : s_.children(verb)) {
      if (s_.is(c, {kNsubj, kNsubjPass, kObj, kObl, kOblAgent}) && bounds_.has_noun_event(c))
        bounds_.give(c, bound);
      const bool purpose = s_.is(c, {kAdvcl}) && bounds_.marked(c, {"to"});
      if ((s_.is(c, {kXcomp}) || purpose) && bounds_.has_events(c)) bounds_.give(c, bound);
      const bool when = deeper && s_.is(c, {kAdvcl}) && bounds_.marked(c, {"when"});
      if (when && bounds_.has_events(c))
        bounds_.give(c, bound);
      else if (when)
        give_nouns(c, bound, false);
    }
    const TokenIndex up = s_.head(verb);
    bound.clausal = true;
    if (s_.is(verb, {kAclRelcl, kAcl}) && up != kNoToken && bounds_.has_noun_event(up))
      bounds_.give(up, bound);
  }

  const Syntax& s_;
  const Knowledge& k_;
  TimeBounds& bounds_;
  Day published_;
};

}  // namespace

std::vector<std::optional<TimeReading>> bind_times(const Syntax& syntax, const Knowledge& knowledge,
                                                   const std::vector<TimeMention>& times,
                                                   const std::vector<Event>& events) {
  TimeBounds bounds(syntax, knowledge, events);
  TimeBinder binder(syntax, knowledge, bounds);
  for (const TimeMention& time : times) binder.place(time);
  for (int round = 0; round < kRounds; ++round) bounds.share();
  std::vector<std::optional<TimeReading>> out(events.size());
  for (std::size_t e = 0; e < events.size(); ++e)
    if (const auto& bound = bounds.of(e)) out[e] = bound->reading;
  return out;
}

}  // namespace dateline
