#include "dateline/gazetteer/world.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/gazetteer/world_format.h"

namespace dateline {
namespace {

using namespace world_format;

tl::unexpected<Error> bad(const std::string& path, std::size_t byte, std::string detail) {
  Error error{ErrorCode::kGazetteerInvalid, std::move(detail), path};
  error.byte = byte;
  return tl::unexpected<Error>(std::move(error));
}

template <class T>
T number_at(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::span<const std::uint32_t> words_of(std::string_view bytes) {
  return {reinterpret_cast<const std::uint32_t*>(bytes.data()), bytes.size() / 4};
}

std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, kMagic.size()))
    out += c >= 0x20 && c < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", c & 0xFF);
  return out;
}

}  // namespace

std::uint64_t hash_of_name(std::string_view folded) {
  return XXH3_64bits(folded.data(), folded.size());
}

Result<World> World::open(const std::string& path) {
  auto mapped = MappedFile::open(path);
  if (!mapped) {
    Error error = mapped.error();
    error.detail = error.detail.empty() ? std::string(info(error.code).sentence) : error.detail;
    error.code = ErrorCode::kGazetteerInvalid;
    return tl::unexpected(std::move(error));
  }
  auto world = read((*mapped)->bytes(), path);
  if (world) world->mapped_ = std::move(*mapped);
  return world;
}

Result<World> World::read(std::string_view bytes, const std::string& path) {
  World world;
  world.path_ = path;
  world.bytes_ = bytes;
  if (auto ok = world.check(bytes.size() <= kCheckedAtOnce); !ok) return tl::unexpected(ok.error());
  world.places_ = number_at<std::uint32_t>(bytes, kPlacesAt);
  for (std::size_t i = 0; i < kSectionCount; ++i) {
    const std::size_t at = kSectionsAt + 16 * i;
    const auto offset = number_at<std::uint64_t>(bytes, at),
               length = number_at<std::uint64_t>(bytes, at + 8);
    if (offset % kAlignment != 0 || offset > bytes.size() || length > bytes.size() - offset)
      return bad(path, at,
                 fmt::format("expected a section within {} bytes, found {} bytes at {}",
                             bytes.size(), length, offset));
    world.sections_.push_back(bytes.substr(offset, length));
  }
  const std::size_t rows = world.section(kRows).size();
  if (rows != std::size_t{world.places_} * sizeof(RowRecord))
    return bad(path, kPlacesAt,
               fmt::format("expected {} places of {} bytes, found {} bytes", world.places_,
                           sizeof(RowRecord), rows));
  for (const std::size_t at : {kStrict, kLoose}) {
    auto index = world.read_index(at);
    if (!index) return tl::unexpected(index.error());
    (at == kStrict ? world.strict_ : world.loose_) = *index;
  }
  return world;
}

Status World::check(bool body) const {
  if (bytes_.substr(0, kMagic.size()) != kMagic)
    return bad(path_, 0, fmt::format("expected \"{}\", found \"{}\"", kMagic, shown(bytes_)));
  if (bytes_.size() < kHeaderSize)
    return bad(path_, bytes_.size(),
               fmt::format("expected a header of {} bytes, found {}", kHeaderSize, bytes_.size()));
  const auto version = static_cast<std::uint8_t>(bytes_[kMagic.size()]);
  if (version != kVersion)
    return bad(path_, kMagic.size(),
               fmt::format("expected version {}, found {}", kVersion, version));
  std::array<char, kHeaderSize> header{};
  std::memcpy(header.data(), bytes_.data(), kHeaderSize);
  std::memset(header.data() + kHeadAt, 0, 8);
  const auto head = number_at<std::uint64_t>(bytes_, kHeadAt),
             head_found = XXH3_64bits(header.data(), kHeaderSize);
  if (head != head_found)
    return bad(path_, kHeadAt,
               fmt::format("expected the checksum {:016x} of the header, found {:016x}", head,
                           head_found));
  const auto size = number_at<std::uint64_t>(bytes_, kSizeAt);
  if (size != bytes_.size())
    return bad(path_, std::min<std::uint64_t>(size, bytes_.size()),
               fmt::format("expected {} bytes, found {}", size, bytes_.size()));
  if (!body) return {};
  const std::string_view rest = bytes_.substr(kHeaderSize);
  const auto checksum = number_at<std::uint64_t>(bytes_, kBodyAt),
             found = XXH3_64bits(rest.data(), rest.size());
  if (found != checksum)
    return bad(path_, kHeaderSize,
               fmt::format("expected the checksum {:016x}, found {:016x}", checksum, found));
  return {};
}

Status World::verify() const { return check(true); }

