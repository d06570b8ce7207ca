#pragma once

#include "dateline/meaning/claim.h"
#include "dateline/meaning/knowledge.h"

namespace dateline {

/// The chance that the claim serves a careful reader's claim of that clause: a logistic model over
/// what it holds. `borrowed` says that place or agent stand outside of its clause. The weights are
/// data/claims/confidence.csv, fitted by tools/train/fit_confidence.py.
double confidence(const Claim& claim, bool borrowed, const Knowledge& knowledge);

}  // namespace dateline
