#pragma once

#include <initializer_list>
#include <string_view>

#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/syntax.h"

namespace dateline {

/// What the words beside and above an event show of how firmly it is told, each by itself.
class CommitmentSigns {
 public:
  CommitmentSigns(const Syntax& syntax, const Knowledge& knowledge)
      : syntax_(syntax), knowledge_(knowledge) {}

  /// True where one of the words introduces the phrase.
  bool has_mark(TokenIndex i, std::initializer_list<std::string_view> words) const;
  /// "not" or its like hangs on the word.
  bool has_not(TokenIndex i) const;
  /// "rather than storm the town"
  bool rather_than(TokenIndex v) const;
  /// "..., which is false": the text itself rejects what it has just told. The word
  /// that does, or kNoToken.
  TokenIndex said_false(TokenIndex trigger) const;
  /// "denied reports that the army had left", "Reports that it has left appear to be unfounded": by
  /// words, for the clause often hangs elsewhere in the tree. The word that denies, or kNoToken.
  TokenIndex reported_falsely(TokenIndex trigger) const;
  /// True in a question.
  bool asks(TokenIndex v) const;
  /// True for "Will they leave?", false for "Why will they leave?", which takes it for granted.
  bool asks_whether(TokenIndex v) const;
  /// True where an if-clause hangs on the verb.
  bool conditioned(TokenIndex v) const;
  bool own_modal(TokenIndex v) const;
  /// "has yet to withdraw": not so far.
  bool yet_to(TokenIndex v) const;
  /// "talks of recalling", "calls for an attack", "warns against strikes": a preposition that makes
  /// what follows the aim or content of the word above.
  bool aimed(TokenIndex below, TokenIndex up) const;
  /// "as demanded by X", "as the fight went on": a clause beside the plan above it, no part of it.
  bool goes_on_beside(TokenIndex below) const;
  /// "denies backing the rebels who seized the town": whom is meant; that they did is not denied.
  bool tells_who(TokenIndex below, TokenIndex up) const;
  /// "weeks away from capturing", "close to seizing", "are closer to a clash"
  bool from_afar(TokenIndex below, TokenIndex up) const;
  bool is_distance(TokenIndex i) const { return knowledge_.in_class(syntax_.lemma(i), "distance"); }
  /// "the truce collapsed", "broke down"
  bool collapses(TokenIndex v) const;
  /// "a truce with the militants broke down": by words, for long phrases part them in the tree.
  bool breaks_off(TokenIndex noun) const;
  /// "to leave", "to be stationed"
  bool is_infinitive(TokenIndex v) const;
  /// "an attack", "any attack"
  bool is_indefinite(TokenIndex noun) const;
  /// "the attack", "their attack"
  bool is_definite(TokenIndex noun) const;
  /// True for a noun or clause that tells what is so, whatever is said of the words above it: "in
  /// response to the attack", "last year's assault", "the 200 soldiers stationed there".
  bool stands_apart(TokenIndex below, TokenIndex up, bool nominal) const;
  /// "fighters that we captured and put them on trial": a pronoun for the noun that the relative
  /// clause `up` hangs on shows that `below` is no part of it.
  bool resumes_above(TokenIndex below, TokenIndex up) const;
  /// A fight or a move, which takes place even where it fails.
  bool is_fought(TokenIndex noun) const;
  /// "battling for control of": not yet had.
  bool fought_for(TokenIndex below, TokenIndex up) const;
  /// "the last redoubt of": a place that is held whatever is said of it.
  bool is_held_place(TokenIndex noun) const;
  /// "efforts to end the war", "to break the siege": what is to be ended is going on.
  bool is_to_be_ended(TokenIndex below, TokenIndex up) const;
  /// True where what the verb says of the noun leaves open whether it will be: "A clash risks a
  /// wider war".
  bool only_imagined(TokenIndex below, TokenIndex up) const;
  /// "could be heard": a modal that tells what was so.
  bool is_perceived(TokenIndex v) const;

 private:
  const Syntax& syntax_;
  const Knowledge& knowledge_;
};

}  // namespace dateline