Result<World::Index> World::read_index(std::size_t at) const {
  const std::string_view bytes = section(at);
  const auto words = words_of(bytes);
  const auto offset = static_cast<std::size_t>(bytes.data() - bytes_.data());
  if (words.size() < 2) return bad(path_, offset, "expected an index of names, found none");
  Index index;
  index.bits = words[0];
  const std::uint64_t slots = words[1];
  if (index.bits == 0 || index.bits > 30)
    return bad(path_, offset, fmt::format("expected 1 to 30 bits, found {}", index.bits));
  const std::uint64_t buckets = (std::uint64_t{1} << index.bits) + 1;
  if (2 + buckets + 2 * slots > words.size())
    return bad(path_, offset,
               fmt::format("expected {} words of an index, found {}", 2 + buckets + 2 * slots,
                           words.size()));
  index.buckets = words.subspan(2, buckets);
  index.slots = words.subspan(2 + buckets, 2 * slots);
  index.keys = words.subspan(2 + buckets + 2 * slots);
  return index;
}

std::string_view World::text_at(std::uint32_t byte) const {
  const std::string_view texts = section(kTexts);
  if (texts.size() < 2 || byte > texts.size() - 2) return {};
  const auto length = number_at<std::uint16_t>(texts, byte);
  return texts.substr(byte + 2, length);
}

WorldPlace World::at(std::uint32_t row) const {
  WorldPlace place;
  place.row = row;
  if (row >= places_) return place;
  const auto record = number_at<RowRecord>(section(kRows), std::size_t{row} * sizeof(RowRecord));
  place.id = record.id;
  place.source = static_cast<WorldSource>(record.source);
  place.name = text_at(record.name);
  if (const auto point = LatLng::make(Latitude{record.lat * 1e-7}, Longitude{record.lng * 1e-7}))
    place.point = *point;
  place.population = record.population;
  place.feature_class = static_cast<char>(record.feature_class);
  place.feature_code = text_at(record.feature_code);
  if (record.country != 0) {
    const std::size_t at = std::size_t{row} * sizeof(RowRecord) + offsetof(RowRecord, country);
    place.country = section(kRows).substr(at, 2);
  }
  place.admin1 = text_at(record.admin1);
  place.admin2 = text_at(record.admin2);
  return place;
}

World::Key World::key_at(const Index& index, std::uint32_t word) const {
  constexpr std::size_t kHead = sizeof(KeyHead) / 4;
  Key key;
  if (index.keys.size() < kHead || word > index.keys.size() - kHead) return key;
  KeyHead head;
  std::memcpy(&head, index.keys.data() + word, sizeof head);
  const auto rest = index.keys.subspan(word + kHead);
  if (head.count > rest.size() || head.length > 4 * (rest.size() - head.count)) return key;
  key.rows = rest.first(head.count);
  key.text = {reinterpret_cast<const char*>(rest.data() + head.count), head.length};
  key.flags = head.flags;
  return key;
}

World::Key World::find(const Index& index, std::string_view text) const {
  if (index.buckets.empty()) return {};
  const std::uint64_t hash = hash_of_name(text);
  const auto bucket = static_cast<std::size_t>(hash >> (64 - index.bits));
  const std::size_t slots = index.slots.size() / 2;
  const std::size_t end = std::min<std::size_t>(index.buckets[bucket + 1], slots);
  for (std::size_t i = index.buckets[bucket]; i < end; ++i) {
    if (index.slots[2 * i] != static_cast<std::uint32_t>(hash)) continue;
    const Key key = key_at(index, index.slots[2 * i + 1]);
    if (key.text == text) return key;
  }
  return {};
}

std::span<const std::uint32_t> World::named(std::string_view folded) const {
  return find(strict_, folded).rows;
}

std::span<const std::uint32_t> World::named_loosely(std::string_view loose) const {
  return find(loose_, loose).rows;
}

bool World::begins_name(std::string_view folded_word) const {
  return (find(strict_, folded_word).flags & kBeginsLonger) != 0;
}

std::optional<std::uint32_t> World::area(std::string_view iso2, std::string_view code) const {
  const auto rows = words_of(section(kAreas));
  const auto key_of = [&](std::uint32_t row) {
    const WorldPlace place = at(row);
    return std::pair(place.country, place.admin1);
  };
  const auto wanted = std::pair(iso2, code);
  const auto it =
      std::lower_bound(rows.begin(), rows.end(), wanted,
                       [&](std::uint32_t row, const auto& key) { return key_of(row) < key; });
  if (it == rows.end() || *it >= places_ || key_of(*it) != wanted) return {};
  return *it;
}

std::optional<std::uint32_t> World::country(std::string_view iso2) const { return area(iso2, ""); }

std::optional<std::uint32_t> World::admin1(std::string_view iso2, std::string_view code) const {
  return code.empty() ? std::nullopt : area(iso2, code);
}

}  // namespace dateline
