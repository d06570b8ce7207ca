#define DATELINE_KERNELS_NAME "AMX"
#include "dateline/language/kernels_body.h"

namespace dateline {

const Kernels& kernels_amx() { return kTable; }

}  // namespace dateline
