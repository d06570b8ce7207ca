#define DATELINE_KERNELS_NAME "AVX2"
#include "dateline/language/kernels_body.h"

namespace dateline {

const Kernels& kernels_avx2() { return kTable; }

}  // namespace dateline
