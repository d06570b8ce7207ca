#include "dateline/meaning/private_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "dateline/meaning/noun_kinds.h"
#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

using enum Deprel;

constexpr TokenIndex kLongestName = 6;
constexpr TokenIndex kOfficeReach = 7;  ///< words from "is" to the office
constexpr TokenIndex kNounReach = 6;    ///< words from the comma to "surgeon"
constexpr int kMostYears = 110;         ///< of age

struct Person {
  TokenRange range;
  std::vector<std::string> words;  ///< of the name, folded
  bool is_public = false;
};

/// Finds persons, then asks of each name whether any of its bearers is public.
class PersonFinder {
 public:
  PersonFinder(const Syntax& syntax, const std::vector<Name>& names, const Knowledge& knowledge,
               const Actors& actors)
      : s_(syntax), names_(names), k_(knowledge), actors_(actors) {}

  std::vector<ByteSpan> run() {
    covered_.assign(s_.size(), false);
    within_.assign(s_.size(), false);
    for (const Name& name : names_)
      if (name.range.size() > 1)
        for (TokenIndex i = name.range.begin; i < name.range.end; ++i) within_[i] = true;
    for (const Name& name : names_) take(name.range, name.type);
    untagged();
    share();
    repeats();
    std::vector<ByteSpan> out;
    for (const Person& person : persons_)
      if (!person.is_public) out.push_back(s_.span(person.range));
    std::ranges::sort(out, {}, &ByteSpan::begin);
    return out;
  }

 private:
  std::string title_word(TokenIndex i) const {
    std::string word = s_.lemma(i);
    while (!word.empty() && word.back() == '.') word.pop_back();
    return word;
  }
  bool is_office(TokenIndex i) const {
    return k_.actor_tables.offices.contains(title_word(i)) ||
           k_.actor_tables.offices.contains(s_.lower(i));
  }
  /// "resident", "farmer": a noun of persons that is no office.
  bool is_private_noun(TokenIndex i) const {
    if (s_.upos(i) != Upos::kNoun || is_office(i)) return false;
    return k_.in_class(s_.lemma(i), "person") || k_.in_class(s_.lemma(i), "resident") ||
           k_.in_class(s_.lemma(i), "kin") ||
           (k_.nouns && k_.nouns->find(s_.lemma(i)).kind == ReferentKind::kPerson);
  }

  /// "Resident" before a name at the head of a sentence, where taggers take it for one too.
  bool is_called(TokenIndex i) const {
    return std::ranges::any_of(
        std::array{"person", "people", "resident", "witness", "medic", "analyst"},
        [&](const char* one) { return k_.in_class(s_.lower(i), one); });
  }

