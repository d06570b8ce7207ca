#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/meaning/claim.h"
#include "dateline/territory/ground.h"
#include "dateline/web/svg_map.h"

namespace dateline {

/// How much of the dispatches' words goes into the page.
enum class ReportText {
  kNone,      ///< no words of the text: outlet and link only
  kSentence,  ///< of each claim its sentence
  kFull,      ///< whole texts
};

struct ReportDocument {
  DocumentId id;
  std::string title;
  std::string outlet;
  std::string url;        ///< becomes a link where it begins with http:// or https://
  std::string published;  ///< Published::iso()
  std::string text;       ///< shown with ReportText::kFull only; may be left empty else
};

struct ReportClaim {
  Claim claim;
  std::string sentence;  ///< document.slice(claim.sentence); shown unless ReportText::kNone
};

/// One thing that moved the belief about a place on a day.
struct ReportInfluence {
  ClaimId claim;       ///< empty where no claim moved it
  std::string kind;    ///< "claim", "start", "time", ...: a short word, shown
  std::string reason;  ///< "admitted by the government", "3 days pass"; may be empty
  ActorId favours;     ///< party or kContestedState
  double weight = 0;   ///< change of the log odds of `favours`
  double before = 0;   ///< probability of `favours` before
  double after = 0;    ///< and after
};

struct ReportPlaceDay {
  Day day;
  std::vector<MapShare> shares;
  MapSupport support;
  ActorId besieged_by;                      ///< empty: not said to be besieged
  std::vector<ReportInfluence> influences;  ///< in the order of applying
};

struct ReportPlace {
  PlaceId id;
  std::string name;
  LatLng point;
  std::string kind;
  std::int64_t population = 0;
  std::string region;  ///< name of the region that it lies in, for the table; may be empty
  std::vector<ReportPlaceDay> days;  ///< one for each of ReportInput::days, or none: a plain dot
};

/// Two claims that cannot both be true.
struct ReportContradiction {
  ClaimId a;
  ClaimId b;
  PlaceId place;
  std::string kind;  ///< "control", "polarity", ...: shown as a word
};

struct ReportInput {
  std::string title;
  std::string theatre;       ///< for the heading; may be empty
  std::string made_with;     ///< "dateline 0.1.0"
  std::vector<Day> days;     ///< the slider's days, in order; may be empty
  std::optional<Day> start;  ///< the day first shown; default the last
  std::vector<MapParty>
      parties;  ///< states of control, in the order of the legend, without contested
  /// Names of actors and outlets that claims have as ids; an id without one shows the nearest party
  /// above, else the words of the text, else the id.
  std::map<ActorId, std::string> actor_names;
  std::vector<ReportPlace> places;
  std::vector<MapRoad> roads;
  const Ground* ground = nullptr;  ///< whose cells are places'; nullptr: the map shows no ground
  std::vector<ReportDocument> documents;
  std::vector<ReportClaim> claims;
  std::vector<ReportContradiction> contradictions;
  std::vector<std::string> notes;  ///< said at the foot: documents set aside, what was left out
  ReportText text = ReportText::kSentence;
};

/// One HTML file that asks the network for nothing: map, script, style and data are inside, and its
/// content policy forbids everything else. Words of dispatches reach the page as JSON data and are
/// set as text only, never as markup. The same input gives the same bytes. Never fails; invalid
/// UTF-8 shows as U+FFFD. Influences and contradictions that name unknown claims are left out.
std::string render_report(const ReportInput& input);

/// The data that the page reads, as JSON (docs: webui/src/data.ts), before it is made safe for
/// HTML.
std::string report_json(const ReportInput& input);

}  // namespace dateline
