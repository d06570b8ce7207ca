#pragma once

#include <vector>

#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/syntax.h"
#include "dateline/meaning/toponyms.h"

namespace dateline {

/// The names of private persons, ascending and not overlapping: of persons whom no list of office
/// holders has, on any day, and to whom the text gives no word of data/actors/offices.csv, wherever
/// in it they are named. Bylines are left out: who signs a text is no part of what it tells.
/// docs/use.md has the rule in full.
std::vector<ByteSpan> find_private_names(const Syntax& syntax, const std::vector<Name>& names,
                                         const Knowledge& knowledge, const Actors& actors);

}  // namespace dateline
