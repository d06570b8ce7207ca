// The kernels' code, compiled once for each instruction set (kernels_*.cpp), which is why it uses
// nothing from other headers but intrinsics. Shared by inclusion: DATELINE_KERNELS_NAME names the
// set.

#include <cstddef>
#include <cstdint>

#if defined(__SSE4_1__)
#include <immintrin.h>
#endif

#include "dateline/language/kernels.h"

namespace dateline {
namespace {

inline std::int16_t bring(std::int32_t sum, std::int32_t limit, std::int32_t multiplier) {
  sum = sum > limit ? limit : sum < -limit ? -limit : sum;
  return static_cast<std::int16_t>((sum * multiplier + (1 << 15)) >> 16);
}

#if defined(__AVX512VNNI__)

/// `Zs` times 16 rows by `Ts` vectors.
template <int Zs, int Ts, class Store>
inline void block(const Matrix& m, std::uint32_t row, const std::uint8_t* input, std::size_t stride,
                  Store store) {
  __m512i sum[Ts][Zs];
#pragma GCC unroll 8
  for (int z = 0; z < Zs; ++z) {
    const __m512i bias = _mm512_loadu_si512(m.bias + row + 16 * z);
#pragma GCC unroll 8
    for (int t = 0; t < Ts; ++t) sum[t][z] = bias;
  }
  const std::size_t apart = static_cast<std::size_t>(m.columns) * 16;
  const std::int8_t* w = m.weights + static_cast<std::size_t>(row) * m.columns;
  for (std::uint32_t k = 0; k < m.columns; k += 4, w += 64) {
    __m512i weight[Zs];
#pragma GCC unroll 8
    for (int z = 0; z < Zs; ++z)
      weight[z] = _mm512_loadu_si512(w + apart * static_cast<std::size_t>(z));
#pragma GCC unroll 8
    for (int t = 0; t < Ts; ++t) {
      std::int32_t four;
      __builtin_memcpy(&four, input + static_cast<std::size_t>(t) * stride + k, 4);
      const __m512i a = _mm512_set1_epi32(four);
#pragma GCC unroll 8
      for (int z = 0; z < Zs; ++z) sum[t][z] = _mm512_dpbusd_epi32(sum[t][z], a, weight[z]);
    }
  }
#pragma GCC unroll 8
  for (int t = 0; t < Ts; ++t) {
#pragma GCC unroll 8
    for (int z = 0; z < Zs; ++z)
      store(static_cast<std::size_t>(t), row + 16 * static_cast<std::uint32_t>(z), sum[t][z]);
  }
}

struct StoreSums {
  const Matrix& m;
  std::int32_t* output;
  void operator()(std::size_t t, std::uint32_t row, __m512i sum) const {
    _mm512_storeu_si512(output + t * m.padded + row, sum);
  }
};

struct StoreAffine {
  const Matrix& m;
  std::int16_t* output;
  void operator()(std::size_t t, std::uint32_t row, __m512i sum) const {
    const __m512i limit = _mm512_loadu_si512(m.limit + row);
    sum = _mm512_min_epi32(sum, limit);
    sum = _mm512_max_epi32(sum, _mm512_sub_epi32(_mm512_setzero_si512(), limit));
    sum = _mm512_mullo_epi32(sum, _mm512_loadu_si512(m.multiplier + row));
    sum = _mm512_srai_epi32(_mm512_add_epi32(sum, _mm512_set1_epi32(1 << 15)), 16);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(output + t * m.padded + row),
                        _mm512_cvtepi32_epi16(sum));
  }
};

template <class Store>
void multiply_vectors(const Matrix& m, const std::uint8_t* input, std::size_t stride,
                      std::size_t count, Store store) {
  constexpr int kVectors = 6;
  for (std::uint32_t row = 0; row < m.padded;) {
    const bool wide = row + 64 <= m.padded;
    for (std::size_t t = 0; t < count;) {
      const auto at = [&](std::size_t i, std::uint32_t r, __m512i sum) { store(t + i, r, sum); };
      const std::uint8_t* from = input + t * stride;
      if (t + kVectors <= count) {
        wide ? block<4, kVectors>(m, row, from, stride, at)
             : block<1, kVectors>(m, row, from, stride, at);
        t += kVectors;
      } else {
        wide ? block<4, 1>(m, row, from, stride, at) : block<1, 1>(m, row, from, stride, at);
        ++t;
      }
    }
    row += wide ? 64 : 16;
  }
}

#if defined(__AMX_INT8__)

/// All tiles full: sixteen rows of 64 bytes.
struct alignas(64) TileConfig {
  std::uint8_t palette = 1, start = 0;
  std::uint8_t reserved[14] = {};
  std::uint16_t bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

/// Sixteen sums of sixteen vectors, to their places.
template <class Store>
inline void store_tile(const Matrix& m, const std::int32_t* sums, std::size_t t, std::uint32_t row,
                       Store store) {
  const __m512i bias = _mm512_loadu_si512(m.bias + row);
  for (std::size_t i = 0; i < 16; ++i)
    store(t + i, row, _mm512_add_epi32(_mm512_load_si512(sums + 16 * i), bias));
}

/// Two by two tiles of 16 rows and 16 vectors. Requires: columns a multiple of 64, count of 32,
/// padded of 32.
template <class Store>
void multiply_tiles(const Matrix& m, const std::uint8_t* input, std::size_t stride,
                    std::size_t count, Store store) {
  const TileConfig config;
  alignas(64) std::int32_t sums[4][256];
  _tile_loadconfig(&config);
  const std::size_t block = static_cast<std::size_t>(m.columns) * 16;
  for (std::uint32_t row = 0; row < m.padded; row += 32) {
    const std::int8_t* weights = m.weights + static_cast<std::size_t>(row) * m.columns;
    for (std::size_t t = 0; t < count; t += 32) {
      const std::uint8_t* from = input + t * stride;
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
      for (std::uint32_t k = 0; k < m.columns; k += 64) {
        _tile_loadd(4, from + k, stride);
        _tile_loadd(5, from + 16 * stride + k, stride);
        _tile_loadd(6, weights + static_cast<std::size_t>(k) * 16, 64);
        _tile_loadd(7, weights + block + static_cast<std::size_t>(k) * 16, 64);
        _tile_dpbusd(0, 4, 6);
        _tile_dpbusd(1, 4, 7);
        _tile_dpbusd(2, 5, 6);
        _tile_dpbusd(3, 5, 7);
      }
      _tile_stored(0, sums[0], 64);
      _tile_stored(1, sums[1], 64);
      _tile_stored(2, sums[2], 64);
      _tile_stored(3, sums[3], 64);
      store_tile(m, sums[0], t, row, store);
      store_tile(m, sums[1], t, row + 16, store);
      store_tile(m, sums[2], t + 16, row, store);
      store_tile(m, sums[3], t + 16, row + 16, store);
    }
  }
  _tile_release();
}

#endif

template <class Store>
void multiply(const Matrix& m, const std::uint8_t* input, std::size_t stride, std::size_t count,
              Store store) {
#if defined(__AMX_INT8__)
  if (m.columns % 64 == 0 && m.padded % 32 == 0) {
    const std::size_t tiled = count / 32 * 32;
    if (tiled > 0) multiply_tiles(m, input, stride, tiled, store);
    const auto rest = [&](std::size_t t, std::uint32_t row, __m512i sum) {
      store(tiled + t, row, sum);
    };
    return multiply_vectors(m, input + tiled * stride, stride, count - tiled, rest);
  }
#endif
  multiply_vectors(m, input, stride, count, store);
}

#else  // 16 rows at a time

struct StoreSums {
  const Matrix& m;
  std::int32_t* output;
  void operator()(std::size_t t, std::uint32_t row, const std::int32_t* sums) const {
    __builtin_memcpy(output + t * m.padded + row, sums, 64);
  }
};

struct StoreAffine {
  const Matrix& m;
  std::int16_t* output;
  void operator()(std::size_t t, std::uint32_t row, const std::int32_t* sums) const {
    for (std::uint32_t i = 0; i < 16; ++i)
      output[t * m.padded + row + i] = bring(sums[i], m.limit[row + i], m.multiplier[row + i]);
  }
};

#if defined(__AVX2__)

template <int Ts>
inline void block(const Matrix& m, std::uint32_t row, const std::uint8_t* input, std::size_t stride,
                  std::int32_t (*sums)[16]) {
  __m256i sum[Ts][4];
#pragma GCC unroll 4
  for (int t = 0; t < Ts; ++t)
#pragma GCC unroll 4
    for (int q = 0; q < 4; ++q) sum[t][q] = _mm256_setzero_si256();
  const std::int8_t* w = m.weights + static_cast<std::size_t>(row) * m.columns;
  for (std::uint32_t k = 0; k < m.columns; k += 4, w += 64) {
    __m256i weight[4];
#pragma GCC unroll 4
    for (int q = 0; q < 4; ++q)
      weight[q] =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w + 16 * q)));
#pragma GCC unroll 4
    for (int t = 0; t < Ts; ++t) {
      std::int32_t four;
      __builtin_memcpy(&four, input + static_cast<std::size_t>(t) * stride + k, 4);
      const __m256i a = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
#pragma GCC unroll 4
      for (int q = 0; q < 4; ++q)
        sum[t][q] = _mm256_add_epi32(sum[t][q], _mm256_madd_epi16(a, weight[q]));
    }
  }
