#include "dateline/meaning/confidence.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dateline {
namespace {

/// What was found outside of the clause is right less often; the output does not tell which, so the
/// fit cannot see it and the discount is set by hand (log odds).
constexpr double kBorrowed = -0.4;

/// Nothing is surer than this; the log odds of an event are cut likewise, as the fit sees them.
constexpr double kLeast = 0.05, kMost = 0.97;

double log_odds(double chance) { return std::log(chance / (1 - chance)); }

}  // namespace

double confidence(const Claim& claim, const Event& event, const FeatureWeights& weights) {
  double score = event.borrowed_agent || event.borrowed_place ? kBorrowed : 0;
  score += weights.weight("odds") * std::clamp(event.log_odds, log_odds(kLeast), log_odds(kMost));
  const auto add = [&](std::string_view feature) { score += weights.weight(feature); };
  add("bias");
  add("type=" + std::string(to_string(claim.type)));
  add("status=" + std::string(to_string(claim.status)));
  if (claim.negated) add("negated");
  if (claim.attributive) add("attributive");
  if (!claim.who.empty()) add("who");
  if (!claim.whom.empty()) add("whom");
  if (std::ranges::any_of(claim.where, &PlaceReading::is_told)) add("where");
  if (claim.when) add("when");
  if (!claim.sources.empty()) add("sources");
  if (!claim.quantities.empty()) add("quantities");
  return std::clamp(1 / (1 + std::exp(-score)), kLeast, kMost);
}

}  // namespace dateline
