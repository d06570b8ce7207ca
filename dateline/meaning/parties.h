#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/meaning/claim.h"

namespace dateline {

/// One party of a theatre or of general knowledge (a row of parties.csv).
struct Party {
  ActorId id;
  std::string name;
  ActorId parent;
  std::string colour;  ///< "#rrggbb", empty where none is given
  std::string kind;
  struct Side {
    std::string side;
    std::optional<Day> since, until;
  };
  std::vector<Side> sides;
};

/// An outlet and whom its own voice speaks for.
struct Outlet {
  std::string name;
  std::vector<std::string> other_names;
  ActorId party;  ///< empty: nobody's
  std::string kind;
  std::string country;
  double independent = 0.5;
};

/// The parties of a theatre over general ones.
class Parties {
 public:
  const Party* find(const ActorId& id) const;
  /// False for civilians, journalists, bodies of states and aid groups. True for the unknown.
  bool acts_in_war(const ActorId& id) const;
  /// Display name: the party's, else that of the nearest party above, else the id.
  std::string name(const ActorId& id) const;
  /// Colour of the party or of the nearest above that has one; "#888888" for none.
  std::string colour(const ActorId& id) const;
  /// The side of the party on that day ("" for none): parties of one side fight together.
  std::string side(const ActorId& id, Day day) const;
  /// True where both are of one side on that day or one lies within the other.
  bool allied(const ActorId& a, const ActorId& b, Day day) const;
  /// True where both have a side and the sides differ.
  bool enemies(const ActorId& a, const ActorId& b, Day day) const;
  /// Party of an id or a name as a person types it. Fails: kPartyUnknown.
  Result<ActorId> resolve(std::string_view id_or_name) const;
  const Outlet* find_outlet(std::string_view name_or_domain) const;

  const std::vector<Party>& parties() const { return parties_; }
  const std::vector<Outlet>& outlets() const { return outlets_; }

  void add(Party party);  ///< a second row of one id adds its side
  void add(Outlet outlet);

 private:
  std::vector<Party> parties_;
  std::unordered_map<ActorId, std::size_t> by_id_;
  std::vector<Outlet> outlets_;
  std::unordered_map<std::string, std::size_t> outlet_by_name_;  ///< folded
};

/// Adds the rows of an outlets.csv; of two outlets with one name the one that was added first is
/// found. Fails: kDataInvalid with line.
Status load_outlets(const std::string& path, bool must_exist, Parties& parties);

/// Adds parties.csv and outlets.csv of a theatre. Fails: kTheatreInvalid with line.
Status load_theatre_parties(const std::string& theatre_dir, Parties& parties);

}  // namespace dateline
