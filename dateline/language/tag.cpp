#include <unordered_map>

#include "dateline/language/language.h"
#include "dateline/language/tagger.h"

namespace dateline {
namespace {

/// Gives each lemma of a document one number; a word seen before costs one look-up.
class LemmaPool {
 public:
  explicit LemmaPool(Tags& tags) : tags_(tags) {}

  std::uint32_t add(const Tagger& tagger, unsigned label, std::string_view word, bool keep_case) {
    const std::uint64_t key = (static_cast<std::uint64_t>(hash_bytes(word)) << 32) |
                              (static_cast<std::uint64_t>(word.size() & 0xFFFF) << 16) |
                              (label << 1) | (keep_case ? 1u : 0u);
    if (const auto seen = seen_.find(key); seen != seen_.end()) return seen->second;
    fold_case(word, folded_);
    tagger.lemmas.find(label, word, folded_, keep_case, lemma_);
    const auto [at, is_new] =
        ids_.try_emplace(lemma_, static_cast<std::uint32_t>(tags_.lemma_pool.size()));
    if (is_new) tags_.lemma_pool.push_back(lemma_);
    seen_.emplace(key, at->second);
    return at->second;
  }

 private:
  Tags& tags_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::string folded_, lemma_;
};

/// Proper nouns keep their capitals, and so do adjectives of names ("Syrian") where a capital is no
/// mere beginning of a sentence or headline.
bool keeps_case(const TagLabel& label, const Tagger::Sentence& sentence, std::size_t i) {
  if (label.upos == Upos::kPropn) return true;
  return label.upos == Upos::kAdj && sentence.casing == Casing::kPlain && i > 0 &&
         sentence.words[i].first_upper;
}

}  // namespace

Tags tag(std::string_view text, const Tokens& tokens, const Tagger& tagger) {
  Tags tags;
  tags.upos.reserve(tokens.size());
  tags.feats.reserve(tokens.size());
  tags.lemma_ids.reserve(tokens.size());
  LemmaPool pool(tags);
  Tagger::Sentence sentence;
  std::string buffer;
  for (const TokenRange range : tokens.sentences) {
    sentence.words.clear();
    for (TokenIndex t = range.begin; t < range.end; ++t)
      sentence.words.push_back(word_form(slice(text, tokens.spans[t]), buffer));
    tagger.prepare(sentence);
    tagger.run(sentence);
    for (TokenIndex t = range.begin; t < range.end; ++t) {
      const std::size_t i = t - range.begin;
      const unsigned id = sentence.labels[i];
      const TagLabel& label = tagger.labels[id];
      tags.upos.push_back(label.upos);
      tags.feats.push_back(label.feats);
      tags.lemma_ids.push_back(
          pool.add(tagger, id, slice(text, tokens.spans[t]), keeps_case(label, sentence, i)));
    }
  }
  return tags;
}

}  // namespace dateline
