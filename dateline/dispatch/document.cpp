#include "dateline/dispatch/document.h"

#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 6> kPartNames = {"headline", "standfirst", "dateline",
                                                        "byline",   "caption",    "body"};
constexpr std::array<std::string_view, 4> kEvidenceNames = {"header", "date-line", "field",
                                                            "option"};

template <class Enum, std::size_t n>
std::optional<Enum> find_name(const std::array<std::string_view, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(PartKind kind) { return kPartNames[static_cast<std::size_t>(kind)]; }

std::optional<PartKind> parse_part_kind(std::string_view name) {
  return find_name<PartKind>(kPartNames, name);
}

std::string_view to_string(PublishedEvidence evidence) {
  return kEvidenceNames[static_cast<std::size_t>(evidence)];
}

std::optional<PublishedEvidence> parse_published_evidence(std::string_view name) {
  return find_name<PublishedEvidence>(kEvidenceNames, name);
}

std::string Published::iso() const {
  std::string out = to_string(day);
  if (!minute) return out;
  out += fmt::format("T{:02}:{:02}", *minute / 60, *minute % 60);
  if (!utc_offset_minutes) return out;
  const int offset = *utc_offset_minutes;
  if (offset == 0) return out + "Z";
  const int size = std::abs(offset);
  return out + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace dateline
