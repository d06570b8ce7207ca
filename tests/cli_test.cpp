#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/run.h"

// The program as a user runs it: what it prints, what it leaves to the shell, and that no file can
// stop it from reading the others.

namespace dateline::tests {
namespace {

using Json = nlohmann::ordered_json;
using testing::AssertionFailure;
using testing::AssertionResult;
using testing::AssertionSuccess;

const std::string kGood =
    "title: Insurgents enter Rastan\n"
    "date: 2024-12-05\n"
    "outlet: Test Wire\n"
    "\n"
    "Rebels captured Rastan on Thursday, residents said. The army withdrew from Talbiseh.\n";

std::string in_utf16(const std::string& ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out += {c, '\0'};
  return out;
}

AssertionResult says(const std::string& text, const std::string& words) {
  if (text.find(words) != std::string::npos) return AssertionSuccess();
  return AssertionFailure() << "expected \"" << words << "\" in:\n" << text;
}

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> out;
  for (const std::string& line : lines_of(text)) {
    out.push_back(Json::parse(line, nullptr, false));
    EXPECT_FALSE(out.back().is_discarded()) << line;
  }
  return out;
}

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> out;
  for (const auto& [key, value] : object.items()) out.insert(key);
  return out;
}

class Cli : public testing::Test {
 protected:
  Ran dateline(const std::vector<std::string>& arguments) const {
    return run_dateline(arguments, folder_.path());
  }
  /// A record of all example dispatches.
  void read_examples(const std::string& db = "r.db") const {
    std::vector<std::string> arguments{"read", "--db", db, "--format", "jsonl"};
    for (const std::string& file : example_dispatches()) arguments.push_back(file);
    const Ran ran = dateline(arguments);
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  TemporaryFolder folder_;
};

TEST_F(Cli, OneGoodFileAmongBadOnesIsRead) {
  const std::string latin1 =
      kGood + "Le pr\xE9sident Andr\xE9 was at a caf\xE9 in Homs, he said.\n";
  folder_.write("empty.txt", "");
  folder_.write("picture.txt", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16));
  folder_.write("undated.txt", "Rebels captured Rastan on Thursday, residents said.\n");
  folder_.write("wide.txt", in_utf16(kGood));
  folder_.write("latin.txt", latin1);
  folder_.write("good.txt", kGood);
  const Ran ran =
      dateline({"read", "empty.txt", "picture.txt", "undated.txt", "missing.txt", "wide.txt",
                "latin.txt", "good.txt", "--db", "r.db", "--format", "jsonl"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_TRUE(says(ran.err, "empty.txt: byte 0: document-empty: "));
  EXPECT_TRUE(says(ran.err, "picture.txt: byte 0: document-binary: "));
  EXPECT_TRUE(says(ran.err, "a PNG image"));
  EXPECT_TRUE(says(ran.err, "undated.txt: byte 0: document-no-date: "));
  EXPECT_TRUE(says(ran.err, "missing.txt: file-missing: "));
  EXPECT_TRUE(says(ran.err, "wide.txt: note: read as UTF-16LE"));
  EXPECT_TRUE(says(ran.err, "latin.txt: note: read as Windows-1252"));
  EXPECT_TRUE(says(ran.err, "3 documents read"));
  EXPECT_TRUE(says(ran.err, "4 set aside"));
  bool rastan = false;
  for (const Json& claim : json_lines(ran.out))
    rastan |= claim["type"] == "capture" && claim["document"]["title"] == "Insurgents enter Rastan";
  EXPECT_TRUE(rastan) << ran.out;
}

TEST_F(Cli, TheGoodFileIsReadWhateverStandsBesideIt) {
  folder_.write("good.txt", kGood);
  const Ran alone = dateline({"read", "good.txt", "--format", "jsonl"});
  ASSERT_EQ(alone.code, 0) << alone.err;
  ASSERT_FALSE(alone.out.empty());
  EXPECT_EQ(alone.err, "") << "nothing to say where nothing is wrong";
  const std::vector<std::string> bad{"",
                                     std::string(5000, '\0'),
                                     "\xFF\xFE",
                                     "\xEF\xBB\xBF",
                                     "{\"text\": ",
                                     "{}\n{}\n",
                                     "date: 2024-99-99\n\nWords.\n",
                                     "%PDF-1.7\n",
                                     std::string(3000, '\n')};
  for (const std::string& bytes : bad) {
    folder_.write("bad.txt", bytes);
    for (const auto& order : {std::vector<std::string>{"bad.txt", "good.txt"},
                              std::vector<std::string>{"good.txt", "bad.txt"}}) {
      const Ran ran = dateline({"read", order[0], order[1], "--format", "jsonl"});
      EXPECT_EQ(ran.code, 1) << ran.err;
      EXPECT_EQ(ran.out, alone.out) << ran.err;
      EXPECT_TRUE(says(ran.err, "bad.txt: "));
      EXPECT_TRUE(says(ran.err, "byte ")) << "where?";
    }
  }
}

TEST_F(Cli, ExplainTellsOfEachSentenceHowItWasRead) {
  folder_.write("good.txt", kGood);
  const Ran ran = dateline({"read", "good.txt", "--explain"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "good.txt, sentence 1, bytes "));
  EXPECT_TRUE(says(ran.out, "Insurgents enter Rastan"));
  EXPECT_TRUE(says(ran.out, "\"captured\" capture, frames.csv:"));
  EXPECT_TRUE(says(ran.out, "\"withdrew\" withdraw, frames.csv:"));
  EXPECT_EQ(dateline({"read", "good.txt", "--explain", "--db", "r.db"}).code, 2);
}

TEST_F(Cli, ABadLineOfAFeedIsToldWithItsLine) {
  folder_.write("feed.jsonl",
                "{\"text\":\"Rebels captured Rastan.\",\"date\":\"2024-12-05\"}\n"
                "{\"text\": 5}\n"
                "{\"text\":\"The army withdrew from Talbiseh.\",\"date\":\"2024-12-05\"}\n");
  const Ran ran = dateline({"read", "feed.jsonl", "--db", "r.db"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(says(ran.err, "feed.jsonl: line 2: byte 55: document-bad-json: "));
  EXPECT_TRUE(says(ran.err, "2 documents read"));
}

/// DATELINE_SOAK_MB=200 makes it the size that `make soak` asks for.
TEST_F(Cli, LargeTextIsRefusedInBoundedMemory) {
  const char* soak = std::getenv("DATELINE_SOAK_MB");
  const std::size_t size = (soak ? std::strtoul(soak, nullptr, 10) : 48) << 20;
  std::string large = "date: 2024-12-05\n\n";
  while (large.size() < size) large += "Rebels captured Rastan on Thursday, residents said.\n";
  folder_.write("large.txt", large);
  folder_.write("large.jsonl",
                "{\"date\":\"2024-12-05\",\"text\":\"" + std::string(size, 'a') + "\"}\n" +
                    "{\"date\":\"2024-12-05\",\"text\":\"Rebels captured Rastan.\"}\n");
  large.clear();
  large.shrink_to_fit();
  folder_.write("good.txt", kGood);
  const Ran alone = dateline({"read", "good.txt"});
  const Ran ran = dateline({"read", "large.txt", "large.jsonl", "good.txt", "--max-mb", "1"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_TRUE(says(ran.err, "large.txt: byte 1048576: file-too-large: "));
  EXPECT_TRUE(says(ran.err, "large.jsonl: line 1: "));
  EXPECT_TRUE(says(ran.err, "2 documents read"));
  EXPECT_LT(ran.peak_kib, alone.peak_kib + (16 << 10)) << "more than 16 MiB for what is not read";
}

TEST_F(Cli, TheGoodFileIsReadWhateverSurroundsIt) {
  folder_.write("good.txt", kGood);
  folder_.write("other.db", "these bytes are no record, whatever their name says\n");
  const Ran alone = dateline({"read", "good.txt", "--theatre", "none", "--format", "jsonl"});
  ASSERT_FALSE(alone.out.empty());
  const Ran theatre =
      dateline({"read", "good.txt", "--theatre", "nowhere", "--db", "new.db", "--format", "jsonl"});
  EXPECT_EQ(theatre.code, 2);
  EXPECT_EQ(theatre.out, alone.out);
  EXPECT_TRUE(says(theatre.err, "read without a theatre, and nothing is kept"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "new.db"));
  const Ran kept = dateline({"read", "good.txt", "--format", "jsonl"});
  const Ran record = dateline({"read", "good.txt", "--db", "other.db", "--format", "jsonl"});
  EXPECT_EQ(record.code, 2);
  EXPECT_EQ(record.out, kept.out);
  EXPECT_TRUE(says(record.err, "nothing is kept"));
}

TEST_F(Cli, TwoPlacesMakeATheatreAndNoneIsSaid) {
  folder_.write(
      "two.txt",
      "title: War\ndate: 2024-12-05\n\nRebels seized Hama on Thursday. The army withdrew from "
      "Homs.\n");
  folder_.write("far.txt", "title: War\ndate: 2024-12-05\n\nRebels seized Omdurman on Thursday.\n");
  const Ran two = dateline({"read", "two.txt", "--format", "jsonl"});
  EXPECT_EQ(two.err, "");
  EXPECT_GE(json_lines(two.out).size(), 2u);
  const Ran far = dateline({"read", "far.txt", "--format", "jsonl"});
  EXPECT_EQ(far.code, 0);
  EXPECT_TRUE(says(far.err, "far.txt: note: read without a theatre"));
}

TEST_F(Cli, ARecordThatEndsEarlyIsToldWithItsByte) {
  read_examples();
  const std::string whole = bytes_of(folder_.path() / "r.db");
  folder_.write("cut.db", whole.substr(0, 20000));
  const Ran ran = dateline({"control", "--db", "cut.db", "--on", "2024-12-05"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(says(ran.err, "cut.db: byte 20000: record-unreadable: "));
}

TEST_F(Cli, ControlIsToldOfPointsOnly) {
  read_examples();
  for (const char* command : {"control", "why"}) {
    const Ran ran =
        dateline({command, "--db", "r.db", "--on", "2024-12-05", "--place", "hama_governorate"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(says(ran.err, "control-unknown: "));
    EXPECT_TRUE(says(ran.err, "found the region Hama Governorate"));
  }
}

TEST_F(Cli, WhyHidesWhatChangesNothingAndCountsIt) {
  read_examples();
  const std::vector<std::string> ask{"why",        "--db",    "r.db", "--on",
                                     "2024-12-09", "--place", "Homs"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), ask.begin(), ask.end());
    return dateline(more);
  };
  const auto steps = [](const std::string& text) {
    std::size_t count = 0;
    for (const std::string& line : lines_of(text)) count += line.starts_with("20");
    return count;
  };
  const std::string some = with({}).out, all = with({"--all"}).out;
  const std::size_t every = lines_of(with({"--format", "jsonl"}).out).size();
  EXPECT_EQ(steps(all), every);
  EXPECT_LT(steps(some), every);
  EXPECT_TRUE(
      says(some, std::to_string(every - steps(some)) + " more that changed no probability"));
}

TEST_F(Cli, BrokenSurroundingsEndTheRunWithTwo) {
  folder_.write("good.txt", kGood);
  folder_.write("other.db", "these bytes are no record, whatever their name says\n");
  std::filesystem::create_directories(folder_.path() / "theatre");
  folder_.write("theatre/theatre.csv", "key,value\nformat,1\n");
  for (const auto& [arguments, words] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"read", "good.txt", "--theatre", "nowhere"}, "nowhere: theatre-missing: "},
           {{"read", "good.txt", "--theatre", "theatre"}, "theatre/parties.csv: "},
           {{"read", "good.txt", "--db", "other.db"}, "other.db: byte 0: record-foreign: "},
           {{"read", "good.txt", "--date", "2024-02-30"}, "day-invalid: "},
           {{"control", "--db", "no.db", "--on", "2024-12-05"}, "no.db: record-unreadable: "},
           {{"why", "--db", "other.db", "--on", "2024-12-05", "--place", "Homs"}, "record-foreign"},
           {{"report", "--db", "no.db", "-o", "page.html"}, "no.db: record-unreadable: "}}) {
    const Ran ran = dateline(arguments);
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments) << "\n" << ran.err;
    EXPECT_TRUE(says(ran.err, words));
    // The claims of a good file are read all the same, unless the call itself makes no sense.
    const bool reads = arguments[0] == "read" && arguments[2] != "--date";
    EXPECT_EQ(ran.out.empty(), !reads) << ran.out;
  }
  EXPECT_EQ(bytes_of(folder_.path() / "other.db").substr(0, 11), "these bytes")
      << "not ours to touch";
}

TEST_F(Cli, WrongArgumentsEndTheRunWithTwo) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"read"},
                                             {"nonsense"},
                                             {"control", "--db", "r.db"},
                                             {"read", "a", "--format", "x"}}) {
    const Ran ran = dateline(arguments);
    EXPECT_EQ(ran.code, 2) << testing::PrintToString(arguments) << "\n" << ran.err;
    EXPECT_NE(ran.err, "");
  }
  EXPECT_EQ(dateline({"--help"}).code, 0);
  EXPECT_EQ(dateline({"--version"}).code, 0);
}

