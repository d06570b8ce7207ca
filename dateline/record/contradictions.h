#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/parties.h"
#include "dateline/record/happenings.h"
#include "dateline/record/origins.h"

namespace dateline {

enum class ContradictionKind : std::uint8_t {
  kControl,  ///< two parties that are not allied are said to take or to hold one place
  kDenial,   ///< told as fact, and denied or negated
  kCount,    ///< counts of which not both can be
  kDay,      ///< days of which not both can be
};
std::string_view to_string(ContradictionKind kind);
std::optional<ContradictionKind> parse_contradiction_kind(std::string_view name);

/// How it was settled which of two claims stands.
struct Resolution {
  ClaimId stands;   ///< one of the two
  ClaimId by;       ///< the later claim that settled it
  Day day;          ///< when that was published
  std::string how;  ///< "admission": the side that said otherwise says so itself; "agreement": two
                    ///< more independent documents do, and none says otherwise
};

/// Two claims that cannot both be true.
struct Contradiction {
  ClaimId a, b;      ///< a's document is the earlier one; of equals the smaller id
  PlaceId place;     ///< empty where none is told
  DayInterval days;  ///< days that both speak of; of kind kDay those from one to the other
  ContradictionKind kind = ContradictionKind::kControl;
  Day since;                ///< publication of the later one
  HappeningId happening{};  ///< of what was denied, counted or dated; empty where two claims of
                            ///< holding a place are set against each other
  std::optional<Resolution> resolved{};
};

/// Their order: first day, place, ids, kind, of equals what a happening shows first.
bool come_before(const Contradiction& x, const Contradiction& y);

/// Claims of which not both can be true. Of documents of one origin the first that says something
/// counts.
///
/// - control: both taken, or both held, in days that both tell; vague places, adjectives and
/// history
///   are left out.
/// - denial: dissent of a happening, and its earliest report of the same doer; holding, taking or
///   leaving a place, told and denied of one doer and day.
/// - count: of one happening, the largest counts that two independent documents give for killed or
///   wounded, where they exclude each other and the later one is no mere update upwards. The widest
///   gap of a happening stands for all.
/// - day: reports of one type, place and count in one happening that tell two single days.
///
/// Requires: happenings and origins of the same claims and documents. Sorted by first day, place
/// and ids; independent of the order of the claims. O(n log n + pairs of one place).
///
/// Of the rows of two origins on one place the first stands for all.
std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims,
                                               const std::vector<Document>& documents,
                                               const Parties& parties,
                                               const std::vector<Origin>& origins,
                                               const std::vector<Happening>& happenings);

/// The two halves of it, all rows: what happenings show, and who held, took or left places.
std::vector<Contradiction> find_event_contradictions(const std::vector<Claim>& claims,
                                                     const std::vector<Document>& documents,
                                                     const Parties& parties,
                                                     const std::vector<Origin>& origins,
                                                     const std::vector<Happening>& happenings);
std::vector<Contradiction> find_place_contradictions(const std::vector<Claim>& claims,
                                                     const std::vector<Document>& documents,
                                                     const Parties& parties,
                                                     const std::vector<Origin>& origins);

}  // namespace dateline
