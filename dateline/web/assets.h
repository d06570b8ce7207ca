#pragma once

#include <string_view>

namespace dateline::assets {

/// Files built by webui/build.mjs and embedded by cmake/webui.cmake. They live as long as the
/// program.
std::string_view page_js();
std::string_view page_css();
/// "sha256-..." of page_js, for the content policy.
std::string_view page_js_hash();
/// Countries of the world; the grammar stands in world.h.
std::string_view world();

}  // namespace dateline::assets
