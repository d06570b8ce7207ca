#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/error.h"

namespace dateline {

/// What the words of a stretch say of which event it tells. Lists ascend, each element once.
struct WordTraits {
  std::vector<std::uint32_t> words;    ///< hashes of the first letters of words that tell something
  std::vector<std::uint32_t> names;    ///< likewise of words with a capital inside of a sentence
  std::vector<std::uint32_t> numbers;  ///< of 5 and more, in figures or in words; no years
  std::uint32_t sites = 0;             ///< a bit a kind of what was hit
  std::uint32_t means = 0;             ///< a bit a kind of how
};

/// The kinds of words of data/happenings/words.csv.
class EventWords {
 public:
  /// Fails: kFileMissing, kDataInvalid with line (unknown group, a word twice in a group, more than
  /// 32 kinds).
  static Result<EventWords> load(const std::string& path);

  /// Linear in the text. Letters beyond ASCII part words, as blanks do.
  WordTraits traits(std::string_view text) const;

 private:
  std::unordered_set<std::string> common_;
  std::unordered_map<std::string, std::uint32_t> sites_, means_;  ///< word -> bit
};

/// How many elements two ascending lists share.
std::size_t count_shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

/// Cosine of two sets: 0 where either is empty, 1 where they are equal.
double likeness(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace dateline
