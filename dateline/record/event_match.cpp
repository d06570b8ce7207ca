#include "dateline/record/event_match.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, kMatchFeatures> kNames = {
    "bias",         "places_far", "days_apart",  "days_same",    "who_apart",   "killed_same",
    "killed_close", "killed_far", "killed_near", "site_same",    "means_apart", "numbers",
    "names_apart",  "names_near", "places_near", "places_apart", "sentence",    "lead"};

constexpr double kFarKm = 75;

/// Kilometres between the nearest two places that both tell; extents are taken off.
std::optional<double> distance_km(const EventReport& a, const EventReport& b) {
  std::optional<double> out;
  for (const ToldPlace& p : a.places)
    for (const ToldPlace& q : b.places) {
      const double d =
          p.place == q.place
              ? 0
              : std::max(0.0, distance_m(p.point, q.point) / 1000 - p.extent_km - q.extent_km);
      if (!out || d < *out) out = d;
    }
  return out;
}

/// What is guessed from other words does not part two reports.
bool who_apart(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b) {
  constexpr double kSure = 0.75;
  const auto is_sure = [](const ActorReading& one) { return one.probability >= kSure; };
  return !a.empty() && !b.empty() && std::ranges::all_of(a, is_sure) &&
         std::ranges::all_of(b, is_sure) && !share_party(a, b);
}

double at_most(std::size_t count, std::size_t most) {
  return static_cast<double>(std::min(count, most));
}

}  // namespace

std::string_view to_string(MatchFeature feature) {
  return kNames[static_cast<std::size_t>(feature)];
}

MatchFeatures compare(const EventReports& of, const EventReport& a, const EventReport& b) {
  using F = MatchFeature;
  MatchFeatures out{};
  const auto set = [&](F feature, double value) { out[static_cast<std::size_t>(feature)] = value; };
  const ReportContext &x = of.contexts[a.context], &y = of.contexts[b.context];
  set(F::kBias, 1);
  const auto km = distance_km(a, b);
  set(F::kPlacesFar, km && *km > kFarKm);
  const int gap = std::max(a.days.begin - b.days.end, b.days.begin - a.days.end);
  set(F::kDaysApart, std::clamp(gap, 0, 3));
  set(F::kDaysSame,
      gap <= 0 && a.has_day && b.has_day && std::max(a.days.length(), b.days.length()) <= 2);
  set(F::kWhoApart, who_apart(a.claim->who, b.claim->who));
  if (a.killed && b.killed) {
    const double ratio = std::max(*a.killed, *b.killed) / std::min(*a.killed, *b.killed);
    set(F::kKilledSame, ratio == 1);
    set(F::kKilledClose, ratio > 1 && ratio <= 1.4);
    set(F::kKilledFar, ratio > 2.5);
  }
  set(F::kKilledNear, at_most(count_shared(x.killed_near, y.killed_near), 2));
  set(F::kSiteSame, (x.sentence.sites & y.sentence.sites) != 0);
  set(F::kMeansApart,
      x.sentence.means != 0 && y.sentence.means != 0 && (x.sentence.means & y.sentence.means) == 0);
  set(F::kNumbers, at_most(count_shared(x.sentence.numbers, y.sentence.numbers), 2));
  set(F::kNamesApart, !x.sentence.names.empty() && !y.sentence.names.empty() &&
                          count_shared(x.sentence.names, y.sentence.names) == 0);
  set(F::kNamesNear, at_most(count_shared(x.near.names, y.near.names), 3));
  const std::size_t places = count_shared(x.places_near, y.places_near);
  set(F::kPlacesNear, at_most(places, 2));
  set(F::kPlacesApart, places == 0 && !x.places_near.empty() && !y.places_near.empty());
  set(F::kSentence, likeness(x.sentence.words, y.sentence.words));
  set(F::kLead,
      likeness(x.near.words, of.leads[b.lead]) + likeness(y.near.words, of.leads[a.lead]));
  return out;
}

Result<MatchWeights> MatchWeights::load(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  MatchWeights out;
  std::array<bool, kMatchFeatures> seen{};
  for (const auto& row : table->rows) {
    const auto wrong = [&](std::string what) { return row_error(*table, row, std::move(what)); };
    const std::string& name = table->cell(row, "feature");
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return wrong(fmt::format("\"{}\" is no feature", name));
    const auto at = static_cast<std::size_t>(found - kNames.begin());
    if (seen[at]) return wrong(fmt::format("\"{}\" stands twice", name));
    seen[at] = true;
    const std::string& text = table->cell(row, "weight");
    const auto [end, ec] =
        std::from_chars(text.data(), text.data() + text.size(), out.weights_[at]);
    if (ec != std::errc() || end != text.data() + text.size() || !std::isfinite(out.weights_[at]))
      return wrong(fmt::format("expected a number, found \"{}\"", text));
  }
  for (std::size_t i = 0; i < kMatchFeatures; ++i)
    if (!seen[i])
      return fail(ErrorCode::kDataInvalid, fmt::format("expected a row for \"{}\"", kNames[i]),
                  path);
  return out;
}

double MatchWeights::log_odds(const MatchFeatures& features) const {
  double out = 0;
  for (std::size_t i = 0; i < kMatchFeatures; ++i) out += weights_[i] * features[i];
  return out;
}

}  // namespace dateline
