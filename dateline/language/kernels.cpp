#include "dateline/language/kernels.h"

#include <array>

#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace dateline {

const Kernels& kernels_plain();
const Kernels& kernels_sse41();
const Kernels& kernels_avx2();
const Kernels& kernels_avx512();
const Kernels& kernels_amx();

namespace {

/// Whether there are tiles of bytes, and Linux lets the process use them (it asks to be asked).
bool may_use_tiles() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned kTileBit = 24, kInt8Bit = 25;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(d >> kTileBit & 1) || !(d >> kInt8Bit & 1))
    return false;
  constexpr int kRequestPermission = 0x1023,
                kTileData = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
  return ::syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

struct Runnable {
  std::array<const Kernels*, 5> tables{};
  std::size_t count = 0;

  Runnable() {
    tables[count++] = &kernels_plain();
    if (__builtin_cpu_supports("sse4.1")) tables[count++] = &kernels_sse41();
    if (__builtin_cpu_supports("avx2")) tables[count++] = &kernels_avx2();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni")) {
      tables[count++] = &kernels_avx512();
      if (may_use_tiles()) tables[count++] = &kernels_amx();
    }
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
