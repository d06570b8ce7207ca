#include "dateline/meaning/actor_tables.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <tuple>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/utf8.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/knowledge.h"

namespace dateline {
namespace {

std::vector<std::string> split_words(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  for (char& c : spaced)
    if (c == '/' || c == ',' || c == ')') c = ' ';
  for (auto at = spaced.find('('); at != std::string::npos; at = spaced.find('(', at + 2))
    spaced.insert(at + 1, 1, ' ');  // a bracket is a word of its own in the text
  // Tokens part "People's" before the apostrophe.
  for (std::string_view mark : {"'s", "’s"})
    for (auto at = spaced.find(mark); at != std::string::npos; at = spaced.find(mark, at + 2))
      if (at + mark.size() == spaced.size() || spaced[at + mark.size()] == ' ')
        spaced.insert(at, 1, ' '), ++at;
  return split_list(spaced, ' ');
}

NameWords name_words(std::string_view text) {
  NameWords out;
  for (const std::string& word : split_words(text)) {
    const bool common = !has_upper(word);
    std::string folded = common ? singular_word(word) : name_word(word);
    if (folded.empty()) continue;
    out.words.push_back(std::move(folded));
    out.all_capitals.push_back(is_all_capitals(word));
    out.capitalised.push_back(has_upper(word.substr(0, utf8_at(word, 0).length)));
  }
  return out;
}

void add_name(Knowledge& knowledge, std::string_view text, ActorName name) {
  static_cast<NameWords&>(name) = name_words(text);
  if (name.words.empty()) return;
  name.is_common = std::ranges::none_of(name.capitalised, [](bool one) { return one; });
  knowledge.names.push_back(std::move(name));
}

void read_days(const CsvTable& table, const CsvTable::Row& row, std::optional<Day>& since,
               std::optional<Day>& until) {
  if (auto days = parse_partial_day(table.cell(row, "since"))) since = days->begin;
  if (auto days = parse_partial_day(table.cell(row, "until"))) until = days->end;
}

/// Calls `add(table, row)`, which gives a Status, for each row of the file.
template <class Add>
Status each_row(const std::string& path, bool must_exist, Add add) {
  if (!must_exist && !std::filesystem::exists(path)) return {};
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows)
    if (Status status = add(*table, row); !status) return status;
  return {};
}

Status load_names(const std::string& path, bool must_exist, Knowledge& knowledge) {
  return each_row(path, must_exist, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    ActorName name;
    name.party = ActorId(table.cell(row, "party"));
    if (name.party.empty()) return row_error(table, row, "expected a party, found an empty cell");
    name.said_by = ActorId(table.cell(row, "said_by"));
    name.stories = split_list(table.cell(row, "country"));
    read_days(table, row, name.since, name.until);
    if (const std::string& weight = table.cell(row, "weight"); !weight.empty())
      name.weight = std::strtod(weight.c_str(), nullptr);
    for (const std::string& words : split_list(table.cell(row, "context")))
      if (NameWords near = name_words(words); !near.words.empty())
        name.context.push_back(std::move(near));
    add_name(knowledge, table.cell(row, "name"), std::move(name));
    return {};
  });
}

/// people.csv of a theatre has a row for each spelling, leaders.csv a list in one.
Status load_people(const std::string& path, bool must_exist, const char* names,
                   Knowledge& knowledge) {
  return each_row(path, must_exist, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    ActorName name;
    name.party = ActorId(table.cell(row, "party"));
    name.state = table.cell(row, "country");
    name.is_person = true;
    read_days(table, row, name.since, name.until);
    for (const std::string& one : split_list(table.cell(row, names)))
      add_name(knowledge, one, name);
    return {};
  });
}

Status load_general_parties(const std::string& path, Knowledge& knowledge) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    Party party;
    party.id = ActorId(table.cell(row, "id"));
    if (party.id.empty()) return row_error(table, row, "expected an id, found an empty cell");
    party.name = table.cell(row, "name");
    party.kind = table.cell(row, "kind");
    const auto dot = party.id.str().rfind('.');
    if (dot != std::string::npos) party.parent = ActorId(party.id.str().substr(0, dot));
    knowledge.parties.add(std::move(party));
    return {};
  });
}

