#include "dateline/language/paragraphs.h"

namespace dateline {
namespace {

// Columns at which text is wrapped, from narrow news columns to wide mail.
constexpr std::uint32_t kNarrowest = 40, kWidest = 132;

bool is_break(char c) { return c == '\n' || c == '\r'; }

/// Characters of a span, as far as they matter: continuation bytes are not counted.
std::uint32_t columns(std::string_view text, ByteSpan span) {
  std::uint32_t n = 0;
  for (std::uint32_t i = span.begin; i < span.end; ++i)
    n += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  return n;
}

ByteSpan first_word(std::string_view text, ByteSpan line) {
  std::uint32_t end = line.begin;
  while (end<line.end&& static_cast<unsigned char>(text[end])> 0x20) ++end;
  return {line.begin, end};
}

/// Whether the lines, two or more, are one paragraph wrapped at a column.
bool is_wrapped(std::string_view text, const std::vector<ByteSpan>& lines) {
  std::uint32_t widest = 0;
  for (const ByteSpan line : lines) {
    if (line.size() > 4 * kWidest) return false;
    widest = std::max(widest, columns(text, line));
  }
  if (widest < kNarrowest || widest > kWidest) return false;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    if (columns(text, lines[i]) + 1 + columns(text, first_word(text, lines[i + 1])) <= widest)
      return false;
  return true;
}

}  // namespace

std::vector<ByteSpan> find_paragraphs(std::string_view text, ByteSpan within) {
  std::vector<ByteSpan> paragraphs;
  std::vector<ByteSpan> block;
  const auto end_block = [&] {
    if (block.size() > 1 && is_wrapped(text, block)) {
      paragraphs.push_back(hull(block.front(), block.back()));
    } else {
      paragraphs.insert(paragraphs.end(), block.begin(), block.end());
    }
    block.clear();
  };
  for (std::uint32_t at = within.begin; at < within.end;) {
    ByteSpan line{at, at};
    while (line.end < within.end && !is_break(text[line.end])) ++line.end;
    at = line.end + 1;
    if (at < within.end && text[line.end] == '\r' && text[at] == '\n') ++at;
    while (line.end > line.begin && static_cast<unsigned char>(text[line.end - 1]) <= 0x20)
      --line.end;
    while (line.begin < line.end && static_cast<unsigned char>(text[line.begin]) <= 0x20)
      ++line.begin;
    if (line.empty()) {
      end_block();
    } else {
      block.push_back(line);
    }
  }
  end_block();
  return paragraphs;
}

}  // namespace dateline
