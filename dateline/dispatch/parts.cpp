#include "dateline/dispatch/parts.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <unordered_set>

#include "dateline/dispatch/lines.h"

namespace dateline {
namespace {

constexpr std::string_view kBlank = " \t\r\f\v";
/// A line whose runs of four words stand to this share in one later paragraph is said again there.
constexpr double kSaidAgain = 0.6;
/// How many paragraphs at the top can be headline, standfirst or byline.
constexpr std::size_t kTop = 4;
/// How many paragraphs of body are looked at for a dateline.
constexpr std::size_t kFiled = 3;

struct Line {
  ByteSpan span;  ///< trimmed; empty for a blank line
};

std::vector<Line> split_lines(std::string_view text, std::uint32_t from) {
  std::vector<Line> out;
  for (std::size_t at = from; at < text.size();) {
    const std::size_t end = std::min(text.size(), text.find('\n', at));
    const std::string_view line = text.substr(at, end - at);
    const auto first = line.find_first_not_of(kBlank);
    ByteSpan span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
    if (first != std::string_view::npos) {
      span = {static_cast<std::uint32_t>(at + first),
              static_cast<std::uint32_t>(at + line.find_last_not_of(kBlank) + 1)};
    }
    out.push_back({span});
    at = end + 1;
  }
  return out;
}

/// True where the lines were broken at a width, so that a sentence runs over several: most lines
/// that another follows end without a stop before a small letter, and none is longer than such a
/// width.
bool is_wrapped(std::string_view text, const std::vector<Line>& lines) {
  constexpr std::uint32_t kWidest = 100, kNarrowest = 40;
  int followed = 0, open = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].span.size() > kWidest) return false;
    if (lines[i].span.empty() || i + 1 >= lines.size() || lines[i + 1].span.empty()) continue;
    if (is_legal_line(slice(text, lines[i].span))) continue;
    ++followed;
    const char last = text[lines[i].span.end - 1];
    const char next = text[lines[i + 1].span.begin];
    open += lines[i].span.size() >= kNarrowest && last != '.' && last != '!' && last != '?' &&
            last != '"' && std::isupper(static_cast<unsigned char>(next)) == 0;
  }
  return followed >= 3 && open * 2 > followed;
}

std::vector<ByteSpan> split_paragraphs(std::string_view text, std::uint32_t from) {
  const std::vector<Line> lines = split_lines(text, from);
  const bool wrapped = is_wrapped(text, lines);
  std::vector<ByteSpan> out;
  bool open = false;  // the last paragraph can go on
  for (const Line& line : lines) {
    if (line.span.empty()) {
      open = false;
      continue;
    }
    const std::string_view words = slice(text, line.span);
    const bool alone = is_legal_line(words) || is_caption(words);
    if (wrapped && open && !alone) {
      out.back().end = line.span.end;
    } else {
      out.push_back(line.span);
    }
    open = !alone;
  }
  return out;
}

std::vector<std::string> fold_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || byte >= 0x80) {
      word += static_cast<char>(std::tolower(byte));
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

std::vector<std::string> runs_of_four(std::string_view text) {
  const auto words = fold_words(text);
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 4 <= words.size(); ++i)
    out.push_back(words[i] + ' ' + words[i + 1] + ' ' + words[i + 2] + ' ' + words[i + 3]);
  return out;
}

bool same_words(std::string_view a, std::string_view b) { return fold_words(a) == fold_words(b); }

/// Assigns kinds to paragraphs, from the top down and then from the end up.
class PartFinder {
 public:
  PartFinder(std::string_view text, const PartHints& hints)
      : text_(text), hints_(hints), paragraphs_(split_paragraphs(text, hints.body)) {}

  std::vector<Part> find() {
    if (hints_.title && !hints_.title->empty()) add(PartKind::kHeadline, *hints_.title);
    std::size_t end = paragraphs_.size();
    std::vector<ByteSpan> tail;
    while (end > 0 && paragraphs_.size() - end < 4) {
      const std::string_view words = slice(text_, paragraphs_[end - 1]);
      if (is_end_byline(words))
        tail.push_back(paragraphs_[end - 1]);
      else if (!is_legal_line(words))
        break;
      --end;
    }
    for (std::size_t i = 0; i < end; ++i) take(i, end);
    split_end_byline();
    for (auto it = tail.rbegin(); it != tail.rend(); ++it) add(PartKind::kByline, *it);
    return std::move(parts_);
  }

 private:
  void add(PartKind kind, ByteSpan span) {
    if (!span.empty()) parts_.push_back({kind, span});
  }