/// Names of the rows of parties.csv: after those of the theatre, so that its rows win.
Status load_party_names(const std::string& path, Knowledge& knowledge) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    ActorName name;
    name.party = ActorId(table.cell(row, "id"));
    read_days(table, row, name.since, name.until);
    const std::string& full = table.cell(row, "name");
    // A country's own name is a place as well: its row is that of countries.csv.
    const bool country =
        std::ranges::any_of(knowledge.countries, [&](const auto& one) { return one.name == full; });
    if (!country && full.find('(') == std::string::npos) add_name(knowledge, full, name);
    for (const std::string& one : split_list(table.cell(row, "names")))
      add_name(knowledge, one, name);
    return {};
  });
}

Status load_actor_countries(const std::string& path, Knowledge& knowledge) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    knowledge.countries.push_back({table.cell(row, "iso2"), table.cell(row, "name"),
                                   table.cell(row, "capital"), ActorId(table.cell(row, "actor")),
                                   split_list(table.cell(row, "demonyms"))});
    return {};
  });
}

Status load_country_names(const std::string& path, Knowledge& knowledge) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    ActorName country;
    country.party = ActorId(table.cell(row, "actor"));
    country.state = table.cell(row, "iso2");
    country.is_country = true;
    country.weight = 0.8;
    const std::string& capital = table.cell(row, "capital");
    add_name(knowledge, table.cell(row, "name"), country);
    for (const std::string& name : split_list(table.cell(row, "official_names")))
      add_name(knowledge, name, country);
    if (!capital.empty()) add_name(knowledge, capital, country);
    for (const std::string& name : split_list(table.cell(row, "government_names"))) {
      ActorName government = country;
      government.weight = 1;
      government.is_country = name == capital;
      add_name(knowledge, name, std::move(government));
    }
    for (const std::string& demonym : split_list(table.cell(row, "demonyms"))) {
      ActorName nationality = country;
      nationality.is_country = false;
      nationality.is_demonym = true;
      nationality.weight = 0.5;
      add_name(knowledge, demonym, std::move(nationality));
    }
    return {};
  });
}

Status load_roles(const std::string& path, ActorTables& tables) {
  const Status status =
      each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
        ActorRole role;
        role.name = table.cell(row, "role");
        role.at_war = table.cell(row, "at_war");
        role.abroad = table.cell(row, "abroad");
        if (role.at_war.empty() || role.abroad.empty())
          return row_error(table, row, "expected what is below a country, found an empty cell");
        if (role.abroad == "-") role.abroad.clear();
        role.alone = table.cell(row, "alone") == "yes";
        role.of_people = table.cell(row, "of_people") == "yes";
        for (const std::string& wording : split_list(table.cell(row, "words"))) {
          RoleWords words{{}, tables.roles.size()};
          for (const std::string& word : split_words(wording))
            words.words.push_back(singular_word(word));
          if (words.words.empty()) return row_error(table, row, "expected words, found none");
          tables.role_words[words.words.back()].push_back(std::move(words));
        }
        tables.roles.push_back(std::move(role));
        return {};
      });
  for (auto& [head, list] : tables.role_words)
    std::ranges::stable_sort(list, std::greater(),
                             [](const RoleWords& w) { return w.words.size(); });
  return status;
}

Status load_peoples(const std::string& path, ActorTables& tables) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    PeopleName people;
    people.country = table.cell(row, "country");
    people.party = ActorId(table.cell(row, "party"));
    if (people.party.empty()) return row_error(table, row, "expected a party, found an empty cell");
    read_days(table, row, people.since, people.until);
    for (const std::string& word : split_list(table.cell(row, "people")))
      tables.peoples[name_word(word)].push_back(people);
    return {};
  });
}

Status load_offices(const std::string& path, ActorTables& tables) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    for (const std::string& word : split_list(table.cell(row, "words")))
      tables.offices.insert(word);
    return {};
  });
}

/// Each state at war at home is a party with its army, under names of its own.
Status load_wars(const std::string& path, Knowledge& knowledge) {
  return each_row(path, true, [&](const CsvTable& table, const CsvTable::Row& row) -> Status {
    HomeWar war;
    war.country = table.cell(row, "country");
    war.actor = ActorId(table.cell(row, "actor"));
    read_days(table, row, war.since, war.until);
    if (war.actor.empty()) return row_error(table, row, "expected an actor, found an empty cell");
    knowledge.actor_tables.wars.push_back(war);
    return {};
  });
}

