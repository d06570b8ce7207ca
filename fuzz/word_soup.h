#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "dateline/meaning/syntax.h"

// Sentences of words that a grammar looks for, in any order and with any tags and trees: bytes of
// no meaning seldom make an expression, and those of a trained tagger never make the strangest.

namespace dateline::fuzz {

/// Words of times and numbers, with what stands between them.
inline constexpr std::string_view kSoup[] = {
    "the",       "a",           "an",         "two",        "three",
    "twenty",    "one",         "nineteen",   "ninety",     "-",
    "-",         "six",         "half",       "and",        "or",
    "to",        "hundred",     "thousand",   "million",    "dozen",
    "dozens",    "scores",      "of",         "tens",       "hundreds",
    "thousands", "$",           "%",          "percent",    "5",
    "12",        "31",          "1989",       "2024",       "2100",
    "999",       "1,500",       "3.5",        "1/2",        "2/3",
    "30th",      "99999999999", "2024-02-30", "2024-12-07", "7/12/2024",
    "9/11",      "1990s",       "'80s",       "mid-1996",   "mid-1990s",
    "mid-",      "10:35",       "0530",       "a.m.",       "p.m.",
    "GMT",       "noon",        "midnight",   "o'clock",    "seconds",
    "minute",    "hours",       "day",        "days",       "night",
    "week",      "weeks",       "fortnight",  "month",      "months",
    "quarter",   "quarters",    "year",       "years",      "decade",
    "decades",   "century",     "centuries",  "weekend",    "Friday",
    "Tuesday",   "Sundays",     "nights",     "morning",    "evening",
    "January",   "February",    "March",      "May",        "Sept.",
    "December",  "spring",      "summer",     "fall",       "winter",
    "first",     "second",      "third",      "fourth",     "last",
    "next",      "this",        "that",       "past",       "previous",
    "following", "coming",      "recent",     "same",       "earlier",
    "later",     "early",       "late",       "mid",        "middle",
    "beginning", "end",         "ago",        "before",     "after",
    "since",     "until",       "by",         "from",       "within",
    "for",       "in",          "on",         "at",         "least",
    "most",      "more",        "less",       "than",       "up",
    "nearly",    "about",       "over",       "only",       "every",
    "each",      "daily",       "annually",   "now",        "then",
    "recently",  "future",      "yesterday",  "today",      "tomorrow",
    "overnight", "tonight",     "Ramadan",    "Eid",        "al-Adha",
    "Easter",    "New",         "Year",       "'s",         "Thanksgiving",
    "fiscal",    "latest",      "current",    "full",       "old",
    "long",      "war",         "siege",      "killed",     "soldiers",
    "people",    "km",          "dollars",    "bn",         "km",
    ",",         ".",           "(",          ")",          "fell",
    "will",      "has",         "said",       "was",        "few",
    "several",   "couple",      "some",       "so",         "\xFF",
    "\u2013",    "\u2019s"};

/// A document with its layers: a word for each two bytes. Heads lie before their words, so that
/// there is no ring.
struct WordSoup {
  Document document;
  Tokens tokens;
  Tags tags;
  Trees trees;
  std::unordered_set<std::string> known;

  /// `others`: words to take in place of those of times and numbers; the first `pronouns` of them
  /// are tagged as such.
  WordSoup(const std::uint8_t* data, std::size_t size,
           std::span<const std::string_view> others = {}, std::size_t pronouns = 0) {
    const std::span<const std::string_view> words = others.empty() ? kSoup : others;
    // Any day of the years 1900 to 2079.
    if (size >= 2) document.published.day = Day::of_number(-25567 + (data[0] * 256 + data[1]));
    constexpr std::size_t kLongest = 2000;
    TokenIndex first = 0;
    for (std::size_t i = 2; i + 1 < size && tokens.size() < kLongest; i += 2) {
      const std::size_t which = data[i] % words.size();
      const std::string_view word = words[which];
      const unsigned how = data[i + 1];
      if (!document.text.empty() && how % 8 != 0) document.text += ' ';
      const auto begin = static_cast<std::uint32_t>(document.text.size());
      document.text += word;
      tokens.spans.push_back({begin, static_cast<std::uint32_t>(document.text.size())});
      const TokenIndex at = tokens.size() - 1;
      const Upos kinds[] = {Upos::kNum, Upos::kNoun, Upos::kPropn, Upos::kVerb,
                            Upos::kAdj, Upos::kAdp,  Upos::kPunct, Upos::kAdv};
      tags.upos.push_back(which < pronouns ? Upos::kPron : kinds[how / 8 % 8]);
      Feats feats;
      feats.tense = how & 64 ? Feats::Tense::kPast : Feats::Tense::kPres;
      feats.number = how & 128 ? Feats::Number::kPlur : Feats::Number::kSing;
      tags.feats.push_back(feats);
      tags.feats_ids.push_back(0);
      tags.lemma_ids.push_back(at);
      tags.lemma_pool.emplace_back(word);
      trees.heads.push_back(at == first ? kNoToken : first + (how * 7u) % (at - first));
      trees.deprels.push_back(
          at == first ? Deprel::kRoot
                      : static_cast<Deprel>(1 + how % static_cast<unsigned>(Deprel::kDep)));
      const bool last = i + 3 >= size || tokens.size() == kLongest;
      if (word == "." || last) {
        tokens.sentences.push_back({first, at + 1});
        tokens.sentence_spans.push_back({tokens.spans[first].begin, tokens.spans[at].end});
        first = at + 1;
      }
    }
    tags.feats_names = std::make_shared<const std::vector<std::string>>(1);
    if (!document.text.empty())
      document.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(document.text.size())}}};
  }

  Syntax syntax() const { return Syntax(document, tokens, tags, trees, known); }
};

}  // namespace dateline::fuzz
