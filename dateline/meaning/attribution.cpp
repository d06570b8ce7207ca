#include "dateline/meaning/attribution.h"

#include <algorithm>

#include "dateline/meaning/quotes.h"
#include "dateline/meaning/speakers.h"
#include "dateline/meaning/speech.h"
#include "dateline/meaning/speech_tagged.h"

namespace dateline {
namespace {

/// Sentences that a pronoun or a quotation without a cue looks back for its speaker.
constexpr std::size_t kSpeakerReach = 4;

/// True where both name one speaker: "Anna Brook, a doctor" and "Brook".
bool same_voice(const Speaker& a, const Speaker& b) {
  if (a.text == b.text) return true;
  if (a.id != b.id) return false;
  return a.text.find(b.text) != std::string::npos || b.text.find(a.text) != std::string::npos;
}

/// Names who speaks, through the document: pronouns and quotations that go on need what was before.
class Attributor {
 public:
  Attributor(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors)
      : syntax_(syntax),
        actors_(actors),
        quotes_(find_quotes(syntax)),
        phrases_(syntax, knowledge, actors),
        finder_(syntax, knowledge, actors, phrases_, quotes_) {
    if (knowledge.attribution)
      tagged_ = tagged_speech(syntax, knowledge, quotes_, *knowledge.attribution);
  }

  std::vector<Attribution> run() {
    for (std::size_t s = 0; s < syntax_.sentences(); ++s) {
      const TokenRange sentence = syntax_.sentence(s);
      const std::size_t first = out_.size();
      for (Speech& speech : speech_of(sentence)) name(std::move(speech), s, first);
    }
    continue_quotes();
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Attribution& a, const Attribution& b) { return a.cue < b.cue; });
    return std::move(out_);
  }

 private:
  /// A named speaker that a later pronoun may mean.
  struct Named {
    std::vector<Speaker> speakers;
    std::size_t sentence = 0;
    TokenIndex head = kNoToken;
    bool plural = false, person = false;
  };

  /// What the rules find in the sentence, with what the weights find where there are any.
  std::vector<Speech> speech_of(TokenRange sentence) const {
    std::vector<Speech> rules = finder_.find(sentence);
    const auto from = [&](TokenIndex token) {
      return std::lower_bound(tagged_.begin(), tagged_.end(), token,
                              [](const Speech& speech, TokenIndex at) { return speech.cue < at; });
    };
    return join_speech(std::move(rules), {from(sentence.begin), from(sentence.end)});
  }

  void name(Speech speech, std::size_t s, std::size_t first) {
    Attribution one;
    one.cue = speech.cue;
    one.effect = speech.effect;
    one.past = speech.past;
    one.inner = speech.inner;
    one.before = speech.before;
    one.content = std::move(speech.content);
    one.performs = std::any_of(one.content.begin(), one.content.end(), [&](TokenRange range) {
      return range.begin == one.cue && range.size() == 1;
    });
    if (speech.phrase.size() > 0) {
      one.speakers = resolve(speech.phrase, s);
    } else {
      one.speakers = inherited(speech.cue, s, first);
      if (one.speakers.empty()) return;
    }
    if (speech.cuts != kNoToken) cut(speech.cuts, first);
    out_.push_back(std::move(one));
  }

  /// What an earlier speech of the sentence says ends where the next speaker takes over.
  void cut(TokenIndex at, std::size_t first) {
    for (std::size_t a = first; a < out_.size(); ++a) {
      if (out_[a].cue > at) continue;
      for (TokenRange& range : out_[a].content)
        if (range.contains(at) && range.begin > out_[a].cue) range.end = at;
      std::erase_if(out_[a].content, [](TokenRange range) { return range.size() == 0; });
    }
  }

