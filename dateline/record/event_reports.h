#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"
#include "dateline/record/event_words.h"

namespace dateline {

/// Types that tell one event in several ways (a strike, its dead) are of one family; reports of two
/// families are never of one event.
enum class EventFamily : std::uint8_t { kNone, kForce, kTerritory, kOther };
EventFamily family_of(ClaimType type);

/// A place that a report names, wide enough to hold it and narrow enough to tell.
struct ToldPlace {
  PlaceId place;
  LatLng point;
  double extent_km = 0;
};

/// What is said around a report: in its sentence and in those beside it.
struct ReportContext {
  WordTraits sentence, near;
  std::vector<std::uint32_t> killed_near;  ///< counts of dead, ascending
  std::vector<std::uint32_t> places_near;  ///< hashes of points' ids, ascending
};

/// One claim as a report of an event.
struct EventReport {
  const Claim* claim = nullptr;
  const Document* document = nullptr;
  EventFamily family = EventFamily::kNone;
  DayInterval days;  ///< told, or told close by, or the two days before publication
  std::optional<std::uint32_t>
      copy_of;            ///< index of the report of another document whose words it carries
  bool dissents = false;  ///< it says that the event did not happen
  bool has_day = false;   ///< true where the days were told
  std::vector<ToldPlace> places;
  std::optional<double> killed;
  std::size_t context = 0;  ///< index into contexts
  std::size_t lead = 0;     ///< index into leads
};

/// Reports with what they share. Keeps: claims and documents must outlive it.
struct EventReports {
  std::vector<EventReport> reports;
  std::vector<ReportContext> contexts;            ///< one a sentence
  std::vector<std::vector<std::uint32_t>> leads;  ///< words of each document's beginning
};

/// Which report came first: by its document's age, then its place in the text, then id.
std::tuple<Day, int, DocumentId, std::uint32_t, ClaimId> age_of(const EventReport& report);

/// In the order of the text: by span, then id.
bool stands_before(const Claim& a, const Claim& b);

/// True for claims that report an event: no state, no speech, no adjective, no history, affirmed or
/// possible.
bool is_event_report(const Claim& claim);

/// True for claims that deny or negate such an event.
bool is_event_denial(const Claim& claim);

/// The reports among the claims that `wanted` picks, in the order of documents' day, id, span and
/// claim's id. Linear in the claims but for sorting.
EventReports make_event_reports(const std::vector<Claim>& claims,
                                const std::vector<Document>& documents, const EventWords& words,
                                bool (*wanted)(const Claim&));

/// Those of one document's claims. A report depends on its document alone.
EventReports make_event_reports(const std::vector<Claim>& claims, const Document& document,
                                const EventWords& words, bool (*wanted)(const Claim&));

}  // namespace dateline
