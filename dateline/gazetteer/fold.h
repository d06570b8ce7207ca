#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// A name as it is compared: lower case, no diacritics, hyphens and dots as spaces, no apostrophes
/// or ʿayn, Arabic articles (al, el, ad, ar, as, ...) dropped unless nothing else is left, doubled
/// letters single, final "h" after "a" dropped. "Deir ez-Zor" and "deir al Zor" fold to "deir zor".
std::string fold_name(std::string_view name);

/// Lower case without diacritics, everything else kept: for words rather than names.
std::string fold_case(std::string_view text);

}  // namespace dateline
