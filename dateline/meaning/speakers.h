#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "dateline/meaning/mentions.h"

namespace dateline {

/// True where the word is one of the list.
inline bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Finds phrases that name speakers by their words: position around the word of speaking decides,
/// trees only help. Refers to its layers.
class SpeakerPhrases {
 public:
  SpeakerPhrases(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors)
      : syntax_(syntax), knowledge_(knowledge), actors_(actors) {}

  /// The noun phrase whose last word is `last`, not reaching before `floor`. `subject` is where
  /// the parser sees the head, or kNoToken. Empty where no noun phrase ends there.
  TokenRange ending_at(TokenIndex last, TokenIndex floor, TokenIndex subject) const;
  /// The noun phrase that begins at `first`, with an apposition behind it.
  TokenRange beginning_at(TokenIndex first, TokenIndex limit) const;
  /// The noun that the phrase is about.
  TokenIndex head_of(TokenRange phrase) const;
  /// True where the phrase can be somebody who speaks.
  bool can_speak(TokenRange phrase) const;
  /// True where the phrase is about a common noun that is no time.
  bool names_thing(TokenRange phrase) const;
  /// True where the noun itself is of a class of speakers, or names a party.
  bool speaks(TokenIndex noun) const;
  /// True where the noun is of one of the classes of speakers.
  bool speaker_noun(TokenIndex noun) const;
  /// True where the noun names single people: "minister", "resident".
  bool person_noun(TokenIndex noun) const;
  /// The speakers that the phrase names, one each for "army and rebel sources".
  std::vector<Speaker> speakers(TokenRange phrase) const;

  /// True for a word of the calendar: "Monday", "earlier", "week".
  bool is_time_word(TokenIndex i) const;
  /// First token at or behind `i` (before `end`) that is no part of a time: skips "on Monday".
  TokenIndex skip_time(TokenIndex i, TokenIndex end) const;

 private:
  TokenIndex base_begin(TokenIndex last, TokenIndex floor) const;
  TokenIndex base_end(TokenIndex first, TokenIndex limit) const;
  bool one_person(TokenIndex last, TokenRange rest) const;
  std::vector<TokenRange> members(TokenRange phrase) const;
  void add_speaker(TokenRange phrase, std::vector<Speaker>& out) const;

  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const Actors& actors_;
};

}  // namespace dateline
