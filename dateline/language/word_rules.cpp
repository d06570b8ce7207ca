#include "dateline/language/word_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "dateline/language/char_kind.h"

namespace dateline {
namespace {

constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"anti",  "arch",  "bi",    "co",    "counter", "cross",  "de",    "e",     "ex",
     "extra", "hyper", "infra", "inter", "intra",   "macro",  "mega",  "micro", "mid",
     "mini",  "mono",  "multi", "neo",   "non",     "over",   "pan",   "para",  "poly",
     "post",  "pre",   "pro",   "proto", "pseudo",  "psycho", "quasi", "re",    "retro",
     "semi",  "socio", "sub",   "super", "trans",   "tri",    "ultra", "un",    "under"});
static_assert(std::is_sorted(kPrefixes.begin(), kPrefixes.end()));

constexpr auto kUnits = std::to_array<std::string_view>(
    {"am",  "b",    "bn", "bpd", "cc",   "cm",  "ft",  "g",  "gb", "gmt", "ha",   "hrs", "in",
     "k",   "kg",   "km", "kmh", "kmph", "kms", "kph", "kw", "lb", "lbs", "m",    "mb",  "mi",
     "min", "mins", "mm", "mn",  "mph",  "mw",  "pm",  "sq", "t",  "tn",  "tons", "trn", "yrs"});
static_assert(std::is_sorted(kUnits.begin(), kUnits.end()));

constexpr auto kFileEndings = std::to_array<std::string_view>(
    {"avi", "com", "doc", "docx", "exe", "gif",  "htm", "html", "jpeg",
     "jpg", "mov", "mp3", "mpg",  "net", "org",  "pdf", "php",  "png",
     "ppt", "rtf", "txt", "wav",  "xls", "xlsx", "xml", "zip"});
static_assert(std::is_sorted(kFileEndings.begin(), kFileEndings.end()));

// The Arabic article before a name, and "son of": "al-Zor", "Deir-ez-Zor", "Abd-al-Rahman".
constexpr auto kArticles = std::to_array<std::string_view>({"al", "bin", "el", "ul"});
// Articles that are English words or prefixes too: only before a capital.
constexpr auto kOtherArticles = std::to_array<std::string_view>(
    {"ad", "an", "ar", "as", "ash", "at", "az", "ed", "er", "es", "esh", "et", "ez", "ibn", "ud"});

/// The longest entry of the lists is shorter.
constexpr std::size_t kLongest = 8;

/// Whether the list, which is sorted, has the word in lower case.
template <std::size_t N>
bool has(const std::array<std::string_view, N>& list, std::string_view word) {
  if (word.size() >= kLongest) return false;
  char folded[kLongest];
  std::transform(word.begin(), word.end(), folded,
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::binary_search(list.begin(), list.end(), std::string_view(folded, word.size()));
}

std::string_view kTrailing = ".,;:!?'*";

}  // namespace

bool may_hold_address(std::string_view chunk) {
  for (const std::string_view part : {"@", "#", "://", "www.", ".com", ".org", ".net", "t.co/"})
    if (chunk.find(part) != chunk.npos) return true;
  return false;
}

std::uint32_t address_end(std::string_view text, ByteSpan span) {
  const std::string_view rest = slice(text, span);
  const auto host_end = rest.find_first_of("/()[]{}<>\"',;");
  const std::string_view head = rest.substr(0, host_end);
  const bool web = rest.starts_with("http://") || rest.starts_with("https://") ||
                   rest.starts_with("www.") || head.find(".com") != head.npos ||
                   head.find(".org") != head.npos || head.find(".net") != head.npos ||
                   rest.starts_with("t.co/");
  const bool account = rest.size() > 1 && (rest[0] == '@' || rest[0] == '#') &&
                       char_at(text, span.begin + 1, span.end).kind == CharKind::kLetter;
  const auto sign = head.find('@');
  const bool mail = sign != head.npos && sign > 0 && head.find('.', sign) != head.npos;
  std::size_t size = 0;
  if (web && !mail) {
    const bool has_path = rest.find("//") != rest.npos || rest.find('/') == host_end;
    size = std::min(rest.find_first_of("\"<>()[]{}"), has_path ? rest.size() : host_end);
    size = std::min(size, rest.size());
  } else if (account || mail) {
    size = account ? 1 : 0;
    while (size < rest.size() &&
           (static_cast<unsigned char>(rest[size]) >= 0x80 ||
            std::isalnum(static_cast<unsigned char>(rest[size])) || rest[size] == '_' ||
            (mail && std::string_view(".-@+%").find(rest[size]) != std::string_view::npos)))
      ++size;
    // A curly quote or dash after a name is not of the name.
    for (std::uint32_t at = span.begin + 1; at < span.begin + size;) {
      const CharAt c = char_at(text, at, span.end);
      if (c.code >= 0x80 && c.kind != CharKind::kLetter && c.kind != CharKind::kDigit)
        size = at - span.begin;
      at += c.length;
    }
  }
  while (size > 0 && kTrailing.find(rest[size - 1]) != std::string_view::npos) --size;
  return span.begin + (size < 2 ? 0 : static_cast<std::uint32_t>(size));
}

bool joins_article(std::string_view first, std::string_view second, bool hyphen_follows) {
  const bool capital = is_upper(char_at(second, 0, static_cast<std::uint32_t>(second.size())).code);
  if (has(kArticles, first)) return true;
  if (has(kOtherArticles, first)) return capital;
  return hyphen_follows && !capital && (has(kArticles, second) || has(kOtherArticles, second));
}

bool is_prefix(std::string_view word) { return has(kPrefixes, word); }
bool follows_time(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",   "GMT",
      "UTC",    "EST",     "EDT",       "ET",       "CET",    "BST",      "Damascus", "Local"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}
bool is_file_ending(std::string_view word) { return has(kFileEndings, word); }
bool is_unit(std::string_view word) { return has(kUnits, word); }

}  // namespace dateline
