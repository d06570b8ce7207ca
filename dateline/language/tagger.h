#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/language/encoder.h"
#include "dateline/language/lemma_rule.h"
#include "dateline/language/lexicon.h"

namespace dateline {

/// Parts of speech, features and lemma rules, each a choice of its own over one hidden layer; on
/// the parts of speech of rare words a dictionary has a say.
class Tagger {
 public:
  /// Fails: kModelInvalid. Requires: the encoder of the same file.
  static Result<Tagger> load(const ModelFile& file, const Encoder& encoder);

 private:
  friend class TagWriter;
  struct FeatsClass {
    Feats feats;          ///< with the person and number that a verb's form shows
    Feats of_be;          ///< with all of them: "was", "are" show them
    std::uint32_t parts;  ///< of speech that it goes with, a bit each
  };
  Matrix hidden_, upos_, feats_, rules_;
  Lexicon lexicon_;
  std::vector<FeatsClass> feats_classes_;
  std::shared_ptr<const std::vector<std::string>> feats_names_;
  std::vector<LemmaRule> lemma_rules_;  ///< of the rows of rules_, then those of known words alone
  std::span<const std::uint64_t> known_keys_;   ///< ascending: part of speech and hash of the word
  std::span<const std::uint16_t> known_rules_;  ///< one each
};

/// Writes the tags of a document, stretch by stretch in the order of the text.
class TagWriter {
 public:
  TagWriter(std::string_view text, const Tokens& tokens, const Tagger& tagger, Tags& tags);
  /// Appends the tags of the contexts' words.
  void add(const Contexts& contexts);

 private:
  std::uint32_t lemma_id(std::uint32_t upos, const std::int32_t* scores, std::string_view word);
  /// The best rule that the word is long enough for.
  std::uint32_t best_rule(const std::int32_t* scores, std::string_view word) const;

  std::string_view text_;
  const Tokens& tokens_;
  const Tagger& tagger_;
  Tags& tags_;
  // What was found for a word of the document before: its known rule; with the rule, its lemma.
  std::unordered_map<std::uint64_t, std::uint32_t> known_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::string lemma_;
  std::vector<std::uint8_t> input_, bytes_;
  std::vector<std::int16_t> hidden_;
  std::vector<std::int32_t> upos_, feats_, rules_;
};

}  // namespace dateline