#pragma GCC unroll 4
  for (int t = 0; t < Ts; ++t) {
    // Each row's sum lies in two neighbours; hadd mixes the halves, which the permutation puts
    // right.
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      __m256i pair = _mm256_hadd_epi32(sum[t][2 * half], sum[t][2 * half + 1]);
      pair = _mm256_permute4x64_epi64(pair, 0xD8);
      const __m256i bias =
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(m.bias + row + 8 * half));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums[t] + 8 * half),
                          _mm256_add_epi32(pair, bias));
    }
  }
}
constexpr int kVectors = 2;

#elif defined(__SSE4_1__)

template <int Ts>
inline void block(const Matrix& m, std::uint32_t row, const std::uint8_t* input, std::size_t stride,
                  std::int32_t (*sums)[16]) {
  static_assert(Ts == 1);
  __m128i sum[8];
#pragma GCC unroll 8
  for (int q = 0; q < 8; ++q) sum[q] = _mm_setzero_si128();
  const std::int8_t* w = m.weights + static_cast<std::size_t>(row) * m.columns;
  for (std::uint32_t k = 0; k < m.columns; k += 4, w += 64) {
    std::int32_t four;
    __builtin_memcpy(&four, input + k, 4);
    const __m128i a = _mm_cvtepu8_epi16(_mm_set1_epi32(four));
#pragma GCC unroll 8
    for (int q = 0; q < 8; ++q) {
      const __m128i weight =
          _mm_cvtepi8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(w + 8 * q)));
      sum[q] = _mm_add_epi32(sum[q], _mm_madd_epi16(a, weight));
    }
  }
