#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/base/span.h"

namespace dateline {

/// Whether text[chunk], which has no white space, may hold an address, an account or a hash tag.
bool may_hold_address(std::string_view chunk);

/// The end of the web or mail address, account (@name) or hash tag (#name) at the beginning of
/// text[rest], a part of a chunk; rest.begin where there is none.
std::uint32_t address_end(std::string_view text, ByteSpan rest);

/// Whether a hyphen between `first` and `second` joins a name with an Arabic article ("al-Zor",
/// "Deir-ez-Zor", "bin-Laden"). `hyphen_follows`: another one comes after `second`.
bool joins_article(std::string_view first, std::string_view second, bool hyphen_follows);

/// First halves that the treebanks keep on their word: "re-elected", "pro-Beijing".
bool is_prefix(std::string_view word);
/// Units that are written at their number: "30km", "$5bn".
bool is_unit(std::string_view word);
/// What follows "5 p.m." in the same sentence: a day, a time zone.
bool follows_time(std::string_view word);
/// Endings of names of files: "report.pdf".
bool is_file_ending(std::string_view word);

}  // namespace dateline
