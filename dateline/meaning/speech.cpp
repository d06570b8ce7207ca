#include "dateline/meaning/speech.h"

#include <algorithm>
#include <unordered_set>

namespace dateline {
namespace {

using enum Deprel;

/// Words of a heading's speaker: "Army: ...", "... - monitor".
constexpr TokenIndex kHeadingSpeaker = 6;
/// How far "as saying" may stand from "quoted".
constexpr TokenIndex kReportedReach = 16;

bool is_be(const std::string& w) {
  return one_of(w, {"is", "are", "was", "were", "been", "being", "be", "'s", "’s"});
}

bool is_dash(std::string_view form) { return form == "-" || form == "–" || form == "—"; }

}  // namespace

SpeechFinder::SpeechFinder(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                           const SpeakerPhrases& phrases, const std::vector<QuoteRun>& quotes)
    : syntax_(syntax), knowledge_(knowledge), actors_(actors), phrases_(phrases), quotes_(quotes) {
  quote_at_.assign(syntax.size(), -1);
  for (std::size_t q = 0; q < quotes.size(); ++q)
    for (TokenIndex i = quotes[q].range.begin; i < quotes[q].range.end; ++i)
      quote_at_[i] = static_cast<int>(q);
}

const QuoteRun* SpeechFinder::quote_at(TokenIndex i) const {
  return quote_at_[i] < 0 ? nullptr : &quotes_[static_cast<std::size_t>(quote_at_[i])];
}

std::vector<Speech> SpeechFinder::find(TokenRange sentence) const {
  std::vector<Speech> out;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    if (syntax_.lower(i) == "according") {
      according_to(i, sentence, out);
    } else if (puts_toll(i, sentence)) {
      verb_speech(toll_cue(i, sentence), sentence, out);
    } else if (syntax_.lower(i) == "put" || syntax_.lower(i) == "words") {
      put_it(i, sentence, out);
    } else if (const auto cue = cue_at(i, sentence)) {
      verb_speech(*cue, sentence, out);
    } else if (syntax_.upos(i) == Upos::kNoun) {
      noun_speech(i, sentence, out);
    }
  }
  colon_speech(sentence, out);
  // "Citing officials, the paper reported": whoever cites says what it cites.
  for (Speech& inner : out) {
    if (!inner.inner || !inner.content.empty()) continue;
    for (const Speech& outer : out)
      if (!outer.inner && inner.content.empty()) inner.content = outer.content;
    if (inner.content.empty()) {
      if (inner.cue > sentence.begin) inner.content.push_back({sentence.begin, inner.cue});
      if (inner.phrase.end < sentence.end)
        inner.content.push_back({inner.phrase.end, sentence.end});
    }
  }
  return out;
}

TokenIndex SpeechFinder::time_begin(TokenIndex end, TokenIndex floor) const {
  const auto is_number = [&](TokenIndex i) { return syntax_.upos(i) == Upos::kNum; };
  TokenIndex j = end;
  const bool time = phrases_.is_time_word(j - 1) ||
                    (is_number(j - 1) && j > floor + 1 && phrases_.is_time_word(j - 2));
  if (!time) return end;
  while (j > floor + 1 && (phrases_.is_time_word(j - 1) || is_number(j - 1))) --j;
  while (j > floor + 1 && (syntax_.upos(j - 1) == Upos::kAdp ||
                           one_of(syntax_.lower(j - 1), {"this", "last", "late", "early", "the"})))
    --j;
  return j;
}

std::optional<SpeechFinder::Cue> SpeechFinder::cue_at(TokenIndex i, TokenRange sentence) const {
  Cue cue;
  cue.verb = i;
  const std::string& word = syntax_.lower(i);
  if (syntax_.upos(i) != Upos::kVerb && word != "said" && word != "says") return std::nullopt;
  const std::string& lemma =
      word == "said" || word == "says" ? std::string("say") : syntax_.lemma(i);
  const auto verb = knowledge_.cue(lemma, "verb"), act = knowledge_.cue(lemma, "act");
  if (!verb && !act) return std::nullopt;
  cue.effect = verb ? *verb : *act;
  cue.act = act.has_value();
  cue.weak = knowledge_.cue(lemma, "weak").has_value();
  cue.participle = word.ends_with("ing");
  // "people believed to have left": a participle that describes its noun is nobody's speech.
  if (lemma != "say" && !cue.participle && syntax_.is(i, {kAcl, kAmod}) &&
      syntax_.feats(i).verb_form == Feats::VerbForm::kPart &&
      syntax_.child(i, {kNsubj}) == kNoToken)
    return std::nullopt;
  return words_before(i, sentence, cue);
}

