#include "dateline/dispatch/lines.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace dateline {
namespace {

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// True where `line` begins with `words` in any case and no letter follows.
bool begins(std::string_view line, std::string_view words) {
  if (line.size() < words.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(line[i])) != words[i]) return false;
  }
  return line.size() == words.size() || !is_letter(words.back()) || !is_letter(line[words.size()]);
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.size(), text.find_first_of(" \t\r\n", begin));
    out.push_back(text.substr(begin, at - begin));
  }
  return out;
}

bool ends_with_stop(std::string_view line) {
  if (line.empty()) return false;
  const char last = line.back();
  // The last byte of a typographic quotation mark or ellipsis is none of ASCII.
  return last == '.' || last == '!' || last == '?' || last == '"' || last == '\'' || last == ':' ||
         last == ';' || last == ',' || last == ')' || line.ends_with("\u201D") ||
         line.ends_with("\u2019") || line.ends_with("\u2026");
}

}  // namespace

bool is_legal_line(std::string_view line) {
  if (line.size() >= 2 && line.front() == '[' && line.back() == ']' &&
      line.find('[', 1) == std::string_view::npos)
    return true;
  if (line.size() > 300) return false;
  constexpr std::array<std::string_view, 22> kBeginnings = {"(c) ",           "\xC2\xA9",
                                                            "copyright ",     "click here",
                                                            "subscribe to",   "sign up for",
                                                            "sign up to",     "read more:",
                                                            "read also:",     "also read:",
                                                            "read more at",   "see also:",
                                                            "our standards:", "tags:",
                                                            "related:",       "related stories",
                                                            "related topics", "more on this story",
                                                            "follow us on",   "share this",
                                                            "get short url",  "advertisement:"};
  for (const auto words : kBeginnings)
    if (begins(line, words)) return true;
  constexpr std::array<std::string_view, 6> kWhole = {"advertisement", "subscribe", "read more",
                                                      "read more...",  "share",     "sign up"};
  for (const auto words : kWhole)
    if (line.size() == words.size() && begins(line, words)) return true;
  if (line.find(' ') == std::string_view::npos &&
      (begins(line, "http://") || begins(line, "https://") || begins(line, "www.")))
    return true;
  return line.ends_with("All rights reserved.") || line.ends_with("All rights reserved");
}

bool is_caption(std::string_view line) {
  if (line.size() >= 200) return false;
  constexpr std::array<std::string_view, 6> kBeginnings = {
      "file photo:", "file photo -", "photo:", "photograph:", "picture:", "image:"};
  for (const auto words : kBeginnings)
    if (begins(line, words)) return true;
  constexpr std::array<std::string_view, 14> kCredits = {
      "REUTERS/",  "/REUTERS", "/Reuters", "Getty Images", "/Getty",   "AFP via", "AP Photo",
      "(Photo by", "(Photo:",  "(Image:",  "EPA-EFE",      "Photo by", "[Photo",  "Shutterstock"};
  for (const auto credit : kCredits)
    if (line.find(credit) != std::string_view::npos) return true;
  // "... Photo: NAME": the credit is short and ends the line.
  for (const std::string_view word :
       {"Photo: ", "Photograph: ", "Picture: ", "Image: ", "PHOTO: ", "Photo credit: "}) {
    const auto at = line.rfind(word);
    if (at != std::string_view::npos && line.size() - at - word.size() <= 60) return true;
  }
  return false;
}

bool is_top_byline(std::string_view line) {
  if (!begins(line, "by ") || line.size() > 120 || line.size() < 6) return false;
  if (line.back() == '.' || line.back() == '!' || line.back() == '?') return false;
  constexpr std::array<std::string_view, 14> kSmall = {
      "and", "in", "for", "of", "the", "de", "al", "el", "bin", "van", "von", "at", "with", "|"};
  const auto words = split_words(line);
  if (words.size() < 3 || words.size() > 16) return false;
  for (const auto word : words) {
    if (&word == words.data()) continue;
    if (is_upper(word[0]) || is_high(word[0])) continue;
    if (word.starts_with("al-") || word.starts_with("el-")) continue;
    if (std::find(kSmall.begin(), kSmall.end(), word) == kSmall.end()) return false;
  }
  return is_upper(words[1][0]) || is_high(words[1][0]);
}

bool is_end_byline(std::string_view line) {
  if (line.size() > 400) return false;
  while (!line.empty() && !is_letter(line.front())) line.remove_prefix(1);
  constexpr std::array<std::string_view, 7> kBeginnings = {"reporting by ",
                                                           "additional reporting by ",
                                                           "writing by ",
                                                           "editing by ",
                                                           "compiled by ",
                                                           "reporting and writing by ",
                                                           "reporting and editing by "};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view words) {
    return begins(line, words) && line.size() > words.size() && is_upper(line[words.size()]);
  });
}

bool is_headline_like(std::string_view line) {
  return line.size() >= 8 && line.size() <= 120 && !ends_with_stop(line) &&
         split_words(line).size() >= 3;
}

namespace {

/// The run of a title ends at a stop behind a word of at least three letters that is no
/// abbreviation, before a capital or digit.
bool is_final_stop(std::string_view text, std::size_t at) {
  if (text[at] != '.' && text[at] != '!' && text[at] != '?') return false;
  std::size_t next = at + 1;
  if (next >= text.size() || text[next] != ' ') return false;
  while (next < text.size() && text[next] == ' ') ++next;
  if (next >= text.size() ||
      !(is_upper(text[next]) || is_digit(text[next]) || text[next] == '"' || is_high(text[next])))
    return false;
  std::size_t end = at;
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && text[begin - 1] != ' ') --begin;
  const std::string_view word = text.substr(begin, end - begin);
  if (word.find('.') != std::string_view::npos) return false;
  constexpr std::array<std::string_view, 14> kAbbreviations = {"Gen",  "Col", "Maj", "Mrs", "Sgt",
                                                               "Capt", "Gov", "Sen", "Rep", "Adm",
                                                               "Brig", "Lt",  "Mr",  "Dr"};
  if (std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end())
    return false;
  return word.size() >= 3 || (!word.empty() && is_digit(word[0]));
}

}  // namespace

std::size_t run_in_title_size(std::string_view text) {
  constexpr std::size_t kLongest = 160;
  std::size_t stop = 0;
  while (stop < text.size() && stop <= kLongest && text[stop] != '\n' && !is_final_stop(text, stop))
    ++stop;
  if (stop >= text.size() || stop > kLongest || text[stop] == '\n') return 0;
  std::size_t size = stop;
  while (size > 0 && text[size - 1] == ' ') --size;
  int longer = 0, capital = 0;
  const auto words = split_words(text.substr(0, size));
  for (const auto word : words) {
    // Short words (of, in, on, against) have small letters in titles too.
    if (word.size() < 4 || !is_letter(word[0])) continue;
    ++longer;
    capital += is_upper(word[0]);
  }
  return words.size() >= 4 && longer >= 3 && capital * 4 >= longer * 3 ? size : 0;
}

}  // namespace dateline
