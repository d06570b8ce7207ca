#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/file.h"
#include "dateline/base/span.h"
#include "fields.h"

namespace dateline::train {

/// A token of a treebank as it is written; a contraction has several words.
struct GoldToken {
  std::string form;
  std::vector<std::string> words, tags;  ///< one each word; tags of the Penn treebank
  bool space_after = true;
};

struct GoldUtterance {
  std::vector<GoldToken> tokens;
  bool new_paragraph = false, new_document = false;
};

inline Result<std::vector<GoldUtterance>> load_utterances(const std::string& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<GoldUtterance> out;
  GoldUtterance now;
  int inside_until = 0;
  for (const std::string_view line : split_fields(*bytes, '\n')) {
    if (line.empty() && !now.tokens.empty()) {
      out.push_back(std::move(now));
      now = {};
      inside_until = 0;
    }
    if (line.starts_with("# newdoc")) now.new_document = true;
    if (line.starts_with("# newpar") && !line.starts_with("# newpar_")) now.new_paragraph = true;
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 10 || fields[0].find('.') != fields[0].npos) continue;
    const bool space = fields[9].find("SpaceAfter=No") == std::string_view::npos;
    const auto dash = fields[0].find('-');
    if (dash != fields[0].npos) {
      inside_until = std::stoi(std::string(fields[0].substr(dash + 1)));
      now.tokens.push_back({std::string(fields[1]), {}, {}, space});
      continue;
    }
    if (std::stoi(std::string(fields[0])) > inside_until)
      now.tokens.push_back({std::string(fields[1]), {}, {}, space});
    now.tokens.back().words.emplace_back(fields[1]);
    now.tokens.back().tags.emplace_back(fields[4]);
  }
  return out;
}

/// A text with what a treebank says of it.
struct GoldText {
  std::string text;
  enum : std::uint8_t { kTokenEnd = 1, kContraction = 2, kSentenceEnd = 4 };
  std::vector<std::uint8_t> at;  ///< by byte: what ends there
  std::vector<ByteSpan> tokens, sentences;
  struct Word {
    ByteSpan span, token;
    friend auto operator<=>(const Word&, const Word&) = default;
  };
  std::vector<Word> words;  ///< by position; the token of a word that is no part is its own span
};

/// Puts utterances into text: `between(i)` is what separates utterance i from the one before it.
template <class Between>
GoldText write_text(const std::vector<GoldUtterance>& utterances, Between between) {
  GoldText out;
  std::vector<std::pair<std::uint32_t, std::uint8_t>> ends;
  const auto here = [&] { return static_cast<std::uint32_t>(out.text.size()); };
  for (std::size_t i = 0; i < utterances.size(); ++i) {
    if (i > 0) out.text += between(i);
    const std::uint32_t first = here();
    const auto& tokens = utterances[i].tokens;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const std::uint32_t begin = here();
      out.text += tokens[t].form;
      const ByteSpan span{begin, here()};
      out.tokens.push_back(span);
      std::uint32_t at = begin;
      for (const std::string& word : tokens[t].words) {
        const ByteSpan part{at, std::min(span.end, at + static_cast<std::uint32_t>(word.size()))};
        out.words.push_back({tokens[t].words.size() == 1 ? span : part, span});
        at = part.end;
      }
      const bool two = tokens[t].words.size() > 1;
      ends.push_back({span.end, static_cast<std::uint8_t>(GoldText::kTokenEnd +
                                                          two * GoldText::kContraction)});
      if (tokens[t].space_after && t + 1 < tokens.size()) out.text += ' ';
    }
    ends.push_back({here(), std::uint8_t{GoldText::kSentenceEnd}});
    out.sentences.push_back({first, here()});
  }
  out.at.assign(out.text.size() + 1, 0);
  for (const auto& [byte, what] : ends) out.at[byte] |= what;
  return out;
}

}  // namespace dateline::train
