#include "dateline/language/model_file.h"

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/language/parser.h"
#include "dateline/language/tagger.h"

namespace dateline {
namespace {

/// A model of a few weights, so that every byte of its file can be tried.
std::string small_model() {
  Tagger tagger;
  TagLabel noun{Upos::kNoun, {}};
  noun.feats.number = Feats::Number::kSing;
  tagger.labels = {noun, {Upos::kVerb, {}}};
  tagger.lexicon = {{7, 1u << static_cast<unsigned>(Upos::kNoun)}};
  tagger.weights = Weights({{5, {{0, 3}, {1, -300}}}, {900000, {{1, 20000}}}});
  tagger.lemmas.rules = {{1, ""}, {2, "y"}};
  tagger.lemmas.suffixes = {{LemmaTable::suffix_key(0, "s"), 0}};
  tagger.lemmas.words = {{LemmaTable::word_key(0, "men"), "man"}};
  Parser parser;
  parser.beam = 4;
  parser.weights = Weights({{1, {{0, 1}}}, {4000000000u, {{100, -32768}}}});
  return write_language_model(tagger, parser);
}

TEST(ModelFile, ReadsWhatItWrote) {
  const std::string bytes = small_model();
  const auto model = read_language_model(bytes, "small.dlm");
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_EQ(write_language_model(*model->tagger, *model->parser), bytes);
  std::int32_t scores[256] = {};
  model->tagger->weights.add(5, scores);
  model->tagger->weights.add(6, scores);  // not of the model
  EXPECT_EQ(scores[0], 3);
  EXPECT_EQ(scores[1], -300);
}

TEST(ModelFile, EveryTruncationIsAnError) {
  const std::string bytes = small_model();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto model = read_language_model(std::string_view(bytes).substr(0, size), "cut.dlm");
    ASSERT_FALSE(model) << size;
    EXPECT_EQ(model.error().code, ErrorCode::kModelInvalid);
    EXPECT_EQ(model.error().path, "cut.dlm");
    EXPECT_TRUE(model.error().byte.has_value());
    EXPECT_NE(model.error().detail.find("expected"), std::string::npos);
  }
}

TEST(ModelFile, EveryFlippedBitIsAnError) {
  const std::string bytes = small_model();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      ASSERT_FALSE(read_language_model(flipped, "flipped.dlm")) << at;
    }
  }
}

// A file whose checksum was made after the damage: whatever comes out, nothing is read outside.
TEST(ModelFile, DamageUnderAValidChecksumDoesNoHarm) {
  const std::string bytes = small_model();
  const std::size_t header = 11 + 1 + 8 + 8;
  for (std::size_t at = header; at < bytes.size(); ++at) {
    for (const int value : {0, 1, 127, 128, 255}) {
      std::string damaged = bytes.substr(header);
      damaged[at - header] = static_cast<char>(value);
      ByteReader in(damaged);
      Tagger::read(in);
      if (!in.failed()) Parser::read(in);
    }
  }
}

TEST(ModelFile, ForeignAndMissingFiles) {
  const auto foreign = read_language_model("%PDF-1.7 and so on, long enough for a header", "a.pdf");
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().byte, 0u);
  EXPECT_EQ(foreign.error().detail, "expected \"DATELINE-LM\", found \"%PDF-1.7 an\"");
  const auto missing = load_language_model("/nowhere/english.dlm");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kFileMissing);
}

}  // namespace
}  // namespace dateline