  /// Who "and said", "adding that" goes on for: the last speaker of the sentence, else its subject.
  std::vector<Speaker> inherited(TokenIndex cue, std::size_t s, std::size_t first) {
    const TokenIndex up = syntax_.head(cue);
    TokenIndex subject = kNoToken;
    if (up != kNoToken)
      for (TokenIndex c : syntax_.children(up))
        if (syntax_.is(c, {Deprel::kNsubj}) && (subject == kNoToken || c < up)) subject = c;
    const TokenRange sentence = syntax_.sentence(s);
    std::size_t best = out_.size();
    for (std::size_t a = first; a < out_.size(); ++a)
      if (!out_[a].inner && sentence.contains(out_[a].cue)) best = a;
    if (best != out_.size()) return out_[best].speakers;
    TokenIndex head = subject;
    if (head == kNoToken || head > cue) {
      head = kNoToken;
      for (TokenIndex i = sentence.begin; i < cue; ++i)
        if (syntax_.is(i, {Deprel::kNsubj})) head = i;
      if (head == kNoToken && cue < sentence.begin + 2)
        for (TokenIndex i = cue; i < sentence.end && head == kNoToken; ++i)
          if (syntax_.is(i, {Deprel::kNsubj})) head = i;
    }
    if (head == kNoToken) return {};
    const TokenRange phrase = phrases_.ending_at(head, sentence.begin, kNoToken);
    if (!phrases_.can_speak(phrase)) return {};
    return resolve(phrase, s);
  }

  std::vector<Speaker> resolve(TokenRange phrase, std::size_t s) {
    const TokenIndex head = phrases_.head_of(phrase);
    const std::string& word = syntax_.lower(head);
    const bool pronoun = syntax_.upos(head) == Upos::kPron;
    if (pronoun && one_of(word, {"i", "we", "you"})) return {};
    if (pronoun && one_of(word, {"he", "she", "they", "it"})) {
      if (const Named* named = antecedent(head, s)) {
        Named again = *named;
        again.sentence = s;
        named_.push_back(again);
        for (Speaker& speaker : again.speakers) speaker.probability *= actors_.link_chance(head);
        return again.speakers;
      }
    }
    Named named;
    named.speakers = phrases_.speakers(phrase);
    named.sentence = s;
    named.head = head;
    if (!pronoun) complete(named);
    const bool plural_form = syntax_.feats(head).number == Feats::Number::kPlur;
    named.plural = plural_form || named.speakers.size() > 1;
    named.person = is_person(phrase, head) && !named.plural;
    if (!pronoun) named_.push_back(named);
    return named.speakers;
  }

  /// "the spokesman said", "Brook said": who it is was told where the person came in.
  void complete(Named& named) const {
    if (named.speakers.size() != 1) return;
    const Named* before = of_chain(named.head);
    if (!before || before->speakers.size() != 1) return;
    Speaker& speaker = named.speakers.front();
    const Speaker& known = before->speakers.front();
    if (speaker.id.empty() && !known.id.empty()) {
      speaker.id = known.id;
      speaker.probability = known.probability * actors_.link_chance(named.head);
    }
    if (speaker.kind == SpeakerKind::kAnonymous) speaker.kind = known.kind;
  }

  bool is_person(TokenRange phrase, TokenIndex head) const {
    for (TokenIndex i = phrase.begin; i < phrase.end; ++i)
      if (const ActorMention* m = actors_.mention_at(i); m != nullptr && m->is_person) return true;
    if (phrases_.person_noun(head)) return true;
    // A name that no list knows, with a title or an apposition of a person around it.
    for (TokenIndex i = phrase.begin; i < phrase.end; ++i)
      if (i != head && phrases_.person_noun(i)) return true;
    // Of unknown names and nouns ("an admiral") most that speak are people.
    return !phrases_.speaker_noun(head) && actors_.mention_at(head) == nullptr;
  }

  /// The last speaker who was named with a phrase of the same chain, or nullptr.
  const Named* of_chain(TokenIndex head) const {
    constexpr double kLeastChance = 0.5;
    const std::uint32_t chain = actors_.chain(head);
    if (chain == Actors::kNoChain || actors_.link_chance(head) < kLeastChance) return nullptr;
    const bool plural = syntax_.feats(head).number == Feats::Number::kPlur;
    for (auto it = named_.rbegin(); it != named_.rend(); ++it)
      if (it->head != kNoToken && actors_.chain(it->head) == chain &&
          (plural || it->speakers.size() == 1))
        return &*it;
    return nullptr;
  }

