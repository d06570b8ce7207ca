#include <algorithm>
#include <array>

#include "dateline/language/language.h"
#include "dateline/language/fold_case.h"
#include "dateline/language/words.h"

namespace dateline {
namespace {

// Words that begin a sentence after an abbreviation that may end one: "... in the U.S. The army".
constexpr auto kStarters = std::to_array<std::string_view>(
    {"A",    "About",   "According", "After", "All",     "Also",      "Although", "Among",
     "An",   "And",     "Another",   "As",    "At",      "Before",    "Both",     "But",
     "By",   "Despite", "During",    "Each",  "Earlier", "Even",      "For",      "From",
     "He",   "Her",     "His",       "How",   "However", "I",         "If",       "In",
     "It",   "Its",     "Last",      "Later", "Many",    "Meanwhile", "More",     "Most",
     "No",   "Now",     "On",        "One",   "Our",     "She",       "Since",    "So",
     "Some", "Such",    "That",      "The",   "Their",   "Then",      "There",    "These",
     "They", "This",    "Those",     "Under", "We",      "When",      "While",    "You"});
constexpr auto kSpeechVerbs = std::to_array<std::string_view>(
    {"said", "says", "asked", "told", "added", "wrote", "tweeted", "replied", "shouted", "asks"});

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Groups the words of one line into sentences.
class SentenceFinder {
 public:
  SentenceFinder(std::string_view text, const std::vector<ByteSpan>& words, TokenIndex begin)
      : text_(text), words_(words), begin_(begin), end_(static_cast<TokenIndex>(words.size())) {}

  void run(Tokens& tokens) {
    TokenIndex first = begin_;
    if (const TokenIndex dash = end_of_dateline(); dash != kNoToken) {
      add(tokens, begin_, dash + 1);
      first = dash + 1;
    }
    for (TokenIndex i = first; i < end_; ++i) {
      const TokenIndex last = end_of_sentence(i);
      if (last == kNoToken) continue;
      add(tokens, first, last + 1);
      first = last + 1;
      i = last;
    }
    if (first < end_) add(tokens, first, end_);
  }

 private:
  static void add(Tokens& tokens, TokenIndex begin, TokenIndex end) {
    tokens.sentences.push_back({begin, end});
    tokens.sentence_spans.push_back({tokens.spans[begin].begin, tokens.spans[end - 1].end});
  }
  std::string_view word(TokenIndex i) const { return slice(text_, words_[i]); }
  CharAt first_char(TokenIndex i) const { return char_at(text_, words_[i].begin, words_[i].end); }
  bool attached(TokenIndex i) const { return i > begin_ && words_[i - 1].end == words_[i].begin; }

  bool is_closer(TokenIndex i) const {
    if (!attached(i)) return false;
    const std::string_view w = word(i);
    return w == ")" || w == "]" || w == "\"" || w == "'" || w == "''" || w == "\u201D" ||
           w == "\u2019" || w == "\u00BB";
  }
  bool is_opener(TokenIndex i) const {
    const std::string_view w = word(i);
    return w == "(" || w == "[" || w == "\"" || w == "'" || w == "``" || w == "\u201C" ||
           w == "\u2018" || w == "\u00AB" || w == "-" || w == "\u2013" || w == "\u2014" ||
           w == "--" || w == "*" || w == "\u2022";
  }

