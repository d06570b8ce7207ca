#include "dateline/gazetteer/name_index.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_set>

#include "dateline/gazetteer/world.h"
#include "dateline/gazetteer/world_format.h"

namespace dateline {
namespace {

using namespace world_format;

constexpr std::uint32_t kNoRow = UINT32_MAX;  // an entry that only says that a name begins so
constexpr std::size_t kLongestKey = 255;

struct EntryHead {
  std::uint64_t hash;
  float importance;
  std::uint32_t row;
  std::uint8_t length;
};
constexpr std::size_t kEntryHead = 17;

struct Entry {
  EntryHead head;
  const char* key;
  std::string_view text() const { return {key, head.length}; }
};

std::vector<Entry> entries_of(const std::string& part) {
  std::vector<Entry> out;
  for (std::size_t at = 0; at + kEntryHead <= part.size();) {
    Entry entry;
    std::memcpy(&entry.head, part.data() + at, kEntryHead);
    entry.key = part.data() + at + kEntryHead;
    at += kEntryHead + entry.head.length;
    out.push_back(entry);
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) {
    if (a.head.hash != b.head.hash) return a.head.hash < b.head.hash;
    if (const int order = a.text().compare(b.text()); order != 0) return order < 0;
    if (a.head.importance != b.head.importance) return a.head.importance > b.head.importance;
    return a.head.row < b.head.row;
  });
  return out;
}

void append_key(std::string& out, std::string_view text, const std::vector<std::uint32_t>& rows,
                bool begins_longer) {
  const KeyHead head{static_cast<std::uint32_t>(rows.size()),
                     begins_longer ? kBeginsLonger : std::uint16_t{0},
                     static_cast<std::uint16_t>(text.size())};
  out.append(reinterpret_cast<const char*>(&head), sizeof head);
  out.append(reinterpret_cast<const char*>(rows.data()), 4 * rows.size());
  out.append(text);
  out.resize((out.size() + 3) / 4 * 4, '\0');
}

}  // namespace

Result<NameIndexWriter> NameIndexWriter::create(const std::string& beside) {
  auto spool = Spool::create(beside);
  if (!spool) return tl::unexpected(spool.error());
  return NameIndexWriter(std::move(*spool));
}

void NameIndexWriter::add(std::string_view key, std::uint32_t row, float importance) {
  if (key.empty()) return;
  put(hash_of_name(key), key, row, importance);
}

void NameIndexWriter::add_first_word(std::string_view word) {
  const std::uint64_t hash = hash_of_name(word);
  // Few words begin most names: those seen lately need not be written again.
  std::uint64_t& seen = words_seen_[hash >> 48];
  if (seen == hash) return;
  seen = hash;
  put(hash, word, kNoRow, 0);
}

void NameIndexWriter::put(std::uint64_t hash, std::string_view key, std::uint32_t row,
                          float importance) {
  if (key.size() > kLongestKey) return;
  const auto part = static_cast<std::size_t>(hash >> (64 - kPartBits));
  const EntryHead head{hash, importance, row, static_cast<std::uint8_t>(key.size())};
  pending_[part].append(reinterpret_cast<const char*>(&head), kEntryHead);
  pending_[part].append(key);
  ++count_;
  if (pending_[part].size() >= kChunk) flush(part);
}

void NameIndexWriter::flush(std::size_t part) {
  chunks_[part].emplace_back(entries_.size(), static_cast<std::uint32_t>(pending_[part].size()));
  entries_.append(pending_[part]);
  pending_[part].clear();
}

Result<std::string> NameIndexWriter::read_part(std::size_t part) {
  flush(part);
  std::size_t size = 0;
  for (const auto& [at, length] : chunks_[part]) size += length;
  std::string bytes(size, '\0');
  std::size_t to = 0;
  for (const auto& [at, length] : chunks_[part]) {
    if (auto ok = entries_.read(at, bytes.data() + to, length); !ok)
      return tl::unexpected(ok.error());
    to += length;
  }
  return bytes;
}

Status NameIndexWriter::write(std::FILE* out, std::uint64_t& size) {
  auto spool = Spool::create(entries_.beside());
  if (!spool) return tl::unexpected(spool.error());
  const auto bits =
      static_cast<std::uint32_t>(std::clamp(static_cast<int>(std::bit_width(count_ / 2)), 1, 30));
  std::vector<std::uint32_t> buckets((std::size_t{1} << bits) + 1, 0);
  std::vector<Slot> slots;
  std::string keys;
  for (std::size_t part = 0; part < kParts; ++part) {
    auto bytes = read_part(part);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto entries = entries_of(*bytes);
    std::vector<std::uint32_t> rows;
    std::unordered_set<std::uint32_t> seen;
    for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
      const Entry& first = entries[begin];
      rows.clear();
      seen.clear();
      bool begins_longer = false;
      for (; end < entries.size() && entries[end].head.hash == first.head.hash &&
             entries[end].text() == first.text();
           ++end) {
        const std::uint32_t row = entries[end].head.row;
        begins_longer |= row == kNoRow;
        // A row that bears a name twice stands where it is more important.
        if (row != kNoRow && seen.insert(row).second) rows.push_back(row);
      }
      slots.push_back({static_cast<std::uint32_t>(first.head.hash),
                       static_cast<std::uint32_t>((spool->size() + keys.size()) / 4)});
      ++buckets[(first.head.hash >> (64 - bits)) + 1];
      append_key(keys, first.text(), rows, begins_longer);
    }
    spool->append(keys);
    keys.clear();
  }
  for (std::size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
  const std::uint32_t head[] = {bits, static_cast<std::uint32_t>(slots.size())};
  std::fwrite(head, 1, sizeof head, out);
  std::fwrite(buckets.data(), 4, buckets.size(), out);
  if (!slots.empty()) std::fwrite(slots.data(), sizeof(Slot), slots.size(), out);
  size = sizeof head + 4 * buckets.size() + sizeof(Slot) * slots.size() + spool->size();
  return spool->copy_to(out);
}

}  // namespace dateline
