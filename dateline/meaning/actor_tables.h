#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"

namespace dateline {

struct Knowledge;

/// What a nationality, or the state of the story, makes of a noun (a row of data/actors/roles.csv).
struct ActorRole {
  std::string name;
  std::string at_war;      ///< below the country, where its state is one party of a war inside it
  std::string abroad;      ///< below the state's id elsewhere; empty: the state itself
  bool alone = false;      ///< also without a nationality: "the army" is the story's own
  bool of_people = false;  ///< people who speak or act for whoever the words before name
};

/// Wording of a role: singular words, the head last.
struct RoleWords {
  std::vector<std::string> words;
  std::size_t role;
};

/// A people whose fighters are one party where the story is set (a row of peoples.csv).
struct PeopleName {
  std::string country;  ///< ISO code; empty: anywhere
  ActorId party;
  std::optional<Day> since, until;
};

/// A country whose government is one party of a war inside it (a row of wars.csv).
struct HomeWar {
  std::string country;  ///< ISO code
  ActorId actor;        ///< the country: the government is below it
  std::optional<Day> since, until;
};

/// Rules by which words become parties, beside the names that are listed.
struct ActorTables {
  std::vector<ActorRole> roles;
  std::unordered_map<std::string, std::vector<RoleWords>> role_words;  ///< by head, longest first
  std::unordered_map<std::string, std::vector<PeopleName>> peoples;    ///< by folded word
  std::vector<HomeWar> wars;
  std::unordered_set<std::string> offices;  ///< last words of titles that make a person public

  /// The war inside the country on that day, or nullptr.
  const HomeWar* war(std::string_view country, Day day) const;
};

/// Loads data/actors/ and data/outlets/ and, where `theatre_dir` is not empty, the theatre's
/// parties, names and people, whose rows win. Fails: kDataInvalid, kTheatreInvalid with path and
/// line.
Status load_actors(const std::string& data_dir, const std::string& theatre_dir,
                   Knowledge& knowledge);

/// The party that stands for the country's state on that day: "france", "sudan.government".
/// Empty where nobody knows the country.
ActorId government_of(const Knowledge& knowledge, std::string_view country, Day day);
/// The party that a role makes of a country's people: "sudan.government.army", "france",
/// "chad.opposition".
ActorId party_of_role(const Knowledge& knowledge, std::string_view country, const ActorRole& role,
                      Day day);

}  // namespace dateline