  bool is_capitals(TokenIndex i) const {
    const std::string_view w = word(i);
    return w.size() >= 3 && std::all_of(w.begin(), w.end(),
                                        [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
  }

  /// The dash after an agency's dateline at the beginning of a line, or kNoToken: "BEIRUT, Dec 7
  /// (Reuters) -", "(AP) \u2014", "DAMASCUS \u2014". It stands apart from the first sentence, which
  /// otherwise would have no head of its own.
  TokenIndex end_of_dateline() const {
    static constexpr TokenIndex kLongest = 16;
    for (TokenIndex i = begin_ + 1; i + 1 < end_ && i < begin_ + kLongest; ++i) {
      const std::string_view w = word(i);
      if (w == "." || w == "!" || w == "?" || w == "\"") return kNoToken;
      const bool dash = w == "-" || w == "--" || w == "\u2013" || w == "\u2014";
      if (!dash || (attached(i) && attached(i + 1))) continue;
      TokenIndex open = kNoToken;
      if (word(i - 1) == ")")
        for (TokenIndex k = i - 1; k-- > begin_ && i - k <= 6;)
          if (word(k) == "(") open = k;
      const bool agency = open != kNoToken && open - begin_ <= 9 &&
                          (open == begin_ || is_upper(first_char(begin_).code)) &&
                          is_upper(first_char(open + 1).code);
      const bool place = is_capitals(begin_) && w != "-" && i - begin_ <= 8 && !is_capitals(i + 1);
      return agency || place ? i : kNoToken;
    }
    return kNoToken;
  }

  /// The last word of the sentence that the full stop (or mark) at word `i` ends, or kNoToken.
  TokenIndex end_of_sentence(TokenIndex i) const {
    const std::string_view w = word(i);
    const bool stop = w.find_first_not_of('.') == w.npos || w == "\u2026";
    const bool mark = w.find_first_not_of("!?") == w.npos;
    const bool dotted = !stop && w.size() > 1 && w.ends_with('.');
    if (!stop && !mark && !dotted) return kNoToken;
    TokenIndex last = i;
    while (last + 1 < end_ && is_closer(last + 1)) ++last;
    last = skip_footnote(last);
    if (last + 1 >= end_) return last;
    if (dotted && last == i && !may_end(w.substr(0, w.size() - 1), i + 1)) return kNoToken;
    const CharAt next = first_char(last + 1);
    if (is_lower(next.code) && last == i && !attached(i + 1)) {
      // Informal text begins sentences in lower case; after a plain word it is no abbreviation.
      if (mark) return last;
      return w == "." && i > begin_ && is_plain_word(i - 1) ? last : kNoToken;
    }
    return begins_sentence(last + 1, mark, last > i) ? last : kNoToken;
  }

  /// A lower-case word of at least four letters.
  bool is_plain_word(TokenIndex i) const {
    const std::string_view w = word(i);
    return w.size() >= 4 &&
           std::all_of(w.begin(), w.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  /// "[17]" right after the full stop belongs to the sentence before it.
  TokenIndex skip_footnote(TokenIndex last) const {
    while (last + 3 < end_ && attached(last + 1) && word(last + 1) == "[" &&
           first_char(last + 2).kind == CharKind::kDigit && word(last + 3) == "]")
      last += 3;
    return last;
  }

  /// Whether the abbreviation (without its full stop) ends a sentence before word `next`.
  bool may_end(std::string_view abbreviated, TokenIndex next) const {
    const Abbreviation kind = abbreviation(abbreviated);
    if (kind != Abbreviation::kMayEnd) return false;
    const TokenIndex begin = is_opener(next) && next + 1 < end_ ? next + 1 : next;
    if (attached(next)) return false;  // "U.S.-backed"
    return is_in(kStarters, word(begin));
  }

  /// Whether a sentence may begin at word `next`, after a full stop or mark and closing quotes.
  bool begins_sentence(TokenIndex next, bool after_mark, bool after_quote) const {
    TokenIndex at = next;
    while (at + 1 < end_ && is_opener(at)) ++at;
    const CharAt c = first_char(at);
    if (c.kind == CharKind::kDigit) return !attached(next) || at > next;
    if (is_lower(c.code)) return false;
    const bool account = (c.code == '@' || c.code == '#') && words_[at].size() > 1;
    if (!account && (c.kind == CharKind::kOther || c.kind == CharKind::kBroken)) return false;
    // "What now?" Assad asked: the mark ends what was said, not the sentence.
    if (after_mark && after_quote) {
      for (TokenIndex i = at; i < end_ && i < at + 4; ++i)
        if (is_in(kSpeechVerbs, word(i))) return false;
    }
    return true;
  }

  std::string_view text_;
  const std::vector<ByteSpan>& words_;
  TokenIndex begin_, end_;
};

}  // namespace

Tokens split(std::string_view text, ByteSpan within) {
  Tokens tokens;
  within.end = std::min(within.end, static_cast<std::uint32_t>(text.size()));
  tokens.spans.reserve(within.empty() ? 0 : within.size() / 5);
  // Each line is a paragraph, a headline or a caption: no sentence goes beyond it.
  for (std::uint32_t at = within.begin; at < within.end;) {
    std::uint32_t end = at;
    while (end < within.end && text[end] != '\n' && text[end] != '\r') ++end;
    const TokenIndex first = tokens.size();
    split_words(text, {at, end}, tokens.spans);
    SentenceFinder(text, tokens.spans, first).run(tokens);
    at = end + 1;
  }
  return tokens;
}

}  // namespace dateline