#pragma GCC unroll 4
  for (int q = 0; q < 4; ++q) {
    const __m128i bias = _mm_loadu_si128(reinterpret_cast<const __m128i*>(m.bias + row + 4 * q));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(sums[0] + 4 * q),
                     _mm_add_epi32(_mm_hadd_epi32(sum[2 * q], sum[2 * q + 1]), bias));
  }
  (void)stride;
}
constexpr int kVectors = 1;

#else

template <int Ts>
inline void block(const Matrix& m, std::uint32_t row, const std::uint8_t* input, std::size_t stride,
                  std::int32_t (*sums)[16]) {
  for (int t = 0; t < Ts; ++t) {
    for (std::uint32_t r = 0; r < 16; ++r) {
      std::int32_t sum = m.bias[row + r];
      for (std::uint32_t k = 0; k < m.columns; ++k) {
        const std::size_t at =
            static_cast<std::size_t>(row) * m.columns + (k / 4 * 16 + r) * 4 + k % 4;
        sum += static_cast<std::int32_t>(input[static_cast<std::size_t>(t) * stride + k]) *
               m.weights[at];
      }
      sums[t][r] = sum;
    }
  }
}
constexpr int kVectors = 1;

#endif

template <class Store>
void multiply(const Matrix& m, const std::uint8_t* input, std::size_t stride, std::size_t count,
              Store store) {
  std::int32_t sums[kVectors][16];
  for (std::uint32_t row = 0; row < m.padded; row += 16) {
    for (std::size_t t = 0; t < count;) {
      const std::uint8_t* from = input + t * stride;
      if (t + kVectors <= count) {
        block<kVectors>(m, row, from, stride, sums);
        for (int i = 0; i < kVectors; ++i) store(t + static_cast<std::size_t>(i), row, sums[i]);
        t += kVectors;
      } else {
        block<1>(m, row, from, stride, sums);
        store(t, row, sums[0]);
        ++t;
      }
    }
  }
}

