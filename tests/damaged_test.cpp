#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "dateline/dispatch/read.h"
#include "dateline/meaning/claim_json.h"
#include "dateline/pipeline.h"
#include "tests/run.h"

// Damaged inputs: the example dispatches with bytes changed, cut, doubled and mixed. Nothing may
// crash, and what is read has to hold what a reading always holds. A second by default;
// DATELINE_SOAK_SECONDS makes it longer, and then each run begins elsewhere.

namespace dateline::tests {
namespace {

class Damager {
 public:
  explicit Damager(unsigned seed) : random_(seed) {
    for (const std::string& file : example_dispatches()) texts_.push_back(bytes_of(file));
  }

  std::string next() {
    std::string out = texts_[below(texts_.size())];
    for (std::size_t n = 1 + below(6); n > 0; --n) damage(out);
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return n ? random_() % n : 0; }

  void damage(std::string& text) {
    const std::size_t at = below(text.size());
    switch (below(9)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(below(256));
        return;
      case 1:
        text.resize(at);
        return;
      case 2:
        text.erase(at, below(200));
        return;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(300)));
        return;
      case 4:
        text.insert(at, std::string(below(2000), static_cast<char>(below(256))));
        return;
      case 5: {
        const std::string& other = texts_[below(texts_.size())];
        text.insert(at, other.substr(below(other.size()), below(400)));
        return;
      }
      case 6: {
        static const char* const kOdd[] = {"\xEF\xBB\xBF",
                                           "\xFF\xFE",
                                           "\xE2\x80\xA8",
                                           "\xF0\x9F\x94\xA5",
                                           "\xED\xA0\x80",
                                           "\"",
                                           "\\u0000",
                                           "((((((((",
                                           "\n\n\n",
                                           "\r",
                                           "9999999999999999999999",
                                           " - ",
                                           "\xE2\x80\x9C",
                                           "said that said that said that ",
                                           "date: 2024-02-30\n",
                                           "in in in of of of "};
        text.insert(at, kOdd[below(std::size(kOdd))]);
        return;
      }
      case 7:
        std::replace(text.begin(), text.end(), below(2) ? '.' : ' ', below(2) ? '\n' : '-');
        return;
      case 8:
        for (char& c : text)
          if (below(40) == 0) c = static_cast<char>(below(256));
        return;
    }
  }

  std::mt19937 random_;
  std::vector<std::string> texts_;
};

void expect_sound(const Document& d, const std::vector<Claim>& claims) {
  std::uint32_t end = 0;
  for (const Part& part : d.parts) {
    ASSERT_LE(end, part.span.begin);
    ASSERT_LE(part.span.begin, part.span.end);
    end = part.span.end;
  }
  ASSERT_LE(end, d.text.size());
  for (const Claim& c : claims) {
    const auto inside = [&](ByteSpan span) {
      return span.begin <= span.end && span.end <= d.text.size();
    };
    ASSERT_TRUE(inside(c.span) && inside(c.sentence));
    ASSERT_EQ(d.slice(c.span), c.text);
    for (const auto* slot : {&c.who, &c.whom})
      for (const ActorReading& one : *slot) ASSERT_TRUE(inside(one.span));
    for (const PlaceReading& one : c.where) ASSERT_TRUE(inside(one.span));
    for (const SpeakerChain& chain : c.sources)
      for (const Speaker& one : chain) ASSERT_TRUE(inside(one.span));
    ASSERT_TRUE(c.confidence >= 0 && c.confidence <= 1);
    ASSERT_TRUE(!c.when || c.when->days.begin <= c.when->days.end);
    const auto again = parse_claim_json(to_json(c));
    ASSERT_TRUE(again) << to_string(again.error());
    ASSERT_EQ(to_json(*again), to_json(c));
  }
}

TEST(Damaged, InputsStopNothing) {
  ::setenv("DATELINE_HOME", kSource.c_str(), 1);
  const auto engine = load_engine("");
  ASSERT_TRUE(engine) << to_string(engine.error());
  const char* soak = std::getenv("DATELINE_SOAK_SECONDS");
  const unsigned seed = soak ? std::random_device{}() : 1;
  Damager damager(seed);
  const TemporaryFolder folder;
  ReadOptions options;
  options.max_bytes = 1 << 20;
  const auto until =
      std::chrono::steady_clock::now() + std::chrono::seconds(soak ? std::atoi(soak) : 1);
  std::size_t inputs = 0, read = 0, refused = 0;
  while (std::chrono::steady_clock::now() < until || inputs < 50) {
    const std::string bytes = damager.next();
    folder.write("damaged.txt", bytes);
    const std::string path = (folder.path() / "damaged.txt").string();
    const Status status = read_dispatches(path, options, [&](Result<Document> document) {
      if (!document) {
        ++refused;
        EXPECT_FALSE(to_string(document.error()).empty());
        return;
      }
      ++read;
      expect_sound(*document, read_claims(*document, *engine));
    });
    refused += !status;
    ++inputs;
    if (HasFailure()) {
      const std::string kept =
          "/tmp/dateline-damaged-" + std::to_string(seed) + "-" + std::to_string(inputs);
      std::filesystem::copy_file(path, kept, std::filesystem::copy_options::overwrite_existing);
      FAIL() << "input kept as " << kept;
    }
  }
  RecordProperty("inputs", static_cast<int>(inputs));
  EXPECT_GT(read, 10u);
  EXPECT_GT(refused, 0u);
  std::cout << inputs << " inputs: " << read << " documents read, " << refused
            << " set aside; seed " << seed << "\n";
}

}  // namespace
}  // namespace dateline::tests
