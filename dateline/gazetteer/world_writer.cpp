#include "dateline/gazetteer/world_writer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/fold_loose.h"
#include "dateline/gazetteer/world_format.h"

namespace dateline {
namespace {

using namespace world_format;

/// What a rank weighs beside the logarithm of the population, which ends at about 21.
struct Rank {
  std::string_view code;
  float weight;
};
constexpr std::array<Rank, 17> kRanks = {{{"CONT", 38},
                                          {"OCN", 30},
                                          {"RGN", 30},
                                          {"SEA", 28},
                                          {"PPLC", 20},
                                          {"GULF", 18},
                                          {"STRT", 17},
                                          {"ADM1", 7},
                                          {"STM", 12},
                                          {"MTS", 12},
                                          {"DSRT", 12},
                                          {"ISLS", 11},
                                          {"PPLA", 9},
                                          {"ADM2", 2},
                                          {"PPLA2", 3},
                                          {"PPLA3", 1},
                                          {"PPLX", -1}}};
constexpr float kCountry = 40;
/// Rows of the whole world that a source lists by the million weigh less than towns.
constexpr float kSpot = -2;
/// A town or a facility of our own list stands there because news tells of it; its people are not
/// known.
constexpr float kListed = 8;

float discount(NameKind kind) {
  return kind == NameKind::kUsual ? 0.0F : kind == NameKind::kOther ? 6.0F : 4.0F;
}

std::string_view as_bytes(const RowRecord& record) {
  return {reinterpret_cast<const char*>(&record), sizeof record};
}

std::int32_t fixed(double degrees) { return static_cast<std::int32_t>(std::lround(degrees * 1e7)); }

}  // namespace

bool is_country(char feature_class, std::string_view feature_code) {
  return feature_class == 'A' && feature_code.starts_with("PCL") && feature_code != "PCLH";
}

bool is_first_level(char feature_class, std::string_view feature_code) {
  return feature_class == 'A' && feature_code == "ADM1";
}

float importance_of(const NewPlace& place) {
  const float people = std::log1p(static_cast<float>(std::max<std::int64_t>(0, place.population)));
  if (is_country(place.feature_class, place.feature_code)) return kCountry + people;
  // Seas, mountains and regions of the world weigh so only in our own list, which is short.
  const bool listed =
      place.source == WorldSource::kOwn || place.feature_class == 'P' || place.feature_class == 'A';
  if (!listed) return kSpot + people;
  for (const Rank& rank : kRanks)
    if (rank.code == place.feature_code) return rank.weight + people;
  return place.source == WorldSource::kOwn ? kListed + people : people;
}

WorldWriter::WorldWriter(std::string path, Spool rows, Spool texts, NameIndexWriter strict,
                         NameIndexWriter loose)
    : path_(std::move(path)),
      rows_(std::move(rows)),
      texts_(std::move(texts)),
      strict_(std::move(strict)),
      loose_(std::move(loose)) {
  code("");  // byte 0 is the empty text
}

Result<WorldWriter> WorldWriter::create(const std::string& path) {
  auto rows = Spool::create(path), texts = Spool::create(path);
  if (!rows) return tl::unexpected(rows.error());
  if (!texts) return tl::unexpected(texts.error());
  auto strict = NameIndexWriter::create(path), loose = NameIndexWriter::create(path);
  if (!strict) return tl::unexpected(strict.error());
  if (!loose) return tl::unexpected(loose.error());
  return WorldWriter(path, std::move(*rows), std::move(*texts), std::move(*strict),
                     std::move(*loose));
}

std::uint32_t WorldWriter::text(std::string_view value) {
  const auto at = static_cast<std::uint32_t>(texts_.size());
  const auto length = static_cast<std::uint16_t>(std::min<std::size_t>(value.size(), UINT16_MAX));
  texts_.append({reinterpret_cast<const char*>(&length), sizeof length});
  texts_.append(value.substr(0, length));
  return at;
}

std::uint32_t WorldWriter::code(std::string_view value) {
  const auto [it, fresh] = codes_.try_emplace(std::string(value), 0);
  if (fresh) it->second = text(value);
  return it->second;
}

std::uint32_t WorldWriter::add(const NewPlace& place) {
  const std::uint32_t row = size();
  // "00" is GeoNames' word for no region; a country lies in none.
  const bool country = is_country(place.feature_class, place.feature_code);
  const std::string_view admin1 = country || place.admin1 == "00" ? "" : place.admin1;
  RowRecord record{};
  record.id = place.id;
  record.lat = fixed(place.point.lat());
  record.lng = fixed(place.point.lng());
  record.population = static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(place.population, 0, std::int64_t{UINT32_MAX}));
  record.name = text(place.name);
  record.admin1 = code(admin1);
  record.admin2 = code(place.admin2);
  if (place.country.size() == 2) std::memcpy(&record.country, place.country.data(), 2);
  record.feature_class = static_cast<std::uint8_t>(place.feature_class);
  record.source = static_cast<std::uint8_t>(place.source);
  record.feature_code = code(place.feature_code);
  rows_.append(as_bytes(record));
  importance_.push_back(importance_of(place));
  if (country || is_first_level(place.feature_class, place.feature_code))
    areas_.emplace_back(place.country, admin1, -importance_.back(), row);
  add_name(row, place.name, NameKind::kUsual);
  return row;
}

