#include "dateline/meaning/confidence.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dateline {
namespace {

/// What was found outside of the clause is right less often; the output does not tell which, so the
/// fit cannot see it and the discount is set by hand (log odds).
constexpr double kBorrowed = -0.4;

}  // namespace

double confidence(const Claim& claim, bool borrowed, const Knowledge& knowledge) {
  double score = borrowed ? kBorrowed : 0;
  const auto add = [&](const std::string& feature) {
    if (const auto it = knowledge.confidence.find(feature); it != knowledge.confidence.end())
      score += it->second;
  };
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
  return std::clamp(1 / (1 + std::exp(-score)), 0.05, 0.97);
}

}  // namespace dateline
