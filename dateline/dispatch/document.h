#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/base/span.h"
#include "dateline/dispatch/span_map.h"

namespace dateline {

/// What a stretch of a dispatch's text is. Text outside of every part (header lines, tags, legal
/// lines) is kept, but is no prose and is not read.
enum class PartKind { kHeadline, kStandfirst, kDateline, kByline, kCaption, kBody };

std::string_view to_string(PartKind kind);
std::optional<PartKind> parse_part_kind(std::string_view name);

/// A stretch of one kind. Each paragraph of the body is a part of its own.
struct Part {
  PartKind kind;
  ByteSpan span;  ///< never empty, no white space at its ends
  friend bool operator==(const Part&, const Part&) = default;
};

/// Where the day of publication was found.
enum class PublishedEvidence { kHeader, kDateLine, kField, kOption };

std::string_view to_string(PublishedEvidence evidence);
std::optional<PublishedEvidence> parse_published_evidence(std::string_view name);

/// The instant of publication, as precisely as the source gives it.
struct Published {
  Day day;                    ///< in the source's own zone where it gives one, else UTC
  std::optional<int> minute;  ///< minute of that day, 0-1439, where a time is given
  std::optional<int> utc_offset_minutes;
  PublishedEvidence evidence = PublishedEvidence::kHeader;
  std::string text;  ///< the words that gave it

  /// "2024-12-07", or "2024-12-07T18:05", with "Z" or "+03:00" where the zone is known.
  std::string iso() const;
  friend bool operator==(const Published&, const Published&) = default;
};

/// One dispatch. The text is the extracted UTF-8 and is never altered; every span in the program is
/// of its bytes. Bytes that are no valid UTF-8 stay in it.
struct Document {
  DocumentId id;     ///< 16 hexadecimal digits of the content hash of text, day and outlet
  std::string name;  ///< how messages call it: the path, with ":LINE" for JSON Lines
  std::string text;
  SpanMap map;              ///< bytes of `text` -> bytes as received
  std::vector<Part> parts;  ///< in the order of the text, not overlapping
  Published published;
  std::string title;  ///< headline's words; empty where there is none
  std::string outlet;
  std::string url;
  std::string external_id;         ///< the `id` that the source gave it
  std::vector<std::string> notes;  ///< what was odd but could be read: "read as UTF-16LE"

  std::string_view slice(ByteSpan span) const { return dateline::slice(text, span); }
  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace dateline
