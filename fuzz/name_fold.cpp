// Bytes as a name: what folding gives is UTF-8, folds to itself, and is loosely letters and digits.

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/base/utf8.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/fold_loose.h"
#include "dateline/gazetteer/geonames.h"
#include "fuzz/target.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view name(reinterpret_cast<const char*>(data), size < 200 ? size : 200);
  const std::string folded = fold_name(name);
  fuzz::check(!find_invalid_utf8(folded) && !find_invalid_utf8(fold_case(name)));
  fuzz::check(fold_name(folded) == folded);
  fuzz::check(folded.find("  ") == std::string::npos && !folded.starts_with(' ') &&
              !folded.ends_with(' '));
  const std::string loose = fold_loose(folded);
  fuzz::check(loose.size() <= folded.size());
  fuzz::check(loose.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
  is_name_of_text(name);
  return 0;
}
