#pragma once

#include <optional>
#include <string>

#include "dateline/meaning/syntax.h"

namespace dateline {

/// A number as it stands in the text.
struct Numeral {
  TokenIndex begin, end;
  double value;
  bool open = false;  ///< a least number: "dozens", "several hundred"
};

/// Reads numbers in digits and words. Looks at words, not at tags: they are what taggers err on.
class NumberReader {
 public:
  explicit NumberReader(const Syntax& syntax) : s_(syntax) {}

  /// Numbers are looked for in this sentence.
  void enter(TokenRange sentence) { within_ = sentence; }

  /// The number that begins at the token: "2,000", "10 000", "3.3 million", "twenty-one", "two
  /// hundred and fifty", "half a million", "a dozen", "a few hundred", "dozens", "tens of
  /// thousands".
  std::optional<Numeral> at(TokenIndex i) const;
  /// The value of one token, 0.5 of "1/2" included.
  std::optional<Numeral> token(TokenIndex i) const;
  /// A part of a whole, 0 < value < 1, with "of" behind it or not: "half", "a third", "two thirds",
  /// "three-quarters", "one in five", "four out of ten".
  std::optional<Numeral> share(TokenIndex i) const;

  /// What a number before the word is multiplied by ("dozen", "bn"), or 0.
  static double scale_of(const std::string& word);

 private:
  const std::string& word(TokenIndex i) const;
  std::optional<Numeral> vague_scale(TokenIndex i) const;
  std::optional<Numeral> open_number(TokenIndex i) const;
  double tail(TokenIndex& end, double below) const;
  bool touches(TokenIndex i) const {
    return i > within_.begin && s_.span(i).begin == s_.span(i - 1).end;
  }

  const Syntax& s_;
  TokenRange within_;
};

}  // namespace dateline