SpeechFinder::Cue SpeechFinder::words_before(TokenIndex i, TokenRange sentence, Cue cue) const {
  TokenIndex j = i;
  bool be = false;
  while (j > sentence.begin) {
    const TokenIndex t = j - 1;
    const std::string& w = syntax_.lower(t);
    if (syntax_.upos(t) == Upos::kAux) {
      be |= is_be(w);
    } else if (w == "not" || w == "n't" || w == "n’t" || w == "never") {
      cue.negated = true;
    } else if (syntax_.upos(t) == Upos::kAdv && w != "when" && w != "where" && w != "why" &&
               w != "how") {
    } else if (w == "both" && t > sentence.begin && syntax_.upos(t - 1) != Upos::kVerb) {
    } else if (const TokenIndex time = time_begin(j, sentence.begin); time < j) {
      j = time;
      continue;
    } else {
      break;
    }
    --j;
  }
  cue.left = j;
  cue.passive = be && !cue.participle;
  return cue;
}

void SpeechFinder::verb_speech(const Cue& cue, TokenRange sentence,
                               std::vector<Speech>& out) const {
  const std::string& lemma = syntax_.lemma(cue.verb);
  if (as_saying(cue, sentence, out)) return;
  if (cue.verb > sentence.begin && syntax_.lower(cue.verb - 1) == "as" && cue.participle) return;
  if (cue.participle && (lemma == "cite" || lemma == "quote")) return citing(cue, sentence, out);
  if (cue.passive) return passive_speech(cue, sentence, out);
  if (cue.left > sentence.begin && syntax_.lower(cue.left - 1) == "to")
    return speech_to_come(cue, sentence, out);
  const bool opinion = cue.effect == Effect::kPossible;
  if (cue.negated && !opinion) return;
  const auto subject = subject_of(cue, sentence);
  if (!subject) return;
  // Whatever says or tells is a speaker; of other verbs the noun must be known as one.
  const bool plain =
      one_of(lemma, {"say", "tell", "announce", "insist", "warn", "deny", "believe"});
  if (!subject->inherits && !phrases_.can_speak(subject->phrase) &&
      !(plain && phrases_.names_thing(subject->phrase)))
    return;
  Speech speech;
  speech.cue = cue.verb;
  speech.effect = cue.effect;
  speech.past = syntax_.feats(cue.verb).tense == Feats::Tense::kPast;
  speech.phrase = subject->phrase;
  if (!content_of(cue, *subject, sentence, speech)) return;
  const TokenIndex first =
      subject->phrase.size() > 0 ? std::min(subject->phrase.begin, cue.left) : cue.left;
  if (!speech.before && first > sentence.begin + 1 && !subject->relative) {
    const std::string& join = syntax_.lower(first - 1);
    const bool subordinate = one_of(syntax_.lower(sentence.begin),
                                    {"while", "although", "though", "as", "after", "when"});
    if (turns(join) || join == "and" || (join == "," && subordinate)) speech.cuts = first - 1;
  }
  out.push_back(std::move(speech));
}

/// "put the death toll at 76", "puts the number of dead at 12".
bool SpeechFinder::puts_toll(TokenIndex i, TokenRange sentence) const {
  constexpr TokenIndex kNear = 5;
  if (syntax_.upos(i) != Upos::kVerb || syntax_.lemma(i) != "put") return false;
  for (TokenIndex k = i + 1; k < std::min(sentence.end, i + kNear); ++k)
    if (one_of(syntax_.lemma(k), {"toll", "number", "figure", "count", "total", "tally"}))
      return true;
  return false;
}

