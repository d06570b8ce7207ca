#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/dispatch/document.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/parties.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/start.h"
#include "dateline/territory/weights.h"

namespace dateline {

/// A claim with what its document says of itself. Keeps: the claim must outlive the report.
struct Report {
  const Claim* claim = nullptr;
  Day published;
  std::string outlet;
  std::string sentence;  ///< the words around the clause, where known: finds copies
};

/// Claims beside their documents' day and outlet; a claim whose document is not given is left out.
/// Documents may come without text. Keeps: pointers into `claims`.
std::vector<Report> make_reports(const std::vector<Claim>& claims,
                                 const std::vector<Document>& documents);

/// How control is made out. All but the first are plain rules, to compare with.
enum class ControlModel : std::uint8_t {
  kBelief,   ///< docs/why/0004
  kLatest,   ///< 0.9 for who was last told to have taken the place, else starting control
  kVote,     ///< shares of the reports of 30 days that name a holder, starting control one of them
  kPersist,  ///< starting control
};
std::optional<ControlModel> parse_control_model(std::string_view name);

/// What infer_control reads. Keeps: everything pointed to must live during the call only.
struct ControlInputs {
  const Gazetteer* gazetteer = nullptr;
  const Parties* parties = nullptr;
  const StartingControl* start = nullptr;  ///< nullptr: every place starts evenly
  ControlWeights weights{};
  std::vector<Report> reports;  ///< in any order
  DayInterval days;             ///< days asked
  ControlModel model = ControlModel::kBelief;
  std::optional<Day> known_by{};  ///< use only what was published by then; empty: everything
  /// Words of armed men ("fighter"), by which their presence is told from a visitor's; nullptr:
  /// none.
  const std::unordered_set<std::string>* forces = nullptr;
  /// Along which places are near each other; nullptr: by distance.
  const RoadGraph* roads = nullptr;
  std::vector<std::string> countries{};  ///< ISO codes; places known to lie elsewhere are left out
  /// From when on beliefs are made out, where that is before the first day asked.
  std::optional<Day> since{};
  /// Only these places get beliefs, the same as without it; empty: all.
  std::vector<PlaceId> focus{};
  /// A voice (Voice::origin) that counts as silent; empty: none.
  std::string silent{};
};

/// Reports older than that no longer tell how a place stands today.
inline constexpr int kFreshDays = 7;

/// How much is known, beside what is believed.
struct ControlSupport {
  int reports = 0;           ///< independent speakers so far that bear on the place
  int days_since_last = -1;  ///< -1: nothing was ever reported
  ActorId besieged_by;       ///< empty: not said to be besieged

  /// No report, or none within kFreshDays.
  bool is_thin() const {
    return reports == 0 || days_since_last < 0 || days_since_last > kFreshDays;
  }
};

/// Belief about one place on one day. `probability` is parallel to ControlTable::states() and sums
/// to 1 within 1e-12.
struct ControlState {
  PlaceId place;
  Day day;
  std::vector<double> probability;
  ControlSupport support;
};

enum class InfluenceKind : std::uint8_t {
  kStart,       ///< starting control: `row` says where it stands
  kTime,        ///< days without news flatten
  kNeighbours,  ///< near places changed hands
  kOpening,     ///< a reported change makes a change possible on that day
  kClaim,       ///< a claim that speaks of that day or an earlier one
  kLater,       ///< a claim that speaks of a later day and tells what must have been so
};
std::string_view to_string(InfluenceKind kind);

/// One thing that moved a belief.
struct Influence {
  InfluenceKind kind = InfluenceKind::kStart;
  Day day;                            ///< the day that it acts on
  ClaimId claim;                      ///< empty for start and time
  DocumentId document;                ///< of the claim
  ActorId favours;                    ///< the state that gains most by it
  double weight = 0;                  ///< change of the log odds of `favours` (natural)
  std::vector<double> before, after;  ///< parallel to ControlTable::states()
  std::string row;                    ///< start.csv's row
  std::string reason;  ///< "own gain by syria.opposition", "admitted by ...", "3 days pass"
  PlaceId through;     ///< region or place that the claim names, where it is another one
};

/// Beliefs of every place on every day asked, and what moved them. Movable; const use is safe
/// between threads.
class ControlTable {
 public:
  ControlTable();
  ControlTable(ControlTable&&) noexcept;
  ControlTable& operator=(ControlTable&&) noexcept;
  ~ControlTable();

  /// Parties in order of id, then "contested", last.
  const std::vector<ActorId>& states() const;
  /// In order of id.
  const std::vector<PlaceId>& places() const;
  DayInterval days() const;

  /// nullopt for a place or day that the table does not have, or not in focus. O(states + sieges
  /// told of the place).
  std::optional<ControlState> find(const PlaceId& place, Day day) const;
  /// Index in states() of the most probable state (the first of equals), or -1 for no such place.
  int most_probable(const PlaceId& place, Day day) const;
  /// Everything that moved the belief, in the order of applying it: each one's `before` is the
  /// `after` of the one in front (the first one's is even), and the last `after` is the state that
  /// find() gives (within 1e-9). Later reports stand last. Empty for a place or day not there.
  std::vector<Influence> why(const PlaceId& place, Day day) const;

  struct Data;  ///< control_data.h; of no use outside of the room

 private:
  std::unique_ptr<Data> data_;
  friend ControlTable infer_control(const ControlInputs& inputs, const ControlTable* earlier);
};

/// Who holds each place on each day: one hidden state a place, forward and backward along the days,
/// claims as evidence. Never fails; the same bytes for any order of the reports. docs/why/0004 has
/// the model. O(days * places * states + claims * places of a region).
///
/// `earlier`: a table of the same inputs but for the reports. Places of which nothing else is told
/// now, nor of those near by, are taken from it and not solved again; the outcome is the same to
/// the last bit.
ControlTable infer_control(const ControlInputs& inputs, const ControlTable* earlier = nullptr);

/// True for the types that tell of control and so make a place or party known to the table.
bool tells_control(ClaimType type);

}  // namespace dateline