TEST_F(Cli, UnknownNamesAreTold) {
  folder_.write("good.txt", kGood);
  ASSERT_EQ(dateline({"read", "good.txt", "--db", "r.db", "--theatre", "syria"}).code, 0);
  for (const auto& [arguments, words] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"control", "--db", "r.db", "--on", "2024-13-05"}, "day-invalid: "},
           {{"control", "--db", "r.db", "--on", "2024-12-05", "--place", "Atlantis"}, "Atlantis"},
           {{"whatif", "--db", "r.db", "--on", "2024-12-05", "--set", "Homs=nobody"}, "nobody"},
           {{"whatif", "--db", "r.db", "--on", "2024-12-05", "--set", "Homs"}, "PLACE=PARTY"}}) {
    const Ran ran = dateline(arguments);
    EXPECT_EQ(ran.code, 2) << ran.err;
    EXPECT_TRUE(says(ran.err, words));
  }
}

TEST_F(Cli, ReadingTwiceChangesNothing) {
  read_examples();
  const std::vector<std::string> control{"control",    "--db",  "r.db",     "--on",
                                         "2024-12-07", "--all", "--format", "jsonl"};
  const Ran before = dateline(control);
  const Ran page = dateline({"report", "--db", "r.db", "-o", "a.html"});
  ASSERT_EQ(before.code, 0) << before.err;
  std::vector<std::string> again{"read", "--db", "r.db"};
  for (const std::string& file : example_dispatches()) again.push_back(file);
  const Ran second = dateline(again);
  EXPECT_EQ(second.code, 0) << second.err;
  EXPECT_TRUE(says(second.err, "(0 new to r.db)"));
  EXPECT_EQ(dateline(control).out, before.out);
  EXPECT_EQ(dateline({"report", "--db", "r.db", "-o", "a.html"}).out, page.out) << "as many claims";
}

