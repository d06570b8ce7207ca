#include <charconv>

#include "dateline/language/language.h"

namespace dateline {
namespace {

/// Feature values in the order of Feats' enumerations, without the first (not given).
constexpr std::string_view kVerbForms[] = {"Fin", "Inf", "Part", "Ger"};
constexpr std::string_view kTenses[] = {"Past", "Pres"};
constexpr std::string_view kMoods[] = {"Ind", "Imp", "Sub"};
constexpr std::string_view kVoices[] = {"Pass"};
constexpr std::string_view kNumbers[] = {"Sing", "Plur"};
constexpr std::string_view kPersons[] = {"1", "2", "3"};
constexpr std::string_view kPronTypes[] = {"Prs", "Art", "Dem", "Rel", "Int",
                                           "Neg", "Tot", "Ind", "Emp"};
constexpr std::string_view kDegrees[] = {"Pos", "Cmp", "Sup"};

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
  void feats(const Feats& feats) {
    const std::size_t before = out.size();
    const auto add = [&](std::string_view name, auto value, const std::string_view* values) {
      if (static_cast<int>(value) == 0) return;
      if (out.size() > before) out += '|';
      ((out += name) += '=') += values[static_cast<int>(value) - 1];
    };
    static constexpr std::string_view kYes[] = {"Yes"};
    // By the alphabet, as CoNLL-U asks.
    add("Degree", feats.degree, kDegrees);
    add("Mood", feats.mood, kMoods);
    add("Number", feats.number, kNumbers);
    add("Person", feats.person, kPersons);
    add("Poss", feats.possessive, kYes);
    add("PronType", feats.pron_type, kPronTypes);
    add("Tense", feats.tense, kTenses);
    add("VerbForm", feats.verb_form, kVerbForms);
    add("Voice", feats.voice, kVoices);
    if (out.size() == before) out += '_';
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
      writer.feats(tags.feats[i]);
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