  /// The named speaker that a pronoun means, the parser's antecedent where that lies nearer.
  const Named* antecedent(TokenIndex pronoun, std::size_t s) {
    const std::string& word = syntax_.lower(pronoun);
    const bool person = word == "he" || word == "she";
    if (const Named* named = of_chain(pronoun)) return named;
    const Named* found = nullptr;
    for (auto it = named_.rbegin(); it != named_.rend() && found == nullptr; ++it) {
      if (it->sentence + kSpeakerReach < s) break;
      const bool fits = person           ? it->person
                        : word == "they" ? it->plural
                                         : !it->plural && !it->person;
      if (fits) found = &*it;
    }
    if (word == "they" && found == nullptr)
      for (auto it = named_.rbegin(); it != named_.rend() && found == nullptr; ++it)
        if (it->sentence + 2 >= s && !it->person) found = &*it;
    const TokenIndex called = person ? actors_.chain_name(pronoun) : kNoToken;
    const TokenIndex near = called != kNoToken ? called : actors_.antecedent(pronoun);
    if (near == pronoun || near == kNoToken) return found;
    const std::size_t near_sentence = syntax_.sentence_of(near);
    const bool subject = syntax_.is(near, {Deprel::kNsubj, Deprel::kNsubjPass});
    if (word == "it" && found != nullptr && found->sentence + 2 >= s) return found;
    const bool nearer = found == nullptr || (subject && near_sentence > found->sentence) ||
                        (subject && near_sentence == s && word == "they");
    if (!nearer || (found != nullptr && found->head != kNoToken && near == found->head))
      return found;
    TokenRange phrase = phrases_.ending_at(near, syntax_.sentence(near_sentence).begin, near);
    const TokenRange more = phrases_.beginning_at(near, syntax_.sentence(near_sentence).end);
    if (phrase.size() == 0) return found;
    if (more.end > phrase.end) phrase.end = more.end;
    if (person && !is_person(phrase, near)) return found;
    const std::size_t size = named_.size();
    resolve(phrase, near_sentence);
    const bool several = person && named_.size() > size && named_.back().speakers.size() > 1;
    return named_.size() > size && !several ? &named_.back() : found;
  }

  /// A quoted sentence without a cue belongs to whoever spoke last.
  void continue_quotes() {
    std::vector<std::size_t> spoken(syntax_.sentences(), kNone);
    for (std::size_t a = 0; a < out_.size(); ++a)
      if (!out_[a].speakers.empty() && !out_[a].inner) spoken[syntax_.sentence_of(out_[a].cue)] = a;
    std::size_t last = kNone, at = 0;
    for (std::size_t s = 0; s < syntax_.sentences(); ++s) {
      if (spoken[s] != kNone) {
        last = spoken[s];
        at = s;
      }
      const TokenRange sentence = syntax_.sentence(s);
      if (last == kNone || at + kSpeakerReach < s || sentence.size() == 0) continue;
      for (const QuoteRun& quote : quotes_) {
        const TokenRange both{std::max(quote.range.begin, sentence.begin),
                              std::min(quote.range.end, sentence.end)};
        if (both.begin >= both.end || !quote.speech) continue;
        const TokenIndex middle = (both.begin + both.end) / 2;
        const bool said = std::any_of(out_.begin(), out_.end(), [&](const Attribution& a) {
          return !a.speakers.empty() && (a.contains(middle) || a.contains(both.begin + 1));
        });
        if (said) continue;
        Attribution more;
        more.cue = both.begin;
        more.speakers = out_[last].speakers;
        more.past = true;
        const bool whole = spoken[s] == kNone && (both.size() * 2 > sentence.size());
        more.content.push_back(whole ? sentence : both);
        if (spoken[s] == kNone) at = s;
        out_.push_back(std::move(more));
      }
    }
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  const Syntax& syntax_;
  const Actors& actors_;
  const std::vector<QuoteRun> quotes_;
  const SpeakerPhrases phrases_;
  const SpeechFinder finder_;
  std::vector<Speech> tagged_;  ///< in the order of the cues
  std::vector<Attribution> out_;
  std::vector<Named> named_;
};

}  // namespace

