#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/meaning/parties.h"
#include "dateline/territory/control.h"

namespace dateline {

/// Where a line of the described world comes from: a row of a file, or a claim.
struct DescribedSource {
  std::string row;   ///< "backing.csv:17"; empty for a claim
  std::string cite;  ///< the row's own source, or the outlet
  ClaimId claim;     ///< empty for a row
  DocumentId document;
  std::optional<Day> published;  ///< of a claim
  std::string sentence;
};

/// Who backs whom. Days as the theatre gives them; a told one has none.
struct Backing {
  ActorId backer, backed;
  std::string how;       ///< arms, air, troops, money, training, diplomacy; "told" of claims
  double certainty = 1;  ///< of the theatre's row; of claims the share read with confidence
  std::optional<Day> since, until;
  std::string note;
  std::vector<DescribedSource> sources;  ///< a row, or claims by day
};

/// How many of what a party has somewhere.
struct Force {
  ActorId party;
  PlaceId place;                    ///< place or region; empty: all
  std::optional<double> low, high;  ///< empty: not told, or open
  std::string of;                   ///< fighter, tank, aircraft, ship, soldier, ...
  Day asof;
  std::string note;
  DescribedSource source;
};

/// Who holds a public office or a command.
struct Leader {
  std::string person, name;  ///< id; the first spelling
  ActorId party;
  std::string role;
  std::optional<Day> since, until;
  DescribedSource source;
};

/// All rows of backing.csv, forces.csv and people.csv of a theatre.
struct DescribedRows {
  std::vector<Backing> backing;
  std::vector<Force> forces;
  std::vector<Leader> leaders;
};
/// Files that are not there give nothing. Fails: kTheatreInvalid with line, kFileUnreadable.
Result<DescribedRows> load_described_rows(const std::string& theatre_dir);

/// The world that a theatre and claims speak of, on one day.
struct DescribedWorld {
  Day day;
  std::vector<ActorId> parties;  ///< all that the lines below name, with those above; sorted
  std::vector<Backing> backing;  ///< by backer, backed, how
  std::vector<Force> forces;     ///< by party, place, of
  std::vector<Leader> leaders;   ///< by party, role, person
};

/// What holds on the day: rows whose days contain it, of forces the latest row or claim of one
/// party, place and kind that is not later. Claims count that were published on the day or in the
/// 365 (backing) or 30 (forces) days before, and that their speakers assert: `support` between two
/// parties that fight or act as states, and numbers of armed people or their arms (`force_words`).
/// O(rows + claims * log).
DescribedWorld describe_world(const DescribedRows& rows, const std::vector<Report>& reports,
                              const Gazetteer& gazetteer, const Parties& parties,
                              const std::unordered_set<std::string>& force_words, Day day);

/// For people: a table a kind of line; lines end in '\n'.
std::string to_text(const DescribedWorld& world, const Gazetteer& gazetteer,
                    const Parties& parties);
/// One JSON object without a newline; docs/formats.md has the grammar.
std::string to_json(const DescribedWorld& world, const Gazetteer& gazetteer,
                    const Parties& parties);
/// A directed graph in the language of Graphviz: parties, backing as arrows, wings below parties.
std::string to_dot(const DescribedWorld& world, const Parties& parties);

/// "since 2015-09-30", "2013-01-01 to 2017-07-31", "" where nothing is told.
std::string days_text(const std::optional<Day>& since, const std::optional<Day>& until);

}  // namespace dateline