SpeechFinder::Cue SpeechFinder::toll_cue(TokenIndex i, TokenRange sentence) const {
  Cue cue;
  cue.verb = i;
  cue.effect = Effect::kNeutral;
  cue.act = true;
  cue.left = words_before(i, sentence, cue).left;
  return cue;
}

/// "is likely to announce that", "is expected to say that": who will say it.
void SpeechFinder::speech_to_come(const Cue& cue, TokenRange sentence,
                                  std::vector<Speech>& out) const {
  const TokenIndex up = syntax_.head(cue.verb);
  if (up == kNoToken || cue.negated || syntax_.child(cue.verb, {kCcomp}) == kNoToken ||
      !one_of(syntax_.lemma(up), {"likely", "expect", "due", "set", "ready", "prepare", "go"}))
    return;
  const TokenIndex subject = syntax_.child(up, {kNsubj, kNsubjPass});
  if (subject == kNoToken || subject > up) return;
  Subject who;
  who.phrase = phrases_.ending_at(subject, sentence.begin, subject);
  if (!phrases_.can_speak(who.phrase)) return;
  Speech speech;
  speech.cue = cue.verb;
  speech.effect = cue.effect;
  speech.phrase = who.phrase;
  if (content_of(cue, who, sentence, speech)) out.push_back(std::move(speech));
}

