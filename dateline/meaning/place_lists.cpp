#include <algorithm>
#include <unordered_set>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

// Lists of places, read by their words: long lists are where parsers err.

namespace dateline {
namespace {

bool is_verb(const Syntax& syntax, TokenIndex i) {
  return syntax.upos(i) == Upos::kVerb || syntax.upos(i) == Upos::kAux;
}

/// The lower-case word, "" from the end of the sentence on.
const std::string& word_in(const Syntax& syntax, TokenRange sentence, TokenIndex i) {
  static const std::string kNone;
  return i < sentence.end ? syntax.lower(i) : kNone;
}

}  // namespace

/// Where a short qualifier of a list item ends: "in the north", "at the edge of the city". The same
/// token where none stands or where it does not end at a separator.
TokenIndex Places::after_qualifier(TokenIndex i, TokenRange sentence) const {
  constexpr TokenIndex kLongest = 7;
  if (i >= sentence.end || syntax_->upos(i) != Upos::kAdp || syntax_->lower(i) == "on") return i;
  for (TokenIndex k = i + 1; k < std::min(sentence.end, i + kLongest); ++k) {
    const std::string& w = syntax_->lower(k);
    if (w == "," || w == ";" || w == "and" || w == ".") return k;
    if (is_verb(*syntax_, k)) return i;
    const PlaceMention* m = mention_at(k);
    if (m && !m->anaphor && !m->candidates.empty() && !m->candidates.front()->is_region) return i;
  }
  return i;
}

std::vector<PlaceReading> Places::after_colon(TokenIndex head) const {
  constexpr TokenIndex kNear = 6;
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(head));
  for (TokenIndex k = head + 1; k + 1 < std::min(sentence.end, head + kNear + 3); ++k) {
    if (syntax_->form(k) != ":") continue;
    const PlaceMention* first = mention_at(k + 1);
    if (!first || first->range.begin != k + 1) return {};
    return listed(reading(*first));
  }
  return {};
}

/// A separator of list items and the words that may stand before the next one: ", and the southern
/// city of". `separated` and `last` tell what stood there.
TokenIndex Places::after_separator(TokenIndex i, TokenRange sentence, bool& separated,
                                   bool& last) const {
  static const std::unordered_set<std::string> kSeparators = {",", ";", "and", "as", "well", "&"};
  static const std::unordered_set<std::string> kBefore = {
      "the", "southern", "northern", "eastern", "western", "nearby", "of"};
  const auto word = [&](TokenIndex k) -> const std::string& {
    return word_in(*syntax_, sentence, k);
  };
  for (; kSeparators.contains(word(i)); ++i) {
    separated |= word(i) == "," || word(i) == ";" || word(i) == "and";
    last |= word(i) == "and";
  }
  if (!separated) return i;
  const auto is_kind = [&](TokenIndex k) {
    return k < sentence.end && knowledge_->in_class(syntax_->lemma(k), "place") &&
           word(k + 1) == "of";
  };
  while (kBefore.contains(word(i)) || is_kind(i)) ++i;
  return i;
}

/// The items behind one of a list.
void Places::list_forwards(const PlaceMention& first, std::vector<PlaceReading>& out) const {
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(first.head));
  const auto word = [&](TokenIndex k) -> const std::string& {
    return word_in(*syntax_, sentence, k);
  };
  // A list of subjects stands before every verb of its clause: only there may the last item be
  // followed by one.
  bool subjects = true;
  for (TokenIndex k = first.range.begin; k > sentence.begin && word(k - 1) != ";"; --k)
    subjects &= !is_verb(*syntax_, k - 1);
  const PlaceMention* previous = &first;
  for (TokenIndex i = first.range.end; i < sentence.end; i = previous->range.end) {
    i = after_qualifier(i, sentence);
    while (is_region_word(word(i))) ++i;
    bool separated = false, last = false;
    i = after_separator(i, sentence, separated, last);
    if (!separated) return;
    const PlaceMention* next = i < sentence.end ? mention_at(i) : nullptr;
    if (!next || next->anaphor || next->range.begin != i || next == previous) return;
    // "..., Hama fell": a name that begins a clause of its own is no item.
    const TokenIndex after = next->range.end;
    const bool verb_follows = after < sentence.end && is_verb(*syntax_, after);
    if ((verb_follows && !(subjects && last)) || word(after) == "'s") return;
    out.push_back(reading(*next));
    previous = next;
  }
}

/// The items before one of a list: of "A, B and C fell" the tree may have kept C alone.
void Places::list_backwards(const PlaceMention& last, std::vector<PlaceReading>& out) const {
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(last.head));
  for (TokenIndex begin = last.range.begin; begin > sentence.begin;) {
    TokenIndex k = begin;
    if (k > sentence.begin && syntax_->lower(k - 1) == "and") --k;
    if (k > sentence.begin && syntax_->lower(k - 1) == ",") --k;
    if (k == begin || k == sentence.begin) return;
    const PlaceMention* previous = mention_at(k - 1);
    if (!previous || previous->anaphor || previous->range.end != k) return;
    // "in Aleppo, Hama fell": a name with a preposition of its own opens no list of subjects.
    const TokenIndex at = previous->range.begin;
    const bool led = at > sentence.begin && syntax_->upos(at - 1) == Upos::kAdp;
    if (led && syntax_->lower(begin - 1) == ",") return;
    out.insert(out.begin(), reading(*previous));
    begin = at;
  }
}

std::vector<PlaceReading> Places::listed(const PlaceReading& first) const {
  std::vector<PlaceReading> out{first};
  const auto it = std::ranges::find_if(mentions_, [&](const PlaceMention& m) {
    return syntax_->span(m.range).begin == first.span.begin;
  });
  if (it == mentions_.end() || it->anaphor) return out;
  list_forwards(*it, out);
  list_backwards(*it, out);
  for (PlaceReading& place : out)
    if (place.relation == "in") place.relation = first.relation;
  return out;
}

}  // namespace dateline
