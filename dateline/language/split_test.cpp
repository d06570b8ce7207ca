#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/language/language.h"

namespace dateline {
namespace {

const Splitter& splitter() {
  static const auto loaded = load_splitter(DATELINE_SOURCE_DIR "/models/english.split.dlm");
  if (!loaded) throw std::runtime_error(to_string(loaded.error()));
  return **loaded;
}

Tokens split_all(std::string_view text) {
  return split(text, {0, static_cast<std::uint32_t>(text.size())}, splitter());
}

/// Sentences as words with spaces between them.
std::vector<std::string> sentences_of(std::string_view text) {
  const Tokens tokens = split_all(text);
  std::vector<std::string> out;
  for (const TokenRange range : tokens.sentences) {
    std::string line;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      if (i > range.begin) line += ' ';
      line += slice(text, tokens.spans[i]);
    }
    out.push_back(line);
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Split, KeepsAbbreviationsWhole) {
  EXPECT_EQ(sentences_of("Lt. Gen. Mazloum Abdi of the U.S. Army met Mr. A. B. Smith Jr. at 7.30 "
                         "a.m. on Sunday in St. Paul."),
            (Lines{"Lt. Gen. Mazloum Abdi of the U.S. Army met Mr. A. B. Smith Jr. at 7.30 a.m. on "
                   "Sunday in St. Paul ."}));
  EXPECT_EQ(sentences_of("He lives in the U.S. The army came at 5 p.m. The rebels left."),
            (Lines{"He lives in the U.S.", "The army came at 5 p.m.", "The rebels left ."}));
  EXPECT_EQ(sentences_of("Checkpoint No. 3 fell on Dec. 7. Was it taken? No. It fell."),
            (Lines{"Checkpoint No. 3 fell on Dec. 7 .", "Was it taken ?", "No .", "It fell ."}));
  EXPECT_EQ(sentences_of("The reporter sat. The clash on Sat. 7 ended."),
            (Lines{"The reporter sat .", "The clash on Sat. 7 ended ."}));
}

TEST(Split, ClosingQuotesBelongToTheSentence) {
  EXPECT_EQ(
      sentences_of("\"We left.\" He didn't answer. “It’s over.” They cannot stay."),
      (Lines{"\" We left . \"", "He did n't answer .", "“ It ’s over . ”", "They can not stay ."}));
  EXPECT_EQ(sentences_of("\"Why?\" Assad asked. ‘Never!’ she cried."),
            (Lines{"\" Why ? \" Assad asked .", "‘ Never ! ’ she cried ."}));
  EXPECT_EQ(
      sentences_of("The town fell (Reuters said.) Then it rained. He said:\"Go.\""),
      (Lines{"The town fell ( Reuters said . )", "Then it rained .", "He said : \" Go . \""}));
}

TEST(Split, LinesAreParagraphs) {
  EXPECT_EQ(sentences_of("Rebels take Aleppo\nA man stands. Photo: AP\r\n\nThe end"),
            (Lines{"Rebels take Aleppo", "A man stands .", "Photo : AP", "The end"}));
}

TEST(Split, DatelinesStandApart) {
  EXPECT_EQ(sentences_of("BEIRUT, Dec 7 (Reuters) - Rebels seized Homs."),
            (Lines{"BEIRUT , Dec 7 ( Reuters ) -", "Rebels seized Homs ."}));
  EXPECT_EQ(sentences_of("DAMASCUS, Syria (AP) — The army left."),
            (Lines{"DAMASCUS , Syria ( AP ) —", "The army left ."}));
  EXPECT_EQ(sentences_of("AMMAN — Jordan closed a crossing."),
            (Lines{"AMMAN —", "Jordan closed a crossing ."}));
  EXPECT_EQ(sentences_of("Assad – the president – left."),
            (Lines{"Assad – the president – left ."}));
}

TEST(Split, Hyphens) {
  EXPECT_EQ(sentences_of("US-backed pro-Assad re-elected 24-year-old e-mail 2011–2019 5-10 F-16s"),
            (Lines{"US - backed pro-Assad re-elected 24 - year - old e-mail 2011 – 2019 5 - 10 F - "
                   "16s"}));
  EXPECT_EQ(sentences_of("Deir al-Zor, Deir ez-Zor, Deir-ez-Zor, as-Suwayda, Al-Qaeda-linked "
                         "al-Assad's at-large"),
            (Lines{"Deir al-Zor , Deir ez-Zor , Deir-ez-Zor , as-Suwayda , Al-Qaeda - linked "
                   "al-Assad 's at - large"}));
  EXPECT_EQ(sentences_of("Call 713-853-3989 on 2024-12-07"),
            (Lines{"Call 713-853-3989 on 2024-12-07"}));
}

TEST(Split, NumbersUnitsAndMoney) {
  EXPECT_EQ(
      sentences_of("30km (20 miles), $5bn, US$5 million, €3.5m, 10%, 1,200 men, 20th, 1970s"),
      (Lines{"30 km ( 20 miles ) , $ 5 bn , US$ 5 million , € 3.5 m , 10 % , 1,200 men , 20th , "
             "1970s"}));
}

TEST(Split, Contractions) {
  EXPECT_EQ(sentences_of("don't can’t won't it's Assad’s rebels' I'm they've didnt cannot Shi'ite"),
            (Lines{"do n't ca n’t wo n't it 's Assad ’s rebels ' I 'm they 've did nt can not "
                   "Shi'ite"}));
}

TEST(Split, LostSpaces) {
  EXPECT_EQ(sentences_of("Forces left the area.The army said so,Idlib fell."),
            (Lines{"Forces left the area .", "The army said so , Idlib fell ."}));
  EXPECT_EQ(sentences_of("See www.bbc.com/news. Mail a.b@sana.sy now. @SyrianArmy #Aleppo"),
            (Lines{"See www.bbc.com/news .", "Mail a.b@sana.sy now .", "@SyrianArmy #Aleppo"}));
}

TEST(Split, OtherSpacesAndEllipses) {
  EXPECT_EQ(sentences_of("30\u00A0km\u202Fnorth… Then\u200B it stopped... and went on"),
            (Lines{"30 km north …", "Then it stopped ... and went on"}));
}

TEST(Split, RanksTimesAndNumbersOfNews) {
  EXPECT_EQ(
      sentences_of("Brig. Gen. Suhail al-Hassan's men took Hill No. 45 at 5.30 p.m. Saturday. "
                   "Maj. Gen. Fares was there."),
      (Lines{"Brig. Gen. Suhail al-Hassan 's men took Hill No. 45 at 5.30 p.m. Saturday .",
             "Maj. Gen. Fares was there ."}));
  EXPECT_EQ(sentences_of("Residents said the shelling stopped at 4 p.m. Thousands fled."),
            (Lines{"Residents said the shelling stopped at 4 p.m.", "Thousands fled ."}));
  EXPECT_EQ(
      sentences_of("The U.N. envoy met Sen. J. K. Rowe (R-Ariz.) in Washington. The U.S. Army "
                   "said it was \"aware\" of the reports."),
      (Lines{"The U.N. envoy met Sen. J. K. Rowe ( R - Ariz. ) in Washington .",
             "The U.S. Army said it was \" aware \" of the reports ."}));
  EXPECT_EQ(sentences_of("Prof. O'Neil's team agreed, i.e. the road is cut."),
            (Lines{"Prof. O'Neil 's team agreed , i.e. the road is cut ."}));
}

TEST(Split, WordsThatLookLikeOthers) {
  EXPECT_EQ(
      sentences_of("Some 300-400 fighters and its allies left (2 of 2017(sic)); call 646-8420."),
      (Lines{
          "Some 300 - 400 fighters and its allies left ( 2 of 2017 ( sic ) ) ; call 646-8420 ."}));
  EXPECT_EQ(sentences_of("The refusal to end its backing; it's over, isn't it?"),
            (Lines{"The refusal to end its backing ; it 's over , is n't it ?"}));
}

TEST(Split, QuotationsOverSentences) {
  EXPECT_EQ(sentences_of("“They came at night. We hid,” he told reporters. “It’s over.” The "
                         "spokesman added: “We won’t stop.”"),
            (Lines{"“ They came at night .", "We hid , ” he told reporters .", "“ It ’s over . ”",
                   "The spokesman added : “ We wo n’t stop . ”"}));
  EXPECT_EQ(sentences_of("\"We left at dawn. There was no bread,\" said Umm Khaled. \"Nobody "
                         "helped us.\""),
            (Lines{"\" We left at dawn .", "There was no bread , \" said Umm Khaled .",
                   "\" Nobody helped us . \""}));
}

TEST(Split, HeadlinesListsAndCapitals) {
  EXPECT_EQ(
      sentences_of("ARMY SAYS IT RETOOK THREE VILLAGES. REBELS DENY IT.\n\n* Government forces "
                   "held the airport\n- Two convoys turned back"),
      (Lines{"ARMY SAYS IT RETOOK THREE VILLAGES .", "REBELS DENY IT .",
             "* Government forces held the airport", "- Two convoys turned back"}));
}

TEST(Split, WrappedLinesAreOneParagraph) {
  EXPECT_EQ(
      sentences_of(
          "The opposition said on Monday that its fighters had taken the two\nvillages near "
          "Idlib after three days of clashes. The army denied it.\nNobody was left there."),
      (Lines{
          "The opposition said on Monday that its fighters had taken the two villages near Idlib "
          "after three days of clashes .",
          "The army denied it .", "Nobody was left there ."}));
}

TEST(Split, LostApostrophesAndParagraphs) {
  EXPECT_EQ(
      sentences_of("The groups leader doesnt speak often. U.S. attack helicopters werent seen. "
                   "Assads forces left Maarat al-Numan.He said so."),
      (Lines{"The groups leader does nt speak often .", "U.S. attack helicopters were nt seen .",
             "Assads forces left Maarat al-Numan .", "He said so ."}));
}

TEST(Split, ContractionsAreOneTokenAsWritten) {
  const std::string text =
      "They don't know the rebels' aims. 'We cannot wait,' Assad's envoy said.";
  const Tokens tokens = split_all(text);
  std::string found;
  for (const TokenRange c : tokens.contractions) {
    ASSERT_EQ(c.size(), 2u);
    ASSERT_EQ(tokens.spans[c.begin].end, tokens.spans[c.begin + 1].begin);
    found += std::string(slice(text, hull(tokens.spans[c.begin], tokens.spans[c.begin + 1]))) + " ";
  }
  EXPECT_EQ(found, "don't rebels' cannot Assad's ");
}

TEST(Split, WithinOnly) {
  const std::string text = "One. Two three. Four.";
  const Tokens tokens = split(text, {5, 15}, splitter());
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(slice(text, tokens.spans[0]), "Two");
  EXPECT_EQ(tokens.sentence_spans[0], (ByteSpan{5, 15}));
  EXPECT_EQ(split(text, {7, 7}, splitter()).size(), 0u);
}

/// What must hold of any bytes: ascending spans inside of the text, sentences that cover all words,
/// and no byte left out but white space.
void check(std::string_view text) {
  const Tokens tokens = split_all(text);
  std::uint32_t end = 0;
  for (const ByteSpan span : tokens.spans) {
    ASSERT_LE(end, span.begin);
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end, text.size());
    for (std::uint32_t i = end; i < span.begin; ++i)
      ASSERT_TRUE(static_cast<unsigned char>(text[i]) <= 0x20 || text[i] == 0x7F ||
                  static_cast<unsigned char>(text[i]) >= 0x80)
          << i;
    end = span.end;
  }
  ASSERT_EQ(tokens.sentences.size(), tokens.sentence_spans.size());
  TokenIndex next = 0;
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    ASSERT_EQ(tokens.sentences[s].begin, next);
    ASSERT_GT(tokens.sentences[s].end, next);
    next = tokens.sentences[s].end;
    ASSERT_EQ(tokens.sentence_spans[s].end, tokens.spans[next - 1].end);
  }
  ASSERT_EQ(next, tokens.size());
}

TEST(Split, AnyBytes) {
  check("");
  check(" \n\r\n\t");
  check("\xFF\xFE broken \xE2\x80 and \xC3");
  const std::vector<std::string> pieces = {
      "a",      "Z",        "9",    ".",       ",", "'", "\"",  "-",    "$",    " ",
      "\n",     "n't",      "U.S.", "al-",     "’", "—", "…",   "\xE2", "\x80", "\xFF",
      "\xC3",   "\xF0\x9F", "@",    "http://", "/", "(", ")",   "No.",  "ö",    "5km",
      "\u00A0", "#",        "www.", ":",       "_", "%", "x's", "&",    "can",  "not"};
  std::uint64_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 1 + round % 40; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      text += pieces[(state >> 33) % pieces.size()];
    }
    check(text);
    if (HasFatalFailure()) FAIL() << "text: " << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace dateline
