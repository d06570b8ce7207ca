#include <algorithm>
#include <string>

#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

// Airbases, hospitals, dams, crossings: found by their words, grounded in the gazetteer's own or
// in the town that they lie in. The kinds stand in data/places/facilities.csv.

namespace dateline {
namespace {

constexpr double kAnchored = 0.9;  ///< "the hospital in Douma": it lies there
constexpr double kSentence = 0.6;  ///< the town that the sentence names
constexpr double kBefore = 0.4;    ///< the town named before

}  // namespace

/// The facility whose wording ends at the head, from `begin` on; nullptr for none.
const Facility* Places::facility_at(TokenIndex head, TokenIndex& begin) const {
  const PlaceTables& tables = knowledge_->place_tables;
  if (!syntax_->is_nominal(head)) return nullptr;
  const std::string& last = syntax_->lemma(head);
  if (!tables.facilities_by_head.contains(last)) return nullptr;
  if (head > 0) {
    if (const Facility* two = tables.facility_of(syntax_->lower(head - 1) + " " + last)) {
      begin = head - 1;
      return two;
    }
  }
  begin = head;
  return tables.facility_of(last);
}

/// A country is too wide to say where a facility lies.
bool Places::is_anchor(const PlaceMention& mention) const {
  return !mention.candidates.empty() && !mention.acts &&
         !is_country_row(*mention.candidates.front());
}

/// The place that a phrase hangs on its facility: "in Douma", "Douma's".
const PlaceMention* Places::anchor_of(TokenIndex head) const {
  for (TokenIndex c : syntax_->children(head)) {
    using enum Deprel;
    if (!syntax_->is(c, {kNmod, kNmodPoss, kCompound, kObl, kAmod})) continue;
    const PlaceMention* mention = mention_at(c);
    if (mention && is_anchor(*mention)) return mention;
  }
  // "the airport south of the city": somewhere in its phrase, without a comma.
  const TokenRange phrase = syntax_->subtree(head);
  for (TokenIndex k = head + 1; k < phrase.end && syntax_->upos(k) != Upos::kPunct; ++k)
    if (const PlaceMention* mention = mention_at(k); mention && is_anchor(*mention)) return mention;
  // "bombed a hospital in Douma": parsers hang the town on the verb.
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(head));
  if (head + 2 >= sentence.end || syntax_->upos(head + 1) != Upos::kAdp) return nullptr;
  const std::string& preposition = syntax_->lower(head + 1);
  if (preposition == "from" || preposition == "to") return nullptr;
  const PlaceMention* behind = mention_at(head + 2);
  return behind && is_anchor(*behind) ? behind : nullptr;
}

std::optional<PlaceMention> Places::facility_mention(const Facility& facility,
                                                     TokenRange range) const {
  PlaceMention out;
  out.facility = &facility;
  out.head = range.end - 1;
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(out.head));
  const PlaceMention* before = range.begin > sentence.begin ? mention_at(range.begin - 1) : nullptr;
  if (before && before->range.end == range.begin) {
    // "Kweires airbase": the gazetteer's own by any word for the kind, else the town's.
    const std::string name = syntax_->text(before->range);
    for (const std::string& wording : facility.wordings)
      for (const Place* place : knowledge_->gazetteer.by_name(name + " " + wording))
        if (!place->is_region) out.candidates.push_back(place);
    out.range = {before->range.begin, range.end};
    if (!out.candidates.empty()) {
      out.facility = nullptr;  // a place of its own
      return out;
    }
    // A place of the kind needs no second word: the name is the facility's.
    const Place* front = before->candidates.empty() ? nullptr : before->candidates.front();
    if (front && facility.kinds.contains(front->kind)) out.facility = nullptr;
    out.candidates = before->candidates;
    out.chance = out.facility ? kAnchored * before->chance : before->chance;
    return out;
  }
  // "al-Shifa hospital": the capitalised words before are its name.
  TokenIndex begin = range.begin;
  while (begin > sentence.begin && !mention_at(begin - 1) &&
         (syntax_->upos(begin - 1) == Upos::kPropn || syntax_->form(begin - 1) == "-") &&
         (syntax_->is_capitalised(begin - 1) || begin + 1 < range.begin))
    --begin;
  out.range = {begin, range.end};
  if (const PlaceMention* anchor = anchor_of(out.head)) {
    out.candidates = anchor->candidates;
    out.chance = kAnchored * anchor->chance;
    return out;
  }
  // A school or a market of no name and no town is no place that a map could show.
  if (begin == range.begin && !syntax_->has_child_lemma(out.head, "the")) return std::nullopt;
  const PlaceMention* town = nullptr;
  for (const PlaceMention& mention : mentions_) {
    if (mention.range.begin >= range.begin &&
        syntax_->sentence_of(mention.head) > syntax_->sentence_of(out.head))
      break;
    const std::size_t at = syntax_->sentence_of(mention.head);
    if (at + 2 < syntax_->sentence_of(out.head) || mention.candidates.empty() || mention.acts)
      continue;
    const Place& place = *mention.candidates.front();
    if (place.is_region || place.kind == "country" || is_facility(place)) continue;
    town = &mention;
  }
  if (!town) {
    if (begin == range.begin) return std::nullopt;
    out.chance = 0;
    return out;
  }
  out.candidates = town->candidates;
  const bool near = syntax_->sentence_of(town->head) == syntax_->sentence_of(out.head);
  out.chance = (near ? kSentence : kBefore) * town->chance;
  return out;
}

void Places::find_facilities() {
  std::vector<PlaceMention> found;
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    TokenIndex begin = i;
    if (mention_at(i)) continue;
    const Facility* facility = facility_at(i, begin);
    if (!facility) continue;
    // "the base commander", "a market price": the noun only says whose.
    if (syntax_->is(i, {Deprel::kCompound}) && syntax_->head(i) == i + 1) continue;
    if (auto mention = facility_mention(*facility, {begin, i + 1})) found.push_back(*mention);
  }
  for (const PlaceMention& mention : found) {
    // The name inside of a facility's is no mention of its own.
    std::erase_if(mentions_, [&](const PlaceMention& m) {
      return m.range.begin >= mention.range.begin && m.range.end <= mention.range.end;
    });
    mentions_.push_back(mention);
  }
}

}  // namespace dateline
