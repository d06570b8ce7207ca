#include "dateline/meaning/attribution_tagger.h"

#include <memory>

#include <gtest/gtest.h>

#include "dateline/meaning/reading_sample.h"
#include "dateline/meaning/speech_tagged.h"

namespace dateline {
namespace {

/// One text, as the trained weights see it.
class Tagged {
 public:
  explicit Tagged(const std::string& text) {
    document_.text = text;
    document_.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(text.size())}}};
    tokens_ = split(text, document_.parts.front().span, *sample::language().splitter);
    layers_ = analyse(document_.text, tokens_, sample::language());
    syntax_ = std::make_unique<Syntax>(document_, tokens_, layers_.tags, layers_.trees,
                                       sample::knowledge().lemmas);
    quotes_ = find_quotes(*syntax_);
    features_ = std::make_unique<AttributionFeatures>(*syntax_, sample::knowledge(), quotes_);
    speech_ = tag_speech(*syntax_, *features_, *sample::knowledge().attribution);
  }

  /// "source | cue | content + content", a line each.
  std::string spans() const {
    std::string out;
    for (const TaggedSpeech& one : speech_) {
      out += (one.source.empty() ? "-" : syntax_->text(one.source.front())) + " | " +
             syntax_->text(one.cue) + " | ";
      for (std::size_t i = 0; i < one.content.size(); ++i)
        out += (i > 0 ? " + " : "") + syntax_->text(one.content[i]);
      out += "\n";
    }
    return out;
  }

  const Syntax& syntax() const { return *syntax_; }
  const AttributionFeatures& features() const { return *features_; }
  std::vector<Speech> speech() const {
    return tagged_speech(*syntax_, sample::knowledge(), quotes_, *sample::knowledge().attribution);
  }

 private:
  Document document_;
  Tokens tokens_;
  SyntaxLayers layers_;
  std::unique_ptr<Syntax> syntax_;
  std::vector<QuoteRun> quotes_;
  std::unique_ptr<AttributionFeatures> features_;
  std::vector<TaggedSpeech> speech_;
};

TEST(TaggedSpeech, SourceCueAndContent) {
  EXPECT_EQ(Tagged("The mayor said that the bridge had collapsed.").spans(),
            "The mayor | said | that the bridge had collapsed\n");
  EXPECT_EQ(Tagged("The road is closed, according to two officials.").spans(),
            "two officials | according to | The road is closed\n");
  EXPECT_EQ(Tagged("Nobody slept that night.").spans(), "");
  EXPECT_EQ(Tagged("").spans(), "");
}

TEST(TaggedSpeech, TheCueHasAllItsWords) {
  EXPECT_EQ(Tagged("The minister has said the talks are over.").spans(),
            "The minister | has said | the talks are over\n");
}

TEST(TaggedSpeech, ContentOnBothSidesOfTheSpeaker) {
  EXPECT_EQ(Tagged("\"We had no water,\" Miriam Holt said, \"and the shops were shut.\"").spans(),
            "Miriam Holt | said | \"We had no water,\" + \"and the shops were shut.\"\n");
}

TEST(TaggedSpeech, AQuotationGoesOnInTheNextSentence) {
  EXPECT_EQ(
      Tagged("\"We will not leave,\" the farmer said. \"This is our land. Nobody can take it.\"")
          .spans(),
      "the farmer | said | \"We will not leave,\" + \"This is our land. Nobody can take it.\"\n");
}

TEST(TaggedSpeech, WantingIsNoSpeech) {
  const Tagged text("The mayor wants to build a new bridge. The mayor announced a new bridge.");
  for (const Speech& speech : text.speech()) EXPECT_EQ(text.syntax().form(speech.cue), "announced");
  EXPECT_EQ(text.speech().size(), 1u);
}

TEST(TaggedSpeech, WhatIsNotSaidIsNoSpeech) {
  EXPECT_TRUE(Tagged("The general did not say that the town had been lost.").speech().empty());
}

TEST(TaggedSpeech, TheWindowIsBounded) {
  std::string text = "The mayor said";
  for (int i = 0; i < 2000; ++i) text += " and then";
  const Tagged tagged(text);
  const TokenRange window = tagged.features().window(2);
  EXPECT_TRUE(window.contains(2));
  EXPECT_LE(window.size(), 700u);
}

TEST(JoinSpeech, TheRulesHaveTheSayWhereBothKnowTheCue) {
  Speech rule, same, other, nobody;
  rule.cue = same.cue = 4;
  rule.phrase = {1, 3};
  same.phrase = {0, 3};
  other.cue = 2;
  other.phrase = {0, 1};
  nobody.cue = 9;
  const std::vector<Speech> tagged{other, same, nobody};
  const std::vector<Speech> joined = join_speech({rule}, tagged);
  ASSERT_EQ(joined.size(), 2u);
  EXPECT_EQ(joined[0].cue, 2u);
  EXPECT_EQ(joined[1].cue, 4u);
  EXPECT_EQ(joined[1].phrase.begin, 1u);
}

}  // namespace
}  // namespace dateline
