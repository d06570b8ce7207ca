#include <algorithm>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

namespace dateline {

Places::Places(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
               const Toponyms& toponyms)
    : syntax_(&syntax), knowledge_(&knowledge) {
  mention_at_.assign(syntax.size(), -1);
  find_names(actors, toponyms);
  add_toponyms(actors, toponyms);
  sort_mentions();
  find_facilities();
  sort_mentions();
  find_anaphors(actors);
  sort_mentions();
}

void Places::add(PlaceMention mention) {
  for (TokenIndex k = mention.range.begin; k < mention.range.end; ++k)
    mention_at_[k] = static_cast<int>(mentions_.size());
  mentions_.push_back(std::move(mention));
}

/// In the order of the text; of two that begin at one word the longer stays.
void Places::sort_mentions() {
  std::ranges::stable_sort(mentions_, {}, [](const PlaceMention& m) { return m.range.begin; });
  std::ranges::fill(mention_at_, -1);
  for (std::size_t m = 0; m < mentions_.size(); ++m)
    for (TokenIndex k = mentions_[m].range.begin; k < mentions_[m].range.end; ++k)
      mention_at_[k] = static_cast<int>(m);
}

const PlaceMention* Places::mention_at(TokenIndex i) const {
  return mention_at_[i] < 0 ? nullptr : &mentions_[static_cast<std::size_t>(mention_at_[i])];
}

PlaceReading Places::reading(const PlaceMention& mention) const {
  return reading_of(mention, mention.candidates.empty() ? nullptr : mention.candidates.front());
}

std::vector<PlaceReading> Places::readings(const PlaceMention& mention) const {
  // Of a theatre's namesakes the first is nearly always meant, and nothing tells the others apart.
  constexpr double kFirst = 0.9;
  std::vector<PlaceReading> out{reading(mention)};
  const std::size_t others = mention.candidates.empty() ? 0 : mention.candidates.size() - 1;
  if (!mention.chances.empty()) {
    out.front().probability = mention.chances.front();
    for (std::size_t i = 1; i < mention.candidates.size(); ++i) {
      out.push_back(reading_of(mention, mention.candidates[i]));
      out.back().probability = mention.chances[i];
    }
    return out;
  }
  if (others == 0) return out;
  const double rest = (1 - kFirst) / static_cast<double>(others);
  out.front().probability = mention.chance * kFirst;
  for (std::size_t i = 1; i < mention.candidates.size(); ++i) {
    out.push_back(reading_of(mention, mention.candidates[i]));
    out.back().probability = mention.chance * rest;
  }
  return out;
}

PlaceReading Places::reading_of(const PlaceMention& mention, const Place* candidate) const {
  const PlaceWording words = wording(mention);
  PlaceReading out;
  out.relation = words.relation;
  if (words.distance) out.distance_km = words.distance->value;
  out.text = syntax_->text(mention.range);
  out.span = syntax_->span(mention.range);
  out.name = out.text;
  out.probability = mention.chance;
  if (mention.facility) out.facility = mention.facility->kind;
  if (!candidate) return out;
  const Place& place = *candidate;
  out.place = place.id;
  out.name = place.name;
  out.point = place.point;
  out.is_region = place.is_region;
  const Place* other =
      words.other && !words.other->candidates.empty() ? words.other->candidates.front() : nullptr;
  auto shape = is_country_row(place) && words.zone == Zone::kBorder
                   ? border_shape(place, words)
                   : shape_of(place, words, other, mention.facility, knowledge_->place_tables);
  if (!shape) return out;
  if (shape->kind != ShapeKind::kRegion) out.point = shape->centre;
  out.shape = std::make_shared<const Shape>(std::move(*shape));
  return out;
}

/// "near the border with Turkey": the strip of the theatre's country that faces it.
std::optional<Shape> Places::border_shape(const Place& neighbour, const PlaceWording& words) const {
  const ShapeWidths& widths = knowledge_->place_tables.widths;
  const auto own = knowledge_->gazetteer.by_name(main_country_name());
  const double width = words.distance ? words.distance->high : widths.border_width;
  if (!own.empty() && own.back() != &neighbour && neighbour.point)
    if (auto belt = belt_shape(own.back()->outline, *neighbour.point, width,
                               width * widths.uncertain_share))
      return belt;
  return shape_of(neighbour, words, nullptr, nullptr, knowledge_->place_tables);
}

/// "the enclave in Syria known as Afrin": the name of the noun before, not a place of its own.
bool Places::names_above(TokenIndex i) const {
  using enum Deprel;
  const TokenIndex called = syntax_->head(i);
  if (called == kNoToken || called > i || !syntax_->is(called, {kAcl, kAmod}) ||
      !knowledge_->in_class(syntax_->lemma(called), "naming"))
    return false;
  return syntax_->has_child_lemma(i, "as") || syntax_->is(i, {kXcomp, kObj});
}

std::vector<PlaceReading> Places::under(TokenIndex head) const {
  std::vector<PlaceReading> out;
  const TokenRange range = syntax_->subtree(head);
  std::vector<const PlaceMention*> found;
  const PlaceMention* named = nullptr;
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    const PlaceMention* mention = mention_at(i);
    if (!mention || mention->head != i) continue;
    if (names_above(i)) named = mention;
    bool outside = false, qualifies = false;
    for (TokenIndex up = i; up != head && up != kNoToken; up = syntax_->head(up)) {
      using enum Deprel;
      outside |= syntax_->is(up, {kAclRelcl, kAcl, kAdvcl, kParataxis, kCcomp, kAppos});
      // "within 24 hours and advanced to Damascus": what is no noun goes on with the verb above.
      outside |= up != i && syntax_->is(up, {kConj}) && !syntax_->is_nominal(up);
      // "Hama in the centre", "Aleppo province in Syria": the wider place only qualifies.
      if (up != i || !syntax_->is(up, {kConj})) {
        const TokenIndex above = syntax_->head(up);
        // Of "Morek, on the highway in northern Hama" the second name only qualifies the first; a
        // plain noun at the head ("positions north of Homs") is no place of its own.
        const bool goes_on =
            syntax_->has_child_lemma(up, "toward") || syntax_->has_child_lemma(up, "towards");
        if (above != kNoToken && mention_at(above) && mention_at(above)->head == above &&
            (above != head || up != i) && !syntax_->is(up, {Deprel::kConj}) && !goes_on)
          qualifies = true;
      }
    }
    if (!syntax_->dominated(i, head)) outside = true;
    // "Syria's army", "the Aleppo governor": whose it is, not where.
    if (const TokenIndex owner = syntax_->head(i);
        owner != kNoToken && syntax_->is(i, {Deprel::kNmodPoss, Deprel::kCompound}) &&
        (knowledge_->in_class(syntax_->lemma(owner), "force") ||
         knowledge_->in_class(syntax_->lemma(owner), "official") ||
         knowledge_->in_class(syntax_->lemma(owner), "agency") ||
         knowledge_->in_class(syntax_->lemma(owner), "resident")))
      outside = true;
    if (!outside && !qualifies) found.push_back(mention);
  }
  if (named) found = {named};
  std::stable_sort(found.begin(), found.end(), [&](const auto* a, const auto* b) {
    return (a->head == head) > (b->head == head);
  });
  for (const auto* mention : found) out.push_back(reading(*mention));
  std::erase_if(out, [](const PlaceReading& p) { return p.relation == "except"; });
  // "Talbiseh, between Hama and Homs": the two others only say where the first one lies.
  const auto between = [](const PlaceReading& p) { return p.relation == "between"; };
  if (std::any_of(out.begin(), out.end(), [&](const auto& p) { return !between(p); }))
    std::erase_if(out, between);
  return out;
}

const PlaceMention* Places::last_before(TokenIndex i) const {
  const std::size_t sentence = syntax_->sentence_of(i);
  const PlaceMention* best = nullptr;
  bool several = false;
  for (const PlaceMention& mention : mentions_) {
    if (mention.range.end > i || mention.candidates.empty() || mention.acts ||
        syntax_->sentence_of(mention.head) + 1 < sentence)
      continue;
    const Place& place = *mention.candidates.front();
    if (place.kind == "country" || is_facility(place) ||
        (place.is_region && place.kind == "country"))
      continue;
    // Where the sentence names two towns, nobody can tell which one "it" is.
    several |= best && syntax_->sentence_of(best->head) == sentence &&
               syntax_->sentence_of(mention.head) == sentence &&
               best->candidates.front() != mention.candidates.front();
    if (!best || mention.range.begin > best->range.begin) best = &mention;
  }
  return several ? nullptr : best;
}

}  // namespace dateline
