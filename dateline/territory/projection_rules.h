#pragma once

#include <vector>

#include "dateline/territory/projection_scene.h"

namespace dateline {

/// Beliefs by day ahead and place of the table.
using BeliefsAhead = std::vector<std::vector<std::vector<double>>>;

/// The plain rules that a projection is compared with. Requires: a model that is not kFront.
///
/// kYesterday: on each day as many places change from one party to another as did on the day before
/// the start, those on the front between the two that are nearest by road to its moves first
/// (those beyond three near_km last), a fraction of a place for the fraction of a move.
/// kEvenly: the same number spread evenly over all places on that front.
BeliefsAhead rule_ahead(const ProjectionScene& scene, ProjectionModel model);

}  // namespace dateline
