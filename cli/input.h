#pragma once

#include "dateline/base/error.h"
#include "dateline/dispatch/read.h"

namespace dateline::cli {

/// As read_dispatches, from standard input. Keeps all of it in memory.
Status read_standard_input(const ReadOptions& options, const DocumentSink& sink);

/// Standard input for "-", else the file or folder.
Status read_input(const std::string& file, const ReadOptions& options, const DocumentSink& sink);

}  // namespace dateline::cli
