#define DATELINE_KERNELS_NAME "AVX-512 VNNI"
#include "dateline/language/kernels_body.h"

namespace dateline {

const Kernels& kernels_avx512() { return kTable; }

}  // namespace dateline