TEST_F(Cli, TheOrderOfTheFilesChangesNothing) {
  auto files = example_dispatches();
  std::vector<std::string> forward{"read", "--db", "a.db"}, backward{"read", "--db", "b.db"};
  forward.insert(forward.end(), files.begin(), files.end());
  backward.insert(backward.end(), files.rbegin(), files.rend());
  ASSERT_EQ(dateline(forward).code, 0);
  ASSERT_EQ(dateline(backward).code, 0);
  const auto control = [&](const std::string& db) {
    return dateline({"control", "--db", db, "--on", "2024-12-08", "--all", "--format", "csv"}).out;
  };
  EXPECT_EQ(control("a.db"), control("b.db"));
}

TEST_F(Cli, TwoRunsGiveTheSameBytes) {
  const std::string file = example_dispatches().front();
  for (const std::string format : {"table", "jsonl", "csv", "geojson", "conllu"}) {
    const Ran one = dateline({"read", file, "--format", format});
    EXPECT_EQ(one.code, 0) << one.err;
    EXPECT_FALSE(one.out.empty()) << format;
    EXPECT_EQ(one.out, dateline({"read", file, "--format", format}).out) << format;
  }
  read_examples();
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"control", "--db", "r.db", "--on", "2024-12-07"},
           {"why", "--db", "r.db", "--on", "2024-12-07", "--place", "Homs"},
           {"whatif", "--db", "r.db", "--on", "2024-12-07", "--set", "Homs=syria.opposition",
            "--from", "Damascus", "--to", "Tartus", "--traveller", "syria.government", "--format",
            "json"}}) {
    const Ran one = dateline(arguments);
    EXPECT_EQ(one.code, 0) << one.err;
    EXPECT_EQ(one.out, dateline(arguments).out) << arguments.front();
  }
}

TEST_F(Cli, NoBarIsDrawnInAPipe) {
  read_examples();
  std::vector<std::string> arguments{"read", "--format", "jsonl"};
  for (const std::string& file : example_dispatches()) arguments.push_back(file);
  const Ran ran = dateline(arguments);
  EXPECT_EQ(ran.err.find('\r'), std::string::npos) << ran.err;
  EXPECT_EQ(ran.out.find('\x1B'), std::string::npos) << "no colours in a pipe";
}

