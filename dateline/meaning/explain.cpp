#include "dateline/meaning/explain.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

/// Features shown of those that speak for a reading, and of those against it.
constexpr std::size_t kFeaturesShown = 4;

class Explainer {
 public:
  Explainer(const Syntax& syntax, const Knowledge& knowledge,
            const std::vector<TextMention>& mentions, const Explanation& explanation,
            const Redaction& redaction)
      : s_(syntax), k_(knowledge), mentions_(mentions), x_(explanation), hidden_(redaction) {}

  std::string run() {
    for (std::size_t s = 0; s < s_.sentences(); ++s) {
      sentence_ = s_.sentence(s);
      if (sentence_.size() == 0) continue;
      const ByteSpan span = s_.sentence_span(s);
      say("{}{}, sentence {}, bytes {} to {} ({})\n  {}\n\n", s > 0 ? "\n" : "", s_.document().name,
          s + 1, span.begin, span.end, to_string(s_.part(s)), one_line(s_.document().slice(span)));
      tree();
      section("mentions", [&] { mentions(span); });
      section("speech", [&] { speech(); });
      section("readings", [&] { readings(); });
      section("events", [&] { events(); });
    }
    return hidden_.words(out_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  /// A heading above what is written; nothing where nothing is.
  template <class Write>
  void section(const char* title, Write write) {
    const std::size_t before = out_.size();
    say("  {}\n", title);
    const std::size_t empty = out_.size();
    write();
    if (out_.size() == empty) out_.resize(before);
  }

  static std::string one_line(std::string_view text) {
    std::string out(text);
    std::ranges::replace(out, '\n', ' ');
    return out;
  }

  /// A single word: names are hidden part by part.
  std::string_view word(TokenIndex i) const {
    return hidden_.hides(s_.span(i)) ? Redaction::kMark : s_.form(i);
  }

  std::string quoted(const std::vector<TokenIndex>& tokens) const {
    std::vector<TokenIndex> sorted = tokens;
    std::ranges::sort(sorted);
    std::string out = "\"";
    for (const TokenIndex t : sorted) {
      if (out.size() > 1) out += ' ';
      out += word(t);
    }
    return out + '"';
  }

  /// Words below the one that they hang on, in the order of the text.
  void tree() {
    std::vector<std::pair<TokenIndex, int>> open;
    for (TokenIndex i = sentence_.end; i-- > sentence_.begin;)
      if (s_.head(i) == kNoToken) open.emplace_back(i, 1);
    while (!open.empty()) {
      const auto [i, depth] = open.back();
      open.pop_back();
      say("{:{}}{}  {} {} {}\n", "", 2 * depth, word(i),
          hidden_.hides(s_.span(i)) ? Redaction::kMark : s_.lemma(i), to_string(s_.upos(i)),
          to_string(s_.deprel(i)));
      const auto below = s_.children(i);
      for (std::size_t c = below.size(); c-- > 0;) open.emplace_back(below[c], depth + 1);
    }
  }

  void mentions(ByteSpan span) {
    for (const TextMention& m : mentions_) {
      if (m.span.begin < span.begin || m.span.begin >= span.end) continue;
      say("    {} {} \"{}\":", to_string(m.kind), m.form, one_line(m.text));
      bool known = false;
      for (const PlaceReading& p : m.places)
        say(" {} {} {:.2f}", p.place.str(), p.name, p.probability), known = true;
      for (const ActorChoice& a : m.actors)
        say(" {} {:.2f}", a.id.str(), a.probability), known = true;
      if (m.time)
        say(" {} to {} ({})", to_string(m.time->days.begin), to_string(m.time->days.end),
            m.time->rule),
            known = true;
      if (m.quantity) say(" {}", quantity(*m.quantity)), known = true;
      if (m.chain)
        say(" chain {} \"{}\" {} {:.2f}", m.chain->chain, one_line(m.chain->name),
            m.chain->actor.str(), m.chain->probability),
            known = true;
      say("{}\n", known ? "" : " not known");
    }
  }

  static std::string quantity(const Quantity& q) {
    return fmt::format("{} {}{}{}", q.value, q.unit, q.of.empty() ? "" : " ", q.of);
  }

  std::string cue_row(TokenIndex cue) const {
    for (const char* pos : {"verb", "act", "weak", "noun"})
      if (const EffectRow* row = k_.cue_row(s_.lemma(cue), pos))
        if ((s_.upos(cue) == Upos::kNoun) == (std::string_view(pos) == "noun"))
          return fmt::format("cues.csv:{}", row->line);
    return "no row of cues.csv";
  }

  static std::string speakers(const std::vector<Speaker>& list) {
    std::string out;
    for (const Speaker& one : list)
      out += fmt::format("{}\"{}\" {} ({})", out.empty() ? "" : " of ", one.text,
                         one.id.empty() ? "-" : one.id.str(), to_string(one.kind));
    return out.empty() ? "nobody named" : out;
  }

  void speech() {
    for (const Attribution& a : x_.attributions) {
      if (!sentence_.contains(a.cue)) continue;
      say("    \"{}\", {}, {}: {}\n", word(a.cue), cue_row(a.cue), to_string(a.effect),
          speakers(a.speakers));
      for (const TokenRange range : a.content)
        if (range.size() > 0) say("      says: {}\n", one_line(s_.text(range)));
    }
  }

  void slots(const Event& event) {
    std::string out;
    const auto add = [&](const char* slot, const std::string& what) {
      out += fmt::format("{}{} {}", out.empty() ? "" : "; ", slot, what);
    };
    for (const ActorReading& a : event.who)
      add("who", fmt::format("{} \"{}\"", a.id.str(), one_line(a.text)));
    for (const ActorReading& a : event.whom)
      add("whom", fmt::format("{} \"{}\"", a.id.str(), one_line(a.text)));
    for (const auto* list : {&event.where, &event.where_list})
      for (const PlaceReading& p : *list)
        add("where", fmt::format("{} {} \"{}\"", p.relation, p.name, one_line(p.text)));
    for (const Quantity& q : event.quantities) add("quantity", quantity(q));
    if (!out.empty()) say("      {}\n", out);
    if (event.borrowed_agent) say("      who does it stands elsewhere\n");
    if (event.borrowed_place) say("      where it is stands elsewhere\n");
  }

  static std::string needs(const Frame& frame) {
    std::string out;
    for (const auto& all : frame.need) {
      if (!out.empty()) out += '|';
      for (std::size_t i = 0; i < all.size(); ++i) out += (i > 0 ? "&" : "") + all[i];
    }
    return out;
  }

  static std::string row_of(const Event& event) {
    return event.frame ? fmt::format("frames.csv:{}", event.frame->line) : "by the form alone";
  }

  static std::string_view reason(Fate fate) {
    switch (fate) {
      case Fate::kTaken:
        return "taken";
      case Fate::kMerged:
        return "lost: another event of its clause tells the same";
      case Fate::kOutvoted:
        return "lost: another reading of its words is likelier";
      case Fate::kUnlikely:
        return "lost: too unlikely";
      case Fate::kUnmet:
        return "lost: what it needs is not there";
      case Fate::kUsed:
        return "lost: the word is part of another event's words";
    }
    return "";
  }

  void readings() {
    for (const EventTrace& t : x_.readings) {
      if (!sentence_.contains(t.event.trigger)) continue;
      say("    {} {}, {}: {}", quoted(t.event.trigger_tokens), to_string(t.event.type),
          row_of(t.event), reason(t.fate));
      if (!k_.choice.empty() && t.fate != Fate::kUsed)
        say(" (log odds {:.2f}, above {:.2f} is likely enough)", t.event.log_odds, kLeastLogOdds);
      say("\n");
      if (!t.event.needs_met)
        say("      its row needs {}, which is not so\n", needs(*t.event.frame));
      slots(t.event);
      weights(t.features);
    }
    unread_verbs();
  }

  /// What counted most, on both sides.
  void weights(const std::vector<std::string>& features) {
    std::vector<std::pair<double, std::string_view>> weighed;
    for (const std::string& name : features)
      if (const double w = k_.choice.weight(name); w != 0) weighed.emplace_back(w, name);
    std::ranges::stable_sort(weighed, std::greater<>(),
                             [](const auto& one) { return std::abs(one.first); });
    for (const bool pro : {true, false}) {
      std::string list;
      std::size_t shown = 0;
      for (const auto& [weight, name] : weighed) {
        if ((weight > 0) != pro || shown == kFeaturesShown) continue;
        list += fmt::format("{}{} {:+.2f}", shown++ > 0 ? ", " : "", name, weight);
      }
      if (shown > 0) say("      {}: {}\n", pro ? "for it" : "against it", list);
    }
  }

  /// Verbs that no row reads: what a lexicon may lack.
  void unread_verbs() {
    for (TokenIndex i = sentence_.begin; i < sentence_.end; ++i) {
      if (s_.upos(i) != Upos::kVerb || k_.cue_row(s_.lemma(i), "verb")) continue;
      const bool read = std::ranges::any_of(x_.readings, [&](const EventTrace& t) {
        return std::ranges::find(t.event.trigger_tokens, i) != t.event.trigger_tokens.end();
      });
      if (read) continue;
      say("    \"{}\": {}\n", word(i),
          k_.verb_frames.contains(s_.lemma(i))
              ? "the words that its rows of frames.csv ask for are not there"
              : "no row of frames.csv");
    }
  }

  void events() {
    for (const EventStory& e : x_.events) {
      if (!sentence_.contains(e.event.trigger)) continue;
      const bool negated = e.committed.negated != e.event.reversed;
      say("    {} {}, {}: {}, {}\n", quoted(e.event.trigger_tokens), to_string(e.event.type),
          row_of(e.event), to_string(e.committed.status), negated ? "negated" : "affirmed");
      slots(e.event);
      for (const CommitmentStep& step : e.steps)
        say("      {} by \"{}\"{}\n", to_string(step.effect), word(step.word),
            step.line > 0 ? fmt::format(", governors.csv:{}", step.line) : "");
      if (e.event.attributive) say("      said in passing: ongoing, affirmed\n");
      for (const SpeakerChain& chain : e.voices.chains) say("      said by {}\n", speakers(chain));
      if (e.voices.effect != Effect::kNeutral)
        say("      {} by who says it\n", to_string(e.voices.effect));
      for (const Claim& claim : e.claims)
        say("      claim {}, confidence {:.2f}: {}\n", claim.id.str(), claim.confidence,
            one_line(claim.text));
      if (e.claims.empty()) say("      no claim: nobody and nothing is told of\n");
    }
  }

  const Syntax& s_;
  const Knowledge& k_;
  const std::vector<TextMention>& mentions_;
  const Explanation& x_;
  const Redaction& hidden_;
  TokenRange sentence_{};
  std::string out_;
};

}  // namespace

std::string explain(const Syntax& syntax, const Knowledge& knowledge,
                    const std::vector<TextMention>& mentions, const Explanation& explanation,
                    const Redaction& redaction) {
  return Explainer(syntax, knowledge, mentions, explanation, redaction).run();
}

}  // namespace dateline
