// Bytes as damage to the shipped weights: each input is a list of places and values, put into the
// file under a checksum that holds. The file is refused with its byte, or reads on without harm.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"
#include "dateline/language/model_file.h"
#include "fuzz/target.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::string whole = fuzz::need(read_file(fuzz::source_dir() + "/models/english.dlm"));
  static std::vector<std::uint64_t> storage((whole.size() + 7) / 8 + 16);
  static char* const begin = [] {
    char* at = reinterpret_cast<char*>(storage.data());
    while (reinterpret_cast<std::uintptr_t>(at) % 64 != 0) ++at;
    std::memcpy(at, whole.data(), whole.size());
    return at;
  }();
  std::vector<std::size_t> touched;
  for (; size >= 4 && touched.size() < 64; data += 4, size -= 4) {
    // A place in the directory and the first sections, or scaled over the whole file.
    std::size_t at = static_cast<std::size_t>(data[0]) << 8 | data[1];
    if (data[2] & 1) at = at * whole.size() >> 16;
    if (at < 12 || (at >= 16 && at < 64) || at >= whole.size()) continue;
    begin[at] = static_cast<char>(data[3]);
    touched.push_back(at);
  }
  const std::uint64_t checksum = XXH3_64bits(begin + 64, whole.size() - 64);
  std::memcpy(begin + 24, &checksum, 8);
  const auto file = ModelFile::read({begin, whole.size()}, "fuzzed.dlm");
  const auto model = file ? read_language_model(*file) : tl::unexpected<Error>(file.error());
  if (model) {
    static const std::string text = "Rebels can't hold Hama, residents said on Thursday.";
    static const auto splitter =
        fuzz::need(load_splitter(fuzz::source_dir() + "/models/english.split.dlm"));
    const Tokens tokens = split(text, {0, static_cast<std::uint32_t>(text.size())}, *splitter);
    const SyntaxLayers syntax = analyse(text, tokens, *model);
    fuzz::check(syntax.tags.upos.size() == tokens.size());
  } else {
    fuzz::check(model.error().code == ErrorCode::kModelInvalid && model.error().byte.has_value());
  }
  for (const std::size_t at : touched) begin[at] = whole[at];
  return 0;
}