TEST_F(Cli, AClaimHasTheDocumentedSlots) {
  std::vector<std::string> arguments{"read", "--format", "jsonl"};
  for (const std::string& file : example_dispatches()) arguments.push_back(file);
  const auto claims = json_lines(dateline(arguments).out);
  ASSERT_GT(claims.size(), 100u);
  const std::set<std::string> slots{
      "id",       "document", "type",   "who",         "whom",       "where", "when",
      "sources",  "polarity", "status", "background",  "quantities", "links", "span",
      "sentence", "text",     "part",   "attributive", "confidence", "acled", "plover"};
  const std::set<std::string> place{"place",       "name",     "lat",    "lon",   "relation",
                                    "distance_km", "facility", "region", "shape", "probability",
                                    "text",        "begin",    "end"};
  for (const Json& c : claims) {
    EXPECT_EQ(keys_of(c), slots);
    EXPECT_EQ(keys_of(c["document"]),
              (std::set<std::string>{"id", "title", "outlet", "published", "url"}));
    for (const char* slot : {"who", "whom"})
      for (const Json& one : c[slot])
        EXPECT_EQ(keys_of(one),
                  (std::set<std::string>{"id", "text", "probability", "begin", "end"}));
    for (const Json& one : c["where"]) EXPECT_EQ(keys_of(one), place);
    for (const Json& chain : c["sources"])
      for (const Json& one : chain)
        EXPECT_EQ(keys_of(one),
                  (std::set<std::string>{"id", "text", "kind", "probability", "begin", "end"}));
    for (const Json& one : c["quantities"])
      EXPECT_EQ(keys_of(one), (std::set<std::string>{"value", "low", "high", "unit", "of"}));
    if (!c["when"].is_null()) {
      EXPECT_EQ(keys_of(c["when"]), (std::set<std::string>{"begin", "end", "text", "rule"}));
      EXPECT_LE(c["when"]["begin"].get<std::string>(), c["when"]["end"].get<std::string>());
    }
    EXPECT_TRUE(c["polarity"] == "affirmed" || c["polarity"] == "negated");
    EXPECT_GE(c["confidence"].get<double>(), 0);
    EXPECT_LE(c["confidence"].get<double>(), 1);
    EXPECT_GE(c["span"]["begin"].get<int>(), c["sentence"]["begin"].get<int>());
    EXPECT_LE(c["span"]["end"].get<int>(), c["sentence"]["end"].get<int>());
  }
}

TEST_F(Cli, TimesAreTaggedInTheTextAsItIs) {
  folder_.write("good.txt", kGood);
  const Ran ran = dateline({"times", "good.txt"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "title: Insurgents enter Rastan\ndate: 2024-12-05\n"));
  EXPECT_TRUE(says(ran.out,
                   "captured Rastan on <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-12-05\" "
                   "begin=\"2024-12-05\" "
                   "end=\"2024-12-05\" rule=\"weekday\">Thursday</TIMEX3>, residents said."));
}

