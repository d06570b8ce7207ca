#include <gtest/gtest.h>

#include "dateline/meaning/reading_sample.h"

// Who does what to whom in sentences of several wars, most of them without a theatre.

namespace dateline {
namespace {

/// "capture sudan.government.army > rsf | ...": type, who, whom of each claim.
std::string who_whom(const std::vector<Claim>& claims) {
  std::string out;
  for (const Claim& claim : claims) {
    const std::string brief = sample::brief(claim);
    out += (out.empty() ? "" : " | ") + brief.substr(0, brief.find(" @ "));
  }
  return out;
}

std::string abroad(const std::string& text, Day day = Day(2024, 6, 1),
                   const std::string& outlet = "Example Wire") {
  return who_whom(sample::claims_of(text, sample::general_knowledge(), day, outlet));
}

TEST(Actors, ANationAndARoleMakeAParty) {
  EXPECT_EQ(abroad("Sudanese troops entered Khartoum."), "enter sudan.government.army > -");
  EXPECT_EQ(abroad("Kenyan troops entered Kismayo in Somalia."), "enter kenya > -");
  EXPECT_EQ(abroad("Ukrainian warplanes bombed Melitopol in Ukraine."),
            "airstrike ukraine.government.airforce > -");
  EXPECT_EQ(abroad("Chadian rebels attacked Faya in Chad."), "attack chad.opposition > -");
}

TEST(Actors, BothNationsOfOneNounAct) {
  EXPECT_EQ(abroad("Malian and Russian forces captured Kidal."),
            "capture mali.government.army+russia > -");
}

TEST(Actors, ARoleAloneIsTheStorys) {
  EXPECT_EQ(abroad("Shelling went on in Sudan. Government forces entered Khartoum."),
            "shell - > - | enter sudan.government.army > -");
  // Of a country that is not at war "the army" is nobody's in particular.
  EXPECT_EQ(abroad("Rain fell in France. The army captured Lyon."), "capture - > -");
}

TEST(Actors, HyphensInARoleAreNoHindrance) {
  EXPECT_EQ(abroad("Two pro-government militiamen were killed in Nyala in Sudan."),
            "kill - > sudan.government");
}

TEST(Actors, RebelsAreWhoTheyWereOnThatDay) {
  const std::string text = "The rebels entered Goma in Congo.";
  EXPECT_EQ(abroad(text, Day(2013, 1, 10)), "enter m23 > -");
  EXPECT_EQ(abroad(text, Day(2025, 1, 27)), "enter m23 > -");
  EXPECT_EQ(abroad(text, Day(2016, 1, 10)),
            "enter democratic_republic_of_the_congo.opposition > -");
}

TEST(Actors, AStateIsAPartyOnlyWhileItIsAtWarAtHome) {
  const std::string text = "Afghan soldiers entered Kunduz in Afghanistan.";
  EXPECT_EQ(abroad(text, Day(2019, 5, 1)), "enter afghanistan.government.army > -");
  EXPECT_EQ(abroad(text, Day(2023, 5, 1)), "enter afghanistan > -");
}

TEST(Actors, WordsOfOneSideAreReadByWhoSpeaks) {
  const std::string text = "The terrorists shelled Avdiivka in Ukraine.";
  EXPECT_EQ(abroad(text, Day(2016, 6, 1), "ukrinform"), "shell ukraine.separatists > -");
  EXPECT_EQ(abroad(text + " The Ukrainian army shelled Donetsk.", Day(2016, 6, 1)),
            abroad(text, Day(2016, 6, 1)) + " | shell ukraine.government.army > -");
  EXPECT_EQ(abroad("The Zionist entity bombed Tyre in Lebanon."), "airstrike israel > -");
}

TEST(Actors, PeoplesFightForTheirParty) {
  EXPECT_EQ(abroad("Tigrayan forces entered Lalibela in Ethiopia.", Day(2021, 8, 10)),
            "enter tplf > -");
  EXPECT_EQ(abroad("Kurdish fighters attacked Hakkari in Turkey."), "attack pkk > -");
}

TEST(Actors, WhoseTheyAreMayStandBehind) {
  EXPECT_EQ(abroad("Fighters of the Arakan Army entered Paletwa in Myanmar."),
            "enter arakan_army > -");
  EXPECT_EQ(abroad("Forces loyal to Khalifa Haftar captured Derna in Libya.", Day(2018, 6, 1)),
            "capture libya.lna > -");
}

TEST(Actors, AnOfficeHolderStandsForWhomHeActs) {
  EXPECT_EQ(abroad("Burhan rejected the plan."), "reject sudan.government.army > -");
  EXPECT_EQ(abroad("Rebel spokesman Tomas Arbel accused Rwanda of an attack in Congo. On Monday "
                   "Arbel rejected the plan."),
            abroad("M23 spokesman Tomas Arbel accused Rwanda of an attack in Congo. On Monday "
                   "Arbel rejected the plan."));
}

TEST(Actors, ANameBeforeACommonWordSaysWhoseTheyAre) {
  EXPECT_EQ(abroad("Boko Haram militants burned Gamboru in Nigeria."), "destroy boko_haram > -");
  EXPECT_EQ(abroad("The Houthi rebels shelled Marib in Yemen."), "shell houthis > -");
  EXPECT_EQ(abroad("IS-linked militants attacked Palma in Mozambique."),
            "attack islamic_state > -");
}

TEST(Actors, AlliesAndEnemiesAreOthersThanWhoseTheyAre) {
  EXPECT_EQ(abroad("Rwanda and its allies captured Goma in Congo."), "capture rwanda > -");
  EXPECT_EQ(abroad("The RSF's enemies shelled Nyala in Sudan."), "shell - > -");
  EXPECT_EQ(abroad("Khartoum's allies Egypt and Eritrea rejected the plan."),
            "reject egypt+eritrea > -");
}

TEST(Actors, OfficialsWhoAreCiviliansAreTheirStates) {
  EXPECT_EQ(abroad("Ukrainian civilian officials fled Lyman in Ukraine."),
            "flee ukraine.government > -");
}

TEST(Actors, WeAreWhoSpeaks) {
  EXPECT_EQ(abroad("\"We captured Nyala in Sudan,\" the RSF said."), "capture rsf > -");
  EXPECT_EQ(abroad("The Ukrainian army said it had shelled Donetsk."),
            "shell ukraine.government.army > -");
}

TEST(Agents, OneSideOfAMeetingStandsBehindWith) {
  EXPECT_EQ(abroad("Egypt held talks with Turkey in Cairo."), "meet egypt+turkey > -");
}

TEST(Actors, WhatIsOfManyIsNotTheOneThatIsKnown) {
  EXPECT_EQ(abroad("Western states accused the Sudanese army."),
            "accuse - > sudan.government.army");
  EXPECT_EQ(abroad("Fighters from the local branch of Islamic State attacked Palma in Mozambique."),
            "attack islamic_state > -");
}

TEST(Actors, MonitorsHaveNoForces) {
  EXPECT_EQ(who_whom(sample::claims_of(
                "Khalifa Haftar rejected the plan. Researcher Nadia Brook of Human Rights Watch "
                "spoke to him. His forces shelled Derna in Libya.")),
            "reject libya.lna > - | shell libya.lna > -");
}

TEST(Actors, VagueWordsMeanWhoTheTextSpeaksOf) {
  const std::string fled = " The militants fled Saraqib.";
  EXPECT_EQ(who_whom(sample::claims_of("Islamic State shelled Palmyra." + fled)),
            "shell islamic_state > - | flee islamic_state > -");
  EXPECT_EQ(who_whom(sample::claims_of("Rebels shelled Palmyra." + fled)),
            "shell syria.opposition > - | flee syria.opposition > -");
}

TEST(Agents, WhoTakesPartIsAnAgent) {
  EXPECT_EQ(abroad("Kenya is involved in an offensive on Kismayo in Somalia."), "attack kenya > -");
  EXPECT_EQ(abroad("Massacres were committed by the Turks in Hakkari."), "kill turkey > -");
  EXPECT_NE(abroad("The RSF were responsible for killing 12 civilians in Nyala in Sudan.")
                .find("kill rsf > civilians"),
            std::string::npos);
}

TEST(Agents, VictimsMayStandFurtherDown) {
  EXPECT_EQ(abroad("The Sudanese army targeted the positions of the RSF."),
            "attack sudan.government.army > rsf");
  EXPECT_EQ(abroad("The RSF captured large areas of land from the Sudanese army."),
            "capture rsf > sudan.government.army");
  EXPECT_EQ(abroad("Rwanda threatened an offensive to crush the FDLR."),
            "attack rwanda > fdlr | threaten rwanda > fdlr");
  EXPECT_EQ(abroad("The PKK has fought a long insurgency against Turkey."), "clash pkk > turkey");
  EXPECT_EQ(abroad("The death toll rose to 12 civilians in Goma in Congo."), "kill - > civilians");
  EXPECT_EQ(abroad("Two civilians killed in Goma in Congo."), "kill - > civilians");
  EXPECT_EQ(abroad("Egypt condemned the crimes that the RSF is committing."), "accuse egypt > rsf");
  EXPECT_EQ(abroad("The RSF has enjoyed the support of Chad for years."),
            "support chad.government > rsf");
  EXPECT_EQ(abroad("Libya backed and later armed the RSF."), "support libya.government > rsf");
}

TEST(Agents, WhoseTheFireIs) {
  EXPECT_EQ(abroad("The RSF has used car bombs in Khartoum in Sudan."), "bomb rsf > -");
  EXPECT_NE(abroad("Ten people died in shelling from Sudanese army posts near Nyala in Sudan.")
                .find("shell sudan.government.army > -"),
            std::string::npos);
}

TEST(Agents, TheOwnOfAClauseIsItsSubjects) {
  EXPECT_NE(abroad("The strikes came from Russia, which launched its own air war in Sudan.")
                .find("airstrike russia > -"),
            std::string::npos);
}

TEST(Agents, AnAppositionNamesThePhrase) {
  EXPECT_EQ(abroad("Egypt negotiated with the main backer, Turkey."), "meet egypt+turkey > -");
}

TEST(Agents, CasualtiesAreOfPeople) {
  EXPECT_EQ(abroad("The fire caused civilian casualties in Goma in Congo."), "kill - > civilians");
}

TEST(Agents, TheFireOfTheSentenceKilled) {
  EXPECT_EQ(abroad("Twelve civilians were killed in Ethiopian air strikes on Alamata."),
            "kill ethiopia.government > civilians | airstrike ethiopia.government > -");
  EXPECT_EQ(abroad("Israeli jets struck Tyre in Lebanon, killing 12 civilians."),
            "attack israel > - | kill israel > civilians");
}

TEST(Agents, NumbersOfPeopleAreCivilians) {
  EXPECT_EQ(abroad("Thousands fled Goma in Congo."), "flee civilians > -");
  EXPECT_EQ(abroad("Dozens were killed in Goma in Congo."), "kill - > civilians");
}

TEST(Agents, WhoHoldsTheTownIsAttacked) {
  EXPECT_EQ(abroad("Sudanese warplanes bombed RSF-held Nyala in Sudan."),
            "airstrike sudan.government.airforce > rsf | hold rsf > -");
}

TEST(Actors, TheTheatresNamesWinInItsWar) {
  EXPECT_EQ(who_whom(sample::claims_of("Strikes hit Saraqib. Syrian troops entered Hama.")),
            "attack - > - | enter syria.government > -");
  EXPECT_EQ(who_whom(sample::claims_of("Turkish and Syrian government forces captured Afrin.")),
            "capture syria.government+turkey > -");
}

}  // namespace
}  // namespace dateline
