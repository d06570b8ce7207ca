#include "dateline/language/sentence_finder.h"

#include <algorithm>
#include <array>

#include "dateline/language/word_rules.h"

namespace dateline {
namespace {

bool is_one_sign(const SplitToken& token, char32_t sign) {
  return token.first == sign && token.last == sign && token.span.size() <= 4;
}

bool is_mark(const SplitToken& token) {
  return token.shape == TokenShape::kOther && (token.first == '.' || token.first == '!' ||
                                               token.first == '?' || token.first == U'\u2026');
}

bool is_plain(const SplitToken& token) {
  return token.sort != WordSort::kAddress && token.shape != TokenShape::kOther &&
         token.shape != TokenShape::kDigits && token.last != '.';
}

bool is_finite(const SplitToken& token) {
  return token.sort == WordSort::kPast || token.sort == WordSort::kThird ||
         token.sort == WordSort::kPresent || token.sort == WordSort::kModal;
}

bool is_closer(const SplitToken& token) {
  if (token.gap != TokenGap::kNone) return false;
  switch (token.first) {
    case ')':
    case ']':
    case '"':
    case '\'':
    case U'\u201D':
    case U'\u2019':
    case U'\u00BB':
      return token.shape == TokenShape::kOther;
    default:
      return false;
  }
}

bool is_opener(const SplitToken& token) {
  switch (token.first) {
    case '(':
    case '[':
    case '"':
    case '\'':
    case '`':
    case U'\u201C':
    case U'\u2018':
    case U'\u00AB':
    case '-':
    case '*':
    case U'\u2013':
    case U'\u2014':
    case U'\u2022':
      return token.shape == TokenShape::kOther;
    default:
      return false;
  }
}

/// The word itself for signs and function words, for others only how it is written.
std::uint32_t coarse(const SplitToken& token) {
  if (token.shape == TokenShape::kOther) return token.lower;
  return static_cast<std::uint32_t>(token.shape) * 64 +
         static_cast<std::uint32_t>(token.abbreviation);
}

std::uint32_t sort_of(const SplitToken& token) {
  return token.shape == TokenShape::kOther ? token.lower : static_cast<std::uint32_t>(token.sort);
}

// "Why?" Assad asked: the mark ends what was said, not the sentence.
constexpr std::string_view kSpeechVerbs[] = {"said",    "says",    "asked",   "added", "wrote",
                                             "tweeted", "replied", "shouted", "asks"};

bool is_speech_verb(const SplitToken& token) {
  static const std::array<std::uint32_t, std::size(kSpeechVerbs)> kHashes = [] {
    std::array<std::uint32_t, std::size(kSpeechVerbs)> hashes{};
    for (std::size_t i = 0; i < hashes.size(); ++i)
      hashes[i] =
          folded_hash(kSpeechVerbs[i], {0, static_cast<std::uint32_t>(kSpeechVerbs[i].size())});
    return hashes;
  }();
  return std::find(kHashes.begin(), kHashes.end(), token.lower) != kHashes.end();
}

unsigned bucket(std::size_t n) {
  return n < 6    ? static_cast<unsigned>(n)
         : n < 9  ? 6u
         : n < 13 ? 7u
         : n < 20 ? 8u
         : n < 35 ? 9u
                  : 10u;
}

}  // namespace

void SentenceFinder::run(std::span<const SplitToken> tokens, std::vector<std::size_t>& ends) {
  tokens_ = tokens;
  look_ahead();
  begin_sentence(0);
  std::size_t i = 0;
  if (const std::size_t dateline = end_of_dateline(); dateline > 0) {
    ends.push_back(dateline);
    begin_sentence(dateline);
    i = dateline;
  }
  for (; i + 1 < tokens.size(); ++i) {
    pass(tokens[i]);
    const Sure sure = rule(i);
    if (sure == Sure::kNo || (sure == Sure::kUnsure && !ask(i))) continue;
    ends.push_back(i + 1);
    begin_sentence(i + 1);
  }
  if (!tokens.empty()) ends.push_back(tokens.size());
}

void SentenceFinder::begin_sentence(std::size_t first) {
  first_ = first;
  verb_ = false;
  round_ = 0;
  quotes_ = 0;
}

void SentenceFinder::pass(const SplitToken& token) {
  verb_ |= is_finite(token);
  if (token.shape != TokenShape::kOther) return;
  if (token.first == '(' || token.first == '[') ++round_;
  if ((token.first == ')' || token.first == ']') && round_ > 0) --round_;
  if (token.first == '"' || token.first == U'\u201C' || token.first == U'\u201D') ++quotes_;
}

/// One pass from the end, and the style of the paragraph.
void SentenceFinder::look_ahead() {
  const std::size_t n = tokens_.size();
  ahead_.resize(n + 1);
  ahead_[n] = {0, false};
  std::size_t marks = 0, lower_after = 0, capitals = 0, words = 0;
  for (std::size_t i = n; i-- > 0;) {
    const SplitToken& t = tokens_[i];
    if (is_mark(t)) {
      ahead_[i] = {0, false};
      ++marks;
      if (i + 1 < n && tokens_[i + 1].shape == TokenShape::kLower) ++lower_after;
    } else {
      ahead_[i] = {static_cast<std::uint8_t>(std::min(254, ahead_[i + 1].tokens_to_mark + 1)),
                   ahead_[i + 1].verb || is_finite(t)};
    }
    const bool word = t.shape != TokenShape::kOther && t.shape != TokenShape::kDigits;
    words += word;
    capitals += word && t.shape != TokenShape::kLower;
  }
  const bool marked = n > 0 && (is_mark(tokens_[n - 1]) || is_closer(tokens_[n - 1]));
  style_ = marked + 2u * (marks > 1) + 4u * (lower_after > 0) + 8u * (2 * capitals > words);
}

/// The number of tokens of an agency's dateline at the beginning: "BEIRUT, Dec 7 (Reuters) -",
/// "(AP) \u2014", "DAMASCUS \u2014"; 0 where there is none. It stands apart from the first
/// sentence, which otherwise would have no head of its own.
std::size_t SentenceFinder::end_of_dateline() const {
  static constexpr std::size_t kLongest = 16;
  const auto is_capitals = [&](std::size_t i) {
    return token(i).shape == TokenShape::kCapitals && token(i).span.size() >= 3 &&
           token(i).last != '.';
  };
  for (std::size_t i = 1; i + 1 < tokens_.size() && i < kLongest; ++i) {
    const SplitToken& t = tokens_[i];
    if (is_mark(t) || t.first == '"') return 0;
    const bool attached = t.gap == TokenGap::kNone && token(i + 1).gap == TokenGap::kNone;
    if (t.shape != TokenShape::kOther || !is_dash(t.first) || !is_dash(t.last) || attached)
      continue;
    std::size_t open = kLongest;
    if (is_one_sign(token(i - 1), ')'))
      for (std::size_t k = i - 1; k-- > 0 && i - k <= 6;)
        if (is_one_sign(token(k), '(')) open = k;
    const bool agency =
        open <= 9 && (open == 0 || is_upper(token(0).first)) && is_upper(token(open + 1).first);
    const bool place =
        is_capitals(0) && (t.first != '-' || t.span.size() > 1) && i <= 8 && !is_capitals(i + 1);
    return agency || place ? i + 1 : 0;
  }
  return 0;
}

SentenceFinder::Sure SentenceFinder::rule(std::size_t left) const {
  const SplitToken& l = tokens_[left];
  const SplitToken& r = tokens_[left + 1];
  if (r.shape == TokenShape::kLower && (is_plain(l) || l.first == ',')) return Sure::kNo;
  if (r.gap == TokenGap::kNone) {
    // A space was lost: "area.The army".
    const bool word = r.shape == TokenShape::kCapital || r.shape == TokenShape::kInitial;
    return is_mark(l) && word && l.gap == TokenGap::kNone ? Sure::kUnsure : Sure::kNo;
  }
  if (r.shape != TokenShape::kOther && l.abbreviation == Abbreviation::kTitle) return Sure::kNo;
  // "5 p.m. Saturday"
  if (l.abbreviation == Abbreviation::kMayEnd && follows_time(slice(text_, r.span)))
    return Sure::kNo;
  if (left == first_ || !is_closer(l)) return Sure::kUnsure;
  const SplitToken& mark = tokens_[left - 1];
  if (r.shape == TokenShape::kOther || !is_mark(mark)) return Sure::kUnsure;
  if (mark.first == '?' || mark.first == '!')
    for (std::size_t i = left + 1; i < tokens_.size() && i < left + 5; ++i)
      if (is_speech_verb(tokens_[i])) return Sure::kNo;
  // "(... said.) Then it rained."
  const bool begins = r.shape == TokenShape::kCapital && r.habit == WordHabit::kLower;
  return begins && is_one_sign(mark, '.') ? Sure::kYes : Sure::kUnsure;
}

bool SentenceFinder::ask(std::size_t left) {
  const SplitToken& l = token(left);
  const SplitToken& l1 = token(left - 1);
  const SplitToken& l2 = token(left - 2);
  const SplitToken& r = token(left + 1);
  const SplitToken& r1 = token(left + 2);
  const SplitToken& r2 = token(left + 3);
  // Past quotation marks and brackets.
  std::size_t mark = left, word = left + 1;
  while (mark > first_ && is_closer(tokens_[mark])) --mark;
  while (word + 1 < tokens_.size() && is_opener(tokens_[word])) ++word;
  const SplitToken& m = token(mark);
  const SplitToken& w = token(word);
  const SplitToken& w1 = token(word + 1);
  const unsigned length = bucket(left + 1 - first_);
  const unsigned rest = bucket(tokens_.size() - left - 1);
  const Ahead ahead = ahead_[left + 1];
  const unsigned to_mark = bucket(ahead.tokens_to_mark);
  const unsigned inside = std::min(round_, 1u) + 2 * (quotes_ & 1);
  const auto shape = [](const SplitToken& t) {
    return static_cast<unsigned>(t.shape) * 4u + static_cast<unsigned>(t.habit);
  };

  const SplitToken& first = token(first_);
  const unsigned same_first =
      (r.lower == first.lower) + 2u * (r.sort == first.sort && r.shape == first.shape);

  FeatureList f;
  f.add(coarse(l), shape(r));
  f.add(l.lower);
  f.add(l.lower, shape(r), r.gap);
  f.add(l.lower, r.lower);
  f.add(l1.lower, l.lower, r.shape);
  f.add(r.lower, coarse(l));
  f.add(r.lower, r1.lower, coarse(l));
  f.add(r.lower, sort_of(r1), coarse(l));
  f.add(coarse(l), sort_of(r), r.shape);
  f.add(coarse(l), sort_of(r), sort_of(r1));
  f.add(sort_of(l1), coarse(l), sort_of(r));
  f.add(sort_of(l), sort_of(r), r.shape);
  f.add(sort_of(l), r.lower);
  f.add(sort_of(l1), sort_of(l), sort_of(r), sort_of(r1));
  f.add(sort_of(l), sort_of(r), sort_of(r1), sort_of(r2));
  f.add(coarse(l2), coarse(l1), coarse(l), coarse(r), coarse(r1));
  f.add(coarse(l1), coarse(l), coarse(r));
  f.add(coarse(l), coarse(r), coarse(r1), coarse(r2));
  f.add(length, coarse(l), r.shape);
  f.add(verb_, ahead.verb, coarse(l), shape(r));
  f.add(verb_, ahead.verb, length, to_mark, l.shape == TokenShape::kOther);
  f.add(rest, coarse(l), r.shape);
  f.add(inside, coarse(l), coarse(r));
  f.add(inside, coarse(m), coarse(l), shape(w));
  f.add(style_, coarse(l), r.shape);
  f.add(style_, verb_, coarse(l), shape(r), length > 3);
  f.add(coarse(m), l.lower, shape(w), coarse(r));
  f.add(coarse(m), l.lower, w.lower);
  f.add(coarse(m), coarse(l), sort_of(w), sort_of(w1));
  f.add(token(first_).lower, length, coarse(l));
  f.add(coarse(token(first_)), length, coarse(l), r.shape);
  f.add(to_mark, ahead.verb, coarse(l), sort_of(r));
  f.add(l.abbreviation, r.lower);
  f.add(l.abbreviation, shape(r), sort_of(r));
  f.add(l.lower, sort_of(r), sort_of(r1));
  f.add(r.lower, l1.lower, coarse(l));
  f.add(l.general, r.general);
  f.add(l.general, r.general, r1.general);
  f.add(l1.general, l.general, r.general);
  f.add(l1.general, l.general, r.general, r1.general);
  f.add(coarse(l), r.general, r1.general, r2.general);
  f.add(same_first, coarse(l), shape(r));
  f.add(first_ == 0, length, coarse(l), r.shape);
  f.add(sort_of(l1), sort_of(l), shape(r));
  f.add(sort_of(l), shape(r), shape(r1));
  f.add(shape(l1), shape(l), shape(r), shape(r1));
  f.add(sort_of(token(first_)), length, sort_of(l), r.shape);
  return decider_.decide(SplitQuestion::kSentence, f.keys(), l.span.end);
}

}  // namespace dateline
