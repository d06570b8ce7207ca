#include "dateline/meaning/toponyms.h"

#include <algorithm>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/language/gazetteer_tags.h"
#include "dateline/language/split_token.h"

namespace dateline {

std::string_view to_string(ToponymUse use) {
  switch (use) {
    case ToponymUse::kPlace:
      return "place";
    case ToponymUse::kMetonym:
      return "metonym";
    case ToponymUse::kEmbedded:
      return "embedded";
    case ToponymUse::kDemonym:
      break;
  }
  return "demonym";
}

Result<Demonyms> Demonyms::load(const std::string& data_dir) {
  Demonyms out;
  auto countries = load_csv(data_dir + "/world/countries.csv");
  if (!countries) return tl::unexpected(countries.error());
  for (const auto& row : countries->rows)
    for (const std::string& word : split_list(countries->cell(row, "demonyms")))
      out.places_.emplace(fold_case(word), countries->cell(row, "name"));
  auto others = load_csv(data_dir + "/world/demonyms.csv");
  if (!others) return tl::unexpected(others.error());
  for (const auto& row : others->rows)
    for (const std::string& word : split_list(others->cell(row, "demonyms")))
      out.places_.emplace(fold_case(word), others->cell(row, "place"));
  return out;
}

const std::string* Demonyms::find(std::string_view word) const {
  const auto it = places_.find(fold_case(word));
  return it == places_.end() ? nullptr : &it->second;
}

namespace {

/// So great that its bare name means it, whatever else bears the name.
bool is_greatest(GazetteerClass c) {
  return c == GazetteerClass::kCountry || c == GazetteerClass::kFirstLevel ||
         c == GazetteerClass::kGreatCity;
}

/// Large enough to be meant where a longer name holds it.
bool is_great(GazetteerClass c) {
  return is_greatest(c) || c == GazetteerClass::kCity || c == GazetteerClass::kNature;
}

/// "in March" is no town in England.
bool is_month(const std::string& word) {
  static const std::unordered_set<std::string> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return kMonths.contains(word);
}

constexpr TokenIndex kLongestTyped = 3;  ///< words of a name behind "the town of"

class Finder {
 public:
  Finder(const NameInput& input, const std::vector<bool>& active, const LanguageModel& language,
         const Demonyms& demonyms)
      : input_(input), active_(active), demonyms_(demonyms), splitter_(*language.splitter) {
    out_.names = find_names(input, active, *language.names, *language.splitter);
  }

  NamesAndToponyms run() {
    taken_.assign(input_.tokens.size(), false);
    name_sizes_.assign(input_.tokens.size(), 0);
    for (const Name& name : out_.names)
      for (TokenIndex i = name.range.begin; i < name.range.end; ++i)
        name_sizes_[i] = name.range.size();
    for (Name& name : out_.names) {
      if (name.type != NameType::kPlace) continue;
      widen(name.range);
      if (const std::string* place = demonym(name.range)) {
        add(name.range, ToponymUse::kDemonym, *place);
        continue;
      }
      named_.insert(fold_name(text(name.range)));
      add(name.range, ToponymUse::kPlace, text(name.range));
    }
    for (const Name& name : out_.names)
      if (name.type == NameType::kOrganisation || name.type == NameType::kOther) list(name.range);
    for (const TokenRange sentence : input_.tokens.sentences) located(sentence);
    for (const Name& name : out_.names)
      if (name.type != NameType::kPlace) inside(name);
    for (const TokenRange sentence : input_.tokens.sentences)
      for (TokenIndex i = sentence.begin; i < sentence.end; ++i)
        if (active_[i] && !taken_[i]) add_demonym(i, sentence.end);
    std::sort(out_.toponyms.begin(), out_.toponyms.end(),
              [](const Toponym& a, const Toponym& b) { return a.range.begin < b.range.begin; });
    return std::move(out_);
  }

 private:
  std::string text(TokenRange range) const {
    return std::string(input_.text.substr(
        input_.tokens.spans[range.begin].begin,
        input_.tokens.spans[range.end - 1].end - input_.tokens.spans[range.begin].begin));
  }
  const std::string* demonym(TokenRange range) const {
    const std::string words = text(range);
    const auto first = static_cast<unsigned char>(words[0]);
    if (first >= 'a' && first <= 'z') return nullptr;
    return demonyms_.find(words);
  }
  /// Adds the demonym that begins here, of two words or one ("South African"); gives its end, or i.
  TokenIndex add_demonym(TokenIndex i, TokenIndex limit) {
    for (TokenIndex end = std::min(limit, i + 2); end > i; --end) {
      if (taken_[end - 1]) continue;
      if (const std::string* place = demonym({i, end})) {
        add({i, end}, ToponymUse::kDemonym, *place);
        return end;
      }
    }
    return i;
  }
  /// To all of a great place's name where only a part was found ("[York]" of "New York").
  void widen(TokenRange& range) {
    TokenIndex begin = range.begin;
    while (begin > 0 && input_.gazetteer[begin].inside) --begin;
    TokenIndex end = begin + 1;
    while (end < input_.tokens.size() && input_.gazetteer[end].inside) ++end;
    if (begin <= range.begin && end >= range.end && is_great(input_.gazetteer[begin].name_class))
      range = {begin, end};
  }

  /// One word that texts write in lower case as well: "East", "Union", "Central".
  bool is_common_word(TokenRange range) {
    if (range.size() > 1) return false;
    const WordEntry& entry =
        splitter_.words.find(folded_hash(input_.text, input_.tokens.spans[range.begin]));
    return entry.known && (entry.sort != WordSort::kName || entry.habit != WordHabit::kCapital);
  }
  void add(TokenRange range, ToponymUse use, std::string name) {
    for (TokenIndex i = range.begin; i < range.end; ++i) taken_[i] = true;
    out_.toponyms.push_back({range, use, std::move(name)});
  }

