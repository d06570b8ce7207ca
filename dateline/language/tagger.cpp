#include "dateline/language/tagger.h"

#include <algorithm>
#include <charconv>

#include "dateline/language/acronym.h"
#include "dateline/language/feats.h"
#include "dateline/language/feature_key.h"
#include "dateline/language/grow.h"

namespace dateline {
namespace {

std::uint32_t best_of(const std::int32_t* scores, std::uint32_t count) {
  return static_cast<std::uint32_t>(std::max_element(scores, scores + count) - scores);
}

/// "casing:strip:append".
std::optional<LemmaRule> parse_rule(std::string_view line) {
  const std::size_t first = line.find(':'), second = line.find(':', first + 1);
  if (first != 1 || second == std::string_view::npos || line[0] < '0' || line[0] > '2') return {};
  LemmaRule rule;
  rule.casing = static_cast<LemmaRule::Casing>(line[0] - '0');
  const auto [end, failed] = std::from_chars(line.data() + 2, line.data() + second, rule.strip);
  if (failed != std::errc() || end != line.data() + second) return {};
  rule.append = line.substr(second + 1);
  return rule;
}

}  // namespace

Result<Tagger> Tagger::load(const ModelFile& file, const Encoder& encoder) {
  const auto pass = [](const auto& result) { return tl::unexpected<Error>(result.error()); };
  Tagger t;
  const auto hidden = file.matrix("tag.hidden", 0, encoder.width() + encoder.word_width());
  if (!hidden) return pass(hidden);
  if (hidden->padded != hidden->rows)
    return file.invalid("tag.hidden", "expected rows by sixteens");
  t.hidden_ = *hidden;
  const auto upos =
      file.matrix("tag.upos", static_cast<std::uint32_t>(Upos::kX) + 1, t.hidden_.rows);
  if (!upos) return pass(upos);
  t.upos_ = *upos;
  const auto lexicon = Lexicon::load(file);
  if (!lexicon) return pass(lexicon);
  t.lexicon_ = *lexicon;

  const auto names = file.strings("tag.feats.names");
  if (!names) return pass(names);
  const auto parts = file.numbers<std::uint32_t>("tag.feats.parts", names->size());
  if (!parts) return pass(parts);
  const auto feats =
      file.matrix("tag.feats", static_cast<std::uint32_t>(names->size()), t.hidden_.rows);
  if (!feats) return pass(feats);
  t.feats_ = *feats;
  auto kept = std::make_shared<std::vector<std::string>>();
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < names->size(); ++i) {
    kept->emplace_back((*names)[i]);
    const Feats whole = parse_feats((*names)[i]);
    t.feats_classes_.push_back({shown_feats(whole), whole, (*parts)[i]});
    all |= (*parts)[i];
  }
  t.feats_names_ = std::move(kept);
  if (all != (2u << static_cast<unsigned>(Upos::kX)) - 1)
    return file.invalid("tag.feats.parts", "expected features for every part of speech");

  const auto rules = file.strings("tag.rule.names");
  if (!rules) return pass(rules);
  for (const std::string_view line : *rules) {
    const auto rule = parse_rule(line);
    if (!rule) return file.invalid("tag.rule.names", "expected casing:strip:append in each line");
    t.lemma_rules_.push_back(*rule);
  }
  const auto matrix = file.matrix("tag.rule", 0, t.hidden_.rows);
  if (!matrix) return pass(matrix);
  if (matrix->rows > rules->size())
    return file.invalid("tag.rule.names", "expected a rule for each row of tag.rule");
  t.rules_ = *matrix;
  const auto keys = file.numbers<std::uint64_t>("lemma.keys");
  if (!keys) return pass(keys);
  const auto known = file.numbers<std::uint16_t>("lemma.rules", keys->size());
  if (!known) return pass(known);
  if (!std::is_sorted(keys->begin(), keys->end()))
    return file.invalid("lemma.keys", "expected ascending numbers");
  for (const std::uint16_t rule : *known)
    if (rule >= rules->size())
      return file.invalid("lemma.rules", "expected numbers of tag.rule.names");
  t.known_keys_ = *keys;
  t.known_rules_ = *known;
  return t;
}

TagWriter::TagWriter(std::string_view text, const Tokens& tokens, const Tagger& tagger, Tags& tags)
    : text_(text), tokens_(tokens), tagger_(tagger), tags_(tags) {
  tags_.feats_names = tagger.feats_names_;
  tags_.upos.reserve(tokens.size());
  tags_.feats.reserve(tokens.size());
  tags_.feats_ids.reserve(tokens.size());
  tags_.lemma_ids.reserve(tokens.size());
}

