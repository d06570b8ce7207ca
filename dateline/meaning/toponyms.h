#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/language/language.h"
#include "dateline/language/names.h"

namespace dateline {

/// What a toponym does in the text.
enum class ToponymUse : std::uint8_t {
  kPlace,     ///< the place itself
  kMetonym,   ///< all of the name of another thing: a team, a government
  kEmbedded,  ///< inside another name: "Ministry of Defence of Georgia", "Bank of Cyprus"
  kDemonym,   ///< a nationality or a word of a place: "Syrian"
};
std::string_view to_string(ToponymUse use);

/// Words that name a place, or are made of a place's name; not yet grounded.
struct Toponym {
  TokenRange range;
  ToponymUse use = ToponymUse::kPlace;
  std::string name;  ///< to look up: the place's, where the words are a demonym
};

/// Words of nationality and the like: what place each is of.
class Demonyms {
 public:
  /// Reads data/world/countries.csv and demonyms.csv. Fails: kDataInvalid with the line.
  static Result<Demonyms> load(const std::string& data_dir);
  /// The place's name, or nullptr. `word` as it is written.
  const std::string* find(std::string_view word) const;

 private:
  std::unordered_map<std::string, std::string> places_;  ///< folded word -> place
};

/// All toponyms of a document in the order of the text, and its other names.
struct NamesAndToponyms {
  std::vector<Name> names;
  std::vector<Toponym> toponyms;
};
NamesAndToponyms find_toponyms(const NameInput& input, const std::vector<bool>& active,
                               const LanguageModel& language, const Demonyms& demonyms);

}  // namespace dateline
