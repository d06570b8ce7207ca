#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/language/layers.h"

namespace dateline {

class Splitter;
class Encoder;
class Tagger;
class Parser;
class NameTagger;

/// The trained weights of the language layers. Const after load; shared between threads.
struct LanguageModel {
  std::shared_ptr<const Splitter> splitter;
  std::shared_ptr<const Encoder> encoder;
  std::shared_ptr<const Tagger> tagger;
  std::shared_ptr<const Parser> parser;
  std::shared_ptr<const NameTagger> names;
  std::shared_ptr<const void> bytes;  ///< the mapped file that they are views of
};

/// Loads models/english.dlm, all but the splitter and the names. Fails: kModelInvalid naming path, byte, expected
/// and found; kFileMissing.
Result<LanguageModel> load_language_model(const std::string& path);

/// Loads models/english.split.dlm. Fails: as load_language_model.
Result<std::shared_ptr<const Splitter>> load_splitter(const std::string& path);

/// Loads all weights of a folder (models/). Fails: kModelInvalid, for a missing file too.
Result<LanguageModel> load_language(const std::string& folder);

/// Sentences and tokens of `text[within]`. Never fails; bytes that are no UTF-8 are tokens of their
/// own kind. Spans are of the whole text.
Tokens split(std::string_view text, ByteSpan within, const Splitter& splitter);

/// Parts of speech, features, lemmas and trees.
struct SyntaxLayers {
  Tags tags;
  Trees trees;  ///< basic Universal Dependencies; one root a sentence, no cycle
};

/// Encodes, tags and parses all sentences, some hundred words at a time, so that memory stays
/// bounded. Sentences of more than 256 words are parsed in parts; each part hangs on the first.
/// Never fails.
SyntaxLayers analyse(std::string_view text, const Tokens& tokens, const LanguageModel& model);

/// CoNLL-U of the layers, sentence by sentence (`# text = ...`), offsets in MISC
/// (`TokenRange=begin:end`, bytes).
std::string to_conllu(std::string_view text, const Tokens& tokens, const Tags& tags,
                      const Trees& trees);

}  // namespace dateline