/// "X reported Y as saying", "Y was quoted by X as saying".
bool SpeechFinder::as_saying(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const {
  TokenIndex saying = kNoToken;
  for (TokenIndex k = cue.verb + 1; k + 1 < sentence.end && k < cue.verb + kReportedReach; ++k)
    if (syntax_.lower(k) == "as" &&
        one_of(syntax_.lower(k + 1), {"saying", "telling", "claiming", "warning", "stating"})) {
      saying = k + 1;
      break;
    }
  if (saying == kNoToken) return false;
  const auto subject = subject_of(cue, sentence);
  Speech outer, inner;
  outer.cue = cue.verb;
  inner.cue = saying;
  inner.inner = true;
  outer.past = inner.past = true;
  const TokenRange object = phrases_.beginning_at(
      syntax_.lower(cue.verb + 1) == "by" ? cue.verb + 2 : cue.verb + 1, saying - 1);
  if (cue.passive) {
    outer.phrase = object;
    if (subject) inner.phrase = subject->phrase;
  } else {
    inner.phrase = object.size() > 0 ? object : TokenRange{cue.verb + 1, saying - 1};
    if (subject) outer.phrase = subject->phrase;
  }
  if (inner.phrase.size() == 0) return false;
  Cue said = cue;
  said.verb = saying;
  said.weak = said.act = said.passive = false;
  Subject who;
  who.phrase = subject && subject->phrase.size() > 0 ? subject->phrase : inner.phrase;
  if (!content_of(said, who, sentence, inner)) return false;
  outer.content = inner.content;
  outer.before = inner.before;
  const bool named = outer.phrase.size() > 0 && phrases_.can_speak(outer.phrase);
  if (named) out.push_back(std::move(outer));
  out.push_back(std::move(inner));
  return true;
}

/// "The deal was first reported by X"; without "by" nobody speaks.
void SpeechFinder::passive_speech(const Cue& cue, TokenRange sentence,
                                  std::vector<Speech>& out) const {
  for (TokenIndex k = cue.verb + 1; k + 1 < sentence.end && k < cue.verb + 4; ++k) {
    if (syntax_.lower(k) != "by") continue;
    Speech speech;
    speech.cue = cue.verb;
    speech.effect = cue.effect;
    speech.past = true;
    speech.phrase = phrases_.beginning_at(k + 1, sentence.end);
    if (!phrases_.can_speak(speech.phrase)) return;
    if (cue.left > sentence.begin) speech.content.push_back({sentence.begin, cue.left});
    if (!speech.content.empty()) out.push_back(std::move(speech));
    return;
  }
}

void SpeechFinder::citing(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const {
  Speech speech;
  speech.cue = cue.verb;
  speech.past = true;
  speech.inner = true;
  speech.phrase = phrases_.beginning_at(cue.verb + 1, sentence.end);
  if (speech.phrase.size() == 0) return;
  const TokenIndex head = phrases_.head_of(speech.phrase);
  if (!phrases_.speaks(head) && syntax_.upos(head) != Upos::kPropn) return;
  out.push_back(std::move(speech));
}

void SpeechFinder::according_to(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const {
  if (i + 2 >= sentence.end || syntax_.lower(i + 1) != "to") return;
  Speech speech;
  speech.cue = i;
  speech.past = true;
  speech.phrase = phrases_.beginning_at(i + 2, sentence.end);
  if (speech.phrase.size() == 0) return;
  speech.before = i > sentence.begin + 1;
  if (i > sentence.begin) speech.content.push_back({sentence.begin, i});
  if (speech.phrase.end < sentence.end) speech.content.push_back({speech.phrase.end, sentence.end});
  if (!speech.content.empty()) out.push_back(std::move(speech));
}

/// "X's claim that ...", "a report by X that ...", "the announcement by X this week that ...".
void SpeechFinder::noun_speech(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const {
  const auto effect = knowledge_.cue(syntax_.lemma(i), "noun");
  if (!effect) return;
  Speech speech;
  speech.cue = i;
  speech.effect = *effect;
  speech.past = true;
  TokenIndex k = phrases_.skip_time(i + 1, sentence.end);
  if (k + 1 < sentence.end && one_of(syntax_.lower(k), {"by", "from"})) {
    speech.phrase = phrases_.beginning_at(k + 1, sentence.end);
    k = phrases_.skip_time(std::max(speech.phrase.end, k + 1), sentence.end);
  }
  if (speech.phrase.size() == 0) {
    for (TokenIndex c : syntax_.children(i))
      if (c < i && syntax_.is(c, {kNmodPoss, kCompound, kAmod}) &&
          (syntax_.is(c, {kNmodPoss}) || actors_.mention_at(c) != nullptr)) {
        const TokenRange words = syntax_.subtree(c);
        speech.phrase = {words.begin, std::min(words.end, i)};
        while (speech.phrase.size() > 1 && syntax_.upos(speech.phrase.end - 1) == Upos::kPart)
          --speech.phrase.end;
        break;
      }
  }
  // "expressed fears that", "issued a statement saying": whoever does so.
  const TokenIndex verb = syntax_.head(i);
  if (speech.phrase.size() == 0 && verb != kNoToken && verb < i && syntax_.is(i, {kObj, kObl}) &&
      one_of(syntax_.lemma(verb),
             {"repeat", "express", "make", "issue", "voice", "release", "give", "raise"})) {
    const TokenIndex subject = syntax_.child(verb, {kNsubj});
    if (subject != kNoToken && subject < verb)
      speech.phrase = phrases_.ending_at(subject, sentence.begin, subject);
  }
  if (k >= sentence.end || syntax_.lower(k) != "that" || !phrases_.can_speak(speech.phrase)) return;
  // The clause lies between the subject and its verb: the tree knows where it ends, else a comma.
  TokenIndex end = kNoToken;
  for (TokenIndex c : syntax_.children(i))
    if (c > k && syntax_.is(c, {kAcl, kAclRelcl, kCcomp})) end = syntax_.subtree(c).end;
  if (end == kNoToken)
    for (end = k; end < sentence.end && syntax_.form(end) != "," && syntax_.form(end) != ".";)
      ++end;
  end = that_clause_end(k + 1, end);
  if (k + 1 >= end) return;
  speech.content.push_back({k + 1, end});
  out.push_back(std::move(speech));
}

/// Where the clause behind "that" ends: at a second finite verb that nothing joins to the first,
/// which is the verb of the noun ("the claim that it fell was false").
TokenIndex SpeechFinder::that_clause_end(TokenIndex from, TokenIndex limit) const {
  int allowed = 1, seen = 0;
  for (TokenIndex k = from; k < limit; ++k) {
    const Upos pos = syntax_.upos(k);
    const bool relative = one_of(syntax_.lower(k), {"who", "which", "that", "where", "when"});
    if (pos == Upos::kCconj || pos == Upos::kSconj || relative) ++allowed;
    if (!has_finite_verb({k, k + 1}) || syntax_.form(k - 1) == "-") continue;
    if (++seen > allowed) return k;
    while (k + 1 < limit &&
           (syntax_.upos(k + 1) == Upos::kAux || syntax_.upos(k + 1) == Upos::kVerb ||
            syntax_.upos(k + 1) == Upos::kAdv || syntax_.upos(k + 1) == Upos::kPart))
      ++k;
  }
  return limit;
}

/// "as the general put it", "in the words of the general".
void SpeechFinder::put_it(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const {
  Speech speech;
  speech.cue = i;
  speech.past = true;
  TokenIndex first = i, end = i + 1;
  if (syntax_.lower(i) == "put" && i > sentence.begin + 1 && i + 1 < sentence.end &&
      syntax_.lower(i + 1) == "it") {
    speech.phrase = phrases_.ending_at(i - 1, sentence.begin, kNoToken);
    if (speech.phrase.begin == sentence.begin || syntax_.lower(speech.phrase.begin - 1) != "as")
      return;
    first = speech.phrase.begin - 1;
    end = i + 2;
  } else if (syntax_.lower(i) == "words" && i > sentence.begin + 1 && i + 2 < sentence.end &&
             syntax_.lower(i + 1) == "of" && syntax_.lower(i - 2) == "in") {
    speech.phrase = phrases_.beginning_at(i + 2, sentence.end);
    first = i - 2;
    end = speech.phrase.end;
  }
  if (!phrases_.can_speak(speech.phrase)) return;
  if (first > sentence.begin) speech.content.push_back({sentence.begin, first});
  if (end < sentence.end) speech.content.push_back({end, sentence.end});
  if (!speech.content.empty()) out.push_back(std::move(speech));
}

/// Headings: "Army: rebels have left", "Rebels take town - monitor".
void SpeechFinder::colon_speech(TokenRange sentence, std::vector<Speech>& out) const {
  TokenIndex end = sentence.end;
  while (end > sentence.begin && syntax_.upos(end - 1) == Upos::kPunct) --end;
  const auto heading = [&](TokenRange who) {
    if (who.size() == 0 || who.size() > kHeadingSpeaker) return false;
    for (TokenIndex i = who.begin; i < who.end; ++i)
      if (syntax_.upos(i) == Upos::kVerb || syntax_.upos(i) == Upos::kPunct) return false;
    const TokenIndex head = phrases_.head_of(who);
    const ActorMention* mention = actors_.mention_at(head);
    return (phrases_.speaker_noun(head) && syntax_.lemma(head) != "video") ||
           (mention != nullptr && !mention->is_country && !mention->is_demonym);
  };
  for (TokenIndex i = sentence.begin + 1; i + 1 < end; ++i) {
    const std::string_view form = syntax_.form(i);
    if (form != ":" && !is_dash(form)) continue;
    const TokenRange first{sentence.begin, i}, last{i + 1, end};
    const bool spaced = syntax_.span(i - 1).end < syntax_.span(i).begin &&
                        syntax_.span(i).end < syntax_.span(i + 1).begin;
    if (form != ":" && !spaced) continue;
    Speech speech;
    speech.cue = i;
    speech.past = true;
    if (form == ":" && heading(first) && last.size() >= 3) {
      speech.phrase = first;
      speech.content.push_back(last);
    } else if (heading(last) && first.size() >= 3 && has_finite_verb(first)) {
      speech.phrase = last;
      speech.content.push_back(first);
      speech.before = true;
    }
    if (speech.content.empty()) continue;
    out.push_back(std::move(speech));
    return;
  }
}

bool SpeechFinder::has_verb(TokenRange range) const {
  for (TokenIndex i = range.begin; i < range.end; ++i)
    if (syntax_.upos(i) == Upos::kAux || syntax_.upos(i) == Upos::kVerb) return true;
  return false;
}

bool SpeechFinder::has_finite_verb(TokenRange range) const {
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    if (syntax_.upos(i) == Upos::kAux) return true;
    if (syntax_.upos(i) == Upos::kVerb && syntax_.feats(i).verb_form == Feats::VerbForm::kFin)
      return true;
  }
  return false;
}

}  // namespace dateline