bool Attribution::contains(TokenIndex i) const {
  return std::any_of(content.begin(), content.end(), [&](TokenRange r) { return r.contains(i); });
}

TokenIndex Attribution::size() const {
  TokenIndex n = 0;
  for (const TokenRange& r : content) n += r.size();
  return n;
}

std::vector<Attribution> attribute(const Syntax& syntax, const Knowledge& knowledge,
                                   const Actors& actors) {
  return Attributor(syntax, knowledge, actors).run();
}

Voices voices_at(const std::vector<Attribution>& attributions, TokenIndex i) {
  std::vector<const Attribution*> found;
  for (const Attribution& a : attributions)
    if (a.contains(i) && (a.cue != i || a.performs)) found.push_back(&a);
  // The wider content is said by the outer speaker; a cited speaker stands inside of who cites.
  std::stable_sort(found.begin(), found.end(), [](const Attribution* a, const Attribution* b) {
    if (a->size() != b->size()) return a->size() > b->size();
    return a->inner < b->inner;
  });
  Voices out;
  out.chains.emplace_back();
  for (const Attribution* a : found) {
    if (a->effect != Effect::kNeutral) out.effect = a->effect;
    out.past |= a->past;
    if (a->speakers.empty()) continue;  // "I think" within somebody's quotation
    std::vector<SpeakerChain> longer;
    for (const SpeakerChain& chain : out.chains)
      for (const Speaker& speaker : a->speakers) {
        longer.push_back(chain);
        // A speaker who is quoted within the own words is one voice.
        if (chain.empty() || !same_voice(chain.back(), speaker)) longer.back().push_back(speaker);
      }
    out.chains = std::move(longer);
  }
  if (out.chains.size() == 1 && out.chains.front().empty()) out.chains.clear();
  return out;
}

SpeakerKind speaker_kind(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                         TokenIndex head) {
  const std::string& lemma = syntax.lemma(head);
  const auto is = [&](const char* word_class) { return knowledge.in_class(lemma, word_class); };
  const auto below = [&](const char* word_class) {
    const TokenRange range = actors.phrase(head);
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (knowledge.in_class(syntax.lemma(i), word_class)) return true;
    return false;
  };
  if (is("state_media") || ((is("agency") || is("media")) && below("state_media")))
    return SpeakerKind::kStateMedia;
  if ((is("agency") || is("media")) && syntax.has_child_lemma(head, "state"))
    return SpeakerKind::kStateMedia;
  if (is("monitor") || below("monitor")) return SpeakerKind::kMonitor;
  if (is("anonymous")) {
    if (below("military_speaker")) return SpeakerKind::kMilitary;
    if (below("party_speaker")) return SpeakerKind::kParty;
    if (below("official")) return SpeakerKind::kOfficial;
    return SpeakerKind::kAnonymous;
  }
  if (is("witness")) return SpeakerKind::kWitness;
  if (is("medic")) return SpeakerKind::kMedic;
  if (is("analyst") || below("analyst")) return SpeakerKind::kAnalyst;
  if (is("agency")) return SpeakerKind::kAgency;
  if (is("resident")) return SpeakerKind::kResident;
  if (is("media")) return SpeakerKind::kMedia;
  if (is("party_speaker")) return SpeakerKind::kParty;
  if (is("military_speaker")) return SpeakerKind::kMilitary;
  if (is("official") || below("official")) return SpeakerKind::kOfficial;
  if (is("aid_group") || below("aid_group")) return SpeakerKind::kAidGroup;
  for (const auto& reading : actors.at(head)) {
    if (reading.id.str() == "civilians") return SpeakerKind::kResident;
    if (const Party* party = knowledge.parties.find(reading.id)) {
      if (party->kind == "army" || party->kind == "police") return SpeakerKind::kMilitary;
      if (party->kind == "armed_group" || party->kind == "militia" || party->kind == "alliance")
        return SpeakerKind::kParty;
    }
    return SpeakerKind::kOfficial;
  }
  return SpeakerKind::kAnonymous;
}

}  // namespace dateline
