// Bytes as damage to the shipped weights: each input is a list of places and values, put into the
// file under a checksum that holds. The file is refused with its byte, or reads on without harm.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"
#include "dateline/language/model_file.h"
#include "dateline/meaning/attribution_tagger.h"
#include "dateline/meaning/coreference.h"
#include "fuzz/target.h"

using namespace dateline;

namespace {

/// A file of weights that can be damaged and mended again.
class Damaged {
 public:
  explicit Damaged(const std::string& name)
      : whole_(fuzz::need(read_file(fuzz::source_dir() + "/models/" + name))),
        storage_((whole_.size() + 7) / 8 + 16) {
    begin_ = reinterpret_cast<char*>(storage_.data());
    while (reinterpret_cast<std::uintptr_t>(begin_) % 64 != 0) ++begin_;
    std::memcpy(begin_, whole_.data(), whole_.size());
  }
  std::string_view damage(const std::uint8_t* data, std::size_t size) {
    for (; size >= 4 && touched_.size() < 64; data += 4, size -= 4) {
      // A place in the directory and the first sections, or scaled over the whole file.
      std::size_t at = static_cast<std::size_t>(data[0]) << 8 | data[1];
      if (data[2] & 1) at = at * whole_.size() >> 16;
      if (at < 12 || (at >= 16 && at < 64) || at >= whole_.size()) continue;
      begin_[at] = static_cast<char>(data[3]);
      touched_.push_back(at);
    }
    const std::uint64_t checksum = XXH3_64bits(begin_ + 64, whole_.size() - 64);
    std::memcpy(begin_ + 24, &checksum, 8);
    return {begin_, whole_.size()};
  }
  void mend() {
    for (const std::size_t at : touched_) begin_[at] = whole_[at];
    touched_.clear();
  }

 private:
  std::string whole_;
  std::vector<std::uint64_t> storage_;
  char* begin_ = nullptr;
  std::vector<std::size_t> touched_;
};

void check(const Error& error) {
  fuzz::check(error.code == ErrorCode::kModelInvalid && error.byte.has_value());
}

const std::string kText = "Rebels can't hold Hama, residents said on Thursday.";

Tokens tokens_of_text() {
  static const auto splitter =
      fuzz::need(load_splitter(fuzz::source_dir() + "/models/english.split.dlm"));
  return split(kText, {0, static_cast<std::uint32_t>(kText.size())}, *splitter);
}

void language(const std::uint8_t* data, std::size_t size) {
  static Damaged weights("english.dlm");
  const auto file = ModelFile::read(weights.damage(data, size), "fuzzed.dlm");
  const auto model = file ? read_language_model(*file) : tl::unexpected<Error>(file.error());
  if (model) {
    const Tokens tokens = tokens_of_text();
    const SyntaxLayers syntax = analyse(kText, tokens, *model);
    fuzz::check(syntax.tags.upos.size() == tokens.size());
  } else {
    check(model.error());
  }
  weights.mend();
}

void attribution(const std::uint8_t* data, std::size_t size) {
  static Damaged weights("english.attribution.dlm");
  static const LanguageModel whole = fuzz::need(load_language(fuzz::source_dir() + "/models"));
  static const Knowledge knowledge = fuzz::need(load_knowledge(fuzz::source_dir() + "/data", ""));
  const auto file = ModelFile::read(weights.damage(data, size), "fuzzed.dlm");
  const auto model = file ? AttributionModel::read(*file) : tl::unexpected<Error>(file.error());
  if (model) {
    Document document;
    document.text = kText;
    const Tokens tokens = tokens_of_text();
    const SyntaxLayers layers = analyse(kText, tokens, whole);
    const Syntax syntax(document, tokens, layers.tags, layers.trees, knowledge.lemmas);
    const std::vector<QuoteRun> quotes = find_quotes(syntax);
    for (const TaggedSpeech& speech :
         tag_speech(syntax, AttributionFeatures(syntax, knowledge, quotes), *model))
      fuzz::check(speech.cue.end <= tokens.size() && !speech.content.empty());
  } else {
    check(model.error());
  }
  weights.mend();
}

void coreference(const std::uint8_t* data, std::size_t size) {
  static Damaged weights("english.coreference.dlm");
  static const LanguageModel whole = fuzz::need(load_language(fuzz::source_dir() + "/models"));
  static const Knowledge knowledge = fuzz::need(load_knowledge(fuzz::source_dir() + "/data", ""));
  const auto file = ModelFile::read(weights.damage(data, size), "fuzzed.dlm");
  const auto model = file ? CoreferenceModel::read(*file) : tl::unexpected<Error>(file.error());
  if (model) {
    Document document;
    document.text = kText;
    const Tokens tokens = tokens_of_text();
    const SyntaxLayers layers = analyse(kText, tokens, whole);
    const Syntax syntax(document, tokens, layers.tags, layers.trees, knowledge.lemmas);
    std::vector<Referent> referents = find_referents(syntax, *knowledge.nouns, {});
    const std::vector<std::uint32_t> nobody(referents.size(), 0);
    for (const Link& link : resolve(syntax, std::move(referents), nobody, *model).links)
      fuzz::check(link.probability > 0 && link.probability <= 1.0 + 1e-9);
  } else {
    check(model.error());
  }
  weights.mend();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  language(data, size);
  attribution(data, size);
  coreference(data, size);
  return 0;
}