TEST_F(Cli, ATimesWordsStandWhereItSays) {
  const std::string text = "The port fell last week. It had been shut for two years, and daily.";
  folder_.write("feed.jsonl", "{\"id\": \"a1\", \"date\": \"2024-12-10\", \"text\": \"" + text +
                                  "\"}\n{\"text\": \"no day\"}\n");
  const Ran ran = dateline({"times", "feed.jsonl", "--format", "jsonl"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_TRUE(says(ran.err, "feed.jsonl"));
  const auto rows = json_lines(ran.out);
  ASSERT_EQ(rows.size(), 3u) << ran.out;
  for (const Json& row : rows) {
    EXPECT_EQ(keys_of(row), (std::set<std::string>{"document", "text", "span", "type", "value",
                                                   "mod", "begin", "end", "rule"}));
    const std::size_t begin = row["span"]["begin"], end = row["span"]["end"];
    EXPECT_EQ(text.substr(begin, end - begin), row["text"]);
    EXPECT_EQ(row["document"]["external_id"], "a1");
    EXPECT_EQ(row["begin"].is_null(), row["rule"].is_null());
  }
  EXPECT_EQ(rows[0]["value"], "2024-W49");
  EXPECT_EQ(rows[1]["value"], "P2Y");
  EXPECT_EQ(rows[2]["type"], "SET");
}

TEST_F(Cli, TimesNeedADayOfPublication) {
  folder_.write("plain.txt", "The port fell yesterday.\n");
  EXPECT_EQ(dateline({"times", "plain.txt"}).code, 1);
  EXPECT_EQ(dateline({"times", "plain.txt", "--published", "yesterday"}).code, 2);
  const Ran ran = dateline({"times", "plain.txt", "--published", "2024-12-10"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "value=\"2024-12-09\""));
}

TEST_F(Cli, AClaimsWordsStandWhereItSays) {
  const auto files = example_dispatches();
  for (std::size_t i = 0; i < files.size(); i += 4) {  // a run each: a few will do
    const std::string& file = files[i];
    if (!file.ends_with(".txt")) continue;
    const std::string text = bytes_of(file);
    for (const Json& c : json_lines(dateline({"read", file, "--format", "jsonl"}).out)) {
      const auto slice = [&](const Json& span) {
        return text.substr(span["begin"].get<std::size_t>(),
                           span["end"].get<std::size_t>() - span["begin"].get<std::size_t>());
      };
      EXPECT_EQ(slice(c["span"]), c["text"].get<std::string>());
      for (const char* slot : {"who", "whom", "where"})
        for (const Json& one : c[slot]) EXPECT_EQ(slice(one), one["text"].get<std::string>()) << c;
      for (const Json& chain : c["sources"])
        for (const Json& one : chain) EXPECT_EQ(slice(one), one["text"].get<std::string>()) << c;
    }
  }
}

TEST_F(Cli, ControlIsADistribution) {
  read_examples();
  const auto rows = json_lines(
      dateline({"control", "--db", "r.db", "--on", "2024-12-07", "--format", "jsonl"}).out);
  ASSERT_GT(rows.size(), 100u);
  for (const Json& row : rows) {
    EXPECT_EQ(keys_of(row), (std::set<std::string>{"place", "name", "lat", "lon", "on", "state",
                                                   "support", "besieged_by"}));
    EXPECT_EQ(row["on"], "2024-12-07");
    EXPECT_EQ(keys_of(row["support"]), (std::set<std::string>{"reports", "days_since_last"}));
    double sum = 0;
    for (const auto& [party, p] : row["state"].items()) {
      EXPECT_GE(p.get<double>(), 0) << party;
      sum += p.get<double>();
    }
    EXPECT_NEAR(sum, 1, 1e-5) << row["place"];
  }
}

TEST_F(Cli, WhatWasKnownUsesNothingLater) {
  read_examples();
  const Ran known = dateline({"control", "--db", "r.db", "--on", "2024-12-01", "--known-by",
                              "2024-12-01", "--format", "jsonl"});
  std::vector<std::string> arguments{"read", "--db", "early.db"};
  for (const std::string& file : example_dispatches())
    if (file.ends_with(".txt") && std::filesystem::path(file).filename().string() < "2024-12-02")
      arguments.push_back(file);
  const std::string feed = bytes_of(kSource / "examples" / "dispatches" / "bulletin.jsonl");
  std::string early;
  for (const std::string& line : lines_of(feed))
    if (Json::parse(line)["date"].get<std::string>() < "2024-12-02") early += line + "\n";
  if (!early.empty()) arguments.push_back(folder_.write("bulletin.jsonl", early));
  ASSERT_EQ(dateline(arguments).code, 0);
  const Ran alone =
      dateline({"control", "--db", "early.db", "--on", "2024-12-01", "--format", "jsonl"});
  EXPECT_EQ(known.out, alone.out);
}

TEST_F(Cli, WhyEndsAtTheBelief) {
  read_examples();
  const auto rows = json_lines(dateline({"control", "--db", "r.db", "--on", "2024-12-07", "--place",
                                         "Homs", "--format", "jsonl"})
                                   .out);
  const auto steps = json_lines(dateline({"why", "--db", "r.db", "--on", "2024-12-07", "--place",
                                          "Homs", "--format", "jsonl"})
                                    .out);
  ASSERT_EQ(rows.size(), 1u);
  ASSERT_GT(steps.size(), 3u);
  for (const auto& [party, p] : rows[0]["state"].items())
    EXPECT_NEAR(steps.back()["after"][party].get<double>(), p.get<double>(), 1e-5) << party;
  for (const Json& step : steps)
    if (!step["claim"].is_null()) {
      EXPECT_FALSE(step["sentence"].get<std::string>().empty());
      EXPECT_FALSE(step["published"].get<std::string>().empty());
    }
}

TEST_F(Cli, WhySaysWhichClaimWouldChangeItMost) {
  read_examples();
  const std::vector<std::string> ask{"why",        "--db",    "r.db", "--on",
                                     "2024-12-07", "--place", "Homs"};
  std::vector<std::string> as_json = ask;
  as_json.insert(as_json.end(), {"--format", "json"});
  const Json whole = Json::parse(dateline(as_json).out, nullptr, false);
  ASSERT_TRUE(whole.is_object());
  std::map<std::string, double> last;
  std::string claim;
  for (const Json& one : whole["otherwise"]) {
    const std::string kind = one["kind"];
    const double moves = one["moves"];
    if (!last.contains(kind) && kind == "without_claim") claim = one["claim"];
    if (last.contains(kind)) {
      EXPECT_LE(moves, last[kind]) << kind;
    }
    last[kind] = moves;
    double half = 0;
    for (const auto& [state, p] : one["state"].items())
      half += std::abs(p.get<double>() - whole["state"][state].get<double>()) / 2;
    EXPECT_NEAR(half, moves, 1e-9) << one;
  }
  EXPECT_EQ(last.size(), 3u);
  ASSERT_FALSE(claim.empty());
  // In words the same claim stands first.
  const std::string text = dateline(ask).out;
  const auto at = text.find("What would change it most");
  ASSERT_NE(at, text.npos) << text;
  const auto first = text.find(" %  ", text.find("without one claim", at));
  EXPECT_EQ(text.substr(first + 4, claim.size()), claim) << text.substr(at);
}

TEST_F(Cli, ClaimsInEveryFormat) {
  read_examples();
  const auto ask = [&](const std::string& format) {
    const Ran ran = dateline({"claims", "--db", "r.db", "--type", "capture", "--near", "Hama",
                              "--status", "happened", "--polarity", "affirmed", "--radius", "20",
                              "--from", "2024-12-01", "--format", format});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  };
  const auto rows = json_lines(ask("jsonl"));
  ASSERT_FALSE(rows.empty());
  for (const Json& row : rows) EXPECT_EQ(row["type"], "capture");
  EXPECT_EQ(lines_of(ask("csv")).size(), rows.size() + 1);
  EXPECT_FALSE(Json::parse(ask("geojson"))["features"].empty());
  EXPECT_NE(ask("kml").find("<Placemark id=\"" + rows[0]["id"].get<std::string>()),
            std::string::npos);
  EXPECT_NE(ask("acled").find(rows[0]["id"].get<std::string>() + ","), std::string::npos);
  EXPECT_EQ(dateline({"claims", "--db", "r.db", "--type", "siege"}).code, 2);
  EXPECT_EQ(dateline({"claims", "--db", "r.db", "--near", "Nowhere"}).code, 2);
  EXPECT_EQ(dateline({"claims", "--db", "r.db", "--words", "mill AND"}).code, 2);
}

TEST_F(Cli, HappeningsAndTollsRespectWhatWasKnown) {
  folder_.write("a.txt",
                "date: 2024-12-05\noutlet: One\n\nA car bomb killed 12 people at the market of "
                "Homs on Thursday, the mayor said.\n");
  folder_.write("b.txt",
                "date: 2024-12-06\noutlet: Two\n\nThursday's car bomb at a market in Homs killed "
                "15 people, doctors said.\n");
  ASSERT_EQ(dateline({"read", "a.txt", "b.txt", "--db", "r.db", "--theatre", "syria"}).code, 0);
  const auto toll = [&](const char* known_by) {
    const Ran ran = dateline(
        {"tolls", "--db", "r.db", "--by", "place", "--format", "jsonl", "--known-by", known_by});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto rows = json_lines(ran.out);
    EXPECT_EQ(rows.size(), 1u);
    return rows.empty() ? Json() : rows[0]["killed"];
  };
  EXPECT_EQ(toll("2024-12-05")["high"], 12);
  EXPECT_EQ(toll("2024-12-06")["low"], 12);
  EXPECT_EQ(toll("2024-12-06")["high"], 15);
  const auto all = json_lines(
      dateline({"happenings", "--db", "r.db", "--origins", "2", "--format", "jsonl"}).out);
  ASSERT_EQ(all.size(), 1u);
  const std::string claim = all[0]["reports"].back()["claim"];
  const auto one =
      json_lines(dateline({"happenings", "--db", "r.db", "--id", claim, "--format", "jsonl"}).out);
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0]["happening"], all[0]["happening"]);
  const Ran tolls = dateline({"tolls", "--db", "r.db", "--by", "all", "--format", "csv"}),
            none = dateline(
                {"tolls", "--db", "r.db", "--by", "all", "--on", "2020-01-01", "--format", "csv"});
  EXPECT_GT(lines_of(tolls.out).size(), lines_of(none.out).size()) << none.out << none.err;
  EXPECT_EQ(none.code, 0);
  EXPECT_EQ(lines_of(none.out).size(), 1u) << none.out;
  const Ran sources = dateline({"sources", "--db", "r.db", "--format", "jsonl"});
  EXPECT_GT(json_lines(sources.out)[0]["confirmed"], 0) << sources.out;
  folder_.write("rules.csv", "rule,place,value\ntoll,Homs,10\ntoll,Homs,100\n");
  const Ran watch = dateline({"watch", "rules.csv", "--db", "r.db", "--since", "2024-12-04"});
  EXPECT_EQ(watch.code, 1) << watch.err;
  EXPECT_EQ(lines_of(watch.out).size(), 1u) << watch.out;
  EXPECT_EQ(dateline({"watch", "rules.csv", "--db", "r.db", "--since", "2024-12-06"}).code, 0);
}

