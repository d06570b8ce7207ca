#include <algorithm>
#include <unordered_set>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

// Names of places: the longest of the gazetteer at each word, but for those that only say whose.

namespace dateline {
namespace {

constexpr TokenIndex kLongestName = 6;  ///< tokens

/// A capital letter in it, and no small one: "SANA", "UAE".
bool is_acronym(std::string_view form) {
  bool capital = false;
  for (const char c : form) {
    if (c >= 'a' && c <= 'z') return false;
    capital |= c >= 'A' && c <= 'Z';
  }
  return capital && form.size() > 1;
}

/// True where most words begin with a capital: a headline in which a capital tells nothing.
bool is_title_case(const Syntax& syntax, TokenRange sentence) {
  constexpr TokenIndex kLong = 3;  // letters: "in", "of" and "the" stay small in titles
  int words = 0, capitals = 0;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    if (syntax.form(i).size() <= kLong || syntax.upos(i) == Upos::kPunct) continue;
    ++words;
    capitals += syntax.is_capitalised(i);
  }
  return words > 2 && capitals * 4 >= words * 3;
}

bool spelt_so(const Place& place, std::string_view form) {
  return place.name == form ||
         std::ranges::find(place.other_names, form) != place.other_names.end();
}

/// "based" in "London-based": the name says whose or whence, not where.
bool is_bearer(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {
      "based",    "backed",     "led",       "allied",    "funded",    "sponsored", "supported",
      "born",     "controlled", "brokered",  "linked",    "aligned",   "trained",   "armed",
      "run",      "appointed",  "dominated", "made",      "installed", "bred",      "friendly",
      "educated", "registered", "financed",  "affiliated"};
  return kWords.contains(word);
}

}  // namespace

void Places::find_names(const Actors& actors, const Toponyms& toponyms) {
  // What is part of a longer name is not what it says: "Mexico" in "New Mexico", "Jordan" as a
  // person's first name.
  std::vector<TokenRange> longer(syntax_->size());
  for (const Name& name : toponyms.names)
    if (name.type == NameType::kPerson)
      for (TokenIndex i = name.range.begin; i < name.range.end; ++i) longer[i] = name.range;
  for (const GroundedToponym& found : toponyms.places)
    if (found.toponym.use == ToponymUse::kPlace && !found.candidates.empty())
      for (TokenIndex i = found.toponym.range.begin; i < found.toponym.range.end; ++i)
        longer[i] = found.toponym.range;
  for (std::size_t s = 0; s < syntax_->sentences(); ++s) {
    const TokenRange sentence = syntax_->sentence(s);
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      const ActorMention* actor = actors.mention_at(i);
      if (actor && !actor->is_country && actor->range.size() > 1) {
        i = actor->range.end - 1;
        continue;
      }
      auto mention = name_at(i, sentence, actors);
      if (!mention) continue;
      if (const TokenRange whole = longer[i]; whole.begin <= i && whole.end >= mention->range.end &&
                                              whole.size() > mention->range.size())
        continue;
      i = mention->range.end - 1;
      if (!bears_another(*mention, sentence)) add(std::move(*mention));
    }
  }
}

/// The longest name of the gazetteer that begins at the word. A word that alone is no name, "north"
/// or "Turkish", may begin one: "northern Aleppo", "Turkish border".
std::optional<PlaceMention> Places::name_at(TokenIndex i, TokenRange sentence,
                                            const Actors& actors) const {
  const Gazetteer& gazetteer = knowledge_->gazetteer;
  const std::string& first = syntax_->lower(i);
  const bool follows_the =
      i > sentence.begin && (syntax_->lower(i - 1) == "the" || syntax_->lower(i - 1) == "entire");
  const bool side = is_direction(first) || first == "coast";
  const bool followed_by_of = i + 1 < sentence.end && syntax_->lower(i + 1) == "of";
  // "the east bank", "the north side": the noun behind says of what.
  const bool followed_by_noun =
      i + 1 < sentence.end && syntax_->is_nominal(i + 1) &&
      (knowledge_->in_class(syntax_->lemma(i + 1), "place") ||
       knowledge_->place_tables.zone_of(syntax_->lemma(i + 1)) != Zone::kNone);
  const bool alone = side && follows_the && !followed_by_of && !followed_by_noun;
  const ActorMention* actor = actors.mention_at(i);
  const bool demonym = actor && actor->is_demonym;
  const bool opens = bearing_of_word(first) || demonym || first == "coastal" || first == "rural" ||
                     first == "central";
  if (!syntax_->is_capitalised(i) && !alone && !opens) return std::nullopt;
  TokenIndex limit = i + 1;  // no name reaches over a comma, a bracket or a quote
  while (limit < std::min(sentence.end, i + kLongestName) &&
         (syntax_->upos(limit) != Upos::kPunct || syntax_->form(limit) == "-"))
    ++limit;
  for (TokenIndex end = limit; end > i; --end) {
    const bool single = end == i + 1;
    // The last word must carry something: no name ends in punctuation, nor in the "at" of
    // "Daraya at the edge", which would fold away like an article.
    if (syntax_->upos(end - 1) == Upos::kPunct || syntax_->upos(end - 1) == Upos::kAdp) continue;
    if (single && (demonym || (opens && !syntax_->is_capitalised(i) && !alone))) break;
    std::string text = std::string(syntax_->document().slice(syntax_->span(TokenRange{i, end})));
    if (!single && bearing_of_word(first)) {  // "north-western Syria" as "northwestern Syria"
      const std::size_t hyphen = text.find('-');
      if (hyphen != std::string::npos && hyphen < syntax_->form(i).size()) text.erase(hyphen, 1);
    }
    auto candidates = gazetteer.by_name(text);
    if (candidates.empty() && alone && single)
      candidates = gazetteer.by_name(first == "coast" ? main_country_name() + " coast"
                                                      : first + " " + main_country_name());
    if (candidates.empty() && single) candidates = without_s(i, sentence);
    if (candidates.empty()) continue;
    // "in Iraq" is a place, "with Iraq" a party.
    const bool country =
        actor && (actor->is_country || (is_country_row(*candidates.front()) && is_located(i)));
    if (single && actor && !country) break;  // a party's name that is a place's too
    if (single && is_acronym(syntax_->form(i)) && !is_acronym(syntax_->text(sentence)) &&
        std::ranges::none_of(candidates,
                             [&](const Place* p) { return spelt_so(*p, syntax_->form(i)); }))
      break;  // the agency SANA is not Sanaa
    const std::string next = end < sentence.end ? syntax_->lower(end) : "";
    if (is_region_word(next) || behind_region_word(i, sentence)) {
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Place* a, const Place* b) { return a->is_region > b->is_region; });
    }
    PlaceMention mention;
    mention.range = {i, end};
    mention.head = syntax_->head_of(mention.range);
    mention.candidates = std::move(candidates);
    if (country) mention.acts = acts(mention.head);
    return mention;
  }
  return std::nullopt;
}

