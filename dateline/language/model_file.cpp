#include "dateline/language/model_file.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"
#include "dateline/language/parser.h"
#include "dateline/language/tagger.h"

namespace dateline {
namespace {

constexpr std::string_view kMagic = "DATELINE-LM";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeaderSize = kMagic.size() + 1 + 8 + 8;
// Well above any model of this format, so that a wrong path does not fill the memory.
constexpr std::uint64_t kLargestFile = 256u << 20;

tl::unexpected<Error> invalid(const std::string& path, std::size_t byte, std::string detail) {
  Error error{ErrorCode::kModelInvalid, std::move(detail), path};
  error.byte = byte;
  return tl::unexpected<Error>(std::move(error));
}

/// The first bytes of a file, as far as they can be shown.
std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, kMagic.size()))
    out += c >= 0x20 && c < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", c & 0xFF);
  return out;
}

}  // namespace

std::string write_language_model(const Tagger& tagger, const Parser& parser) {
  ByteWriter payload;
  tagger.write(payload);
  parser.write(payload);
  ByteWriter header;
  header.byte(kVersion);
  header.fixed64(payload.bytes().size());
  header.fixed64(XXH3_64bits(payload.bytes().data(), payload.bytes().size()));
  return std::string(kMagic) + header.bytes() + payload.bytes();
}

Result<LanguageModel> read_language_model(std::string_view bytes, const std::string& path) {
  if (bytes.substr(0, kMagic.size()) != kMagic)
    return invalid(path, 0, fmt::format("expected \"{}\", found \"{}\"", kMagic, shown(bytes)));
  if (bytes.size() < kHeaderSize) {
    return invalid(
        path, bytes.size(),
        fmt::format("expected a header of {} bytes, found {}", kHeaderSize, bytes.size()));
  }
  ByteReader header(bytes, kMagic.size());
  const std::uint8_t version = header.byte();
  if (version != kVersion) {
    return invalid(path, kMagic.size(),
                   fmt::format("expected version {}, found {}", kVersion, version));
  }
  const std::uint64_t size = header.fixed64();
  const std::uint64_t checksum = header.fixed64();
  const std::string_view payload = bytes.substr(kHeaderSize);
  if (payload.size() != size) {
    return invalid(
        path, std::min<std::uint64_t>(bytes.size(), kHeaderSize + size),
        fmt::format("expected {} bytes after the header, found {}", size, payload.size()));
  }
  const std::uint64_t found = XXH3_64bits(payload.data(), payload.size());
  if (found != checksum) {
    return invalid(path, kHeaderSize,
                   fmt::format("expected the checksum {:016x}, found {:016x}", checksum, found));
  }
  // The checksum holds, so a failure from here on is a file of another writer.
  ByteReader in(bytes, kHeaderSize);
  auto tagger = std::make_shared<Tagger>(Tagger::read(in));
  if (in.failed()) return invalid(path, in.at(), "expected a tagger, found other bytes");
  auto parser = std::make_shared<Parser>(Parser::read(in));
  if (in.failed()) return invalid(path, in.at(), "expected a parser, found other bytes");
  if (in.left() != 0)
    return invalid(path, in.at(), fmt::format("expected the end, found {} bytes", in.left()));
  return LanguageModel{.splitter = {}, .tagger = std::move(tagger), .parser = std::move(parser)};
}

Result<LanguageModel> load_language_model(const std::string& path) {
  const Result<std::string> bytes = read_file(path, kLargestFile);
  if (bytes) return read_language_model(*bytes, path);
  if (bytes.error().code == ErrorCode::kFileMissing) return tl::unexpected<Error>(bytes.error());
  // A folder, a file that may not be read, or one far too large: no model in any case.
  Error error = bytes.error();
  error.code = ErrorCode::kModelInvalid;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace dateline