  void take(std::size_t i, std::size_t end) {
    const ByteSpan span = paragraphs_[i];
    const std::string_view words = slice(text_, span);
    if (is_legal_line(words)) return;
    if (is_caption(words)) return add(PartKind::kCaption, span);
    const bool top = body_ == 0 && i < kTop + 2;
    if (top && is_top_byline(words)) return add(PartKind::kByline, span);
    if (top && hints_.title && same_words(words, slice(text_, *hints_.title)))
      return add(PartKind::kHeadline, span);
    if (top && said_again_later(i, end)) return add(PartKind::kStandfirst, span);
    if (top && !hints_.title && !has_headline_ && is_first_prose(i) && followed_by_prose(i, end) &&
        is_headline_like(words)) {
      has_headline_ = true;
      return add(PartKind::kHeadline, span);
    }
    take_body(span);
  }

  /// The body, without words of the day and dateline before its first words.
  void take_body(ByteSpan span) {
    if (body_ == 0) {
      const std::size_t day = day_words_size(slice(text_, span), hints_.published);
      span.begin += static_cast<std::uint32_t>(day);
      if (day > 0 && !hints_.title && !has_headline_) {
        const std::string_view rest = slice(text_, span);
        if (const std::size_t size = run_in_title_size(rest); size > 0) {
          add(PartKind::kHeadline, {span.begin, span.begin + static_cast<std::uint32_t>(size)});
          const auto stop = rest.find_first_of(".!?", size);
          span.begin += static_cast<std::uint32_t>(rest.find_first_not_of(' ', stop + 1));
        }
      }
    }
    if (!filed_ && body_ < kFiled) {
      const auto prefix = find_dateline_prefix(slice(text_, span));
      if (prefix && (body_ == 0 || !prefix->bare)) {
        filed_ = true;
        add(PartKind::kDateline,
            {span.begin, span.begin + static_cast<std::uint32_t>(prefix->size)});
        span.begin += static_cast<std::uint32_t>(prefix->rest);
      }
    }
    ++body_;
    add(PartKind::kBody, span);
  }

  /// "(Reporting by ...)" at the end of the last paragraph is a part of its own.
  void split_end_byline() {
    const auto last = std::find_if(parts_.rbegin(), parts_.rend(),
                                   [](const Part& part) { return part.kind == PartKind::kBody; });
    if (last == parts_.rend() || last != parts_.rbegin()) return;
    const std::string_view words = slice(text_, last->span);
    const auto at = words.rfind("(Reporting by ");
    if (at == std::string_view::npos || at == 0 || words.back() != ')' || words.size() - at > 400)
      return;
    const std::uint32_t begin = last->span.begin + static_cast<std::uint32_t>(at);
    const Part byline{PartKind::kByline, {begin, last->span.end}};
    last->span.end = begin;
    while (!last->span.empty() &&
           std::isspace(static_cast<unsigned char>(text_[last->span.end - 1])))
      --last->span.end;
    if (last->span.empty()) parts_.pop_back();
    parts_.push_back(byline);
  }

  /// True where no prose stands before.
  bool is_first_prose(std::size_t i) const {
    return std::all_of(paragraphs_.begin(), paragraphs_.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](ByteSpan span) {
                         const auto words = slice(text_, span);
                         return is_legal_line(words) || is_caption(words) || is_top_byline(words);
                       });
  }

  bool followed_by_prose(std::size_t i, std::size_t end) const {
    for (std::size_t k = i + 1; k < end; ++k) {
      const auto words = slice(text_, paragraphs_[k]);
      if (!is_legal_line(words) && !is_caption(words) && !is_headline_like(words)) return true;
    }
    return false;
  }

  bool said_again_later(std::size_t i, std::size_t end) const {
    const std::string_view line = slice(text_, paragraphs_[i]);
    // A standfirst is a sentence or two; a long paragraph is body even if it is printed twice.
    if (line.size() > 600) return false;
    // What a standfirst sums up stands near the top; the limits keep a huge text from costing much.
    for (std::size_t k = i + 1; k < std::min(end, i + 60); ++k) {
      const std::string_view other = slice(text_, paragraphs_[k]).substr(0, 8000);
      // A summary is not longer than what it sums up.
      if (other.size() * 4 < line.size() * 3 || is_caption(other)) continue;
      if (said_again_share(line, other) >= kSaidAgain) return true;
    }
    return false;
  }

  std::string_view text_;
  const PartHints& hints_;
  std::vector<ByteSpan> paragraphs_;
  std::vector<Part> parts_;
  std::size_t body_ = 0;  ///< paragraphs of body so far
  bool has_headline_ = false;
  bool filed_ = false;
};

}  // namespace

double said_again_share(std::string_view line, std::string_view other) {
  constexpr std::size_t kFewest = 3;
  const auto runs = runs_of_four(line);
  if (runs.size() < kFewest) return 0;
  const auto others = runs_of_four(other);
  const std::unordered_set<std::string> known(others.begin(), others.end());
  const auto shared = std::count_if(runs.begin(), runs.end(),
                                    [&](const std::string& run) { return known.contains(run); });
  return static_cast<double>(shared) / static_cast<double>(runs.size());
}

std::vector<Part> find_parts(std::string_view text, const PartHints& hints) {
  return PartFinder(text, hints).find();
}

}  // namespace dateline
