#include "dateline/language/kernels.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace dateline {
namespace {

// Every kernel gives the numbers of the plain one, whatever the sizes and values.

struct OwnMatrix {
  std::vector<std::int32_t> bias, limit, multiplier;
  std::vector<std::int8_t> weights;
  Matrix matrix;

  OwnMatrix(std::mt19937& random, std::uint32_t rows, std::uint32_t columns, bool extreme) {
    const auto between = [&](int low, int high) {
      return std::uniform_int_distribution<int>(low, high)(random);
    };
    const std::uint32_t padded = (rows + 15) / 16 * 16;
    for (std::uint32_t i = 0; i < padded; ++i) {
      bias.push_back(between(-1000000, 1000000));
      multiplier.push_back(between(100, 1 << 20));
      limit.push_back((32767 << 16) / multiplier.back());
    }
    for (std::size_t i = 0; i < std::size_t{padded} * columns; ++i)
      weights.push_back(
          static_cast<std::int8_t>(extreme ? (between(0, 1) ? 127 : -128) : between(-128, 127)));
    matrix = {rows, padded, columns, bias.data(), limit.data(), multiplier.data(), weights.data()};
  }
};

TEST(Kernels, SumsAreTheSameOnEveryInstructionSet) {
  std::mt19937 random(1);
  const Kernels& plain = *all_kernels().front();
  for (int round = 0; round < 120; ++round) {
    // Every third matrix is of the sizes that tiles want.
    const bool tiles = round % 3 == 0;
    const std::uint32_t rows = 1 + static_cast<std::uint32_t>(random() % 150),
                        columns = tiles ? 64 * (1 + static_cast<std::uint32_t>(random() % 4))
                                        : 4 * (1 + static_cast<std::uint32_t>(random() % 80));
    const std::size_t count = random() % (tiles ? 80 : 15), stride = columns - 4 * (random() % 2);
    const bool extreme = round % 4 == 0;
    const OwnMatrix own(random, rows, columns, extreme);
    std::vector<std::uint8_t> input(stride * (count + 1) + columns);
    for (auto& byte : input) byte = static_cast<std::uint8_t>(extreme ? 255 : random());
    const std::size_t size = count * own.matrix.padded;
    std::vector<std::int32_t> expected(size), found(size);
    std::vector<std::int16_t> expected16(size), found16(size);
    plain.sums(own.matrix, input.data(), stride, count, expected.data());
    plain.affine(own.matrix, input.data(), stride, count, expected16.data());
    for (const Kernels* kernels : all_kernels()) {
      kernels->sums(own.matrix, input.data(), stride, count, found.data());
      kernels->affine(own.matrix, input.data(), stride, count, found16.data());
      ASSERT_EQ(found, expected) << kernels->name << " " << rows << "x" << columns << " by "
                                 << count;
      ASSERT_EQ(found16, expected16)
          << kernels->name << " " << rows << "x" << columns << " by " << count;
    }
  }
}

TEST(Kernels, SumsAreThoseOfTheDefinition) {
  std::mt19937 random(2);
  const OwnMatrix own(random, 20, 8, false);
  const std::vector<std::uint8_t> input = {0, 1, 128, 255, 200, 3, 77, 129};
  std::vector<std::int32_t> found(own.matrix.padded);
  kernels().sums(own.matrix, input.data(), 8, 1, found.data());
  for (std::size_t row = 0; row < 20; ++row) {
    std::int32_t sum = own.bias[row];
    for (std::size_t k = 0; k < 8; ++k)
      sum += input[k] * own.weights[row / 16 * 16 * 8 + (k / 4 * 16 + row % 16) * 4 + k % 4];
    EXPECT_EQ(found[row], sum);
  }
}

TEST(Kernels, SquashIsTheQuadraticOfItsHeader) {
  std::vector<std::int16_t> input;
  for (int x = -32767; x <= 32767; x += 1) input.push_back(static_cast<std::int16_t>(x));
  std::vector<std::int16_t> expected(input.size()), found(input.size());
  std::vector<std::uint8_t> bytes(input.size()), found_bytes(input.size());
  all_kernels().front()->squash(input.data(), input.size(), expected.data(), bytes.data());
  for (std::size_t i = 0; i < input.size(); ++i) {
    const double x = input[i] / 16384.0, y = x * (1 - std::abs(x) / 4);
    ASSERT_NEAR(expected[i] / 16384.0, y, 3e-4) << x;
    ASSERT_NEAR(bytes[i] - 128, 127 * y, 0.6) << x;
  }
  for (const Kernels* kernels : all_kernels()) {
    kernels->squash(input.data(), input.size(), found.data(), found_bytes.data());
    EXPECT_EQ(found, expected) << kernels->name;
    EXPECT_EQ(found_bytes, bytes) << kernels->name;
  }
}

TEST(Kernels, RecurIsTheSameEverywhereAndStaysInBounds) {
  std::mt19937 random(3);
  for (int round = 0; round < 40; ++round) {
    const std::size_t width = 32 * (1 + random() % 8), words = 1 + random() % 20;
    const bool extreme = round % 3 == 0;
    const auto value = [&](int most) {
      return static_cast<std::int16_t>(
          extreme ? (random() % 2 ? most : -most)
                  : static_cast<int>(random() % (2 * static_cast<unsigned>(most))) - most);
    };
    std::vector<std::int16_t> gates(words * 3 * width), skip(words * width),
        expected(words * width), found;
    for (auto& x : gates) x = value(32767);
    for (auto& x : skip) x = value(16382);
    std::vector<std::uint8_t> bytes(words * width), found_bytes(words * width);
    all_kernels().front()->recur(gates.data(), 3 * width, skip.data(), words, width,
                                 expected.data(), bytes.data());
    for (const std::int16_t y : expected) ASSERT_LE(std::abs(y), 16384);
    for (const Kernels* kernels : all_kernels()) {
      found.assign(words * width, 0);
      kernels->recur(gates.data(), 3 * width, skip.data(), words, width, found.data(),
                     found_bytes.data());
      ASSERT_EQ(found, expected) << kernels->name;
      ASSERT_EQ(found_bytes, bytes) << kernels->name;
    }
  }
}

TEST(Kernels, RecurRunsForwardAndBackward) {
  // Forget nothing, take nothing in but at the first word (forward half) and the last (backward
  // half).
  constexpr std::size_t kWidth = 32, kWords = 3;
  std::vector<std::int16_t> gates(kWords * 3 * kWidth), skip(kWords * kWidth, 0),
      output(kWords * kWidth);
  std::vector<std::uint8_t> bytes(kWords * kWidth);
  for (std::size_t t = 0; t < kWords; ++t) {
    for (std::size_t i = 0; i < kWidth; ++i) {
      const bool takes = i < kWidth / 2 ? t == 0 : t == kWords - 1;
      gates[t * 3 * kWidth + i] = takes ? -32767 : 32767;
      gates[t * 3 * kWidth + kWidth + i] = takes ? 32767 : 0;
      gates[t * 3 * kWidth + 2 * kWidth + i] = 32767;
    }
  }
  kernels().recur(gates.data(), 3 * kWidth, skip.data(), kWords, kWidth, output.data(),
                  bytes.data());
  for (const std::int16_t y : output) EXPECT_NEAR(y / 16384.0, 1.0, 2e-3);
}

TEST(Kernels, DotsAreTheSame) {
  std::mt19937 random(4);
  std::vector<std::int16_t> one(96), others(96 * 9);
  for (auto& x : one) x = static_cast<std::int16_t>(random());
  for (auto& x : others) x = static_cast<std::int16_t>(static_cast<int>(random() % 255) - 127);
  std::vector<std::int32_t> expected(9), found(9);
  all_kernels().front()->dots(one.data(), others.data(), 9, 96, expected.data());
  for (const Kernels* kernels : all_kernels()) {
    kernels->dots(one.data(), others.data(), 9, 96, found.data());
    EXPECT_EQ(found, expected) << kernels->name;
  }
}

}  // namespace
}  // namespace dateline
