#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/language/feature_key.h"
#include "dateline/language/layers.h"
#include "dateline/language/splitter.h"

namespace dateline {

class ModelFile;

/// What a proper name names.
enum class NameType : std::uint8_t { kPlace, kPerson, kOrganisation, kOther };
inline constexpr std::size_t kNameTypes = 4;
std::string_view to_string(NameType type);

/// A proper name in the text.
struct Name {
  TokenRange range;
  NameType type = NameType::kOther;
};

/// Labels of words: 0 is outside; of each type, 1 + 2 * type begins a name, 2 + 2 * type goes on.
inline constexpr std::size_t kNameLabels = 1 + 2 * kNameTypes;
inline constexpr std::size_t kNameStride = 16;  ///< bytes of a row of weights

/// What the gazetteer knows of the name that a word is part of; 0 for no name. The longest name
/// that begins at a word counts.
enum class GazetteerClass : std::uint8_t {
  kNone,
  kCountry,
  kFirstLevel,   ///< province, state
  kSecondLevel,  ///< district, county
  kGreatCity,    ///< capitals, and from 500,000 people on
  kCity,         ///< from 50,000
  kTown,         ///< from 5,000
  kSmall,
  kNature,  ///< seas, rivers, regions of the world
  kDemonym,
};
struct GazetteerTag {
  GazetteerClass name_class = GazetteerClass::kNone;
  bool inside = false;  ///< not the first word of the name
  friend bool operator==(const GazetteerTag&, const GazetteerTag&) = default;
};

/// The trained weights of names. Const after load; shared between threads.
class NameTagger {
 public:
  std::span<const std::int8_t> weights;  ///< kNameStride bytes a row, a power of two of rows
  std::span<const std::int16_t> steps;   ///< from label to label, kNameLabels each
  std::shared_ptr<const void> bytes;     ///< the mapped file that they are views of

  /// Loads models/english.names.dlm. Fails: kModelInvalid naming path, byte, expected and found.
  static Result<NameTagger> load(const std::string& path);
  static Result<NameTagger> read(const ModelFile& file);
};

/// What finding names looks at.
struct NameInput {
  std::string_view text;
  const Tokens& tokens;
  const Tags& tags;
  const Trees& trees;
  std::span<const GazetteerTag> gazetteer;  ///< one a word
};

/// Words that can be part of a name: capitalised ones, and the small words between two of them
/// ("of", "al-", "de"). All others are outside.
std::vector<bool> name_words(std::string_view text, const Tokens& tokens);

/// The features of each word that name_words() gives, document by document.
class NameFeatures {
 public:
  NameFeatures(const NameInput& input, const std::vector<bool>& active, const Splitter& splitter);
  /// Sets `out` to the features of word i. Requires: active[i].
  void of(TokenIndex i, std::vector<FeatureKey>& out) const;

 private:
  struct Word {
    std::uint32_t hash = 0;
    std::uint8_t shape = 0, sort = 0, habit = 0;
  };
  const Word& at(TokenIndex i, int step) const;

  NameInput input_;
  const std::vector<bool>& active_;  ///< must outlive this
  std::vector<Word> words_;
  std::vector<TokenRange> sentence_, run_;  ///< of each word
  std::vector<TokenIndex> before_, after_;  ///< where the same word stands elsewhere; kNoToken
};

/// The names of a document: the best sequence of labels of each run of words. Never fails.
std::vector<Name> find_names(const NameInput& input, const std::vector<bool>& active,
                             const NameTagger& tagger, const Splitter& splitter);

}  // namespace dateline