TEST_F(Cli, ANounBehindAPlaceThatNothingGroundsIsRead) {
  // A capital that stands for its government is a place without candidates.
  folder_.write("a.txt",
                "date: 2012-09-17\n\nSyrian army advances near Washington Withdrawal is favored "
                "by Donald Trump, who has called for the US to stay out of country.");
  EXPECT_EQ(dateline({"read", "a.txt", "--theatre", "syria"}).code, 0);
}

TEST_F(Cli, RecordsAreComparedCorrectedForgottenAndVerified) {
  folder_.write("a.txt",
                "date: 2024-12-05\noutlet: One\n\nRebels captured Homs on Thursday, Jan Exemplar "
                "said.\n");
  folder_.write("b.txt", "date: 2024-12-06\noutlet: Two\n\nShells fell on Hama on Friday.\n");
  ASSERT_EQ(dateline({"read", "a.txt", "b.txt", "--db", "r.db"}).code, 0);
  ASSERT_EQ(dateline({"read", "b.txt", "--db", "s.db"}).code, 0);
  EXPECT_EQ(dateline({"verify", "--db", "r.db"}).code, 0);
  EXPECT_EQ(dateline({"diff", "r.db", "r.db"}).code, 0);
  const Ran less = dateline({"diff", "s.db", "r.db"});
  EXPECT_EQ(less.code, 1);
  EXPECT_NE(less.out.find("Rebels captured Homs"), std::string::npos) << less.out;
  EXPECT_EQ(dateline({"read", "a.txt", "b.txt", "--db", "t.db"}).code, 0);
  const auto told = json_lines(dateline({"claims", "--db", "t.db", "--format", "jsonl"}).out);
  const std::string there = told.back()["where"][0]["place"];
  ASSERT_NE(told[0]["where"][0]["place"], there);
  folder_.write("p.csv", "what,key,value,who,day,why\nplace," + told[0]["id"].get<std::string>() +
                             "," + there + ",me,,\n");
  ASSERT_EQ(dateline({"correct", "p.csv", "--db", "t.db"}).code, 0);
  const Ran moved = dateline({"diff", "r.db", "t.db"});
  EXPECT_EQ(moved.code, 1);
  EXPECT_EQ(lines_of(moved.out).size(), 2u) << moved.out;
  EXPECT_NE(moved.out.find("corrections"), std::string::npos) << moved.out;
  const auto claims = [&] {
    return json_lines(dateline({"claims", "--db", "r.db", "--format", "jsonl"}).out);
  };
  const auto before = claims();
  ASSERT_GE(before.size(), 2u);
  const std::string id = before[0]["id"];
  folder_.write("c.csv", "what,key,value,who,day,why\nwrong," + id + ",,me,2024-12-09,no\n");
  const Ran corrected = dateline({"correct", "c.csv", "--db", "r.db"});
  EXPECT_EQ(corrected.code, 0) << corrected.err;
  EXPECT_NE(corrected.out.find("confidence of"), std::string::npos) << corrected.out;
  EXPECT_EQ(claims().size(), before.size() - 1);
  ASSERT_EQ(dateline({"read", "a.txt", "--db", "r.db"}).code, 0);
  EXPECT_EQ(claims().size(), before.size() - 1) << "reading again leaves corrections";
  EXPECT_EQ(dateline({"correct", "c.csv", "--db", "s.db"}).code, 1) << "no such claim there";
  EXPECT_EQ(dateline({"forget", "--db", "r.db", "--words", "Exemplar"}).code, 0);
  EXPECT_EQ(bytes_of(folder_.path() / "r.db").find("Exemplar"), std::string::npos);
  const std::string document = before[0]["document"]["id"];
  EXPECT_EQ(dateline({"forget", "--db", "r.db", "--document", document}).code, 0);
  EXPECT_EQ(dateline({"forget", "--db", "r.db", "--document", document}).code, 1);
  ASSERT_EQ(dateline({"read", "a.txt", "--db", "r.db"}).code, 0);
  for (const Json& claim : claims()) EXPECT_NE(claim["document"]["id"], document);
}

