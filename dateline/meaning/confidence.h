#pragma once

#include "dateline/meaning/claim.h"
#include "dateline/meaning/event_choice.h"
#include "dateline/meaning/events.h"

namespace dateline {

/// The chance that the claim serves a careful reader's claim of that clause: a logistic model over
/// what it holds and the log odds with which its event was chosen. The weights are
/// models/english.confidence.csv, fitted by tools/train/fit_confidence.py.
double confidence(const Claim& claim, const Event& event, const FeatureWeights& weights);

}  // namespace dateline