void add_states(Knowledge& knowledge) {
  for (const auto& country : knowledge.countries) {
    Party state;
    state.id = country.actor;
    state.name = country.name;
    state.kind = "state";
    if (country.actor.str().find('.') == std::string::npos) knowledge.parties.add(state);
    for (const HomeWar& war : knowledge.actor_tables.wars) {
      if (war.country != country.iso || country.demonyms.empty()) continue;
      Party government;
      government.id = ActorId(war.actor.str() + ".government");
      government.parent = war.actor;
      government.name = country.demonyms.front() + " government";
      government.kind = "state";
      Party army;
      army.id = ActorId(government.id.str() + ".army");
      army.parent = government.id;
      army.name = country.demonyms.front() + " army";
      army.kind = "army";
      knowledge.parties.add(std::move(government));
      knowledge.parties.add(std::move(army));
    }
  }
}

/// Longest wording first; among equals the one that needs more (a speaker, a context, a story) and
/// then the heavier, and a theatre's row before general ones (it was added earlier).
void index_names(Knowledge& knowledge) {
  for (std::size_t i = 0; i < knowledge.names.size(); ++i)
    knowledge.names_by_first[knowledge.names[i].words.front()].push_back(i);
  for (auto& [word, list] : knowledge.names_by_first) {
    std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
      const ActorName &x = knowledge.names[a], &y = knowledge.names[b];
      const auto key = [](const ActorName& n) {
        return std::tuple(n.words.size(),
                          !n.said_by.empty() + !n.context.empty() + !n.stories.empty(), n.weight);
      };
      return key(x) > key(y);
    });
  }
}

}  // namespace

const HomeWar* ActorTables::war(std::string_view country, Day day) const {
  for (const HomeWar& war : wars)
    if (war.country == country && is_between(day, war.since, war.until)) return &war;
  return nullptr;
}

ActorId government_of(const Knowledge& knowledge, std::string_view country, Day day) {
  if (const HomeWar* war = knowledge.actor_tables.war(country, day))
    return ActorId(war->actor.str() + ".government");
  for (const auto& one : knowledge.countries)
    if (one.iso == country) return one.actor;
  return {};
}

ActorId party_of_role(const Knowledge& knowledge, std::string_view country, const ActorRole& role,
                      Day day) {
  if (const HomeWar* war = knowledge.actor_tables.war(country, day))
    return ActorId(war->actor.str() + "." + role.at_war);
  const ActorId state = government_of(knowledge, country, day);
  if (state.empty() || role.abroad.empty()) return state;
  return ActorId(state.str().substr(0, state.str().find('.')) + "." + role.abroad);
}

Status load_actors(const std::string& data_dir, const std::string& theatre_dir,
                   Knowledge& knowledge) {
  const std::string actors = data_dir + "/actors";
  const std::string countries = data_dir + "/world/countries.csv";
  std::vector<Status> steps;
  steps.push_back(load_actor_countries(countries, knowledge));
  steps.push_back(load_wars(actors + "/wars.csv", knowledge));
  add_states(knowledge);
  steps.push_back(load_general_parties(actors + "/parties.csv", knowledge));
  if (!theatre_dir.empty()) {
    for (Status step : {load_theatre_parties(theatre_dir, knowledge.parties),
                        load_names(theatre_dir + "/names.csv", false, knowledge),
                        load_people(theatre_dir + "/people.csv", false, "name", knowledge)}) {
      if (step) continue;
      Error error = step.error();
      error.code = ErrorCode::kTheatreInvalid;
      steps.push_back(tl::unexpected(error));
    }
  }
  steps.push_back(load_outlets(data_dir + "/outlets/outlets.csv", true, knowledge.parties));
  steps.push_back(load_names(actors + "/names.csv", true, knowledge));
  steps.push_back(load_people(actors + "/leaders.csv", true, "names", knowledge));
  steps.push_back(load_party_names(actors + "/parties.csv", knowledge));
  steps.push_back(load_country_names(countries, knowledge));
  steps.push_back(load_roles(actors + "/roles.csv", knowledge.actor_tables));
  steps.push_back(load_offices(actors + "/offices.csv", knowledge.actor_tables));
  steps.push_back(load_peoples(actors + "/peoples.csv", knowledge.actor_tables));
  index_names(knowledge);
  for (Status& step : steps)
    if (!step) return step;
  return {};
}

}  // namespace dateline
