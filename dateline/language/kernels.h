#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline {

// The arithmetic of the network. Activations lie in [-1, 1]: as a byte a + 128 with a = round(127
// x), or as 16 bits round(2^14 x). Weights are bytes. All sums are sums of integers that cannot
// overflow, so that every kernel gives the same numbers.

/// A matrix with what makes its sums real numbers. Weights lie by sixteens of rows and in these by
/// fours of columns: sixteen rows' first four bytes each, then their next four.
struct Matrix {
  std::uint32_t rows = 0;               ///< that mean something
  std::uint32_t padded = 0;             ///< rows stored, a multiple of 16; the others are zero
  std::uint32_t columns = 0;            ///< a multiple of 4
  const std::int32_t* bias = nullptr;   ///< a row each; takes the 128 of the bytes back
  const std::int32_t* limit = nullptr;  ///< what the sum is held within, both ways
  const std::int32_t* multiplier =
      nullptr;  ///< of a sum to 16 bits: (sum * multiplier + 2^15) / 2^16
  const std::int8_t* weights = nullptr;
};

inline constexpr std::uint8_t kZeroByte = 128;  ///< the activation 0

/// One instruction set's functions. `input` holds `count` vectors, `stride` bytes apart, each
/// `columns` long; `output` holds `count` vectors of `padded` numbers.
struct Kernels {
  const char* name;
  /// Row sums with bias.
  void (*sums)(const Matrix& matrix, const std::uint8_t* input, std::size_t stride,
               std::size_t count, std::int32_t* output);
  /// Row sums brought to 16 bits.
  void (*affine)(const Matrix& matrix, const std::uint8_t* input, std::size_t stride,
                 std::size_t count, std::int16_t* output);
  /// q of 2^14 x: b (1 - |b| / 4) with b = x held in [-2, 2]; as 16 bits and as bytes.
  void (*squash)(const std::int16_t* input, std::size_t count, std::int16_t* output,
                 std::uint8_t* bytes);
  /// A gated recurrent layer over one sentence. `gates`: a word each 3 * width numbers (forget,
  /// candidate, output; the forget and output ones are of half the argument). `skip`, `output`,
  /// `bytes`: a word each `width`. The first half of the channels runs forward, the other backward.
  void (*recur)(const std::int16_t* gates, std::size_t gate_stride, const std::int16_t* skip,
                std::size_t words, std::size_t width, std::int16_t* output, std::uint8_t* bytes);
  /// Products of one vector with `count` others, `size` numbers each and one behind the other.
  /// Requires: sums below 2^31.
  void (*dots)(const std::int16_t* one, const std::int16_t* others, std::size_t count,
               std::size_t size, std::int32_t* output);
};

/// The plain one, which the others are tested against, first; then what this machine can run, the
/// quickest last.
std::span<const Kernels* const> all_kernels();
/// The quickest that this machine can run.
const Kernels& kernels();

}  // namespace dateline