/// "Aleppos east": copies of dispatches lose apostrophes.
std::vector<const Place*> Places::without_s(TokenIndex i, TokenRange sentence) const {
  constexpr std::size_t kShortest = 5;
  const std::string form(syntax_->form(i));
  if (form.size() < kShortest || form.back() != 's' || i + 1 >= sentence.end ||
      syntax_->upos(i) != Upos::kPropn)
    return {};
  const Upos next = syntax_->upos(i + 1);
  if (next != Upos::kNoun && next != Upos::kAdj && next != Upos::kPropn && next != Upos::kAdv &&
      next != Upos::kVerb)
    return {};
  return knowledge_->gazetteer.by_name(std::string_view(form).substr(0, form.size() - 1));
}

/// The preposition stands by the word or by its phrase: "in Iraq", "near the Iraq border".
bool Places::is_located(TokenIndex i) const {
  static const std::unordered_set<std::string> kPrepositions = {
      "in", "inside", "into", "across", "within", "near", "throughout", "outside", "around"};
  for (const TokenIndex head : {i, syntax_->head(i)}) {
    if (head == kNoToken || (head != i && !syntax_->is(i, {Deprel::kConj, Deprel::kCompound})))
      continue;
    for (TokenIndex c : syntax_->children(head))
      if (syntax_->is(c, {Deprel::kCase}) && kPrepositions.contains(syntax_->lower(c))) return true;
  }
  const TokenIndex border = syntax_->head(i);
  return border != kNoToken &&
         knowledge_->place_tables.zone_of(syntax_->lemma(border)) == Zone::kBorder;
}

/// A capital or country that does something itself: "Ankara said".
bool Places::acts(TokenIndex head) const {
  for (TokenIndex i = head; i != kNoToken; i = syntax_->head(i)) {
    if (syntax_->is(i, {Deprel::kNsubj, Deprel::kNmodPoss})) return true;
    if (!syntax_->is(i, {Deprel::kConj})) return false;
  }
  return false;
}

/// True where the name is only part of somebody's: "Jordan Henderson", "Aleppo Media Centre",
/// "London-based".
bool Places::bears_another(const PlaceMention& mention, TokenRange sentence) const {
  const TokenIndex end = mention.range.end;
  if (end + 1 < sentence.end && syntax_->form(end) == "-" && is_bearer(syntax_->lower(end + 1)))
    return true;
  if (end >= sentence.end || is_title_case(*syntax_, sentence)) return false;
  const auto is_place_word = [&](TokenIndex i) {
    const std::string& lemma = syntax_->lemma(i);
    return knowledge_->in_class(lemma, "place") || knowledge_->in_class(lemma, "road") ||
           is_region_word(syntax_->lower(i)) ||
           knowledge_->place_tables.zone_of(lemma) != Zone::kNone ||
           knowledge_->place_tables.facilities_by_head.contains(lemma);
  };
  // The last word of the capitalised run that goes on from the name.
  TokenIndex last = end;
  while (last < sentence.end && syntax_->upos(last) == Upos::kPropn &&
         syntax_->is_capitalised(last))
    ++last;
  if (last == end) return false;
  --last;
  for (TokenIndex i = end; i <= last; ++i)
    if (is_place_word(i) || !knowledge_->gazetteer.by_name(syntax_->form(i)).empty()) return false;
  const TokenIndex above = syntax_->head(mention.head);
  const bool below = syntax_->is(mention.head, {Deprel::kCompound}) && above == last;
  const bool person = syntax_->is(last, {Deprel::kFlat}) && syntax_->head(last) == mention.head;
  return below || person;
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

}  // namespace dateline
