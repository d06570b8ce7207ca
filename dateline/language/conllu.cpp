#include <charconv>

#include "dateline/language/language.h"

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
  auto contraction = tokens.contractions.begin();
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const TokenRange range = tokens.sentences[s];
    out += "# text = ";
    writer.surface(slice(text, tokens.sentence_spans[s]));
    out += '\n';
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      const ByteSpan span = tokens.spans[i];
      const TokenIndex id = i - range.begin + 1;
      if (contraction != tokens.contractions.end() && contraction->begin == i) {
        writer.number(id);
        out += '-';
        writer.number(id + contraction->size() - 1);
        out += '\t';
        const ByteSpan whole = hull(span, tokens.spans[contraction->end - 1]);
        writer.surface(slice(text, whole));
        out += "\t_\t_\t_\t_\t_\t_\t_\t";
        writer.misc(whole, next_begin(contraction->end - 1));
      }
      // Inside a contraction the spacing is that of the whole.
      const bool inside = contraction != tokens.contractions.end() && contraction->contains(i);
      if (inside && contraction->end == i + 1) ++contraction;
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
      writer.misc(span, inside ? UINT32_MAX : next_begin(i));
    }
    out += '\n';
  }
  return writer.out;
}

}  // namespace dateline