std::uint32_t TagWriter::lemma_id(std::uint32_t upos, const std::int32_t* scores,
                                  std::string_view word) {
  const std::uint64_t key = (static_cast<std::uint64_t>(hash_bytes(word)) << 32) |
                            (static_cast<std::uint64_t>(word.size() & 0xFF) << 24) | upos << 16;
  const auto [known, added] = known_.try_emplace(key, UINT32_MAX);
  if (added) {
    // The upper half of the key is the part of speech.
    const std::uint64_t wanted = static_cast<std::uint64_t>(upos) << 32 | word_hash(word, lemma_);
    const auto found =
        std::lower_bound(tagger_.known_keys_.begin(), tagger_.known_keys_.end(), wanted);
    if (found != tagger_.known_keys_.end() && *found == wanted)
      known->second =
          tagger_.known_rules_[static_cast<std::size_t>(found - tagger_.known_keys_.begin())];
  }
  const std::uint32_t rule = known->second == UINT32_MAX ? best_rule(scores, word) : known->second;
  const auto seen = seen_.find(key | rule);
  if (seen != seen_.end()) return seen->second;
  apply(tagger_.lemma_rules_[rule], word, lemma_);
  const auto [at, is_new] =
      ids_.try_emplace(lemma_, static_cast<std::uint32_t>(tags_.lemma_pool.size()));
  if (is_new) tags_.lemma_pool.push_back(lemma_);
  seen_.emplace(key | rule, at->second);
  return at->second;
}

void TagWriter::add(const Contexts& contexts) {
  const Kernels& k = kernels();
  const std::size_t columns = tagger_.hidden_.columns, width = tagger_.hidden_.padded;
  for (std::size_t r = 0; r < contexts.ranges.size(); ++r) {
    const TokenRange range = contexts.ranges[r];
    const std::size_t words = range.size();
    if (words == 0) continue;
    grow(input_, words * columns);
    grow(hidden_, words * width);
    grow(bytes_, words * width);
    grow(upos_, words * tagger_.upos_.padded);
    grow(feats_, words * tagger_.feats_.padded);
    grow(rules_, words * tagger_.rules_.padded);
    for (std::size_t i = 0; i < words; ++i) {
      std::uint8_t* to = input_.data() + i * columns;
      to = std::copy_n(contexts.context(contexts.row(r) + i), contexts.width, to);
      std::copy_n(contexts.word(contexts.row(r) + i), contexts.word_width, to);
    }
    k.affine(tagger_.hidden_, input_.data(), columns, words, hidden_.data());
    k.squash(hidden_.data(), words * width, hidden_.data(), bytes_.data());
    k.sums(tagger_.upos_, bytes_.data(), width, words, upos_.data());
    k.sums(tagger_.feats_, bytes_.data(), width, words, feats_.data());
    k.sums(tagger_.rules_, bytes_.data(), width, words, rules_.data());
    for (std::size_t i = 0; i < words; ++i) {
      const std::string_view word = slice(text_, tokens_.spans[range.begin + i]);
      std::int32_t* parts = upos_.data() + i * tagger_.upos_.padded;
      const std::string_view read =
          word_to_read(text_, tokens_, range, range.begin + static_cast<TokenIndex>(i));
      for (const std::int32_t more : tagger_.lexicon_.opinion(read, i == 0, lemma_))
        *parts++ += more;
      const std::uint32_t upos =
          best_of(upos_.data() + i * tagger_.upos_.padded, tagger_.upos_.rows);
      // Of the features, the best that go with the part of speech.
      const std::int32_t* scores = feats_.data() + i * tagger_.feats_.padded;
      std::uint32_t best = UINT32_MAX;
      for (std::uint32_t f = 0; f < tagger_.feats_.rows; ++f)
        if ((tagger_.feats_classes_[f].parts >> upos & 1) &&
            (best == UINT32_MAX || scores[f] > scores[best]))
          best = f;
      const std::uint32_t lemma = lemma_id(upos, rules_.data() + i * tagger_.rules_.padded, word);
      const Tagger::FeatsClass& feats = tagger_.feats_classes_[best];
      tags_.upos.push_back(static_cast<Upos>(upos));
      tags_.feats.push_back(tags_.lemma_pool[lemma] == "be" ? feats.of_be : feats.feats);
      tags_.feats_ids.push_back(static_cast<std::uint16_t>(best));
      tags_.lemma_ids.push_back(lemma);
    }
  }
}

std::uint32_t TagWriter::best_rule(const std::int32_t* scores, std::string_view word) const {
  std::uint32_t best = UINT32_MAX;
  for (std::uint32_t i = 0; i < tagger_.rules_.rows; ++i)
    if ((best == UINT32_MAX || scores[i] > scores[best]) && fits(tagger_.lemma_rules_[i], word))
      best = i;
  return best == UINT32_MAX ? 0 : best;
}

}  // namespace dateline