  std::vector<std::string> words_of(TokenRange range) const {
    std::string text = s_.text(range);
    std::ranges::replace_if(
        text, [](char c) { return c == '-' || c == '\n' || c == '\t'; }, ' ');
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      std::string word = name_word(std::string_view(text).substr(at, end - at));
      if (!word.empty()) out.push_back(std::move(word));
      at = end + 1;
    }
    return out;
  }

  /// True where a list has the name, whole or as part of a longer one, on whatever day.
  bool is_listed(const std::vector<std::string>& words) const {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const auto list = k_.names_by_first.find(words[at]);
      if (list == k_.names_by_first.end()) continue;
      for (const std::size_t i : list->second) {
        const ActorName& name = k_.names[i];
        const std::size_t n = name.words.size();
        if (!name.is_person || at + n > words.size() || (n == 1 && words.size() > 1)) continue;
        if (std::equal(name.words.begin(), name.words.end(),
                       words.begin() + static_cast<std::ptrdiff_t>(at)))
          return true;
      }
    }
    return false;
  }

  TokenIndex head_of(TokenRange range) const {
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (!range.contains(s_.head(i))) return i;
    return range.begin;
  }

  /// "the mayor of X, Sami Haddad", "Sami Haddad, who is the mayor", "Sami Haddad was named mayor".
  bool has_office(TokenRange range) const {
    const TokenIndex head = head_of(range), up = s_.head(head);
    if (range.begin > 0 && s_.sentence_of(range.begin - 1) == s_.sentence_of(head) &&
        is_office(range.begin - 1))
      return true;
    for (TokenIndex c : s_.children(head)) {
      if (range.contains(c)) continue;
      if (s_.is(c, {kAppos, kCompound, kFlat, kNmodDesc, kAclRelcl, kAmod}) && is_office(c))
        return true;
    }
    // "Abu Test head of the brigade", "Abu Test is its co-chair": by words, where trees err.
    TokenIndex next = range.end;
    const TokenIndex end = s_.sentence(s_.sentence_of(head)).end;
    if (next < end && s_.lemma(next) == "be") {
      const TokenIndex last = std::min(end, next + kOfficeReach);
      for (++next; next < last && s_.upos(next) != Upos::kVerb && s_.upos(next) != Upos::kAdp;
           ++next)
        if (is_office(next)) return true;
    } else if (next < end && s_.upos(next) == Upos::kNoun && is_office(next)) {
      return true;
    }
    if (up == kNoToken) return false;
    if (s_.is(head, {kAppos, kFlat, kNmodDesc, kCompound}) && is_office(up) && up < range.end)
      return true;
    if (s_.is(head, {kAppos}) && is_office(up)) return true;
    if (s_.is(head, {kNsubj, kNsubjPass})) {
      if (is_office(up) && s_.child(up, {kCop}) != kNoToken) return true;
      if (names_to_office(up)) return true;
    }
    if (s_.is(head, {kObj}) && names_to_office(up)) return true;
    // "generals Ilyas Norwood and Sami Haddad"
    if (s_.is(head, {kConj}) && !range.contains(up)) {
      for (TokenIndex c : s_.children(up))
        if (s_.is(c, {kCompound, kNmodDesc, kFlat}) && is_office(c) &&
            s_.feats(c).number == Feats::Number::kPlur)
          return true;
    }
    return false;
  }
  bool names_to_office(TokenIndex verb) const {
    const std::string& lemma = s_.lemma(verb);
    if (lemma != "appoint" && lemma != "elect" && lemma != "name" && lemma != "become" &&
        lemma != "serve")
      return false;
    return std::ranges::any_of(s_.children(verb), [&](TokenIndex c) {
      return s_.is(c, {kXcomp, kObj, kObl}) && is_office(c);
    });
  }

  bool is_byline(TokenIndex i) const { return s_.part(s_.sentence_of(i)) == PartKind::kByline; }

  void add(TokenRange range) {
    for (TokenIndex i = range.begin; i < range.end; ++i) covered_[i] = true;
    Person person{range, words_of(range)};
    person.is_public = is_byline(range.begin) || has_office(range) || is_listed(person.words);
    if (!person.words.empty()) persons_.push_back(std::move(person));
  }

  /// A name that the tagger found: the person's without titles at its begin and "'s" at its end.
  void take(TokenRange range, NameType type) {
    bool office = false;
    const TokenRange whole = range;
    while (range.size() > 1 && (is_office(range.begin) || is_called(range.begin))) {
      office |= is_office(range.begin);
      ++range.begin;
    }
    while (range.size() > 1 &&
           (s_.lower(range.end - 1).starts_with("'") || s_.form(range.end - 1).starts_with("’")))
      --range.end;
    for (TokenIndex i = whole.begin; i < whole.end; ++i) covered_[i] = true;
    if ((type == NameType::kPlace || type == NameType::kOrganisation) &&
        !is_told_behind(range.end) && !is_aged(range.end))
      return;
    if (type != NameType::kPerson && !beside_person(range) && !has_office(range)) return;
    if (range.size() > kLongestName || is_no_person(range)) return;
    if (is_listed_place(range)) return;
    if (!beside_person(range) && stands_as_place(range)) return;
    while (range.size() < kLongestName && is_more(range.end)) ++range.end;
    add(range);
    if (office && !persons_.empty()) persons_.back().is_public = true;
  }

  /// What a list has as a party's, a country's or an outlet's; what ends as names of groups do.
  bool is_no_person(TokenRange range) const {
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      const ActorMention* m = actors_.mention_at(i);
      if (m && !m->is_person && !m->is_common &&
          (range.size() == 1 || (m->range.size() > 1 && !m->is_country)))
        return true;
      if (weekday_of(s_.lower(i))) return true;
    }
    const std::string& last = s_.lower(range.end - 1);
    return s_.upos(range.begin) == Upos::kDet || s_.lower(range.begin) == "the" ||
           k_.parties.find_outlet(s_.text(range)) != nullptr || k_.in_class(last, "force") ||
           k_.in_class(last, "place") || k_.in_class(last, "party_speaker") ||
           (k_.nouns && k_.nouns->find(last).kind == ReferentKind::kGroup);
  }
  bool is_listed_place(TokenRange range) const {
    return !k_.gazetteer.by_name(s_.text(range)).empty();
  }
  /// "the Abu Test quarter"; of one word "in Afrin", "the Afrin offensive" too.
  bool stands_as_place(TokenRange range) const {
    const TokenIndex next = range.end;
    if (next < s_.size() && s_.sentence_of(next) == s_.sentence_of(range.begin) &&
        k_.in_class(s_.lemma(next), "place"))
      return true;
    if (range.size() > 1) return false;
    if (next < s_.size() && s_.sentence_of(next) == s_.sentence_of(range.begin) &&
        s_.upos(next) == Upos::kNoun && s_.is(range.begin, {kCompound, kAmod, kNmodDesc}) &&
        !k_.in_class(s_.lemma(next), "kin") && s_.lemma(next) != "family")
      return true;
    if (range.begin == 0) return false;
    const std::string& before = s_.lower(range.begin - 1);
    return before == "in" || before == "near";
  }
  /// A word of the name that the tagger left out.
  bool is_more(TokenIndex i) const {
    return i < s_.size() && s_.sentence_of(i) == s_.sentence_of(i - 1) &&
           (is_free(i) || (s_.is(i, {kFlat}) && s_.upos(i) == Upos::kPropn)) &&
           !weekday_of(s_.lower(i));
  }

  /// "resident Amina Yusuf", "Amina Yusuf, a farmer", "Amina Yusuf, 34,".
  bool beside_person(TokenRange range) const {
    const TokenIndex head = head_of(range), up = s_.head(head);
    if (range.begin > 0 && is_private_noun(range.begin - 1)) return true;
    if (up != kNoToken && s_.is(head, {kAppos, kFlat, kNmodDesc}) && is_private_noun(up))
      return true;
    for (TokenIndex c : s_.children(head))
      if (!range.contains(c) && s_.is(c, {kAppos, kNmodDesc}) && is_private_noun(c)) return true;
    return is_told_behind(range.end) || is_aged(range.end);
  }
  /// ", a surgeon" at this token, whatever the tree makes of it.
  bool is_told_behind(TokenIndex i) const {
    if (i + 2 >= s_.size() || s_.form(i) != ",") return false;
    if (s_.lower(i + 1) != "a" && s_.lower(i + 1) != "an") return false;
    const TokenIndex end = std::min<TokenIndex>(s_.sentence(s_.sentence_of(i)).end, i + kNounReach);
    for (TokenIndex k = i + 2; k < end && s_.form(k) != ","; ++k)
      if (s_.upos(k) == Upos::kNoun && s_.upos(k + 1) != Upos::kNoun) return is_private_noun(k);
    return false;
  }
  /// ", 34," or ", 34." at this token.
  bool is_aged(TokenIndex i) const {
    if (i + 2 >= s_.size() || s_.form(i) != ",") return false;
    const std::string_view number = s_.form(i + 1);
    if (number.empty() || number.size() > 3 ||
        !std::ranges::all_of(number, [](unsigned char c) { return std::isdigit(c); }))
      return false;
    return std::stoi(std::string(number)) <= kMostYears &&
           (s_.form(i + 2) == "," || s_.form(i + 2) == ".");
  }

  /// Proper nouns that the tagger took for no name, where the words beside them are a person's.
  void untagged() {
    for (TokenIndex i = 0; i < s_.size(); ++i) {
      if (!is_free(i)) continue;
      TokenRange range{i, i + 1};
      while (range.end < s_.size() && is_free(range.end) &&
             s_.sentence_of(range.end) == s_.sentence_of(i))
        ++range.end;
      if (range.size() <= kLongestName && beside_person(range) && !is_no_person(range)) add(range);
      i = range.end - 1;
    }
  }
  bool is_free(TokenIndex i) const {
    return !covered_[i] && s_.upos(i) == Upos::kPropn && s_.is_capitalised(i) &&
           actors_.mention_at(i) == nullptr && !is_office(i);
  }

  /// One of whom the text says an office is public wherever it is named.
  void share() {
    const auto is_same = [](const Person& a, const Person& b) {
      const auto& shorter = a.words.size() <= b.words.size() ? a.words : b.words;
      const auto& longer = a.words.size() <= b.words.size() ? b.words : a.words;
      return std::equal(shorter.rbegin(), shorter.rend(), longer.rbegin());
    };
    std::unordered_map<std::string, std::vector<std::size_t>> by_last;
    for (std::size_t i = 0; i < persons_.size(); ++i)
      by_last[persons_[i].words.back()].push_back(i);
    std::vector<bool> shown(persons_.size());
    for (const auto& [word, list] : by_last)
      for (const std::size_t i : list)
        shown[i] = std::ranges::any_of(list, [&](std::size_t other) {
          return persons_[other].is_public && is_same(persons_[i], persons_[other]);
        });
    for (std::size_t i = 0; i < persons_.size(); ++i) persons_[i].is_public = shown[i];
  }

  /// The first or last name alone, where it stands again and the tagger took it for something else.
  void repeats() {
    std::unordered_map<std::string, bool> parts;  // a word of a name -> of a public one
    for (const Person& person : persons_)
      for (const std::string* word : {&person.words.front(), &person.words.back()})
        parts[*word] |= person.is_public || person.words.size() < 2;
    std::vector<bool> taken = within_;
    for (const Person& person : persons_)
      std::fill(taken.begin() + person.range.begin, taken.begin() + person.range.end, true);
    for (TokenIndex i = 0; i < s_.size(); ++i) {
      if (taken[i] || is_byline(i) || !s_.is_capitalised(i) || actors_.mention_at(i)) continue;
      if (s_.upos(i) != Upos::kPropn && (is_office(i) || k_.lemmas.contains(s_.lower(i)))) continue;
      const auto part = parts.find(name_word(s_.form(i)));
      if (part == parts.end() || part->second || part->first.size() < 4) continue;
      const TokenRange range{i, i + 1};
      if (is_no_person(range) || is_listed_place(range)) continue;
      persons_.push_back({range, {part->first}});
    }
  }

  const Syntax& s_;
  const std::vector<Name>& names_;
  const Knowledge& k_;
  const Actors& actors_;
  std::vector<bool> covered_;  ///< tokens of names, whatever they name
  std::vector<bool> within_;   ///< tokens of names of several words
  std::vector<Person> persons_;
};

}  // namespace

std::vector<ByteSpan> find_private_names(const Syntax& syntax, const std::vector<Name>& names,
                                         const Knowledge& knowledge, const Actors& actors) {
  return PersonFinder(syntax, names, knowledge, actors).run();
}

}  // namespace dateline
