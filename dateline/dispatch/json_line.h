#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/dispatch/decode.h"

namespace dateline {

/// A short field of a JSON Lines document.
struct JsonField {
  std::string value;
  std::uint64_t byte;  ///< of the file, where the value begins
};

/// One line of JSON Lines. `title` and `text` keep the way back to the bytes of the file.
struct JsonLine {
  std::optional<Decoded> title;
  Decoded text;
  std::optional<JsonField> date;  ///< `date`, else `published`
  std::string outlet;             ///< `outlet`, else `source`
  std::string url;
  std::string id;
  std::vector<std::string> notes;
};

/// Reads an object with a string `text`; unknown keys are passed over, the last of two equal keys
/// counts, a value of another type than a string (for `id`: or number) counts as missing.
/// `offset` is the byte of the file on which the line begins. Lone surrogates and U+0000 read as
/// U+FFFD. Fails: kDocumentBadJson with byte.
Result<JsonLine> parse_json_line(std::string_view line, std::uint64_t offset);

}  // namespace dateline
