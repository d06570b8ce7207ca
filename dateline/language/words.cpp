#include "dateline/language/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "dateline/language/fold_case.h"

namespace dateline {
namespace {

// First halves that stay on their word: EWT and GUM write "re-elected" and "pro-Beijing" as one
// word, and all other hyphens as words of their own ("US - backed").
constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"anti",  "arch",  "bi",    "co",    "counter", "cross",  "de",    "e",     "ex",
     "extra", "hyper", "infra", "inter", "intra",   "macro",  "mega",  "micro", "mid",
     "mini",  "mono",  "multi", "neo",   "non",     "over",   "pan",   "para",  "poly",
     "post",  "pre",   "pro",   "proto", "pseudo",  "psycho", "quasi", "re",    "retro",
     "semi",  "socio", "sub",   "super", "trans",   "tri",    "ultra", "un",    "under"});
static_assert(std::is_sorted(kPrefixes.begin(), kPrefixes.end()));

// The Arabic article before a name, and "son of": "al-Zor", "Deir-ez-Zor", "Abd-al-Rahman".
constexpr auto kArticles = std::to_array<std::string_view>({"al", "el", "ul", "bin"});
// Articles that are English words or prefixes too: only in lower case before a capital.
constexpr auto kOtherArticles = std::to_array<std::string_view>(
    {"ad", "an", "ar", "as", "ash", "at", "az", "ed", "er", "es", "esh", "et", "ez", "ibn", "ud"});

constexpr auto kUnits = std::to_array<std::string_view>(
    {"AM",  "GB",   "GMT", "K",   "M",  "MB",  "MW",   "PM",  "a.m", "am",   "b",  "bn",
     "bpd", "cc",   "cm",  "ft",  "g",  "ha",  "hrs",  "in",  "k",   "kW",   "kg", "km",
     "kmh", "kmph", "kms", "kph", "lb", "lbs", "m",    "mi",  "min", "mins", "mm", "mn",
     "mph", "p.m",  "pm",  "sq",  "t",  "tn",  "tons", "trn", "yrs"});
static_assert(std::is_sorted(kUnits.begin(), kUnits.end()));

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Length of the clitic at the end of `folded`, in bytes; 0 where there is none.
std::size_t clitic_length(std::string_view folded) {
  static constexpr auto kClitics =
      std::to_array<std::string_view>({"n't", "'s", "'m", "'d", "'ll", "'ve", "'re"});
  for (const std::string_view clitic : kClitics)
    if (folded.size() > clitic.size() && folded.ends_with(clitic)) return clitic.size();
  return 0;
}

// Text that lost its apostrophes, and words that the treebanks split though nothing shows it; the
// number is the length of the second word.
struct Fused {
  std::string_view word;
  std::size_t second;
};
constexpr std::array<Fused, 20> kFused = {{
    {"cannot", 3},  {"gonna", 2},    {"wanna", 2}, {"gotta", 2}, {"dont", 2},
    {"doesnt", 2},  {"didnt", 2},    {"isnt", 2},  {"wasnt", 2}, {"werent", 2},
    {"arent", 2},   {"havent", 2},   {"hasnt", 2}, {"hadnt", 2}, {"couldnt", 2},
    {"wouldnt", 2}, {"shouldnt", 2}, {"cant", 2},  {"wont", 2},  {"lemme", 2},
}};

