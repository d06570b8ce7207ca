#include "dateline/language/splitter.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "dateline/language/language.h"
#include "dateline/language/model_file.h"

namespace dateline {

void WordTable::assign(const std::vector<WordEntry>& entries) {
  slots_.assign(std::bit_ceil(std::max<std::size_t>(2, entries.size() * 2)), WordEntry{});
  mask_ = slots_.size() - 1;
  for (WordEntry entry : entries) {
    std::size_t i = entry.key & mask_;
    while (slots_[i].known) i = (i + 1) & mask_;
    entry.known = true;
    slots_[i] = entry;
  }
}

void WordTable::write(ByteWriter& out) const {
  std::vector<WordEntry> entries;
  for (const WordEntry& entry : slots_)
    if (entry.known) entries.push_back(entry);
  std::sort(entries.begin(), entries.end(),
            [](const WordEntry& a, const WordEntry& b) { return a.key < b.key; });
  out.varint(entries.size());
  std::uint32_t last = 0;
  for (const WordEntry& entry : entries) {
    out.varint(entry.key - last);
    last = entry.key;
    out.byte(static_cast<std::uint8_t>(entry.sort));
    out.byte(static_cast<std::uint8_t>(entry.habit));
    out.byte(entry.cut);
    out.byte(entry.frequent);
  }
}

WordTable WordTable::read(ByteReader& in) {
  std::vector<WordEntry> entries(in.count(5));
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < entries.size() && !in.failed(); ++i) {
    const std::uint64_t step = in.varint();
    key += step;
    const std::uint8_t sort = in.byte(), habit = in.byte();
    entries[i] = {static_cast<std::uint32_t>(key), static_cast<WordSort>(sort),
                  static_cast<WordHabit>(habit)};
    entries[i].cut = in.byte();
    entries[i].frequent = in.byte() != 0;
    if ((i > 0 && step == 0) || key > UINT32_MAX || sort > static_cast<int>(WordSort::kOther) ||
        habit > static_cast<int>(WordHabit::kCapital))
      in.fail();
  }
  WordTable table;
  if (!in.failed()) table.assign(entries);
  return table;
}

void WeightTable::write(ByteWriter& out) const {
  out.zigzag(threshold);
  out.byte(static_cast<std::uint8_t>(std::countr_zero(weights.size())));
  // Most weights are 0: runs of them are counted.
  for (std::size_t i = 0; i < weights.size();) {
    std::size_t zeros = 0;
    while (i < weights.size() && weights[i] == 0) ++i, ++zeros;
    out.varint(zeros);
    if (i < weights.size()) out.byte(static_cast<std::uint8_t>(weights[i++]));
  }
}

WeightTable WeightTable::read(ByteReader& in) {
  static constexpr unsigned kLargest = 24;
  WeightTable table;
  const std::int64_t threshold = in.zigzag();
  const unsigned bits = in.byte();
  if (bits > kLargest || threshold < INT32_MIN || threshold > INT32_MAX) in.fail();
  if (in.failed()) return table;
  table.threshold = static_cast<std::int32_t>(threshold);
  table.weights.resize(std::size_t{1} << bits);
  for (std::size_t i = 0; i < table.weights.size();) {
    const std::uint64_t zeros = in.varint();
    if (in.failed() || zeros > table.weights.size() - i) {
      in.fail();
      break;
    }
    i += zeros;
    if (i < table.weights.size()) table.weights[i++] = static_cast<std::int8_t>(in.byte());
  }
  return table;
}

void Splitter::write(ByteWriter& out) const {
  words.write(out);
  for (const WeightTable& table : tables) table.write(out);
}

Splitter Splitter::read(ByteReader& in) {
  Splitter splitter;
  splitter.words = WordTable::read(in);
  for (WeightTable& table : splitter.tables)
    if (!in.failed()) table = WeightTable::read(in);
  return splitter;
}

std::string write_splitter(const Splitter& splitter) {
  ByteWriter payload;
  splitter.write(payload);
  const std::pair<std::string, std::string> section("split", payload.bytes());
  return write_model_file({&section, 1});
}

Result<std::shared_ptr<const Splitter>> read_splitter(const ModelFile& file) {
  const auto payload = file.numbers<char>("split");
  if (!payload) return tl::unexpected<Error>(payload.error());
  ByteReader in(std::string_view(payload->data(), payload->size()));
  auto splitter = std::make_shared<const Splitter>(Splitter::read(in));
  if (in.failed())
    return file.invalid("split",
                        fmt::format("expected a splitter, found other bytes at {}", in.at()));
  if (in.left() != 0)
    return file.invalid("split", fmt::format("expected the end, found {} bytes more", in.left()));
  return splitter;
}

Result<std::shared_ptr<const Splitter>> load_splitter(const std::string& path) {
  const auto file = ModelFile::open(path);
  if (!file) return tl::unexpected<Error>(file.error());
  return read_splitter(*file);
}

}  // namespace dateline