TEST_F(Cli, ContradictionsAndOriginsRespectWhatWasKnown) {
  const std::string story =
      "Rebels captured Deir al-Zor on Friday, a monitor said. Two shopkeepers told the agency that "
      "the last soldiers had left by the western road before dawn.\n";
  folder_.write("a.txt", "date: 2024-12-07\noutlet: One\n\n" + story);
  folder_.write("b.txt",
                "date: 2024-12-08\noutlet: Two\n\nThe Syrian Democratic Forces captured Deir "
                "al-Zor on Friday, residents said.\n");
  folder_.write("c.txt", "date: 2024-12-09\noutlet: Three\n\n" + story);
  ASSERT_EQ(
      dateline({"read", "a.txt", "b.txt", "c.txt", "--db", "r.db", "--theatre", "syria"}).code, 0);
  const auto ask = [&](std::vector<std::string> arguments, const char* known_by) {
    for (const char* one : {"--db", "r.db", "--format", "jsonl", "--known-by", known_by})
      arguments.emplace_back(one);
    const Ran ran = dateline(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return json_lines(ran.out);
  };
  EXPECT_TRUE(ask({"contradictions"}, "2024-12-07").empty());
  const auto found = ask({"contradictions"}, "2024-12-08");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0]["kind"], "control");
  EXPECT_EQ(found[0]["place"], "deir_ez_zor");
  EXPECT_EQ(found[0]["since"], "2024-12-08");
  EXPECT_EQ(found[0]["a"]["outlet"], "One");
  EXPECT_EQ(found[0]["b"]["outlet"], "Two");
  EXPECT_EQ(ask({"contradictions", "--on", "2024-12-06"}, "2024-12-08").size(), 1u);
  EXPECT_TRUE(ask({"contradictions", "--on", "2024-12-01"}, "2024-12-08").empty());

  EXPECT_TRUE(ask({"origins"}, "2024-12-08").empty());
  const auto origins = ask({"origins"}, "2024-12-09");
  ASSERT_EQ(origins.size(), 1u);
  ASSERT_EQ(origins[0]["documents"].size(), 2u);
  EXPECT_EQ(origins[0]["documents"][0]["outlet"], "One");
  EXPECT_EQ(origins[0]["documents"][1]["outlet"], "Three");
  EXPECT_EQ(ask({"origins", "--all"}, "2024-12-09").size(), 2u);
}

