#include <string>

#include "dateline/language/feature_key.h"
#include "dateline/language/language.h"
#include "dateline/language/parser.h"
#include "dateline/language/word_form.h"

namespace dateline {
namespace {

// Copying half-built trees costs the square of the length; what is longer than any sentence (a
// table, a list without full stops) is parsed without a beam.
constexpr TokenIndex kLongestForBeam = 300;

}  // namespace

void Parser::write(ByteWriter& out) const {
  out.varint(kStepCount);
  out.byte(beam);
  weights.write(out);
}

Parser Parser::read(ByteReader& in) {
  Parser parser;
  if (in.varint() != kStepCount) in.fail();
  parser.beam = in.byte();
  if (parser.beam == 0 || parser.beam > 64) in.fail();
  parser.weights = Weights::read(in, kStepCount);
  return parser;
}

Trees parse(std::string_view text, const Tokens& tokens, const Tags& tags, const Parser& parser) {
  Trees trees;
  trees.heads.assign(tokens.size(), kNoToken);
  trees.deprels.assign(tokens.size(), Deprel::kRoot);
  BeamSearch<Weights> wide(parser.weights, parser.beam);
  BeamSearch<Weights> narrow(parser.weights, 1);
  std::vector<ParseWord> words;
  std::string buffer;
  for (const TokenRange range : tokens.sentences) {
    if (range.size() == 0) continue;
    words.clear();
    for (TokenIndex t = range.begin; t < range.end; ++t) {
      words.push_back({word_form(slice(text, tokens.spans[t]), buffer).lower,
                       pack_tag(tags.upos[t], tags.feats[t]),
                       static_cast<std::uint8_t>(tags.upos[t])});
    }
    BeamSearch<Weights>& search = range.size() > kLongestForBeam ? narrow : wide;
    search.begin(words);
    while (!search.done()) search.advance();
    const ParseState& tree = search.items[0].state;
    for (TokenIndex i = 0; i < range.size(); ++i) {
      const ParseState::Node& node = tree.node(static_cast<std::int32_t>(i));
      if (node.head == ParseState::kNone) continue;
      trees.heads[range.begin + i] = range.begin + static_cast<TokenIndex>(node.head);
      trees.deprels[range.begin + i] = static_cast<Deprel>(node.deprel);
    }
  }
  return trees;
}

}  // namespace dateline
