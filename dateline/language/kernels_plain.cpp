#define DATELINE_KERNELS_NAME "plain"
#include "dateline/language/kernels_body.h"

namespace dateline {

const Kernels& kernels_plain() { return kTable; }

}  // namespace dateline
