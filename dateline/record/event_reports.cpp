#include "dateline/record/event_reports.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <tuple>
#include <unordered_map>

#include "dateline/base/sort_unique.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/origins.h"

namespace dateline {
namespace {

constexpr double kLeastPlace = 0.3;  ///< places less likely than this tell nothing
constexpr double kWidestKm = 250;    ///< neither do wider ones
constexpr std::uint32_t kLeadBytes = 400;
constexpr std::uint32_t kCloseBytes = 250;  ///< a day told this near is taken for the claim's own
constexpr int kLongestDays = 31;
constexpr double kManyVictims = 1000, kManyDisplaced = 100000;
constexpr double kFewestKilled = 4;  ///< smaller counts are shared by chance

std::optional<double> killed_of(const Claim& claim) {
  if (claim.type != ClaimType::kKill) return {};
  for (const Quantity& q : claim.quantities)
    if (q.of == "killed" && q.value > 0) return q.value;
  return {};
}

std::vector<ToldPlace> places_of(const Claim& claim) {
  std::vector<ToldPlace> out;
  for (const PlaceReading& p : claim.where) {
    if (!p.point || p.place.empty() || p.probability < kLeastPlace) continue;
    if (p.is_region && (!p.shape || p.place.str().starts_with("country:"))) continue;
    const double extent = p.shape ? p.shape->extent_km : 0;
    if (extent <= kWidestKm) out.push_back({p.place, *p.point, extent});
  }
  return out;
}

/// What is told of a longer time, or of so many without a day or a place, is a sum of events: a
/// war's dead.
bool is_sum(const Claim& claim) {
  if (claim.when && claim.when->days.length() > kLongestDays) return true;
  if (claim.when && !places_of(claim).empty()) return false;
  const double many = claim.type == ClaimType::kFlee ? kManyDisplaced : kManyVictims;
  return std::any_of(claim.quantities.begin(), claim.quantities.end(), [&](const Quantity& q) {
    return q.unit == "person" && std::max(q.value, q.high.value_or(0)) >= many;
  });
}

bool is_of_now(const Claim& claim) {
  return !claim.attributive && !claim.background && !is_sum(claim) &&
         family_of(claim.type) != EventFamily::kNone;
}

std::uint32_t distance_of(const Claim& a, const Claim& b) {
  return a.span.begin < b.span.begin ? b.span.begin - a.span.begin : a.span.begin - b.span.begin;
}

/// The claims of one document, in the order of the text.
class DocumentReports {
 public:
  DocumentReports(const Document& document, std::vector<const Claim*> claims,
                  const EventWords& words, EventReports& out)
      : document_(document), claims_(std::move(claims)), words_(words), out_(out) {
    for (const Claim* claim : claims_) sentences_.push_back(claim->sentence);
    std::sort(sentences_.begin(), sentences_.end(),
              [](auto a, auto b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
    sentences_.erase(std::unique(sentences_.begin(), sentences_.end()), sentences_.end());
  }

  void add(bool (*wanted)(const Claim&)) {
    out_.leads.push_back(words_.traits(lead()).words);
    for (const Claim* claim : claims_) {
      if (!wanted(*claim)) continue;
      EventReport report;
      report.claim = claim, report.document = &document_;
      report.family = family_of(claim->type);
      report.dissents = is_event_denial(*claim);
      find_days(report);
      report.places = places_of(*claim);
      report.killed = killed_of(*claim);
      report.context = context_of(claim->sentence);
      report.lead = out_.leads.size() - 1;
      out_.reports.push_back(std::move(report));
    }
  }

 private:
  std::string lead() const {
    std::string out;
    for (const Part& part : document_.parts) {
      if (part.kind != PartKind::kHeadline && part.kind != PartKind::kStandfirst &&
          part.kind != PartKind::kBody)
        continue;
      out += document_.slice(part.span);
      out += '\n';
      if (out.size() >= kLeadBytes) break;
    }
    if (document_.parts.empty()) out = document_.text;
    return out.substr(0, kLeadBytes);
  }

  void find_days(EventReport& report) const {
    const Claim& claim = *report.claim;
    const Day published = document_.published.day;
    report.days = {published - 2, published};
    if (claim.when) {
      report.days = claim.when->days, report.has_day = true;
      return;
    }
    std::uint32_t closest = kCloseBytes;
    for (const Claim* other : claims_) {
      if (!other->when || other->background || other->when->days.length() != 1) continue;
      const std::uint32_t distance = distance_of(claim, *other);
      if (distance >= closest) continue;
      closest = distance;
      report.days = other->when->days, report.has_day = true;
    }
  }

  std::size_t context_of(ByteSpan sentence) {
    const auto at = std::lower_bound(
        sentences_.begin(), sentences_.end(), sentence,
        [](auto a, auto b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
    const auto i = static_cast<std::size_t>(at - sentences_.begin());
    if (const auto known = contexts_.find(i); known != contexts_.end()) return known->second;
    const std::size_t from = i == 0 ? 0 : i - 1, to = std::min(i + 2, sentences_.size());
    ReportContext context;
    context.sentence = words_.traits(document_.slice(sentence));
    std::string near;
    for (std::size_t k = from; k < to; ++k)
      near += std::string(document_.slice(sentences_[k])) + ' ';
    context.near = words_.traits(near);
    for (const Claim* claim : claims_) {
      if (claim->span.begin < sentences_[from].begin || claim->span.begin >= sentences_[to - 1].end)
        continue;
      if (const auto killed = killed_of(*claim); killed && *killed >= kFewestKilled)
        context.killed_near.push_back(static_cast<std::uint32_t>(*killed));
      for (const PlaceReading& p : claim->where)
        if (!p.is_region && !p.place.empty() && p.probability >= 0.5)
          context.places_near.push_back(static_cast<std::uint32_t>(stable_hash(p.place.str())));
    }
    sort_unique(context.killed_near), sort_unique(context.places_near);
    out_.contexts.push_back(std::move(context));
    return contexts_.emplace(i, out_.contexts.size() - 1).first->second;
  }

  const Document& document_;
  std::vector<const Claim*> claims_;
  const EventWords& words_;
  EventReports& out_;
  std::vector<ByteSpan> sentences_;
  std::unordered_map<std::size_t, std::size_t> contexts_;  ///< by index of the sentence
};

void add_reports(const Document& document, std::vector<const Claim*> claims,
                 const EventWords& words, bool (*wanted)(const Claim&), EventReports& out) {
  std::sort(claims.begin(), claims.end(),
            [](const Claim* a, const Claim* b) { return stands_before(*a, *b); });
  DocumentReports(document, std::move(claims), words, out).add(wanted);
}

}  // namespace

EventFamily family_of(ClaimType type) {
  switch (type) {
    case ClaimType::kClash:
    case ClaimType::kAttack:
    case ClaimType::kAirstrike:
    case ClaimType::kShell:
    case ClaimType::kBomb:
    case ClaimType::kKill:
    case ClaimType::kChemical:
    case ClaimType::kDestroy:
      return EventFamily::kForce;
    case ClaimType::kCapture:
    case ClaimType::kEnter:
    case ClaimType::kAdvance:
    case ClaimType::kWithdraw:
      return EventFamily::kTerritory;
    case ClaimType::kBesiege:
    case ClaimType::kCut:
    case ClaimType::kClose:
    case ClaimType::kOpen:
    case ClaimType::kAbduct:
    case ClaimType::kCeasefire:
    case ClaimType::kBreach:
    case ClaimType::kProtest:
    case ClaimType::kFlee:
    case ClaimType::kArrest:
    case ClaimType::kRelease:
    case ClaimType::kTransfer:
    case ClaimType::kMeet:
    case ClaimType::kAgree:
      return EventFamily::kOther;
    default:
      return EventFamily::kNone;
  }
}

std::tuple<Day, int, DocumentId, std::uint32_t, ClaimId> age_of(const EventReport& report) {
  return std::tuple_cat(age_of(*report.document),
                        std::tuple(report.claim->span.begin, report.claim->id));
}

bool stands_before(const Claim& a, const Claim& b) {
  return std::tie(a.span.begin, a.span.end, a.id) < std::tie(b.span.begin, b.span.end, b.id);
}

bool is_event_report(const Claim& claim) {
  const bool possible = claim.status == ClaimStatus::kPossible && !claim.negated;
  return is_of_now(claim) && (claim.asserts() || possible);
}

bool is_event_denial(const Claim& claim) { return is_of_now(claim) && claim.rejects(); }

EventReports make_event_reports(const std::vector<Claim>& claims,
                                const std::vector<Document>& documents, const EventWords& words,
                                bool (*wanted)(const Claim&)) {
  std::unordered_map<DocumentId, std::vector<const Claim*>> by_document;
  for (const Claim& claim : claims) by_document[claim.document].push_back(&claim);
  std::vector<const Document*> ordered;
  for (const Document& d : documents)
    if (by_document.contains(d.id)) ordered.push_back(&d);
  std::sort(ordered.begin(), ordered.end(), [](const Document* a, const Document* b) {
    // As documents are numbered in a record.
    return std::pair(document_number(a->published.day, a->id), a->id) <
           std::pair(document_number(b->published.day, b->id), b->id);
  });
  EventReports out;
  for (const Document* document : ordered)
    add_reports(*document, std::move(by_document[document->id]), words, wanted, out);
  return out;
}

EventReports make_event_reports(const std::vector<Claim>& claims, const Document& document,
                                const EventWords& words, bool (*wanted)(const Claim&)) {
  EventReports out;
  std::vector<const Claim*> list;
  for (const Claim& claim : claims) list.push_back(&claim);
  if (!list.empty()) add_reports(document, std::move(list), words, wanted, out);
  return out;
}

}  // namespace dateline
