#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/gazetteer/spool.h"

namespace dateline {

/// Makes an index of names (world_format.h) out of entries in any order. Entries lie on disk,
/// parted by the first bits of their hash; each part is sorted in memory by itself, so that memory
/// does not grow with their number but for eight bytes a key.
class NameIndexWriter {
 public:
  static Result<NameIndexWriter> create(const std::string& beside);

  /// The row bears the name. A key of more than 255 bytes is left out.
  void add(std::string_view key, std::uint32_t row, float importance);
  /// Some longer name begins with this word.
  void add_first_word(std::string_view word);

  /// Writes the index. The same entries in the same order give the same bytes. Fails:
  /// kOutputUnwritable.
  Status write(std::FILE* out, std::uint64_t& size);

 private:
  explicit NameIndexWriter(Spool entries) : entries_(std::move(entries)) {}
  void put(std::uint64_t hash, std::string_view key, std::uint32_t row, float importance);
  void flush(std::size_t part);
  Result<std::string> read_part(std::size_t part);

  static constexpr std::size_t kPartBits = 7, kParts = std::size_t{1} << kPartBits;
  static constexpr std::size_t kChunk = std::size_t{64} << 10;
  Spool entries_;
  std::uint64_t count_ = 0;
  std::vector<std::string> pending_ = std::vector<std::string>(kParts);
  std::vector<std::vector<std::pair<std::uint64_t, std::uint32_t>>> chunks_{kParts};
  std::vector<std::uint64_t> words_seen_ = std::vector<std::uint64_t>(std::size_t{1} << 16);
};

}  // namespace dateline
