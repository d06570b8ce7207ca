#include "dateline/meaning/time_reader.h"

namespace dateline {

std::vector<TimeMention> find_times(const Syntax& syntax) { return TimeReader(syntax).run(); }

}  // namespace dateline
