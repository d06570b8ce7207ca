#include <algorithm>
#include <unordered_set>

#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

namespace dateline {
namespace {

constexpr TokenIndex kLongestName = 6;  ///< tokens

/// True for kinds that "the city" and "it" cannot mean.
bool is_facility(const Place& place) {
  static const std::unordered_set<std::string> kKinds = {
      "airport", "airbase", "base",     "crossing", "dam",      "port",  "prison",
      "bridge",  "pass",    "facility", "site",     "building", "point", "camp"};
  return kKinds.contains(place.kind);
}

}  // namespace

Places::Places(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors)
    : syntax_(&syntax), knowledge_(&knowledge) {
  mention_at_.assign(syntax.size(), -1);
  find_names(actors);
  find_anaphors();
}

void Places::find_names(const Actors& actors) {
  const Gazetteer& gazetteer = knowledge_->gazetteer;
  for (std::size_t s = 0; s < syntax_->sentences(); ++s) {
    const TokenRange sentence = syntax_->sentence(s);
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      const std::string folded = fold_name(syntax_->form(i));
      const bool direction = is_direction(syntax_->lower(i)) && i > sentence.begin &&
                             (syntax_->lower(i - 1) == "the" || syntax_->lower(i - 1) == "entire");
      const bool followed_by_of = i + 1 < sentence.end && syntax_->lower(i + 1) == "of";
      if (!(syntax_->is_capitalised(i) || (direction && !followed_by_of))) continue;
      const ActorMention* actor = actors.mention_at(i);
      if (actor && !actor->is_country && actor->range.size() > 1) {
        i = actor->range.end - 1;
        continue;
      }
      if (actor && actor->is_demonym) continue;
      TokenIndex limit = i + 1;  // no name reaches over a comma, a bracket or a quote
      while (limit < std::min(sentence.end, i + kLongestName) &&
             (syntax_->upos(limit) != Upos::kPunct || syntax_->form(limit) == "-"))
        ++limit;
      for (TokenIndex end = limit; end > i; --end) {
        // The last word must carry something: no name ends in punctuation, nor in the "at" of
        // "Daraya at the edge", which would fold away like an article.
        if (syntax_->upos(end - 1) == Upos::kPunct || syntax_->upos(end - 1) == Upos::kAdp)
          continue;
        const std::string name =
            end == i + 1 ? folded
                         : fold_name(syntax_->document().slice(syntax_->span(TokenRange{i, end})));
        auto candidates = gazetteer.by_folded_name(name);
        if (candidates.size() > 1)
          candidates =
              gazetteer.by_name(syntax_->document().slice(syntax_->span(TokenRange{i, end})));
        if (candidates.empty() && direction && end == i + 1)
          candidates = gazetteer.by_name(syntax_->lower(i) + " " + main_country_name());
        if (candidates.empty()) continue;
        if (end == i + 1 && actor && !actor->is_country)
          break;  // a party's name that is a place's too
        const std::string next = end < sentence.end ? syntax_->lower(end) : "";
        if (is_region_word(next) || behind_region_word(i, sentence)) {
          std::stable_sort(
              candidates.begin(), candidates.end(),
              [](const Place* a, const Place* b) { return a->is_region > b->is_region; });
        }
        PlaceMention mention;
        mention.range = {i, end};
        mention.head = end - 1;
        for (TokenIndex k = i; k < end; ++k)
          if (!mention.range.contains(syntax_->head(k))) mention.head = k;
        mention.candidates = std::move(candidates);
        for (TokenIndex k = i; k < end; ++k) mention_at_[k] = static_cast<int>(mentions_.size());
        mentions_.push_back(std::move(mention));
        i = end - 1;
        break;
      }
    }
  }
}