#endif

void sums(const Matrix& m, const std::uint8_t* input, std::size_t stride, std::size_t count,
          std::int32_t* output) {
  multiply(m, input, stride, count, StoreSums{m, output});
}

void affine(const Matrix& m, const std::uint8_t* input, std::size_t stride, std::size_t count,
            std::int16_t* output) {
  multiply(m, input, stride, count, StoreAffine{m, output});
}

/// (a b + 2^14) / 2^15: the rounding product of 16-bit fractions, one instruction where there is
/// SSSE3.
inline std::int16_t product(std::int16_t a, std::int16_t b) {
  return static_cast<std::int16_t>((static_cast<std::int32_t>(a) * b + (1 << 14)) >> 15);
}

/// 2^14 q of 2^14 x within [-2, 2): at most 16382 either way, so that the difference of two fits.
inline std::int16_t squashed(std::int16_t x) {
  const std::int16_t size = static_cast<std::int16_t>(x < 0 ? -x : x);
  return product(x, static_cast<std::int16_t>(32765 - (size >> 1)));
}

inline std::uint8_t as_byte(std::int16_t x) {  // 127 / 16384 of it, and 128
  return static_cast<std::uint8_t>(product(x, 254) + 128);
}

void squash(const std::int16_t* input, std::size_t count, std::int16_t* output,
            std::uint8_t* bytes) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int16_t y = squashed(input[i]);
    output[i] = y;
    bytes[i] = as_byte(y);
  }
}

void step(const std::int16_t* __restrict gates, std::size_t width,
          const std::int16_t* __restrict skip, std::size_t begin, std::size_t end,
          std::int16_t* __restrict state, std::int16_t* __restrict output,
          std::uint8_t* __restrict bytes) {
  for (std::size_t i = begin; i < end; ++i) {
    const std::int16_t forget = static_cast<std::int16_t>(16384 + squashed(gates[i]));
    const std::int16_t candidate = squashed(gates[width + i]);
    const std::int16_t open = static_cast<std::int16_t>(16384 + squashed(gates[2 * width + i]));
    const std::int16_t now = static_cast<std::int16_t>(
        product(forget, static_cast<std::int16_t>(state[i] - candidate)) + candidate);
    state[i] = now;
    const std::int16_t y = static_cast<std::int16_t>(
        product(open, static_cast<std::int16_t>(now - skip[i])) + skip[i]);
    output[i] = y;
    bytes[i] = as_byte(y);
  }
}

void recur(const std::int16_t* gates, std::size_t gate_stride, const std::int16_t* skip,
           std::size_t words, std::size_t width, std::int16_t* output, std::uint8_t* bytes) {
  constexpr std::size_t kWidest = 1024;
  std::int16_t state[kWidest] = {};
  const std::size_t half = width / 2;
  for (std::size_t t = 0; t < words; ++t)
    step(gates + t * gate_stride, width, skip + t * width, 0, half, state, output + t * width,
         bytes + t * width);
  for (std::size_t t = words; t-- > 0;)
    step(gates + t * gate_stride, width, skip + t * width, half, width, state, output + t * width,
         bytes + t * width);
}

void dots(const std::int16_t* one, const std::int16_t* others, std::size_t count, std::size_t size,
          std::int32_t* output) {
  for (std::size_t n = 0; n < count; ++n, others += size) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += static_cast<std::int32_t>(one[i]) * others[i];
    output[n] = sum;
  }
}

constexpr Kernels kTable{DATELINE_KERNELS_NAME, sums, affine, squash, recur, dots};

}  // namespace
}  // namespace dateline
