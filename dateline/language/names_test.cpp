#include "dateline/language/names.h"

#include <gtest/gtest.h>

#include <random>

#include "dateline/language/language_sample.h"
#include "dateline/language/model_file.h"

namespace dateline {
namespace {

/// The layers of a text, without a gazetteer.
struct Read {
  explicit Read(std::string_view words) : text(words) {
    tokens =
        split(text, {0, static_cast<std::uint32_t>(text.size())}, *sample::language().splitter);
    layers = analyse(text, tokens, sample::language());
    gazetteer.resize(tokens.size());
    active = name_words(text, tokens);
  }
  NameInput input() const { return {text, tokens, layers.tags, layers.trees, gazetteer}; }
  std::vector<Name> names(const NameTagger& tagger) const {
    return find_names(input(), active, tagger, *sample::language().splitter);
  }
  std::string shown(const NameTagger& tagger) const {
    std::string out;
    for (const Name& name : names(tagger)) {
      if (!out.empty()) out += " | ";
      out += std::string(text.substr(
                 tokens.spans[name.range.begin].begin,
                 tokens.spans[name.range.end - 1].end - tokens.spans[name.range.begin].begin)) +
             "=" + std::string(to_string(name.type));
    }
    return out;
  }

  std::string_view text;
  Tokens tokens;
  SyntaxLayers layers;
  std::vector<GazetteerTag> gazetteer;
  std::vector<bool> active;
};

std::string words_of(std::string_view text) {
  const Read read(text);
  std::string out;
  for (TokenIndex i = 0; i < read.tokens.size(); ++i)
    if (read.active[i]) out += std::string(slice(read.text, read.tokens.spans[i])) + " ";
  return out;
}

TEST(NameWords, AreCapitalisedOrBetweenSuch) {
  EXPECT_EQ(words_of("Boats left the Bay of Plenty for the north."), "Boats Bay of Plenty ");
  EXPECT_EQ(words_of("they marched to the sea"), "");
  EXPECT_EQ(words_of("Soldiers of the 55th Brigade came by Route 66 on foot."),
            "Soldiers of the 55th Brigade Route 66 ");
}

TEST(Names, AreFoundWithTheirTypes) {
  EXPECT_EQ(Read("Officials in Beirut met Maria Lopez of the Ministry of Defence on Friday.")
                .shown(*sample::language().names),
            "Beirut=place | Maria Lopez=person | Ministry of Defence=organisation");
}

TEST(Names, StayWithinSentencesAndDoNotOverlap) {
  const Read read(
      "TRIPOLI, March 3 - Guards shut the Gate of Winds. Colonel Omar Saleh flew from Port Sudan "
      "to Khartoum North, the Red Crescent said.\n\nNO ONE WAS HURT IN OLD DONGOLA\n");
  TokenIndex last = 0;
  for (const Name& name : read.names(*sample::language().names)) {
    EXPECT_LE(last, name.range.begin);
    EXPECT_LT(name.range.begin, name.range.end);
    bool within = false;
    for (const TokenRange s : read.tokens.sentences)
      within |= s.begin <= name.range.begin && name.range.end <= s.end;
    EXPECT_TRUE(within);
    last = name.range.end;
  }
  EXPECT_GT(last, 0u);
}

/// The names of the best of all label sequences, one after the other.
std::vector<std::uint8_t> best_by_trying_all(const Read& read, const NameTagger& tagger,
                                             TokenRange run) {
  const NameFeatures features(read.input(), read.active, *sample::language().splitter);
  const std::size_t mask = tagger.weights.size() / kNameStride - 1;
  std::vector<std::array<std::int64_t, kNameLabels>> scores(run.size());
  std::vector<FeatureKey> keys;
  for (TokenIndex i = run.begin; i < run.end; ++i) {
    features.of(i, keys);
    for (const FeatureKey key : keys)
      for (std::size_t y = 0; y < kNameLabels; ++y)
        scores[i - run.begin][y] += tagger.weights[(key & mask) * kNameStride + y];
  }
  std::vector<std::uint8_t> labels(run.size(), 0), best;
  std::int64_t top = INT64_MIN;
  while (true) {
    std::int64_t score = 0;
    std::size_t before = 0;
    bool allowed = true;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::size_t y = labels[i];
      if (y != 0 && y % 2 == 0) allowed &= before == y || before + 1 == y;
      score += scores[i][y] + tagger.steps[before * kNameLabels + y];
      before = y;
    }
    if (allowed && score > top) top = score, best = labels;
    std::size_t i = 0;
    while (i < labels.size() && ++labels[i] == kNameLabels) labels[i++] = 0;
    if (i == labels.size()) return best;
  }
}

TEST(Names, AreTheBestOfAllSequences) {
  const Read read("Omar Saleh of Dongola spoke. Old Port Sudan is Red. The Gate opened.");
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::int8_t> weights(256 * kNameStride);
    for (auto& w : weights) w = static_cast<std::int8_t>(static_cast<int>(random() % 41) - 20);
    std::vector<std::int16_t> steps(kNameLabels * kNameLabels);
    for (auto& s : steps) s = static_cast<std::int16_t>(static_cast<int>(random() % 101) - 50);
    NameTagger tagger;
    tagger.weights = weights;
    tagger.steps = steps;
    std::vector<std::uint8_t> labels(read.tokens.size(), 0);
    for (const Name& name : read.names(tagger))
      for (TokenIndex i = name.range.begin; i < name.range.end; ++i)
        labels[i] = static_cast<std::uint8_t>(1 + 2 * static_cast<unsigned>(name.type) +
                                              (i > name.range.begin));
    for (const TokenRange sentence : read.tokens.sentences)
      for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
        if (!read.active[i]) continue;
        TokenRange run{i, i};
        while (run.end < sentence.end && read.active[run.end]) ++run.end;
        ASSERT_LE(run.size(), 5u);
        const auto best = best_by_trying_all(read, tagger, run);
        EXPECT_EQ(best,
                  std::vector<std::uint8_t>(labels.begin() + run.begin, labels.begin() + run.end));
        i = run.end;
      }
  }
}

TEST(NameTagger, RefusesWeightsOfAnotherShape) {
  const std::string odd(3 * kNameStride, '\1'), steps(2 * kNameLabels * kNameLabels, '\0');
  const std::vector<std::pair<std::string, std::string>> sections = {{"names.weights", odd},
                                                                     {"names.steps", steps}};
  std::string bytes = write_model_file(sections);
  std::vector<char> aligned(bytes.size() + 64);
  char* begin = aligned.data() + (64 - reinterpret_cast<std::uintptr_t>(aligned.data()) % 64) % 64;
  std::copy(bytes.begin(), bytes.end(), begin);
  const auto file = ModelFile::read({begin, bytes.size()}, "odd.dlm");
  ASSERT_TRUE(file);
  const auto tagger = NameTagger::read(*file);
  ASSERT_FALSE(tagger);
  EXPECT_NE(to_string(tagger.error()).find("power of two"), std::string::npos);
  EXPECT_FALSE(NameTagger::load("/nowhere/english.names.dlm"));
}

}  // namespace
}  // namespace dateline
