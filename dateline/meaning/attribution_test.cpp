#include "dateline/meaning/attribution.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/meaning/coreference.h"
#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

const Knowledge& knowledge() { return sample::knowledge(); }

/// Reads one text and asks who says one of its words.
class Reading {
 public:
  explicit Reading(const std::string& text) {
    document_.text = text;
    document_.parts.push_back({PartKind::kBody, {0, static_cast<std::uint32_t>(text.size())}});
    tokens_ =
        split(document_.text, {0, static_cast<std::uint32_t>(text.size())}, *model().splitter);
    SyntaxLayers syntax = analyse(document_.text, tokens_, model());
    tags_ = std::move(syntax.tags);
    trees_ = std::move(syntax.trees);
    syntax_ = std::make_unique<Syntax>(document_, tokens_, tags_, trees_, knowledge().lemmas);
    const Toponyms toponyms = read_toponyms(text, tokens_, tags_, trees_, model(), knowledge());
    actors_ = std::make_unique<Actors>(*syntax_, knowledge(), &toponyms);
    actors_->follow(find_coreference(*syntax_, knowledge(), *actors_, toponyms.names));
    attributions_ = attribute(*syntax_, knowledge(), *actors_);
  }

  Voices voices(const std::string& word) const {
    for (TokenIndex i = 0; i < syntax_->size(); ++i)
      if (syntax_->form(i) == word) return voices_at(attributions_, i);
    ADD_FAILURE() << "no word " << word;
    return {};
  }

  /// The chains over the word as "outer > inner | other".
  std::string who_says(const std::string& word) const {
    std::string out;
    for (const SpeakerChain& chain : voices(word).chains) {
      if (!out.empty()) out += " | ";
      for (std::size_t i = 0; i < chain.size(); ++i) out += (i > 0 ? " > " : "") + chain[i].text;
    }
    return out;
  }

 private:
  Document document_;
  Tokens tokens_;
  Tags tags_;
  Trees trees_;
  std::unique_ptr<Syntax> syntax_;
  std::unique_ptr<Actors> actors_;
  std::vector<Attribution> attributions_;
};

TEST(Attribution, OutletSpeaksInItsOwnVoice) {
  EXPECT_EQ(Reading("Rebels entered the town of Karsa on Monday.").who_says("entered"), "");
}

TEST(Attribution, SpeakerBehindTheClause) {
  EXPECT_EQ(Reading("The garrison surrendered on Monday, the monitoring group said.")
                .who_says("surrendered"),
            "the monitoring group");
  EXPECT_EQ(
      Reading("Troops remain in Karsa, Freedonia's state news agency said.").who_says("remain"),
      "Freedonia's state news agency");
  EXPECT_EQ(Reading("The village was shelled, witnesses told the agency.").who_says("shelled"),
            "witnesses");
}

TEST(Attribution, ContentGoesOnBehindTheSpeaker) {
  const Reading reading(
      "Fighters entered the port overnight, residents said, forcing shops to close.");
  EXPECT_EQ(reading.who_says("entered"), "residents");
  EXPECT_EQ(reading.who_says("forcing"), "residents");
}

TEST(Attribution, IndirectSpeech) {
  const Reading reading("The mayor said that the rebels had blown up the bridge.");
  EXPECT_EQ(reading.who_says("blown"), "The mayor");
  EXPECT_EQ(reading.who_says("said"), "");
}

TEST(Attribution, IndependentSpeakersAreChainsOfTheirOwn) {
  EXPECT_EQ(Reading("A Tarbul resident as well as army and rebel sources said the dam had burst.")
                .who_says("burst"),
            "A Tarbul resident | army sources | rebel sources");
  EXPECT_EQ(
      Reading("An opposition spokesman and a security official both said the bridge had fallen.")
          .who_says("fallen"),
      "An opposition spokesman | a security official");
}

TEST(Attribution, TwoOfficesAreOneSpeaker) {
  const Reading reading(
      "Nadia Brook, the deputy mayor and party spokeswoman, said in a briefing that the road was "
      "open.");
  EXPECT_EQ(reading.voices("open").chains.size(), 1u) << reading.who_says("open");
  EXPECT_TRUE(reading.who_says("open").starts_with("Nadia Brook")) << reading.who_says("open");
}

TEST(Attribution, ListInsideOfOneSpeakerStaysWhole) {
  EXPECT_EQ(Reading("The foreign ministers of Russia and Iran said the truce had collapsed.")
                .voices("collapsed")
                .chains.size(),
            1u);
}

TEST(Attribution, ReportedAsSayingIsAChainOfTwo) {
  EXPECT_EQ(Reading("The convoy was hit twice, a news agency quoted a police chief as saying.")
                .who_says("hit"),
            "a news agency > a police chief");
  EXPECT_EQ(
      Reading("The general was quoted as saying that his men held the hill.").who_says("held"),
      "The general");
}

