#include "dateline/language/model_file.h"

#include <algorithm>

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dateline {
namespace {

constexpr std::string_view kMagic = "DATELINE-LM";
constexpr std::uint8_t kVersion = 2;
constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kNameSize = 32;
constexpr std::size_t kEntrySize = kNameSize + 16;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kMatrixHeader = 64;  // keeps the weights aligned for the widest loads
constexpr std::size_t kCountAt = 12, kSizeAt = 16, kChecksumAt = 24;
// Sums of bytes times weights stay below 2^31 up to here.
constexpr std::uint32_t kMostColumns = 16384;
constexpr std::uint32_t kMostRows = 65536;

tl::unexpected<Error> bad(const std::string& path, std::size_t byte, std::string detail) {
  Error error{ErrorCode::kModelInvalid, std::move(detail), path};
  error.byte = byte;
  return tl::unexpected<Error>(std::move(error));
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

/// The first bytes of a file, as far as they can be shown.
std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, kMagic.size()))
    out += c >= 0x20 && c < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", c & 0xFF);
  return out;
}

std::size_t aligned(std::size_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path) {
  auto mapped = MappedFile::open(path);
  if (!mapped) {
    Error error = mapped.error();
    // A folder or a file that may not be read is no model.
    if (error.code != ErrorCode::kFileMissing) error.code = ErrorCode::kModelInvalid;
    return tl::unexpected<Error>(std::move(error));
  }
  auto file = read((*mapped)->bytes(), path);
  if (file) file->mapped_ = std::move(*mapped);
  return file;
}

Result<ModelFile> ModelFile::read(std::string_view bytes, const std::string& path) {
  if (bytes.substr(0, kMagic.size()) != kMagic)
    return bad(path, 0, fmt::format("expected \"{}\", found \"{}\"", kMagic, shown(bytes)));
  if (bytes.size() < kHeaderSize) {
    return bad(path, bytes.size(),
               fmt::format("expected a header of {} bytes, found {}", kHeaderSize, bytes.size()));
  }
  if (static_cast<std::uint8_t>(bytes[kMagic.size()]) != kVersion) {
    return bad(path, kMagic.size(),
               fmt::format("expected version {}, found {}", kVersion,
                           static_cast<std::uint8_t>(bytes[kMagic.size()])));
  }
  const std::uint64_t count = number_at(bytes, kCountAt, 4), size = number_at(bytes, kSizeAt, 8);
  if (size != bytes.size()) {
    return bad(path, std::min<std::uint64_t>(size, bytes.size()),
               fmt::format("expected {} bytes, found {}", size, bytes.size()));
  }
  const std::string_view rest = bytes.substr(kHeaderSize);
  const std::uint64_t checksum = number_at(bytes, kChecksumAt, 8),
                      found = XXH3_64bits(rest.data(), rest.size());
  if (found != checksum)
    return bad(path, kHeaderSize,
               fmt::format("expected the checksum {:016x}, found {:016x}", checksum, found));
  // The checksum holds, so a failure from here on is a file of another writer.
  if (count > rest.size() / kEntrySize)
    return bad(path, kCountAt, fmt::format("expected {} sections, found room for fewer", count));
  ModelFile file;
  file.path_ = path;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeaderSize + i * kEntrySize;
    const std::string_view name = bytes.substr(at, kNameSize);
    const std::uint64_t offset = number_at(bytes, at + kNameSize, 8),
                        length = number_at(bytes, at + kNameSize + 8, 8);
    if (offset % kAlignment != 0 || offset > bytes.size() || length > bytes.size() - offset) {
      return bad(path, at + kNameSize,
                 fmt::format("expected a section within {} bytes, found {} bytes at {}",
                             bytes.size(), length, offset));
    }
    file.sections_.push_back(
        {name.substr(0, name.find('\0')), static_cast<std::size_t>(offset),
         bytes.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length))});
  }
  return file;
}

const ModelFile::Section* ModelFile::find(std::string_view name) const {
  for (const Section& section : sections_)
    if (section.name == name) return &section;
  return nullptr;
}

tl::unexpected<Error> ModelFile::invalid(std::string_view name, std::string detail) const {
  const Section* found = find(name);
  return bad(path_, found ? found->offset : kHeaderSize,
             fmt::format("section {}: {}", name, detail));
}

