#pragma once

#include <string>

#include "dateline/base/error.h"
#include "dateline/pipeline.h"
#include "dateline/territory/passage.h"

namespace dateline {

/// What questions about roads rest on. Keeps: pointers into both. Fails: as load_passage_rules.
Result<RoadWorld> road_world(const Situation& situation, const ControlTable& control);

/// The folder of the theatre that a record was read with, or of `theatre` where that is not empty;
/// "" for none. Fails: as Record::open_existing and theatre_dir.
Result<std::string> theatre_dir_of(const std::string& db, const std::string& theatre);

}  // namespace dateline