TEST(Attribution, CitedSpeakersStandInside) {
  EXPECT_EQ(Reading("State media, quoting a military source, said the airport had reopened.")
                .who_says("reopened"),
            "State media > a military source");
  EXPECT_EQ(Reading("The newspaper reported that the town had fallen, citing unnamed officials.")
                .who_says("fallen"),
            "The newspaper > unnamed officials");
}

TEST(Attribution, InvertedSpeakerKeepsItsApposition) {
  const Reading reading(
      "\"We will not leave the valley,\" said Anna Brook, a doctor at the Karsa clinic. \"The road "
      "is cut. Nobody comes here.\"");
  EXPECT_EQ(reading.who_says("leave"), "Anna Brook, a doctor at the Karsa clinic");
  EXPECT_EQ(reading.who_says("comes"), "Anna Brook, a doctor at the Karsa clinic");
}

TEST(Attribution, RelativeClauseIsNoPartOfTheSpeaker) {
  EXPECT_EQ(Reading("The mayor, who fled last week, told reporters that nine people had died.")
                .who_says("died"),
            "The mayor");
}

TEST(Attribution, QuotationOverSentencesBeforeItsSpeaker) {
  const Reading reading("“The town is ours. We took it at dawn,” the commander said.");
  EXPECT_EQ(reading.who_says("ours"), "the commander");
  EXPECT_EQ(reading.who_says("took"), "the commander");
}

TEST(Attribution, ColonOpensSpeech) {
  EXPECT_EQ(Reading("The minister said: \"We have retaken the port.\"").who_says("retaken"),
            "The minister");
  EXPECT_EQ(Reading("Army: rebels have left Tarbul").who_says("left"), "Army");
}

TEST(Attribution, PronounMeansTheLastNamedSpeaker) {
  const Reading reading(
      "The mayor said that nine people had died. He added that shells were still falling.");
  EXPECT_EQ(reading.who_says("falling"), "The mayor");
}

TEST(Attribution, AccordingTo) {
  EXPECT_EQ(Reading("Rebels fired rockets at Tarbul, according to the defence ministry.")
                .who_says("fired"),
            "the defence ministry");
  EXPECT_EQ(Reading("According to the defence ministry, rebels fired rockets at Tarbul.")
                .who_says("fired"),
            "the defence ministry");
}

TEST(Attribution, AsSomebodyPutIt) {
  EXPECT_EQ(Reading("The raids, as the general put it, broke the siege.").who_says("broke"),
            "the general");
}

TEST(Attribution, SceneBeforeTheSpeakerIsSaidToo) {
  EXPECT_EQ(
      Reading("Besides taking Karsa in the west and Tarbul, rebels said they had seized Port Ali.")
          .who_says("taking"),
      "rebels");
}

TEST(Attribution, SecondSpeakerTakesOver) {
  const Reading reading(
      "The army said it held the hill, but residents said the rebels had taken it.");
  EXPECT_EQ(reading.who_says("held"), "The army");
  EXPECT_EQ(reading.who_says("taken"), "residents");
}

TEST(Attribution, NominalCue) {
  EXPECT_EQ(
      Reading("The group's claim that it seized the dam could not be checked.").who_says("seized"),
      "The group");
}

TEST(Attribution, WordsThatAreNoSpeechHere) {
  EXPECT_EQ(Reading("The army added three planes to its fleet.").who_says("planes"), "");
  EXPECT_EQ(Reading("The blast claimed the lives of nine people.").who_says("lives"), "");
  EXPECT_EQ(Reading("The soldiers reported to a base near Karsa.").who_says("base"), "");
  EXPECT_EQ(Reading("The ministry did not say that the town had fallen.").who_says("fallen"), "");
}

TEST(Attribution, PassiveWithoutASpeakerIsTheOutlets) {
  EXPECT_EQ(Reading("The town is reported to have fallen.").who_says("fallen"), "");
}

TEST(Attribution, DenialAndDoubtReachTheContent) {
  const Reading denial("The commander denied that his men had shelled the market.");
  EXPECT_EQ(denial.who_says("shelled"), "The commander");
  EXPECT_EQ(denial.voices("shelled").effect, Effect::kDenied);
  EXPECT_EQ(Reading("The minister believes that the town has fallen.").voices("fallen").effect,
            Effect::kPossible);
}

TEST(Attribution, KindsOfSpeakers) {
  const auto kind = [](const std::string& who) {
    const Voices voices = Reading(who + " said the bridge had fallen.").voices("fallen");
    return voices.chains.empty() ? std::string()
                                 : std::string(to_string(voices.chains[0].back().kind));
  };
  EXPECT_EQ(kind("Residents"), "resident");
  EXPECT_EQ(kind("A government spokesman"), "official");
  EXPECT_EQ(kind("State television"), "state_media");
  EXPECT_EQ(kind("Two analysts"), "analyst");
}

}  // namespace
}  // namespace dateline