  /// The gazetteer's name that begins at the word, or an empty range.
  TokenRange match_at(TokenIndex i, TokenIndex limit) const {
    const GazetteerTag tag = input_.gazetteer[i];
    if (tag.name_class == GazetteerClass::kNone || tag.inside) return {i, i};
    TokenIndex end = i + 1;
    while (end < limit && input_.gazetteer[end].inside) ++end;
    return {i, end};
  }

  /// "Goma and Bukavu" is no name of its own, where it holds nothing but names of places.
  void list(TokenRange name) {
    std::vector<TokenRange> found;
    bool separated = true;
    for (TokenIndex i = name.begin; i < name.end;) {
      const TokenRange match = match_at(i, name.end);
      const std::string word = text({i, i + 1});
      if (separated && match.size() > 0 && !is_common_word(match)) {
        found.push_back(match);
        i = match.end;
        separated = false;
      } else if (word == "and" || word == "in" || word == "," || word == "&") {
        ++i;
        separated = true;
      } else {
        return;
      }
    }
    if (found.size() < 2) return;
    for (const TokenRange match : found) add(match, ToponymUse::kPlace, text(match));
  }

  /// What the labels passed over, but the gazetteer knows, where a preposition puts something there
  /// ("from El Fasher").
  void located(TokenRange sentence) {
    static const std::unordered_set<std::string> kPrepositions = {
        "in",   "at",     "near",    "from",   "to",      "toward", "towards",
        "into", "inside", "outside", "around", "through", "across"};
    for (TokenIndex i = sentence.begin + 1; i < sentence.end; ++i) {
      if (!active_[i] || taken_[i] || !kPrepositions.contains(text({i - 1, i}))) continue;
      const TokenRange match = match_at(i, sentence.end);
      if (match.size() == 0 || is_common_word(match) || is_month(text(match))) continue;
      // A longer run of names is something else: "from El Fasher University".
      const bool goes_on = match.end < sentence.end && active_[match.end] &&
                           input_.tags.upos[match.end] == Upos::kPropn;
      const GazetteerClass c = input_.gazetteer[i].name_class;
      const bool small = c == GazetteerClass::kSmall || c == GazetteerClass::kSecondLevel;
      const bool within = name_sizes_[i] > match.size();
      if (!goes_on && !small && !within) add(match, ToponymUse::kPlace, text(match));
    }
  }

  /// "the town of", "the village of": a place, whatever its name is taken for.
  bool behind_type_word(TokenIndex i) const {
    static const std::unordered_set<std::string> kTypes = {
        "town",    "city",         "village",  "villages",    "towns",  "district",
        "suburb",  "province",     "hamlet",   "port",        "county", "neighbourhood",
        "suburbs", "neighborhood", "township", "municipality"};
    return i >= 2 && text({i - 1, i}) == "of" && kTypes.contains(text({i - 2, i - 1}));
  }

  /// Places in the name of something else: great ones, those behind "of", those that the text names
  /// by themselves. Where it is all of the name ("Turkey said"), the place stands for its people.
  void inside(const Name& whole) {
    const TokenRange name = whole.range;
    if (behind_type_word(name.begin) && name.size() <= kLongestTyped &&
        std::none_of(taken_.begin() + name.begin, taken_.begin() + name.end,
                     [](bool taken) { return taken; }))
      return add(name, ToponymUse::kPlace, text(name));
    const bool person = whole.type == NameType::kPerson;
    for (TokenIndex i = name.begin; i < name.end;) {
      if (taken_[i]) {
        ++i;
        continue;
      }
      if (const TokenIndex end = add_demonym(i, name.end); end > i) {
        i = end;
        continue;
      }
      const TokenIndex end = match_at(i, input_.tokens.size()).end;
      if (end == i) {
        ++i;
        continue;
      }
      const GazetteerTag tag = input_.gazetteer[i];
      const bool all = i == name.begin && end == name.end;
      const std::string words = text({i, end});
      const std::string before = i > name.begin ? text({i - 1, i}) : "";
      const bool named = named_.contains(fold_name(words));
      const bool meant = person ? all && named
                         : all  ? named || is_greatest(tag.name_class)
                                : named || ((is_great(tag.name_class) || before == "of") &&
                                           !is_common_word({i, end}));
      // "Brussels said" is who, "in Brussels" is where.
      const auto led_by = [&](std::string_view word) {
        return i > 0 && fold_case(text({i - 1, i})) == word;
      };
      const bool place = all && !person && (led_by("in") || led_by("near") || led_by("inside"));
      if (end <= name.end && meant)
        add({i, end},
            place ? ToponymUse::kPlace
            : all ? ToponymUse::kMetonym
                  : ToponymUse::kEmbedded,
            words);
      i = end;
    }
  }

  NameInput input_;
  const std::vector<bool>& active_;
  const Demonyms& demonyms_;
  const Splitter& splitter_;
  NamesAndToponyms out_;
  std::vector<bool> taken_;
  std::vector<TokenIndex> name_sizes_;     ///< words of the name that holds the word, as labelled
  std::unordered_set<std::string> named_;  ///< folded, by themselves
};

}  // namespace

NamesAndToponyms find_toponyms(const NameInput& input, const std::vector<bool>& active,
                               const LanguageModel& language, const Demonyms& demonyms) {
  return Finder(input, active, language, demonyms).run();
}

}  // namespace dateline