/// "the province of Homs", "the countryside of Aleppo and Idlib": the word before the name, or
/// before the list of names that it ends.
bool Places::behind_region_word(TokenIndex name, TokenRange sentence) const {
  for (TokenIndex i = name; i > sentence.begin + 1;) {
    if (syntax_->lower(i - 1) == "of") return is_region_word(syntax_->lower(i - 2));
    TokenIndex k = i;
    if (syntax_->lower(k - 1) == "and") --k;
    if (k > sentence.begin && syntax_->lower(k - 1) == ",") --k;
    if (k == i || k <= sentence.begin || mention_at_[k - 1] < 0) return false;
    i = mentions_[static_cast<std::size_t>(mention_at_[k - 1])].range.begin;
  }
  return false;
}

/// The name of the theatre's main country, "" for none.
std::string Places::main_country_name() const {
  for (const auto& country : knowledge_->countries)
    if (!country.iso.empty() && country.iso == knowledge_->main_country) return country.name;
  return {};
}

/// "the city", "the town" take the last town named; "the capital" and "the country" the theatre's.
void Places::find_anaphors() {
  std::vector<PlaceMention> found;
  const Gazetteer& gazetteer = knowledge_->gazetteer;
  const Place* country = nullptr;
  const Place* capital = nullptr;
  for (const auto& c : knowledge_->countries) {
    if (c.iso != knowledge_->main_country || c.iso.empty()) continue;
    const auto named = gazetteer.by_name(c.name);
    if (!named.empty()) country = named.back();
    const auto capitals = gazetteer.by_name(c.capital);
    if (!capitals.empty()) capital = capitals.front();
  }
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    if (mention_at_[i] >= 0 || !syntax_->has_child_lemma(i, "the")) continue;
    const std::string& lemma = syntax_->lemma(i);
    const bool town = lemma == "city" || lemma == "town" || lemma == "village" ||
                      lemma == "enclave" || lemma == "area";
    const bool whole = lemma == "country" || lemma == "capital" || lemma == "province";
    if (!town && !whole) continue;
    // "the city of Homs", "the Homs area": the name itself is there.
    const TokenRange under = syntax_->subtree(i);
    bool named = syntax_->child(i, {Deprel::kNmod}) != kNoToken;
    for (TokenIndex k = under.begin; k < under.end; ++k) named |= mention_at_[k] >= 0;
    if (named) continue;
    const Place* place = nullptr;
    if (lemma == "country") place = country;
    if (lemma == "capital") place = capital;
    if (town || lemma == "province") {
      for (auto it = mentions_.rbegin(); it != mentions_.rend(); ++it) {
        if (it->range.begin > i || it->candidates.empty()) continue;
        const Place* last = it->candidates.front();
        if (last->kind == "country" || is_facility(*last)) continue;
        if (lemma == "province" ? last->is_region
                                : (!last->is_region || lemma == "area" || lemma == "enclave")) {
          place = last;
          break;
        }
      }
    }
    if (!place) continue;
    found.push_back({{i, i + 1}, i, {place}, true});
  }
  for (auto& mention : found) {
    mention_at_[mention.head] = static_cast<int>(mentions_.size());
    mentions_.push_back(std::move(mention));
  }
}

const PlaceMention* Places::mention_at(TokenIndex i) const {
  return mention_at_[i] < 0 ? nullptr : &mentions_[static_cast<std::size_t>(mention_at_[i])];
}

PlaceReading Places::reading(const PlaceMention& mention) const {
  PlaceReading out;
  out.relation = relation_of(mention, out.distance_km);
  out.text = syntax_->text(mention.range);
  out.span = syntax_->span(mention.range);
  out.name = out.text;
  if (!mention.candidates.empty()) {
    const Place& place = *mention.candidates.front();
    out.place = place.id;
    out.name = place.name;
    out.point = place.point;
    out.is_region = place.is_region;
  }
  return out;
}

std::vector<PlaceReading> Places::under(TokenIndex head) const {
  std::vector<PlaceReading> out;
  const TokenRange range = syntax_->subtree(head);
  std::vector<const PlaceMention*> found;
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    const PlaceMention* mention = mention_at(i);
    if (!mention || mention->head != i) continue;
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
        if (above != kNoToken && mention_at(above) && mention_at(above)->head == above &&
            (above != head || up != i) && !syntax_->is(up, {kConj}))
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
    if (mention.range.end > i || mention.candidates.empty() ||
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
