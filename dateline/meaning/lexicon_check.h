#pragma once

#include <string>
#include <vector>

#include "dateline/base/finding.h"
#include "dateline/language/language.h"
#include "dateline/meaning/knowledge.h"

namespace dateline {

/// Everything that is wrong with the tables of data/claims/, data/nouns/, data/places/ and
/// data/times/, by file, then line: types, slots, needs, classes and effects that nobody knows,
/// cells empty, entries given twice or shadowed by an earlier one, so that they never count.
std::vector<Finding> check_lexicon_tables(const std::string& data_dir);

/// Reads the example of each row of frames.csv, governors.csv and cues.csv, and tells of those in
/// which the row does not do what it is for. `knowledge` must be of `data_dir`.
std::vector<Finding> check_lexicon_examples(const std::string& data_dir,
                                            const LanguageModel& language,
                                            const Knowledge& knowledge);

}  // namespace dateline
