#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"
#include "dateline/base/span.h"
#include "dateline/dispatch/document.h"
#include "dateline/gazetteer/shape.h"

namespace dateline {

/// What is said to happen. The names are those of the contract for claims; data/claims/types.csv
/// maps each to ACLED and PLOVER.
enum class ClaimType : std::uint8_t {
  kCapture,
  kEnter,
  kAdvance,
  kWithdraw,
  kHold,
  kBesiege,
  kCut,
  kClose,
  kOpen,
  kClash,
  kAttack,
  kAirstrike,
  kShell,
  kBomb,
  kKill,
  kAbduct,
  kChemical,
  kDestroy,
  kReinforce,
  kMobilize,
  kIntervene,
  kCeasefire,
  kBreach,
  kEscalate,
  kDemine,
  kReorganise,
  kProtest,
  kFlee,
  kArrest,
  kRelease,
  kAbuse,
  kPresent,
  kTransfer,
  kAid,
  kDenyAid,
  kRepress,
  kMeet,
  kAgree,
  kSupport,
  kAccuse,
  kThreaten,
  kDemand,
  kReject,
  kSanction,
  kComment,
  kDecide,
  kStatement,
};
inline constexpr int kClaimTypes = static_cast<int>(ClaimType::kStatement) + 1;
std::string_view to_string(ClaimType type);
std::optional<ClaimType> parse_claim_type(std::string_view name);

/// How the speaker commits to what is said.
enum class ClaimStatus : std::uint8_t {
  kHappened,
  kOngoing,
  kPossible,
  kIntended,
  kConditional,
  kHypothetical,
  kDenied,
};
std::string_view to_string(ClaimStatus status);
std::optional<ClaimStatus> parse_claim_status(std::string_view name);

/// What kind of speaker.
enum class SpeakerKind : std::uint8_t {
  kOfficial,
  kMilitary,
  kParty,
  kMonitor,
  kResident,
  kWitness,
  kMedic,
  kAgency,
  kStateMedia,
  kMedia,
  kAnalyst,
  kAidGroup,
  kAnonymous,
};
std::string_view to_string(SpeakerKind kind);
std::optional<SpeakerKind> parse_speaker_kind(std::string_view name);

/// A filler of `who` or `whom`.
struct ActorReading {
  ActorId id;
  std::string text;
  ByteSpan span;
  double probability = 1;  ///< below 1 where other words of the text say who it is
};

/// True where a party of one list lies within one of the other.
bool share_party(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b);

/// A filler of `where`.
struct PlaceReading {
  PlaceId place;
  std::string name;             ///< the gazetteer's name
  std::optional<LatLng> point;  ///< the best single point: of a shape its centre
  std::string relation;         ///< in, near, north_of, toward, from, past, between, ...
  std::optional<double> distance_km;
  bool is_region = false;              ///< the gazetteer's place is no point
  std::string facility;                ///< kind of facility that lies there, "" for none
  std::shared_ptr<const Shape> shape;  ///< nullptr for a point
  double probability = 1;              ///< chance that this is the place meant
  std::string text;
  ByteSpan span;

  /// False where the text said the place of something else and it is only likely that the event
  /// was there too: evidence of control and comparisons leave it out.
  bool is_told() const { return probability >= kToldPlace; }
  static constexpr double kToldPlace = 0.65;
};

/// The days that a claim speaks of, and what gave them.
struct TimeReading {
  DayInterval days;
  std::string text;
  std::string rule;
};

struct Speaker {
  ActorId id;  ///< empty where the speaker is not grounded in a party or outlet
  std::string text;
  SpeakerKind kind = SpeakerKind::kAnonymous;
  ByteSpan span;
  double probability = 1;  ///< as that of an ActorReading
};
/// Outermost speaker first.
using SpeakerChain = std::vector<Speaker>;

struct Quantity {
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;  ///< open where empty and `low` is given
  std::string unit;            ///< "person", "km", ...
  std::string of;              ///< "killed", "wounded", "soldiers", ...
};

struct ClaimLink {
  std::string kind;  ///< if, because, after, denies, answers
  ClaimId claim;
};

/// One thing that a dispatch says about the world, with who says it.
struct Claim {
  ClaimId id;
  DocumentId document;
  ClaimType type = ClaimType::kStatement;
  std::vector<ActorReading> who;
  std::vector<ActorReading> whom;
  std::vector<PlaceReading> where;
  std::optional<TimeReading> when;
  std::vector<SpeakerChain> sources;  ///< empty: the outlet's own voice
  bool negated = false;
  ClaimStatus status = ClaimStatus::kHappened;
  bool background = false;
  std::vector<Quantity> quantities;
  std::vector<ClaimLink> links;
  ByteSpan span;  ///< the clause
  ByteSpan sentence;
  std::string text;  ///< the clause's words: slice(document.text, span)
  PartKind part = PartKind::kBody;
  bool attributive = false;
  double confidence = 0;  ///< chance that the claim is a right reading; says nothing of its truth

  /// True where the claim says that something is or was so (happened or ongoing, affirmed).
  bool asserts() const {
    return !negated && (status == ClaimStatus::kHappened || status == ClaimStatus::kOngoing);
  }
  /// True where the claim says that something is or was not so: denied, or asserted with a "not".
  bool rejects() const {
    return status == ClaimStatus::kDenied ||
           (negated && (status == ClaimStatus::kHappened || status == ClaimStatus::kOngoing));
  }
};

/// ACLED sub-event type and PLOVER event type of a claim type, as data/claims/types.csv says.
struct TypeMapping {
  std::string acled;
  std::string plover;
};

}  // namespace dateline
