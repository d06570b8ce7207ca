#include "dateline/meaning/confidence.h"

#include <algorithm>

namespace dateline {

double confidence(const Claim& claim, const Event& event) {
  double c = event.is_noun ? 0.5 : 0.62;
  if (!claim.who.empty() && !event.borrowed_agent) c += 0.06;
  if (!claim.where.empty() && !event.borrowed_place) c += 0.06;
  if (claim.type <= ClaimType::kDestroy) c += 0.05;
  if (claim.status == ClaimStatus::kPossible || claim.status == ClaimStatus::kIntended) c -= 0.05;
  if (claim.attributive) c = 0.6;
  return std::clamp(c, 0.05, 0.95);
}

}  // namespace dateline
