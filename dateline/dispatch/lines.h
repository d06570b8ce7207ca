#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "dateline/base/day.h"

namespace dateline {

// What a line of a news text looks like. All take a trimmed line or paragraph and never fail; each
// is strict, for what is taken for no prose is not read.

/// A tag, link or legal line: "(c) ...", "Read more: ...", "Tags: ...", a whole line in brackets.
bool is_legal_line(std::string_view line);

/// The words under a picture, told by its credit: "... Photo: NAME", "FILE PHOTO: ...".
bool is_caption(std::string_view line);

/// "By NAME and NAME" above the body.
bool is_top_byline(std::string_view line);

/// "Reporting by ...; editing by ..." below the body.
bool is_end_byline(std::string_view line);

/// A short line without a final stop.
bool is_headline_like(std::string_view line);

/// Where and when a story was filed, before its first words.
struct DatelinePrefix {
  std::size_t size;  ///< of "BEIRUT, Dec 7 (Reuters)"
  std::size_t rest;  ///< where the prose begins, behind the dash
  bool bare;         ///< neither day nor agency: only a place in capitals
};
/// Example: "BEIRUT, Dec 7 (Reuters) - Rebels ..." gives size 23 and rest 26.
std::optional<DatelinePrefix> find_dateline_prefix(std::string_view paragraph);

/// Bytes of words that give the day of publication before the first word of prose: "April 11 2017
/// ", "Thursday 28 January 2016 17:27 "; 0 where there are none, where they mean another day than
/// `published` or its neighbours, or where prose goes on with them ("11 April 2017, ...").
std::size_t day_words_size(std::string_view paragraph, Day published);

/// Bytes of a title that runs into the body: the run up to its full stop (without it) where most of
/// its words have capitals; 0 where there is none.
std::size_t run_in_title_size(std::string_view text);

}  // namespace dateline
