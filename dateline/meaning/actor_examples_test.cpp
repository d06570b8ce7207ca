#include <gtest/gtest.h>

#include <set>
#include <string>

#include "dateline/base/csv.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/reading_sample.h"

// Each row of data/actors/ and data/outlets/ has an example that is read here as any text is: the
// party of the row must be found in it.

namespace dateline {
namespace {

const std::string kData = DATELINE_SOURCE_DIR "/data";

const Knowledge& world_knowledge() { return sample::general_knowledge(); }

CsvTable table(const std::string& file) { return sample::must(load_csv(kData + "/" + file)); }

/// A day on which the row holds: its last, or one after its first.
Day day_of(const CsvTable& t, const CsvTable::Row& row) {
  const auto since = parse_partial_day(t.cell(row, "since"));
  const auto until = parse_partial_day(t.cell(row, "until"));
  if (until) return until->begin;
  const Day usual(2024, 6, 1);
  return since && usual < since->end ? since->end + 1 : usual;
}

/// The ids of all who are named or denoted in the text.
std::set<std::string> ids_in(const std::string& text, Day day, const std::string& outlet = "") {
  Document document;
  document.text = text;
  document.outlet = outlet;
  document.published.day = day;
  const ByteSpan all{0, static_cast<std::uint32_t>(text.size())};
  document.parts = {{PartKind::kBody, all}};
  const Tokens tokens = split(document.text, all, *sample::language().splitter);
  const auto [tags, trees] = analyse(document.text, tokens, sample::language());
  const Knowledge& k = world_knowledge();
  const Toponyms toponyms =
      read_toponyms(document.text, tokens, tags, trees, sample::language(), k);
  const Syntax syntax(document, tokens, tags, trees, k.lemmas);
  const Actors actors(syntax, k, &toponyms);
  std::set<std::string> out;
  for (const ActorMention& mention : actors.mentions()) out.insert(mention.id.str());
  for (TokenIndex i = 0; i < syntax.size(); ++i)
    for (const ActorReading& reading : actors.at(i)) out.insert(reading.id.str());
  return out;
}

std::string joined(const std::set<std::string>& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : " ") + id;
  return out;
}

void expect_found(const std::string& file, const CsvTable::Row& row, const std::string& id,
                  const std::string& text, Day day, const std::string& outlet = "") {
  const auto found = ids_in(text, day, outlet);
  EXPECT_TRUE(found.contains(id)) << file << ":" << row.line << ": " << text << "\nexpected " << id
                                  << ", found " << joined(found) << " on " << to_string(day);
}

TEST(ActorExamples, Parties) {
  const CsvTable t = table("actors/parties.csv");
  for (const auto& row : t.rows) {
    const Day day = day_of(t, row);
    expect_found("parties.csv", row, t.cell(row, "id"), t.cell(row, "example"), day);
  }
}

TEST(ActorExamples, EachNameOfAParty) {
  const CsvTable t = table("actors/parties.csv");
  for (const auto& row : t.rows)
    for (const std::string& name : split_list(t.cell(row, "names")))
      expect_found("parties.csv", row, t.cell(row, "id"), "In the town, " + name + " held on.",
                   day_of(t, row));
}

TEST(ActorExamples, Leaders) {
  const CsvTable t = table("actors/leaders.csv");
  for (const auto& row : t.rows) {
    const Day day = day_of(t, row);
    const std::string& country = t.cell(row, "country");
    const std::string id = country.empty() ? t.cell(row, "party")
                                           : government_of(world_knowledge(), country, day).str();
    expect_found("leaders.csv", row, id, t.cell(row, "example"), day);
    for (const std::string& name : split_list(t.cell(row, "names")))
      expect_found("leaders.csv", row, id, "On Monday " + name + " said no.", day);
  }
}

/// An outlet that speaks for the party.
std::string outlet_of(const std::string& party) {
  for (const Outlet& outlet : world_knowledge().parties.outlets())
    if (!party.empty() && outlet.party.str() == party) return outlet.name;
  return {};
}

TEST(ActorExamples, NamesThatMeanAPartySomewhere) {
  const CsvTable t = table("actors/names.csv");
  for (const auto& row : t.rows) {
    const std::string& said_by = t.cell(row, "said_by");
    const std::string outlet = outlet_of(said_by);
    EXPECT_EQ(said_by.empty(), outlet.empty()) << "names.csv:" << row.line;
    expect_found("names.csv", row, t.cell(row, "party"), t.cell(row, "example"), day_of(t, row),
                 outlet);
  }
}

TEST(ActorExamples, Roles) {
  const CsvTable t = table("actors/roles.csv");
  for (std::size_t i = 0; i < t.rows.size(); ++i) {
    const Day day(2024, 6, 1);
    const ActorRole& role = world_knowledge().actor_tables.roles[i];
    const std::string& example = t.cell(t.rows[i], "example");
    expect_found("roles.csv", t.rows[i], party_of_role(world_knowledge(), "KE", role, day).str(),
                 example, day);
    // The same of a country at war at home.
    std::string at_war = example;
    at_war.replace(at_war.find("Kenyan"), 6, "Sudanese");
    expect_found("roles.csv", t.rows[i], "sudan." + role.at_war, at_war, day);
  }
}

TEST(ActorExamples, PeoplesAndWars) {
  const CsvTable peoples = table("actors/peoples.csv");
  for (const auto& row : peoples.rows)
    expect_found("peoples.csv", row, peoples.cell(row, "party"), peoples.cell(row, "example"),
                 day_of(peoples, row));
  const CsvTable wars = table("actors/wars.csv");
  for (const auto& row : wars.rows) {
    const auto found = ids_in(wars.cell(row, "example"), day_of(wars, row));
    const std::string state = wars.cell(row, "actor") + ".government";
    EXPECT_TRUE(std::ranges::any_of(found, [&](const auto& id) { return id.starts_with(state); }))
        << "wars.csv:" << row.line << ": found " << joined(found);
  }
}

TEST(ActorExamples, Outlets) {
  const CsvTable t = table("outlets/outlets.csv");
  for (const auto& row : t.rows) {
    const std::string& party = t.cell(row, "party");
    expect_found("outlets.csv", row, party.empty() ? t.cell(row, "outlet") : party,
                 t.cell(row, "example"), Day(2024, 6, 1));
  }
}

}  // namespace
}  // namespace dateline
