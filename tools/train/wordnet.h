#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dateline/base/file.h"
#include "dateline/language/lexicon.h"
#include "fields.h"

namespace dateline::train {

/// The single words of WordNet's files (Debian's wordnet-base, /usr/share/wordnet): hash of each
/// and what it may be (LexiconClass). Irregular forms are entries of their own. Fails: as
/// read_file.
class WordNet {
 public:
  using Entries = std::map<std::uint32_t, std::uint16_t>;

  /// `closed`: a list of our own (tools/train/closed_words.tsv).
  static Result<Entries> read(const std::string& folder, const std::string& closed) {
    Entries entries;
    std::string buffer;
    for (const Part& part : kParts) {
      const auto data = read_file(folder + "/data." + std::string(part.name));
      if (!data) return tl::unexpected<Error>(data.error());
      for (const std::string_view line : split_fields(*data, '\n'))
        if (!line.starts_with(' ')) add_synonyms(line, part, entries, buffer);
    }
    for (const Part& part : kParts) {
      const auto irregular = read_file(folder + "/" + std::string(part.name) + ".exc");
      if (!irregular) return tl::unexpected<Error>(irregular.error());
      for (const std::string_view line : split_fields(*irregular, '\n')) {
        const auto forms = split_fields(line, ' ');
        for (std::size_t i = 1; i < forms.size(); ++i) {
          const auto base = entries.find(word_hash(forms[i], buffer));
          if (base == entries.end()) continue;
          const std::uint16_t kept = base->second & (part.lower | part.capital);
          if (kept) entries[word_hash(forms[0], buffer)] |= kept;
        }
      }
    }
    const auto ours = read_file(closed);
    if (!ours) return tl::unexpected<Error>(ours.error());
    for (const std::string_view line : split_fields(*ours, '\n')) {
      const auto fields = split_fields(line, '\t');
      if (fields.size() != 2 || line[0] == '#') continue;
      for (const std::string_view word : split_fields(fields[1], ' '))
        entries[word_hash(word, buffer)] |=
            fields[0] == "NUM" ? LexiconClass::kNumeral : LexiconClass::kInterjection;
    }
    return entries;
  }

 private:
  struct Part {
    std::string_view name;
    std::uint16_t lower, capital;
  };
  static constexpr auto kParts =
      std::to_array<Part>({{"noun", LexiconClass::kNoun, LexiconClass::kName},
                           {"verb", LexiconClass::kVerb, LexiconClass::kVerb},
                           {"adj", LexiconClass::kAdjective, LexiconClass::kNamedAdjective},
                           {"adv", LexiconClass::kAdverb, LexiconClass::kAdverb}});

  /// A line of a data file: offset, file, kind, how many words (two hexadecimal digits), then each
  /// word and a number.
  static void add_synonyms(std::string_view line, const Part& part, Entries& entries,
                           std::string& buffer) {
    const auto fields = split_fields(line, ' ');
    if (fields.size() < 4) return;
    const std::size_t words = std::stoul(std::string(fields[3]), nullptr, 16);
    for (std::size_t i = 0; i < words && 4 + 2 * i < fields.size(); ++i) {
      const std::string_view word = fields[4 + 2 * i].substr(0, fields[4 + 2 * i].find('('));
      if (word.empty() || word.find('_') != std::string_view::npos) continue;
      const bool capital = word[0] >= 'A' && word[0] <= 'Z';
      entries[word_hash(word, buffer)] |= capital ? part.capital : part.lower;
    }
  }
};

}  // namespace dateline::train