TEST_F(Cli, MentionsHaveTheirBytesAndReadings) {
  const std::string text =
      "date: 2024-12-07\n\nRebels shelled posts 30 km north of Homs on Friday. Two soldiers of the "
      "army died in the city. Hezbollah said it had sent nobody.\n";
  folder_.write("m.txt", text);
  const Ran ran = dateline({"mentions", "m.txt", "--theatre", "syria"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::map<std::string, Json> by_words, referents;
  std::size_t last = 0;
  for (const Json& mention : json_lines(ran.out)) {
    EXPECT_EQ(keys_of(mention), (std::set<std::string>{"document", "kind", "form", "begin", "end",
                                                       "text", "readings"}));
    const std::size_t begin = mention["begin"], end = mention["end"];
    EXPECT_EQ(text.substr(begin, end - begin), mention["text"]);
    EXPECT_GE(begin, last);
    last = begin;
    double sum = 0;
    for (const Json& reading : mention["readings"]) sum += reading["probability"].get<double>();
    EXPECT_LE(sum, 1.0001);
    if (mention["kind"] == "referent")
      referents[mention["text"]] = mention["readings"][0];
    else
      by_words[mention["text"]] = mention;
  }
  ASSERT_TRUE(by_words.contains("Homs"));
  EXPECT_EQ(by_words["Homs"]["kind"], "place");
  const Json& homs = by_words["Homs"]["readings"][0];
  EXPECT_EQ(homs["place"], "homs");
  EXPECT_EQ(homs["distance_km"], 30);
  EXPECT_EQ(homs["shape"]["kind"], "sector");
  EXPECT_EQ(homs["shape"]["outline"]["type"], "Polygon");
  EXPECT_EQ(by_words["city"]["form"], "anaphor");
  EXPECT_EQ(by_words["city"]["readings"][0]["place"], "homs");
  EXPECT_EQ(by_words["Rebels"]["kind"], "actor");
  ASSERT_TRUE(referents.contains("it"));
  EXPECT_EQ(referents["it"]["chain"], referents["Hezbollah"]["chain"]);
  EXPECT_EQ(referents["it"]["name"], "Hezbollah");
  EXPECT_EQ(referents["it"]["size"], 2);
  EXPECT_EQ(referents["it"]["is"], "group");
  EXPECT_EQ(referents["it"]["actor"], "hezbollah");
  EXPECT_EQ(referents["Rebels"]["actor"], "syria.opposition");
}

TEST_F(Cli, ThePageOfMentionsIsWholeAndAsksForNothing) {
  folder_.write(
      "m.txt",
      "date: 2024-12-07\n\nShells fell &lt;<script>&& burst near Homs & \"Hama\" on Friday. The "
      "rebels said they had fired none.\n");
  const Ran ran = dateline({"mentions", "m.txt", "--format", "html"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("<!doctype html>"));
  EXPECT_TRUE(ran.out.ends_with("</html>\n"));
  EXPECT_TRUE(says(ran.out, "default-src 'none'"));
  EXPECT_TRUE(says(ran.out, "&amp;lt;")) << "text is shown, never taken as markup";
  EXPECT_FALSE(says(ran.out, "<script"));
  EXPECT_TRUE(says(ran.out, "one with The rebels"));
  EXPECT_TRUE(says(ran.out, "main:has(.d0c")) << "what is one lights up together";
  // Every tooltip is described by its words.
  const auto count = [&](const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = ran.out.find(what); at != std::string::npos;
         at = ran.out.find(what, at + 1))
      ++n;
    return n;
  };
  EXPECT_EQ(count("aria-describedby="), count("role=\"tooltip\""));
  EXPECT_GE(count("role=\"tooltip\""), 3u);
  const Ran bad = dateline({"mentions", "no_such_file.txt"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_TRUE(says(bad.err, "no_such_file.txt"));
}

TEST_F(Cli, GeoJsonIsGeoJson) {
  read_examples();
  std::vector<std::string> arguments{"read", "--format", "geojson"};
  for (const std::string& file : example_dispatches()) arguments.push_back(file);
  const Ran rans[] = {dateline(arguments), dateline({"control", "--db", "r.db", "--on",
                                                     "2024-12-07", "--format", "geojson"})};
  for (const Ran& ran : rans) {
    const Json all = Json::parse(ran.out, nullptr, false);
    ASSERT_TRUE(all.is_object());
    EXPECT_EQ(all["type"], "FeatureCollection");
    EXPECT_GT(all["features"].size(), 50u);
    for (const Json& feature : all["features"]) {
      const std::string type = feature["geometry"]["type"];
      const Json& coordinates = feature["geometry"]["coordinates"];
      if (type == "Point") {
        EXPECT_LE(std::abs(coordinates[1].get<double>()), 90);
        continue;
      }
      // A vague place of a claim keeps its outline; control is asked of points.
      EXPECT_EQ(&ran == &rans[0], true);
      ASSERT_TRUE(type == "Polygon" || type == "MultiPolygon") << type;
      const Json& ring = type == "Polygon" ? coordinates[0] : coordinates[0][0];
      ASSERT_GE(ring.size(), 4u);
      EXPECT_EQ(ring.front(), ring.back());
    }
  }
}

TEST_F(Cli, ThePageAsksForNothing) {
  read_examples();
  for (const std::string text : {"none", "sentence", "full"}) {
    const Ran ran = dateline({"report", "--db", "r.db", "-o", "page.html", "--text", text});
    ASSERT_EQ(ran.code, 0) << ran.err;
    const std::string page = bytes_of(folder_.path() / "page.html");
    EXPECT_TRUE(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"));
    EXPECT_TRUE(page.find("Content-Security-Policy") != std::string::npos);
    for (const char* asks : {"src=\"http", "src='http", "href=\"http", "@import", "url(http",
                             "<iframe", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon"})
      EXPECT_EQ(page.find(asks), std::string::npos) << asks;
  }
  const Ran ran = dateline({"report", "--db", "r.db", "-o", "no/such/folder/page.html"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(says(ran.err, "no/such/folder/page.html: output-unwritable: "));
}

/// Every way out of the program, with the names and without.
TEST_F(Cli, NamesOfPrivatePersonsAreShownOnlyWhereAskedFor) {
  folder_.write(
      "a.txt",
      "title: Yusuf flees as the army shells Rastan\n"
      "date: 2024-12-05\n"
      "outlet: Test Wire\n"
      "\n"
      "Rebels captured Rastan on Thursday, the baker Amina Yusuf said. Governor Sami Haddad "
      "said the army had withdrawn from Talbiseh. Shelling killed ten people in the house of Amina "
      "Yusuf in Rastan on Thursday.\n");
  folder_.write("b.txt",
                "title: Talks\n"
                "date: 2024-12-05\n"
                "outlet: Other Wire\n"
                "\n"
                "No people were killed in the house of Amina Yusuf in Rastan on Thursday, the "
                "shopkeeper Amina Yusuf said.\n");
  folder_.write("rules.csv", "rule,place,value\ncontradiction,,\n");
  ASSERT_EQ(dateline({"read", "a.txt", "b.txt", "--db", "r.db", "--theatre", "syria"}).code, 0);
  ASSERT_EQ(dateline({"read", "b.txt", "--db", "old.db", "--theatre", "syria"}).code, 0);
  std::vector<std::vector<std::string>> commands;
  for (const char* format : {"table", "jsonl", "csv", "geojson"})
    commands.push_back({"read", "a.txt", "--format", format});
  for (const char* format : {"table", "jsonl", "csv", "geojson", "kml", "acled"})
    commands.push_back({"claims", "--db", "r.db", "--format", format});
  for (const char* format : {"jsonl", "html"})
    commands.push_back({"mentions", "a.txt", "--format", format});
  for (const char* format : {"text", "jsonl"})
    commands.push_back({"why", "--db", "r.db", "--place", "Rastan", "--on", "2024-12-06", "--all",
                        "--format", format});
  commands.push_back({"report", "--db", "r.db", "-o", "page.html", "--text", "full"});
  for (const char* what : {"happenings", "contradictions", "sources"})
    commands.push_back({what, "--db", "r.db", "--format", "jsonl"});
  commands.push_back({"watch", "rules.csv", "--db", "r.db", "--since", "2024-12-01"});
  commands.push_back({"diff", "old.db", "r.db"});
  for (std::vector<std::string> command : commands) {
    const bool tells_news = command[0] == "watch" || command[0] == "diff";
    const auto output = [&] {
      const Ran ran = dateline(command);
      EXPECT_EQ(ran.code, tells_news ? 1 : 0) << command[0] << ran.err;
      return command[0] == "report" ? bytes_of(folder_.path() / "page.html") : ran.out;
    };
    const std::string redacted = output();
    EXPECT_EQ(redacted.find("Yusuf"), std::string::npos) << command[0];
    EXPECT_EQ(redacted.find("Amina"), std::string::npos) << command[0];
    EXPECT_TRUE(says(redacted, "[name]")) << command[0];
    command.insert(command.end(), {"--names", "keep"});
    EXPECT_TRUE(says(output(), "Yusuf")) << command[0];
  }
  EXPECT_TRUE(says(dateline({"claims", "--db", "r.db", "--format", "csv"}).out, "Sami Haddad"));
}

TEST_F(Cli, ThreadsChangeNoByteOfReading) {
  TemporaryFolder folder;
  std::string printed[2], stored[2];
  for (int i = 0; i < 2; ++i) {
    std::vector<std::string> command{"read",  "--threads", i ? "3" : "1", "--format",
                                     "jsonl", "--now",     "2026-01-01"};
    const std::string db = "t" + std::to_string(i) + ".db";
    command.insert(command.end(), {"--db", db});
    for (const std::string& file : example_dispatches()) command.push_back(file);
    folder.write("broken.txt", "no date line\n");
    command.insert(command.begin() + 9, "broken.txt");
    const Ran ran = run_dateline(command, folder.path());
    EXPECT_EQ(ran.code, 1) << ran.err;
    printed[i] = ran.out;
    const Ran kept = run_dateline({"claims", "--db", db, "--format", "csv"}, folder.path());
    EXPECT_EQ(kept.code, 0) << kept.err;
    stored[i] = kept.out;
  }
  EXPECT_FALSE(printed[0].empty());
  EXPECT_EQ(printed[0], printed[1]);
  EXPECT_FALSE(stored[0].empty());
  EXPECT_EQ(stored[0], stored[1]);
}

}  // namespace
}  // namespace dateline::tests
