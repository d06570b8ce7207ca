#include "dateline/language/encoder.h"

#include <thread>

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

constexpr std::string_view kText =
    "HAMA, Dec 5 (Reuters) - Rebels can't be far from al-Zor, residents said.\n\nSecond paragraph: "
    "30km "
    "(20 miles) of road.\n\nNo\n\nUnverifiably-long-compound-word-that-no-cache-will-keep \xFF\xFE "
    "end.";

struct Encoded {
  Tokens tokens;
  Contexts contexts;
};

Encoded run(const Kernels& kernels) {
  Encoded out;
  out.tokens = split(kText, {0, static_cast<std::uint32_t>(kText.size())}, *model().splitter);
  out.contexts.ranges = out.tokens.sentences;
  model().encoder->run(kText, out.tokens, kernels, out.contexts);
  return out;
}

TEST(Encoder, EveryInstructionSetSeesTheSame) {
  const Encoded plain = run(*all_kernels().front());
  for (const Kernels* kernels : all_kernels()) {
    const Encoded other = run(*kernels);
    for (std::size_t s = 0; s < plain.contexts.ranges.size(); ++s) {
      for (std::size_t i = 0; i < plain.contexts.ranges[s].size(); ++i) {
        const std::size_t row = plain.contexts.row(s) + i;
        ASSERT_EQ(std::string(reinterpret_cast<const char*>(plain.contexts.context(row)),
                              plain.contexts.width),
                  std::string(reinterpret_cast<const char*>(other.contexts.context(row)),
                              other.contexts.width))
            << kernels->name;
      }
    }
  }
}

// A sentence is read alike alone and among others, and by any thread.
TEST(Encoder, SentencesDoNotSeeEachOther) {
  const Encoded all = run(kernels());
  for (std::size_t s = 0; s < all.contexts.ranges.size(); ++s) {
    Contexts alone;
    alone.ranges = {all.contexts.ranges[s]};
    std::thread([&] { encode(kText, all.tokens, *model().encoder, alone); }).join();
    for (std::size_t i = 0; i < alone.ranges[0].size(); ++i) {
      ASSERT_EQ(
          std::string(reinterpret_cast<const char*>(all.contexts.context(all.contexts.row(s) + i)),
                      alone.width),
          std::string(reinterpret_cast<const char*>(alone.context(alone.row(0) + i)), alone.width));
    }
  }
}

TEST(Encoder, NothingGivesNothing) {
  Contexts none;
  encode("", {}, *model().encoder, none);
  EXPECT_EQ(none.row_count(), 1u);
}

}  // namespace
}  // namespace dateline
