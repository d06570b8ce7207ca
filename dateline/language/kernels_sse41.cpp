#define DATELINE_KERNELS_NAME "SSE4.1"
#include "dateline/language/kernels_body.h"

namespace dateline {

const Kernels& kernels_sse41() { return kTable; }

}  // namespace dateline
