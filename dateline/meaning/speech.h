#pragma once

#include <optional>
#include <vector>

#include "dateline/meaning/quotes.h"
#include "dateline/meaning/speakers.h"

namespace dateline {

/// An act of speaking as the words of one sentence tell it, before anybody is named.
struct Speech {
  TokenIndex cue = kNoToken;
  Effect effect = Effect::kNeutral;
  bool past = false;
  TokenRange phrase;                ///< who speaks; empty: who spoke before in the sentence
  std::vector<TokenRange> content;  ///< may reach over sentences where a quotation does
  bool before = false;              ///< the content stands before the word of speaking
  bool inner = false;               ///< reported by the other speech with the same content
  TokenIndex cuts = kNoToken;       ///< an earlier speech of the sentence ends here
};

/// True for the words that turn from one clause to its contrast.
inline bool turns(std::string_view word) {
  return one_of(word, {"but", "while", "although", "though", "whereas"});
}

/// Finds speech in single sentences by the words around a cue; rows of cues.csv say what a cue is.
class SpeechFinder {
 public:
  SpeechFinder(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
               const SpeakerPhrases& phrases, const std::vector<QuoteRun>& quotes);

  /// All speech of the sentence in the order of its cues.
  std::vector<Speech> find(TokenRange sentence) const;
  /// The quotation that covers the token, or nullptr.
  const QuoteRun* quote_at(TokenIndex i) const;

 private:
  struct Cue {
    TokenIndex verb = kNoToken;
    Effect effect = Effect::kNeutral;
    bool weak = false;  ///< means other things as well: only with a clause, quote or tag
    bool act = false;   ///< "accuse": what is said stands as "of doing", "for", an infinitive
    bool negated = false, passive = false, participle = false;
    TokenIndex left = 0;  ///< first of the auxiliaries, adverbs and times before the verb
  };
  struct Subject {
    TokenRange phrase;
    bool inherits = false, inverted = false, relative = false;
  };

  /// First token of a time that ends right before `end`, or `end`.
  TokenIndex time_begin(TokenIndex end, TokenIndex floor) const;
  std::optional<Cue> cue_at(TokenIndex i, TokenRange sentence) const;
  /// The cue with what its auxiliaries and adverbs say filled in.
  Cue words_before(TokenIndex i, TokenRange sentence, Cue cue) const;
  bool puts_toll(TokenIndex i, TokenRange sentence) const;
  Cue toll_cue(TokenIndex i, TokenRange sentence) const;
  void speech_to_come(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const;
  void verb_speech(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const;
  bool as_saying(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const;
  void passive_speech(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const;
  void citing(const Cue& cue, TokenRange sentence, std::vector<Speech>& out) const;
  void according_to(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const;
  void noun_speech(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const;
  void put_it(TokenIndex i, TokenRange sentence, std::vector<Speech>& out) const;
  void colon_speech(TokenRange sentence, std::vector<Speech>& out) const;

  std::optional<Subject> subject_of(const Cue& cue, TokenRange sentence) const;
  std::optional<Subject> inverted_subject(const Cue& cue, TokenRange sentence) const;
  TokenRange described_subject(TokenIndex last, TokenRange sentence, TokenIndex tree) const;
  TokenRange interrupted_subject(const Cue& cue, TokenRange sentence, TokenIndex tree) const;

  /// First token behind the cue's hearer, time and place of speaking.
  TokenIndex behind(const Cue& cue, TokenIndex from, TokenRange sentence) const;
  bool clause_at(TokenIndex i, TokenRange sentence) const;
  bool colon_content(const Cue& cue, const Subject& subject, TokenRange sentence, TokenIndex colon,
                     Speech& out) const;
  bool content_of(const Cue& cue, const Subject& subject, TokenRange sentence, Speech& out) const;
  TokenIndex behind_heading(TokenRange sentence) const;
  void left_content(const Cue& cue, const Subject& subject, TokenRange sentence, TokenIndex tail,
                    Speech& out) const;
  bool right_content(const Cue& cue, const Subject& subject, TokenRange sentence, TokenIndex from,
                     Speech& out) const;
  bool object_content(const Cue& cue, TokenRange sentence, Speech& out) const;
  bool has_finite_verb(TokenRange range) const;
  bool has_verb(TokenRange range) const;
  TokenIndex that_clause_end(TokenIndex from, TokenIndex limit) const;
  TokenIndex clause_end(TokenIndex from, TokenRange sentence, const Cue& cue) const;
  bool is_adjunct(TokenRange range) const;

  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const Actors& actors_;
  const SpeakerPhrases& phrases_;
  const std::vector<QuoteRun>& quotes_;
  std::vector<int> quote_at_;
};

}  // namespace dateline
