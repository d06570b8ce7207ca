#include <charconv>

#include "dateline/language/language.h"
#include "dateline/language/words.h"

namespace dateline {
namespace {

class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) {}

  std::string out;

  void number(std::uint64_t value) {
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  /// A surface: tabs and line breaks would break the table.
  void surface(std::string_view bytes) {
    for (const char c : bytes) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  /// MISC of a word or of a contraction as a whole.
  void misc(ByteSpan span, std::uint32_t next_begin) {
    if (next_begin == span.end) out += "SpaceAfter=No|";
    out += "TokenRange=";
    number(span.begin);
    out += ':';
    number(span.end);
    out += '\n';
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

}  // namespace

std::string to_conllu(std::string_view text, const Tokens& tokens, const Tags& tags,
                      const Trees& trees) {
  Writer writer(text);
  std::string& out = writer.out;
  out.reserve(tokens.size() * 64);
  const auto next_begin = [&](TokenIndex i) {
    return i + 1 < tokens.size() ? tokens.spans[i + 1].begin : UINT32_MAX;
  };
  // The two words of a contraction; a lone apostrophe is one where it is tagged as a possessive.
  const auto contracted = [&](TokenIndex i, const TokenRange& range) {
    if (i + 1 >= range.end || tokens.spans[i].end != tokens.spans[i + 1].begin) return false;
    const std::string_view second = slice(text, tokens.spans[i + 1]);
    return is_contraction(slice(text, tokens.spans[i]), second) ||
           (tags.upos[i + 1] == Upos::kPart && (second == "'" || second == "\u2019"));
  };
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const TokenRange range = tokens.sentences[s];
    out += "# text = ";
    writer.surface(slice(text, tokens.sentence_spans[s]));
    out += '\n';
    bool second_half = false;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      const ByteSpan span = tokens.spans[i];
      const TokenIndex id = i - range.begin + 1;
      const bool first_half = !second_half && contracted(i, range);
      if (first_half) {
        writer.number(id);
        out += '-';
        writer.number(id + 1);
        out += '\t';
        const ByteSpan both = hull(span, tokens.spans[i + 1]);
        writer.surface(slice(text, both));
        out += "\t_\t_\t_\t_\t_\t_\t_\t";
        writer.misc(both, next_begin(i + 1));
      }
      writer.number(id);
      out += '\t';
      writer.surface(slice(text, span));
      out += '\t';
      writer.surface(tags.lemma(i));
      out += '\t';
      out += to_string(tags.upos[i]);
      out += "\t_\t";
      out += (*tags.feats_names)[tags.feats_ids[i]];
      out += '\t';
      writer.number(trees.heads[i] == kNoToken ? 0 : trees.heads[i] - range.begin + 1);
      out += '\t';
      out += to_string(trees.deprels[i]);
      out += "\t_\t";
      // Inside a contraction the spacing is that of the whole.
      writer.misc(span, first_half || second_half ? UINT32_MAX : next_begin(i));
      second_half = first_half;
    }
    out += '\n';
  }
  return writer.out;
}

}  // namespace dateline
