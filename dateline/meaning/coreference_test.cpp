#include "dateline/meaning/coreference.h"

#include <gtest/gtest.h>

#include <set>

#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

/// A text with its chains.
class Told {
 public:
  explicit Told(std::string text) {
    document_.text = std::move(text);
    document_.published.day = Day(2024, 12, 7);
    const ByteSpan all{0, static_cast<std::uint32_t>(document_.text.size())};
    document_.parts = {{PartKind::kBody, all}};
    tokens_ = split(document_.text, all, *sample::language().splitter);
    layers_ = analyse(document_.text, tokens_, sample::language());
    syntax_.emplace(document_, tokens_, layers_.tags, layers_.trees, sample::knowledge().lemmas);
    actors_.emplace(*syntax_, sample::knowledge());
    const Toponyms toponyms = read_toponyms(document_.text, tokens_, layers_.tags, layers_.trees,
                                            sample::language(), sample::knowledge());
    chains_ = find_coreference(*syntax_, sample::knowledge(), *actors_, toponyms.names);
    actors_->follow(chains_);
  }

  const Coreference& chains() const { return chains_; }
  const Syntax& syntax() const { return *syntax_; }
  const Actors& actors() const { return *actors_; }

  /// The head of the words' n-th mention.
  TokenIndex head(const std::string& words, int n = 0) const {
    for (std::size_t at = document_.text.find(words); at != std::string::npos;
         at = document_.text.find(words, at + 1)) {
      if (n-- > 0) continue;
      for (const Referent& referent : chains_.referents)
        if (!referent.list && syntax_->span(referent.range).begin == at &&
            syntax_->text(referent.range).starts_with(words))
          return referent.head;
    }
    return kNoToken;
  }
  const Link& link(TokenIndex head) const {
    return chains_.links[chains_.index(*chains_.at(head))];
  }
  bool same(TokenIndex a, TokenIndex b) const {
    if (a == kNoToken || b == kNoToken) return false;
    return link(a).chain == link(b).chain;
  }
  std::string who(TokenIndex head) const {
    return sample::joined(actors_->at(head), [](const ActorReading& a) { return a.id.str(); });
  }

 private:
  Document document_;
  Tokens tokens_;
  SyntaxLayers layers_;
  std::optional<Syntax> syntax_;
  std::optional<Actors> actors_;
  Coreference chains_;
};

TEST(Coreference, ASurnameGoesOnWithTheFullName) {
  const Told told(
      "Nadia Brook, a surgeon in the town, spoke by phone. Brook said the wards were full. She "
      "asked for blood.");
  EXPECT_TRUE(told.same(told.head("Nadia Brook"), told.head("Brook", 1)));
  EXPECT_TRUE(told.same(told.head("Nadia Brook"), told.head("a surgeon")));
  EXPECT_TRUE(told.same(told.head("Nadia Brook"), told.head("She")));
}

TEST(Coreference, PronounsAgreeWithWhatTheyStandFor) {
  const Told told(
      "The governor met the residents of Harim. He told them that the road was open. They did "
      "not believe him.");
  EXPECT_TRUE(told.same(told.head("The governor"), told.head("He")));
  EXPECT_TRUE(told.same(told.head("the residents"), told.head("them")));
  EXPECT_TRUE(told.same(told.head("The governor"), told.head("him")));
  EXPECT_FALSE(told.same(told.head("The governor"), told.head("They")));
}

TEST(Coreference, APersonsPronounIsNoPlaceOrGroup) {
  const Told told("The council met in the school. The ministry was closed. She left the city.");
  const TokenIndex she = told.head("She");
  ASSERT_NE(she, kNoToken);
  for (const char* other : {"The council", "the school", "The ministry"})
    EXPECT_FALSE(told.same(told.head(other), she)) << other;
}

TEST(Coreference, APronounGoesByTheLastNameOfItsChain) {
  const Told told("Nadia Brook, a surgeon, spoke by phone. She asked for blood.");
  EXPECT_EQ(told.actors().chain_name(told.head("She")), told.head("Nadia Brook"));
  EXPECT_EQ(told.actors().chain_name(told.head("a surgeon")), kNoToken);
}

TEST(Coreference, HeAndSheAreNeverOne) {
  const Told told("Omar Adib met Lina Haddad. He left early. She stayed. He called her later.");
  for (const char* he : {"Omar Adib", "He"})
    for (const char* she : {"Lina Haddad", "She", "her"})
      EXPECT_FALSE(told.same(told.head(he), told.head(she))) << he << " and " << she;
}

TEST(Coreference, ChancesAreChancesAndChainsAreWhole) {
  const Told told(
      "Turkey and Russia signed a truce. Both sides said they would keep it. Its terms are "
      "secret, and the army said that it had not seen them.");
  const Coreference& all = told.chains();
  ASSERT_FALSE(all.referents.empty());
  std::set<std::uint32_t> seen;
  std::vector<std::uint32_t> sizes(all.chain_sizes.size(), 0);
  for (std::size_t i = 0; i < all.links.size(); ++i) {
    const Link& link = all.links[i];
    EXPECT_GT(link.probability, 0);
    EXPECT_LE(link.probability, 1);
    ++sizes[link.chain];
    if (link.antecedent == Link::kNew) {
      EXPECT_TRUE(seen.insert(link.chain).second);
      continue;
    }
    ASSERT_LT(link.antecedent, i);
    EXPECT_EQ(all.links[link.antecedent].chain, link.chain);
  }
  EXPECT_EQ(sizes, all.chain_sizes);
}

TEST(Coreference, APronounGivesTheIdOfItsChainWithItsChance) {
  const Told told("Hezbollah left Qusayr on Friday. It had held the town for years.");
  const TokenIndex it = told.head("It");
  ASSERT_NE(it, kNoToken);
  EXPECT_EQ(told.who(it), "hezbollah");
  const auto readings = told.actors().at(it);
  ASSERT_EQ(readings.size(), 1u);
  EXPECT_LT(readings.front().probability, 1);
  EXPECT_EQ(readings.front().probability, told.actors().link_chance(it));
}

TEST(Coreference, OfAListOnlyTheOneThatIsMeant) {
  const Told told("Turkey and its allies entered Afrin. It said the operation was over.");
  EXPECT_EQ(told.who(told.head("It")), "turkey");
  EXPECT_EQ(told.who(told.head("its allies") - 1), "turkey");
  EXPECT_EQ(told.who(told.head("its allies")), "-");
}

TEST(Coreference, WithoutWeightsNothingIsLinked) {
  Knowledge bare = sample::knowledge();
  bare.coreference = nullptr;
  const Told told("He left.");
  EXPECT_TRUE(find_coreference(told.syntax(), bare, told.actors(), {}).referents.empty());
}

TEST(Coreference, TheWordsOfAReferentAreItsOwn) {
  const Told told(
      "The commander of the brigade left the city's hospital with his deputy, a former teacher.");
  std::set<std::string> texts;
  for (const Referent& referent : told.chains().referents)
    if (!referent.list) texts.insert(told.syntax().text(referent.range));
  for (const char* text : {"The commander of the brigade", "the brigade", "a former teacher", "his",
                           "his deputy", "the city's", "the city's hospital"})
    EXPECT_TRUE(texts.contains(text)) << text;
}

}  // namespace
}  // namespace dateline
