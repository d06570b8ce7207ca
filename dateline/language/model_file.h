#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/mapped_file.h"
#include "dateline/language/kernels.h"
#include "dateline/language/language.h"

namespace dateline {

// A file of trained weights. Numbers are little-endian; everything is aligned as it is used, so
// that the file is mapped and not copied. docs/formats.md has the sections by name.
//
//   file      = header directory *( padding section )
//   header    = "DATELINE-LM" version count size checksum padding      ; 64 bytes
//   version   = one byte, 2
//   count     = 4 bytes, sections
//   size      = 8 bytes, of the file
//   checksum  = 8 bytes, XXH3-64 of all bytes after the header
//   directory = count *( name offset length )                          ; name: 32 bytes, zeros
//   behind it offset    = 8 bytes, of the section in the file, a multiple of 64 length    = 8 bytes
//   matrix    = rows padded columns zeros                              ; 4 bytes each, zeros up to
//   64
//               padded*bias padded*limit padded*multiplier             ; 4 bytes each, signed
//               padded * columns signed bytes                          ; as kernels.h tells
//   strings   = *( text newline )

/// A checked file of weights; the sections are views of it.
class ModelFile {
 public:
  /// Maps a file. Fails: kModelInvalid naming path, byte, expected and found; kFileMissing.
  static Result<ModelFile> open(const std::string& path);
  /// The same over bytes that the caller keeps, aligned to 64.
  static Result<ModelFile> read(std::string_view bytes, const std::string& path);

  const std::string& path() const { return path_; }
  /// What keeps the bytes; empty where the caller does.
  const std::shared_ptr<const MappedFile>& mapped() const { return mapped_; }

  /// A section as numbers. Fails: kModelInvalid where there is none, or its length is not `count`.
  template <class T>
  Result<std::span<const T>> numbers(std::string_view name,
                                     std::optional<std::size_t> count = {}) const {
    auto bytes = section(name, sizeof(T), count);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), bytes->size() / sizeof(T));
  }
  /// A matrix of that shape; 0 where any will do. Fails: kModelInvalid.
  Result<Matrix> matrix(std::string_view name, std::uint32_t rows, std::uint32_t columns) const;
  /// Lines of text. Fails: kModelInvalid.
  Result<std::vector<std::string_view>> strings(std::string_view name) const;

  /// An error at a section's first byte.
  tl::unexpected<Error> invalid(std::string_view name, std::string detail) const;

 private:
  struct Section {
    std::string_view name;
    std::size_t offset;
    std::string_view bytes;
  };
  Result<std::string_view> section(std::string_view name, std::size_t unit,
                                   std::optional<std::size_t> count) const;
  const Section* find(std::string_view name) const;

  std::string path_;
  std::shared_ptr<const MappedFile> mapped_;
  std::vector<Section> sections_;
};

/// The language layers of a file. Fails: kModelInvalid naming section and byte. Keeps: views of the
/// file.
Result<LanguageModel> read_language_model(const ModelFile& file);

/// The bytes of a file with these sections; for tools and tests.
std::string write_model_file(std::span<const std::pair<std::string, std::string>> sections);

}  // namespace dateline