Result<std::string_view> ModelFile::section(std::string_view name, std::size_t unit,
                                            std::optional<std::size_t> count) const {
  const Section* found = find(name);
  if (!found) return invalid(name, "expected it, found none of that name");
  if (found->bytes.size() % unit != 0 || (count && found->bytes.size() != *count * unit)) {
    return invalid(
        name, count ? fmt::format("expected {} bytes, found {}", *count * unit, found->bytes.size())
                    : fmt::format("expected a multiple of {} bytes, found {}", unit,
                                  found->bytes.size()));
  }
  return found->bytes;
}

Result<Matrix> ModelFile::matrix(std::string_view name, std::uint32_t rows,
                                 std::uint32_t columns) const {
  const auto bytes = section(name, 4, {});
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  if (bytes->size() < kMatrixHeader) return invalid(name, "expected the sizes of a matrix");
  Matrix matrix;
  matrix.rows = static_cast<std::uint32_t>(number_at(*bytes, 0, 4));
  matrix.padded = static_cast<std::uint32_t>(number_at(*bytes, 4, 4));
  matrix.columns = static_cast<std::uint32_t>(number_at(*bytes, 8, 4));
  if ((rows && matrix.rows != rows) || (columns && matrix.columns != columns)) {
    return invalid(name, fmt::format("expected {} rows and {} columns, found {} and {}", rows,
                                     columns, matrix.rows, matrix.columns));
  }
  const std::uint64_t wanted =
      kMatrixHeader + std::uint64_t{matrix.padded} * (12 + std::uint64_t{matrix.columns});
  if (matrix.padded % 16 != 0 || matrix.rows > matrix.padded || matrix.rows == 0 ||
      matrix.padded > kMostRows || matrix.columns % 4 != 0 || matrix.columns == 0 ||
      matrix.columns > kMostColumns || bytes->size() != wanted)
    return invalid(name,
                   fmt::format("expected {} bytes for its sizes, found {}", wanted, bytes->size()));
  const char* at = bytes->data() + kMatrixHeader;
  matrix.bias = reinterpret_cast<const std::int32_t*>(at);
  matrix.limit = matrix.bias + matrix.padded;
  matrix.multiplier = matrix.limit + matrix.padded;
  matrix.weights = reinterpret_cast<const std::int8_t*>(matrix.multiplier + matrix.padded);
  for (std::uint32_t row = 0; row < matrix.padded; ++row) {
    // What affine computes has to fit.
    const std::int64_t limit = matrix.limit[row], multiplier = matrix.multiplier[row];
    const bool fits =
        limit >= 0 && multiplier >= 0 && limit * multiplier <= std::int64_t{32767} << 16;
    const bool near = matrix.bias[row] > -(1 << 30) && matrix.bias[row] < 1 << 30;
    if (!fits || !near)
      return invalid(name, fmt::format("row {}: expected numbers that fit, found others", row));
  }
  return matrix;
}

Result<std::vector<std::string_view>> ModelFile::strings(std::string_view name) const {
  const auto bytes = section(name, 1, {});
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < bytes->size();) {
    const std::size_t end = bytes->find('\n', at);
    if (end == std::string_view::npos) return invalid(name, "expected a line break at the end");
    lines.push_back(bytes->substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string write_model_file(std::span<const std::pair<std::string, std::string>> sections) {
  const auto number = [](std::string& out, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  };
  std::string directory, body;
  const std::size_t begin = kHeaderSize + sections.size() * kEntrySize;
  for (const auto& [name, bytes] : sections) {
    const std::size_t offset = aligned(begin + body.size());
    body.resize(offset - begin, '\0');
    body += bytes;
    std::string padded = name.substr(0, kNameSize - 1);
    padded.resize(kNameSize, '\0');
    directory += padded;
    number(directory, offset, 8);
    number(directory, bytes.size(), 8);
  }
  const std::string rest = directory + body;
  std::string out(kMagic);
  out += static_cast<char>(kVersion);
  number(out, sections.size(), 4);
  number(out, kHeaderSize + rest.size(), 8);
  number(out, XXH3_64bits(rest.data(), rest.size()), 8);
  out.resize(kHeaderSize, '\0');
  return out + rest;
}

}  // namespace dateline
