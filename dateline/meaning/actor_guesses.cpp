#include <algorithm>

#include "dateline/meaning/mentions.h"

// Words that may mean one of several parties: "militants", "jihadists", "fighters".

namespace dateline {
namespace {

/// Rows of names up to this weight say what a word may mean, not what it does.
constexpr double kGuess = 0.6;

bool is_guess(const ActorName& name) {
  return name.is_common && name.weight <= kGuess && name.said_by.empty() && name.context.empty() &&
         name.stories.empty();
}

/// How much it says for a party that it is named so many sentences before: those of the same
/// sentence are often who fights them.
double nearness(std::size_t sentence, std::size_t named) {
  if (named > sentence) return 0.5;
  switch (sentence - named) {
    case 1:
      return 2;
    case 2:
      return 1.5;
    default:
      return 0.5;
  }
}

}  // namespace

/// Of the parties that the words may mean here the one of which the text speaks.
void Actors::settle_guesses(const std::vector<const ActorName*>& rows) {
  const auto is_sure = [&](std::size_t m) {
    const ActorMention& mention = mentions_[m];
    return !is_guess(*rows[m]) && !mention.id.empty() && !mention.is_country && !mention.is_demonym;
  };
  for (std::size_t m = 0; m < rows.size(); ++m) {
    if (!is_guess(*rows[m])) continue;
    const std::size_t sentence = syntax_->sentence_of(mentions_[m].head);
    double best = 0;
    for (std::size_t n : knowledge_->names_by_first.at(rows[m]->words.front())) {
      const ActorName& row = knowledge_->names[n];
      if (!is_guess(row) || row.words != rows[m]->words || !holds(row, sentence)) continue;
      double score = 0;
      for (std::size_t other = 0; other < rows.size(); ++other)
        if (is_sure(other) && is_within(mentions_[other].id, row.party))
          score += nearness(sentence, syntax_->sentence_of(mentions_[other].head));
      if (score > best) best = score, mentions_[m].id = row.party;
    }
  }
}

}  // namespace dateline
