#pragma once

#include <string>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/language/language.h"

namespace dateline {

// The bytes of models/english.dlm. Numbers of fixed size are little-endian; the others are LEB128
// (`varint`) and zigzag LEB128 (`zigzag`), see byte_stream.h.
//
//   file     = "DATELINE-LM" version size checksum payload
//   version  = one byte, 1
//   size     = 8 bytes, of the payload
//   checksum = 8 bytes, XXH3-64 of the payload
//   payload  = tagger parser
//   tagger   = varint:labels *( upos 9feature ) lexicon lemmas weights
//   upos, feature = one byte each, as the enumerations of layers.h; possessive is 0 or 1
//   lexicon  = varint:words *( varint:hash varint:parts )          ; parts: bit n is Upos n
//   lemmas   = varint:rules *( byte:strip text:append )
//              varint:suffixes *( varint:hash varint:rule )
//              varint:words *( varint:hash text:lemma )
//   text     = varint:size *byte
//   parser   = varint:steps byte:beam weights                      ; steps must be kStepCount
//   weights  = varint:rows varint:cells *row                       ; cells: of all rows together
//   row      = varint:key-difference varint:size *( varint:class-difference zigzag:weight )

/// The bytes of a model.
std::string write_language_model(const Tagger& tagger, const Parser& parser);

/// Reads the bytes of a model; `path` is for the error. Fails: kModelInvalid with the byte.
Result<LanguageModel> read_language_model(std::string_view bytes, const std::string& path);

}  // namespace dateline
