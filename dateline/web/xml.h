#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The text as it may stand in XML or HTML, between tags or in a quoted attribute: markup
/// characters become references; invalid UTF-8 and characters that XML 1.0 forbids become U+FFFD.
std::string xml_escape(std::string_view text);

/// The text as it may stand inside of <script type="application/json">: every '<', '>', '&', U+2028
/// and U+2029 becomes a JSON escape. Requires: valid JSON.
std::string json_for_html(std::string_view json);

/// The url where it begins with http:// or https:// (any case) and has no white space or control
/// character, else "".
std::string_view safe_link(std::string_view url);

}  // namespace dateline
