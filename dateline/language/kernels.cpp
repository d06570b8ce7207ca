#include "dateline/language/kernels.h"

#include <array>

namespace dateline {

const Kernels& kernels_plain();
const Kernels& kernels_sse41();
const Kernels& kernels_avx2();
const Kernels& kernels_avx512();

namespace {

struct Runnable {
  std::array<const Kernels*, 4> tables{};
  std::size_t count = 0;

  Runnable() {
    tables[count++] = &kernels_plain();
    if (__builtin_cpu_supports("sse4.1")) tables[count++] = &kernels_sse41();
    if (__builtin_cpu_supports("avx2")) tables[count++] = &kernels_avx2();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
      tables[count++] = &kernels_avx512();
  }
};

}  // namespace

std::span<const Kernels* const> all_kernels() {
  static const Runnable runnable;
  return {runnable.tables.data(), runnable.count};
}

const Kernels& kernels() {
  static const Kernels& best = *all_kernels().back();
  return best;
}

}  // namespace dateline