bool is_ascii_digits(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Splits one line. Works through it once from left to right; every helper looks at a few
/// characters around or inside of one run without white space.
class LineSplitter {
 public:
  LineSplitter(std::string_view text, ByteSpan line, std::vector<ByteSpan>& words)
      : text_(text), end_(line.end), at_(line.begin), words_(words) {}

  void run() {
    while (at_ < end_) {
      const CharAt c = char_at(text_, at_, end_);
      if (c.kind == CharKind::kSpace) {
        at_ += c.length;
        continue;
      }
      if (at_ >= chunk_end_) begin_chunk();
      if (take_address()) continue;
      if (c.kind == CharKind::kLetter || c.kind == CharKind::kDigit) {
        take_word();
      } else {
        take_sign(c);
      }
    }
  }

 private:
  CharAt peek(std::uint32_t at) const { return char_at(text_, at, end_); }
  std::string_view between(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }
  void push(std::uint32_t begin, std::uint32_t end) {
    if (begin < end) words_.push_back({begin, end});
  }

  /// Finds the end of the run without white space at at_, and whether it may hold an address.
  void begin_chunk() {
    chunk_end_ = at_;
    for (CharAt c = peek(at_); c.kind != CharKind::kSpace; c = peek(chunk_end_))
      chunk_end_ += c.length;
    const std::string_view chunk = between(at_, chunk_end_);
    may_be_address_ = chunk.find("://") != chunk.npos || chunk.find("www.") != chunk.npos ||
                      chunk.find('@') != chunk.npos || chunk.find('#') != chunk.npos ||
                      chunk.find("t.co/") != chunk.npos || chunk.find(".com") != chunk.npos ||
                      chunk.find(".org") != chunk.npos || chunk.find(".net") != chunk.npos;
  }

  /// Takes a web or mail address, an account (@name) or a hash tag (#name).
  bool take_address() {
    if (!may_be_address_) return false;
    const std::string_view rest = between(at_, chunk_end_);
    const auto host_end = rest.find_first_of("/()[]{}<>\"',;");
    const std::string_view head = rest.substr(0, host_end);
    const bool web = rest.starts_with("http://") || rest.starts_with("https://") ||
                     rest.starts_with("www.") || head.find(".com") != head.npos ||
                     head.find(".org") != head.npos || head.find(".net") != head.npos ||
                     rest.starts_with("t.co/");
    const bool account = rest.size() > 1 && (rest[0] == '@' || rest[0] == '#') &&
                         peek(at_ + 1).kind == CharKind::kLetter;
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
      for (std::uint32_t at = at_ + 1; at < at_ + size;) {
        const CharAt c = peek(at);
        if (c.code >= 0x80 && c.kind != CharKind::kLetter && c.kind != CharKind::kDigit)
          size = at - at_;
        at += c.length;
      }
    }
    while (size > 0 && std::string_view(".,;:!?'*").find(rest[size - 1]) != std::string_view::npos)
      --size;
    if (size < 2) return false;
    push(at_, at_ + static_cast<std::uint32_t>(size));
    at_ += static_cast<std::uint32_t>(size);
    return true;
  }

  /// Punctuation and symbols: one each, but runs of the same full stop, dash, star and so on are
  /// one.
  void take_sign(const CharAt& first) {
    const std::uint32_t begin = at_;
    at_ += first.length;
    if (first.kind == CharKind::kBroken) {
      while (peek(at_).kind == CharKind::kBroken) at_ += peek(at_).length;
      return push(begin, at_);
    }
    const CharAt next = peek(at_);
    if (is_apostrophe(first.code)) {
      if (take_clitic(begin)) return;
      if (next.code == first.code && first.code < 0x80) at_ += next.length;  // '' is a double quote
      return push(begin, at_);
    }
    if (first.code == '`' && next.code == '`') at_ += next.length;
    if (first.code == ':' || first.code == ';') {
      if (const std::uint32_t length = emoticon_length(begin)) at_ = begin + length;
      return push(begin, at_);
    }
    static constexpr std::u32string_view kRuns = U".-*_=~!?#+<>";
    if (kRuns.find(first.code) != kRuns.npos) {
      const bool marks = first.code == '!' || first.code == '?';
      while (peek(at_).length > 0 && (peek(at_).code == first.code ||
                                      (marks && (peek(at_).code == '!' || peek(at_).code == '?'))))
        at_ += peek(at_).length;
    }
    push(begin, at_);
  }

  /// Bytes of a face such as ":)" or ";-(" at `begin`, or 0.
  std::uint32_t emoticon_length(std::uint32_t begin) const {
    const std::uint32_t nose = peek(begin + 1).code == '-' ? 1 : 0;
    const CharAt mouth = peek(begin + 1 + nose);
    const CharAt after = peek(begin + 2 + nose);
    const bool face =
        mouth.code == ')' || mouth.code == '(' || mouth.code == 'D' || mouth.code == 'P';
    const bool ends = after.kind == CharKind::kSpace || after.kind == CharKind::kOther;
    return face && ends ? 2 + nose : 0;
  }

  /// "'s" after something that is no word ("U.S.'s", "Qaeda)'s"), and years such as "'90s".
  bool take_clitic(std::uint32_t begin) {
    std::uint32_t end = at_;
    while (peek(end).kind == CharKind::kLetter || peek(end).kind == CharKind::kDigit)
      end += peek(end).length;
    const std::string_view rest = between(at_, end);
    const bool attached = !words_.empty() && words_.back().end == begin;
    const bool clitic = attached && (rest == "s" || rest == "S");
    const bool year = !attached && rest.size() >= 2 && rest.size() <= 3 &&
                      is_ascii_digits(rest.substr(0, 2)) && (rest.size() == 2 || rest[2] == 's');
    if (!clitic && !year) return false;
    at_ = end;
    push(begin, end);
    return true;
  }

  /// Whether the sign at `at` joins what is left and right of it to one word.
  bool joins(std::uint32_t begin, std::uint32_t at, const CharAt& sign, const CharAt& left) const {
    const CharAt right = peek(at + sign.length);
    const bool digits = left.kind == CharKind::kDigit && right.kind == CharKind::kDigit;
    const bool letter = right.kind == CharKind::kLetter;
    switch (sign.code) {
      case '.':
        return (digits || letter || right.kind == CharKind::kDigit) && !lost_space(begin, at);
      case ',':
      case ':':
        return digits;
      case '/':
        return digits || is_hyphen(left.code);
      case '_':
      case '@':
        return letter || right.kind == CharKind::kDigit;
      case '&':
        return is_upper(left.code) && is_upper(right.code);
      default:
        return is_apostrophe(sign.code) && left.kind == CharKind::kLetter && letter;
    }
  }

  /// Whether the full stop at `at` ends a sentence whose following space was lost ("area.The
  /// army").
  bool lost_space(std::uint32_t begin, std::uint32_t at) const {
    const CharAt right = peek(at + 1);
    if (right.kind != CharKind::kLetter) return false;
    const std::string_view left = between(begin, at);
    if (left.find('.') != left.npos || left.empty()) return false;
    const CharAt after = peek(at + 1 + right.length);
    const bool capital =
        is_upper(right.code) && (is_lower(after.code) || after.kind == CharKind::kSpace);
    const bool word = left.size() > 1 && !is_upper(static_cast<unsigned char>(left.back()));
    return capital && word && abbreviation(left) == Abbreviation::kNone;
  }

  void take_word() {
    const std::uint32_t begin = at_;
    CharAt last = peek(at_);
    std::uint32_t end = at_ + last.length;
    while (end < end_) {
      const CharAt c = peek(end);
      const bool inside = c.kind == CharKind::kLetter || c.kind == CharKind::kDigit;
      if (!inside && !hyphen_joins(begin, end, c) && !joins(begin, end, c, last)) break;
      last = c;
      end += c.length;
    }
    end = take_full_stop(begin, end);
    if (peek(end).code == '$' && (between(begin, end) == "US" || between(begin, end) == "U"))
      ++end;  // "US$" is one symbol
    at_ = end;
    split_word(begin, end);
  }

  /// Hyphens of prefixes, of names with an Arabic article, of telephone numbers and of dates.
  bool hyphen_joins(std::uint32_t begin, std::uint32_t at, const CharAt& sign) const {
    if (!is_hyphen(sign.code)) return false;
    const CharAt right = peek(at + sign.length);
    const std::string_view left = between(begin, at);
    if (right.kind == CharKind::kDigit && left.back() >= '0' && left.back() <= '9')
      return is_number_group(begin, at + sign.length);
    if (right.kind != CharKind::kLetter) return right.kind == CharKind::kDigit && left == "mid";
    std::uint32_t end = at + sign.length;
    while (peek(end).kind == CharKind::kLetter) end += peek(end).length;
    std::string first, second;
    fold_case(left.substr(left.find_last_of("-\x90\x91") + 1), first);
    fold_case(between(at + sign.length, end), second);
    const bool capital = is_upper(right.code);
    if (std::binary_search(kPrefixes.begin(), kPrefixes.end(), first)) return true;
    if (second == "esque" || second == "wise") return true;
    // "al" and the like may come first or in the middle; a capital at the beginning of a sentence
    // or in a headline is no hindrance but for those that are English words.
    if (is_one_of(kArticles, first)) return true;
    if (is_one_of(kOtherArticles, first)) return capital;
    const bool article = is_one_of(kArticles, second) || is_one_of(kOtherArticles, second);
    return article && !capital && is_hyphen(peek(end).code);
  }

  /// "713-853-3989", "646-8420", "2024-12-07": one word; "5-10", "1969-1970": a range of two.
  bool is_number_group(std::uint32_t begin, std::uint32_t second) const {
    std::size_t groups = 1, sizes[2] = {0, 0};
    std::size_t size = 0;
    std::uint32_t at = begin;
    for (;; ++at) {
      const bool inside = at < end_;
      if (inside && text_[at] >= '0' && text_[at] <= '9') {
        ++size;
        continue;
      }
      if (groups <= 2) sizes[groups - 1] = size;
      if (!inside || text_[at] != '-') break;
      size = 0;
      ++groups;
    }
    if (at <= second || size == 0) return false;
    return groups >= 3 || (sizes[0] == 3 && sizes[1] == 4);
  }

  /// The full stop of an abbreviation belongs to it.
  std::uint32_t take_full_stop(std::uint32_t begin, std::uint32_t end) const {
    if (peek(end).code != '.' || peek(end + 1).code == '.') return end;
    std::uint32_t word_begin = begin;
    // "30p.m." and "F-16No." do not matter; "9a.m." does.
    while (word_begin < end && text_[word_begin] >= '0' && text_[word_begin] <= '9') ++word_begin;
    const Abbreviation kind = abbreviation(between(word_begin, end));
    if (kind == Abbreviation::kNone || word_begin == end) return end;
    if (kind == Abbreviation::kNeedsNumber) {
      std::uint32_t next = end + 1;
      while (next < end_ && peek(next).kind == CharKind::kSpace) next += peek(next).length;
      if (peek(next).kind != CharKind::kDigit || next == end + 1) return end;
    }
    return end + 1;
  }

  /// Parts of what was scanned as one: number and unit, contraction.
  void split_word(std::uint32_t begin, std::uint32_t end) {
    const std::string_view word = between(begin, end);
    if (word[0] >= '0' && word[0] <= '9') {
      std::uint32_t digits = begin;
      while (digits < end &&
             std::string_view("0123456789.,:").find(text_[digits]) != std::string_view::npos)
        ++digits;
      std::string_view unit = between(digits, end);
      if (unit.ends_with('.')) unit.remove_suffix(1);
      if (digits < end && std::binary_search(kUnits.begin(), kUnits.end(), unit)) {
        push(begin, digits);
        return push(digits, end);
      }
      return push_with_clitic(begin, end);
    }
    push_with_clitic(begin, end);
  }

  void push_with_clitic(std::uint32_t begin, std::uint32_t end) {
    const std::string_view word = between(begin, end);
    fold_case(word, folded_);
    std::size_t length = clitic_length(folded_);
    if (length > 0) {
      // In bytes of the text: a curly apostrophe takes three where the folded one takes one.
      const std::size_t apostrophe = word.find_last_of("'\x99\x98\xBC");
      if (apostrophe != word.npos) {
        std::size_t first = apostrophe;
        while (first > 0 && (static_cast<unsigned char>(word[first]) & 0xC0) == 0x80) --first;
        if (length == 3 && folded_.ends_with("n't")) --first;
        const auto cut = begin + static_cast<std::uint32_t>(first);
        push(begin, cut);
        return push(cut, end);
      }
    }
    for (const Fused& fused : kFused) {
      if (folded_ != fused.word || folded_.size() != word.size()) continue;
      push(begin, end - static_cast<std::uint32_t>(fused.second));
      return push(end - static_cast<std::uint32_t>(fused.second), end);
    }
    push(begin, end);
  }

  std::string_view text_;
  std::uint32_t end_;
  std::uint32_t at_;
  std::uint32_t chunk_end_ = 0;
  bool may_be_address_ = false;
  std::vector<ByteSpan>& words_;
  std::string folded_;
};

}  // namespace

void split_words(std::string_view text, ByteSpan line, std::vector<ByteSpan>& words) {
  LineSplitter(text, line, words).run();
}

bool is_contraction(std::string_view first, std::string_view second) {
  std::string both;
  fold_case(std::string(first) + std::string(second), both);
  const std::size_t clitic = clitic_length(both);
  std::string folded;
  fold_case(second, folded);
  if (clitic > 0 && clitic == folded.size()) return true;
  return std::any_of(kFused.begin(), kFused.end(), [&](const Fused& fused) {
    return both == fused.word && folded.size() == fused.second;
  });
}

}  // namespace dateline
