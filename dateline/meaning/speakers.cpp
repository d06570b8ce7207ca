#include "dateline/meaning/speakers.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "dateline/meaning/attribution.h"

namespace dateline {
namespace {

using enum Deprel;

bool begins_article(const std::string& word) {
  return word == "a" || word == "an" || word == "the";
}

bool is_hyphen(const Syntax& syntax, TokenIndex i) {
  const std::string_view form = syntax.form(i);
  return form == "-" || form == "‑";
}

bool is_noun(const Syntax& syntax, TokenIndex i) {
  return syntax.upos(i) == Upos::kNoun || syntax.upos(i) == Upos::kPropn;
}

/// Words inside of a noun phrase: "the two Syrian army's well known officers".
bool is_inner(const Syntax& syntax, TokenIndex i) {
  switch (syntax.upos(i)) {
    case Upos::kNoun:
    case Upos::kPropn:
    case Upos::kAdj:
    case Upos::kNum:
      return true;
    case Upos::kVerb:
      return syntax.is(i, {kAmod, kCompound});
    case Upos::kPart:
      return syntax.lower(i).starts_with("'") || syntax.form(i).starts_with("’");
    default:
      return is_hyphen(syntax, i) || syntax.lower(i) == "&";
  }
}

bool is_opener(const Syntax& syntax, TokenIndex i) {
  return syntax.upos(i) == Upos::kDet || syntax.is(i, {kNmodPoss}) ||
         begins_article(syntax.lower(i));
}

bool joins(const Syntax& syntax, TokenIndex i) {
  return syntax.lower(i) == "and" || syntax.lower(i) == "&" || syntax.lower(i) == "or";
}

}  // namespace

bool SpeakerPhrases::is_time_word(TokenIndex i) const {
  if (i == kNoToken) return false;
  static const std::unordered_set<std::string> words{
      "monday",  "tuesday",   "wednesday", "thursday", "friday",    "saturday",  "sunday",
      "january", "february",  "march",     "april",    "may",       "june",      "july",
      "august",  "september", "october",   "november", "december",  "jan",       "feb",
      "aug",     "sept",      "oct",       "nov",      "dec",       "today",     "yesterday",
      "tonight", "earlier",   "later",     "week",     "month",     "year",      "day",
      "morning", "evening",   "afternoon", "night",    "overnight", "meanwhile", "ago",
      "weekend"};
  const std::string& word = syntax_.lower(i);
  if (word == "march" || word == "may") return syntax_.is_capitalised(i);
  return words.contains(word) || words.contains(syntax_.lemma(i));
}

TokenIndex SpeakerPhrases::skip_time(TokenIndex i, TokenIndex end) const {
  // A number, "on", "last" or "this" counts only with a word of the calendar behind it.
  for (TokenIndex k = i; k < end;) {
    TokenIndex probe = k;
    while (probe < end && probe < k + 4 &&
           (syntax_.upos(probe) == Upos::kAdp || syntax_.upos(probe) == Upos::kDet ||
            syntax_.upos(probe) == Upos::kNum || syntax_.lower(probe) == "last" ||
            syntax_.lower(probe) == "late" || syntax_.lower(probe) == "early"))
      ++probe;
    if (probe >= end || !is_time_word(probe)) return k;
    k = probe + 1;
    if (k < end && syntax_.upos(k) == Upos::kNum) ++k;
    i = k;
  }
  return i;
}

/// First token of the words that stand before the noun and belong to it.
TokenIndex SpeakerPhrases::base_begin(TokenIndex last, TokenIndex floor) const {
  TokenIndex begin = last;
  while (begin > floor) {
    const TokenIndex t = begin - 1;
    if (syntax_.form(t) == ")") {  // "the Syrian Democratic Forces (SDF) spokesman"
      TokenIndex open = t;
      while (open > floor && t - open < 6 && syntax_.form(open) != "(") --open;
      if (syntax_.form(open) != "(" || open == floor) break;
      begin = open;
      continue;
    }
    if (is_time_word(t)) break;
    if (is_opener(syntax_, t) && !is_noun(syntax_, t)) {
      begin = t;
      if (t > floor && (syntax_.lower(t - 1) == "all" || syntax_.lower(t - 1) == "both")) --begin;
      break;
    }
    const bool adverb = syntax_.upos(t) == Upos::kAdv && syntax_.is(t, {kAdvmod}) &&
                        syntax_.head(t) != kNoToken && syntax_.head(t) > t &&
                        syntax_.head(t) < last && syntax_.is(syntax_.head(t), {kAmod});
    // Taggers take "aid" in "aid officials" for a verb.
    const bool odd = syntax_.upos(t) == Upos::kVerb && speaker_noun(t) &&
                     !syntax_.lower(t).ends_with("ed") && is_noun(syntax_, begin);
    if (!is_inner(syntax_, t) && !adverb && !odd) break;
    begin = t;
  }
  return begin;
}

TokenRange SpeakerPhrases::ending_at(TokenIndex last, TokenIndex floor, TokenIndex subject) const {
  TokenIndex k = last;
  if (syntax_.form(k) == ")") {
    while (k > floor && last - k < 6 && syntax_.form(k) != "(") --k;
    if (syntax_.form(k) != "(" || k == floor) return {last, last};
    --k;
  }
  if (syntax_.upos(k) == Upos::kPron || syntax_.lower(k) == "both") return {k, last + 1};
  // Taggers take some nouns before a verb of speaking for adjectives ("a resident said").
  if (!is_noun(syntax_, k) && syntax_.upos(k) != Upos::kNum && !speaker_noun(k) &&
      !(syntax_.upos(k) == Upos::kAdj && k > floor))
    return {last, last};
  TokenIndex begin = base_begin(k, floor);
  while (begin > floor + 1) {
    const TokenIndex t = begin - 1;
    const TokenIndex noun = t - 1;
    const bool nominal =
        is_noun(syntax_, noun) || syntax_.upos(noun) == Upos::kNum || speaker_noun(noun);
    const bool by_tree = subject != kNoToken && subject <= noun && subject + 12 > noun;
    static const std::unordered_set<std::string> ties{"of",   "for", "in", "at",  "from",
                                                      "with", "to",  "on", "near"};
    const bool authored = syntax_.lower(t) == "by" && knowledge_.cue(syntax_.lemma(noun), "noun");
    if (syntax_.upos(t) == Upos::kAdp && (ties.contains(syntax_.lower(t)) || authored) && nominal &&
        !is_time_word(noun) &&
        (speaker_noun(noun) || by_tree || authored || syntax_.lower(noun) == "one")) {
      begin = base_begin(noun, floor);
      continue;
    }
    if (joins(syntax_, t) && nominal && !is_time_word(noun)) {
      const TokenIndex other = base_begin(noun, floor);
      // Taking "and" for a list where it joins clauses would give away their last word.
      const bool as_well = other > floor + 1 && syntax_.lower(other - 1) == "as" &&
                           syntax_.lower(other - 2) == "well";
      const bool clause_before =
          other > floor && !as_well &&
          (syntax_.upos(other - 1) == Upos::kVerb || syntax_.upos(other - 1) == Upos::kAdp);
      if (speaks(noun) && (!clause_before || by_tree)) {
        begin = other;
        continue;
      }
      if (by_tree && subject >= other) {
        begin = other;
        continue;
      }
    }
    // A name of its own: "the Council of Revolutionary and Civil Forces".
    if (joins(syntax_, t) && syntax_.upos(noun) == Upos::kAdj && syntax_.is_capitalised(noun) &&
        syntax_.is_capitalised(begin)) {
      begin = base_begin(noun, floor);
      continue;
    }
    if (t >= floor + 3 && syntax_.lower(t) == "as" && syntax_.lower(t - 1) == "well" &&
        syntax_.lower(t - 2) == "as") {
      begin = base_begin(t - 3, floor);
      continue;
    }
    if (syntax_.form(t) == "," && by_tree && nominal && speaks(noun) && last > begin) {
      bool list = false;
      for (TokenIndex i = begin; i < last; ++i) list |= joins(syntax_, i);
      if (list) {
        begin = base_begin(noun, floor);
        continue;
      }
    }
    break;
  }
  return {begin, last + 1};
}

TokenIndex SpeakerPhrases::base_end(TokenIndex first, TokenIndex limit) const {
  TokenIndex k = first;
  while (k < limit && (is_opener(syntax_, k) || syntax_.upos(k) == Upos::kDet)) ++k;
  while (k < limit && (is_inner(syntax_, k) ||
                       (k > first && is_opener(syntax_, k) && syntax_.upos(k) == Upos::kPron))) {
    if (is_time_word(k)) break;
    ++k;
  }
  return k;
}

TokenRange SpeakerPhrases::beginning_at(TokenIndex first, TokenIndex limit) const {
  if (first >= limit) return {first, first};
  if (syntax_.upos(first) == Upos::kPron) return {first, first + 1};
  TokenIndex end = base_end(first, limit);
  if (end == first) return {first, first};
  static const std::unordered_set<std::string> venue{
      "statement", "interview", "conference", "briefing", "report", "post", "message"};
  while (end < limit) {
    const std::string& word = syntax_.lower(end);
    if (syntax_.form(end) == "(") {
      TokenIndex close = end;
      while (close < limit && close < end + 6 && syntax_.form(close) != ")") ++close;
      if (close >= limit || syntax_.form(close) != ")") break;
      end = close + 1;
      continue;
    }
    const bool tie = word == "of" || word == "for" || word == "at" || word == "in" ||
                     word == "from" || word == "with";
    if (!tie && !joins(syntax_, end)) break;
    const TokenIndex next = base_end(end + 1, limit);
    if (next == end + 1) break;
    const bool pause = next == limit || syntax_.upos(next) == Upos::kPunct ||
                       syntax_.upos(next) == Upos::kAdp || syntax_.upos(next) == Upos::kPron;
    if (tie && venue.contains(syntax_.lemma(next - 1))) break;
    if (!tie && (!speaks(next - 1) || !pause)) break;
    end = next;
  }
  // "Jane Doe, a specialist at the institute": the apposition belongs to the name.
  if (end + 2 < limit && syntax_.form(end) == ",") {
    const TokenIndex next = base_end(end + 1, limit);
    if (next > end + 1 && (speaker_noun(next - 1) || begins_article(syntax_.lower(end + 1)))) {
      TokenIndex tail = next;
      while (tail + 1 < limit && syntax_.upos(tail) == Upos::kAdp) {
        const TokenIndex more = base_end(tail + 1, limit);
        if (more == tail + 1) break;
        tail = more;
      }
      if (tail == limit || syntax_.upos(tail) == Upos::kPunct || syntax_.lower(tail) == "who")
        end = tail;
    }
  }
  return {first, end};
}

TokenIndex SpeakerPhrases::head_of(TokenRange phrase) const {
  TokenIndex head = kNoToken;
  for (TokenIndex i = phrase.begin; i < phrase.end; ++i) {
    if (head != kNoToken && (syntax_.upos(i) == Upos::kAdp || syntax_.upos(i) == Upos::kCconj ||
                             (syntax_.upos(i) == Upos::kPunct && !is_hyphen(syntax_, i)) ||
                             syntax_.upos(i) == Upos::kSconj))
      break;
    if (syntax_.is_nominal(i) || speaker_noun(i)) head = i;
  }
  return head == kNoToken && phrase.size() > 0 ? phrase.end - 1 : head;
}

bool SpeakerPhrases::speaker_noun(TokenIndex noun) const {
  for (const char* word_class :
       {"official", "military_speaker", "party_speaker", "monitor", "resident", "witness", "medic",
        "agency", "state_media", "media", "analyst", "aid_group", "anonymous", "person", "people"})
    if (knowledge_.in_class(syntax_.lemma(noun), word_class)) return true;
  static const std::unordered_set<std::string> more{
      "side",      "figure",     "activist",   "office",    "administration", "parent",
      "branch",    "department", "center",     "centre",    "kremlin",        "institute",
      "aide",      "negotiator", "delegate",   "committee", "party",          "company",
      "bulletin",  "paper",      "outlet",     "press",     "site",           "estimate",
      "data",      "footage",    "image",      "picture",   "survey",         "poll",
      "document",  "assessment", "country",    "state",     "nation",         "coordinator",
      "scientist", "lawyer",     "prosecutor", "court"};
  return more.contains(syntax_.lemma(noun));
}

bool SpeakerPhrases::person_noun(TokenIndex noun) const {
  if (noun == kNoToken) return false;
  const std::string& lemma = syntax_.lemma(noun);
  static const std::unordered_set<std::string> bodies{
      "ministry", "government", "presidency", "authority", "parliament", "foreign", "kremlin"};
  if (bodies.contains(lemma)) return false;
  for (const char* word_class : {"person", "official", "analyst", "resident", "witness"})
    if (knowledge_.in_class(lemma, word_class)) return true;
  return lemma == "source" || lemma == "activist" || lemma == "figure";
}

bool SpeakerPhrases::speaks(TokenIndex noun) const {
  if (noun == kNoToken) return false;
  if (is_time_word(noun)) return false;
  if (speaker_noun(noun) || !actors_.at(noun).empty()) return true;
  const ActorMention* mention = actors_.mention_at(noun);
  return mention != nullptr && !mention->is_demonym;
}

bool SpeakerPhrases::can_speak(TokenRange phrase) const {
  if (phrase.size() == 0) return false;
  const TokenIndex head = head_of(phrase);
  if (is_time_word(head)) return false;
  const std::string& word = syntax_.lower(head);
  if (syntax_.upos(head) == Upos::kPron || word == "both" || word == "others" || word == "some" ||
      word == "many")
    return word != "this" && word != "that" && word != "there" && word != "what" &&
           word != "which" && word != "nothing";
  if (syntax_.upos(head) == Upos::kPropn || speaks(head)) return true;
  if (syntax_.upos(head) == Upos::kNum) return true;  // "one of the officials"
  for (TokenIndex i = phrase.begin; i < phrase.end; ++i)
    if (actors_.mention_at(i) != nullptr && actors_.mention_at(i)->is_person) return true;
  return false;
}

bool SpeakerPhrases::names_thing(TokenRange phrase) const {
  if (phrase.size() == 0) return false;
  const TokenIndex head = head_of(phrase);
  return syntax_.upos(head) == Upos::kNoun && !is_time_word(head);
}

/// "the mayor and party spokeswoman": one person of two offices, told so by one article for both.
bool SpeakerPhrases::one_person(TokenIndex last, TokenRange rest) const {
  const auto office = [&](TokenIndex noun) {
    return syntax_.upos(noun) == Upos::kNoun && person_noun(noun) &&
           syntax_.feats(noun).number != Feats::Number::kPlur;
  };
  const TokenIndex first = base_begin(last, syntax_.sentence(syntax_.sentence_of(last)).begin);
  return begins_article(syntax_.lower(first)) && office(last) && office(head_of(rest)) &&
         base_begin(head_of(rest), rest.begin) == rest.begin && !is_opener(syntax_, rest.begin) &&
         syntax_.upos(rest.begin) != Upos::kPropn;
}

/// The parts of a list of speakers. A list inside of one speaker ("the ministers of Russia and
/// Iran") stays whole: behind a preposition "and" parts only before a speaker with an article.
std::vector<TokenRange> SpeakerPhrases::members(TokenRange phrase) const {
  std::vector<TokenRange> out;
  TokenIndex begin = phrase.begin;
  bool behind_preposition = false;
  for (TokenIndex i = phrase.begin; i < phrase.end; ++i) {
    const bool as_well = syntax_.lower(i) == "as" && i + 3 < phrase.end &&
                         syntax_.lower(i + 1) == "well" && syntax_.lower(i + 2) == "as";
    const bool comma = syntax_.form(i) == ",";
    if (syntax_.upos(i) == Upos::kAdp && !as_well) behind_preposition = true;
    if (!as_well && !comma && !(joins(syntax_, i) && syntax_.lower(i) != "&")) continue;
    const TokenIndex next = i + (as_well ? 3 : 1);
    if (next >= phrase.end || i == begin) continue;
    const TokenRange rest{next, phrase.end};
    const TokenIndex head = head_of(rest);
    const bool article = begins_article(syntax_.lower(next));
    if (comma) {
      // An apposition is no second speaker; a list has its "and" further on.
      bool list = false;
      for (TokenIndex k = next; k < phrase.end; ++k) list |= joins(syntax_, k);
      if (!list || article || behind_preposition || !speaks(head)) continue;
    } else if (!as_well && behind_preposition && !(article && speaker_noun(head))) {
      continue;
    }
    if (!can_speak(rest) || !can_speak({begin, i})) continue;
    if (!as_well && !comma && one_person(i - 1, rest)) continue;
    out.push_back({begin, i});
    begin = next;
    behind_preposition = false;
    i = next - 1;
  }
  out.push_back({begin, phrase.end});
  return out;
}

void SpeakerPhrases::add_speaker(TokenRange phrase, std::vector<Speaker>& out) const {
  const TokenIndex head = head_of(phrase);
  TokenIndex target = actors_.antecedent(head);
  Speaker one;
  TokenRange range = phrase;
  if (target != head && syntax_.upos(head) == Upos::kPron) range = actors_.phrase(target);
  // Words behind a relative pronoun tell of the speaker, they do not name it.
  for (TokenIndex i = range.begin + 1; i < range.end; ++i)
    if (syntax_.lower(i) == "who" || syntax_.lower(i) == "which") range.end = i;
  while (range.size() > 1 && syntax_.upos(range.end - 1) == Upos::kPunct &&
         syntax_.form(range.end - 1) != ")")
    --range.end;
  one.span = syntax_.span(range);
  one.text = syntax_.text(range);
  one.kind = speaker_kind(syntax_, knowledge_, actors_, target);
  if (const auto readings = actors_.at(target); !readings.empty()) {
    one.id = readings.front().id;
  } else {
    // The title or the apposition may say whose the named person is.
    for (TokenIndex i = range.begin; i < range.end && one.id.empty(); ++i) {
      const ActorMention* mention = actors_.mention_at(i);
      if (mention != nullptr && (mention->is_person || i == head))
        one.id = mention->id;
      else if (const auto more = actors_.at(i); !more.empty())
        one.id = more.front().id;
    }
  }
  // A bare name is what its title or apposition says.
  if (syntax_.upos(target) == Upos::kPropn && !speaker_noun(target)) {
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (i != target && speaker_noun(i)) {
        one.kind = speaker_kind(syntax_, knowledge_, actors_, i);
        break;
      }
  }
  // "A local agency" is no civilian.
  const bool outlet = one.kind == SpeakerKind::kAgency || one.kind == SpeakerKind::kMedia ||
                      one.kind == SpeakerKind::kStateMedia || one.kind == SpeakerKind::kAnalyst;
  if (outlet && one.id.str() == "civilians") one.id = ActorId();
  out.push_back(std::move(one));
}

std::vector<Speaker> SpeakerPhrases::speakers(TokenRange phrase) const {
  std::vector<Speaker> out;
  const auto parts = members(phrase);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const std::size_t before = out.size();
    add_speaker(parts[p], out);
    // "army and rebel sources": the first shares the noun of the second.
    if (p + 1 >= parts.size() || out.size() == before) continue;
    const TokenRange next = parts[p + 1];
    const TokenIndex noun = head_of(next);
    const bool bare = next.size() > 1 && !begins_article(syntax_.lower(next.begin));
    const bool shares = knowledge_.in_class(syntax_.lemma(noun), "anonymous") ||
                        knowledge_.in_class(syntax_.lemma(noun), "official") ||
                        knowledge_.in_class(syntax_.lemma(noun), "media") ||
                        knowledge_.in_class(syntax_.lemma(noun), "agency");
    const TokenIndex own = head_of(parts[p]);
    const bool single = syntax_.feats(own).number != Feats::Number::kPlur && parts[p].size() <= 2 &&
                        !begins_article(syntax_.lower(parts[p].begin)) &&
                        syntax_.feats(noun).number == Feats::Number::kPlur;
    if (bare && shares && single && next.begin + 1 <= noun && syntax_.upos(noun) != Upos::kPropn)
      out.back().text += " " + std::string(syntax_.form(noun));
  }
  return out;
}

}  // namespace dateline
