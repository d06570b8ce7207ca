#pragma once

#include "dateline/base/error.h"
#include "dateline/dispatch/read.h"

namespace dateline::cli {

/// As read_dispatches, from standard input. Keeps all of it in memory.
Status read_standard_input(const ReadOptions& options, const DocumentSink& sink);

}  // namespace dateline::cli