void WorldWriter::add_name(std::uint32_t row, std::string_view name, NameKind kind) {
  add_folded(row, fold_name(name), kind);
}

void WorldWriter::add_folded(std::uint32_t row, std::string_view folded, NameKind kind) {
  const float importance = importance_[row] - discount(kind);
  strict_.add(folded, row, importance);
  if (const auto space = folded.find(' '); space != std::string_view::npos)
    strict_.add_first_word(folded.substr(0, space));
  loose_.add(fold_loose(folded), row, importance);
}

void WorldWriter::add_source(std::string_view line) { sources_.append(line).append("\n"); }

Status WorldWriter::finish() {
  const std::string part = fmt::format("{}.{}.part", path_, ::getpid());
  std::FILE* out = std::fopen(part.c_str(), "w+b");
  if (!out) return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), path_);
  std::setvbuf(out, nullptr, _IOFBF, 1 << 20);
  Status written = write(out);
  if (std::fclose(out) != 0 && written)
    written = fail(ErrorCode::kOutputUnwritable, std::strerror(errno), path_);
  std::error_code ec;
  if (written) std::filesystem::rename(part, path_, ec);
  if (!written || ec) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return written ? fail(ErrorCode::kOutputUnwritable, ec.message(), path_) : written;
  }
  return {};
}

Status WorldWriter::write(std::FILE* out) {
  std::array<char, kHeaderSize> header{};
  std::fwrite(header.data(), 1, header.size(), out);
  std::uint64_t at = kHeaderSize;
  std::size_t section = 0;
  const auto put = [&](std::size_t where, auto number) {
    std::memcpy(header.data() + where, &number, sizeof number);
  };
  const auto end_section = [&](std::uint64_t size) {
    put(kSectionsAt + 16 * section, at);
    put(kSectionsAt + 16 * section + 8, size);
    ++section;
    at += size;
    static constexpr std::array<char, kAlignment> kZeros{};
    const std::uint64_t padding = (kAlignment - at % kAlignment) % kAlignment;
    std::fwrite(kZeros.data(), 1, padding, out);
    at += padding;
  };
  for (Spool* spool : {&rows_, &texts_}) {
    if (auto ok = spool->copy_to(out); !ok) return ok;
    end_section(spool->size());
  }
  // Of several rows for one code the most important stands for it.
  std::sort(areas_.begin(), areas_.end());
  std::vector<std::uint32_t> areas;
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    const auto& [country, admin1, importance, row] = areas_[i];
    if (i == 0 || std::get<0>(areas_[i - 1]) != country || std::get<1>(areas_[i - 1]) != admin1)
      areas.push_back(row);
  }
  if (!areas.empty()) std::fwrite(areas.data(), 4, areas.size(), out);
  end_section(4 * areas.size());
  for (NameIndexWriter* index : {&strict_, &loose_}) {
    std::uint64_t size = 0;
    if (auto ok = index->write(out, size); !ok) return ok;
    end_section(size);
  }
  end_section(0);
  std::fwrite(sources_.data(), 1, sources_.size(), out);
  end_section(sources_.size());

  if (std::fflush(out) != 0 || std::ferror(out))
    return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), path_);
  std::vector<char> chunk(1 << 20);
  XXH3_state_t* state = XXH3_createState();
  XXH3_64bits_reset(state);
  std::fseek(out, static_cast<long>(kHeaderSize), SEEK_SET);
  while (const std::size_t size = std::fread(chunk.data(), 1, chunk.size(), out))
    XXH3_64bits_update(state, chunk.data(), size);
  std::memcpy(header.data(), kMagic.data(), kMagic.size());
  put(kMagic.size(), kVersion);
  put(kPlacesAt, size());
  put(kSizeAt, at);
  put(kBodyAt, XXH3_64bits_digest(state));
  XXH3_freeState(state);
  put(kHeadAt, XXH3_64bits(header.data(), header.size()));
  std::fseek(out, 0, SEEK_SET);
  std::fwrite(header.data(), 1, header.size(), out);
  if (std::fflush(out) != 0 || std::ferror(out))
    return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), path_);
  return {};
}

}  // namespace dateline
