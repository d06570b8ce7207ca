#include "dateline/language/tagger.h"

#include <algorithm>
#include <map>

namespace dateline {
namespace {

/// The words around one place; beyond the sentence there is an empty word.
struct Window {
  const WordForm* at[5];
  std::uint32_t parts[5];
};

Window window_at(const Tagger::Sentence& sentence, std::size_t i) {
  static const WordForm kOutside;
  Window window;
  for (std::size_t k = 0; k < 5; ++k) {
    const bool inside = i + k >= 2 && i + k - 2 < sentence.words.size();
    window.at[k] = inside ? &sentence.words[i + k - 2] : &kOutside;
    window.parts[k] = inside ? sentence.parts[i + k - 2] : 1u << 31;
  }
  return window;
}

void write_feats(ByteWriter& out, const Feats& feats) {
  out.byte(static_cast<std::uint8_t>(feats.verb_form));
  out.byte(static_cast<std::uint8_t>(feats.tense));
  out.byte(static_cast<std::uint8_t>(feats.mood));
  out.byte(static_cast<std::uint8_t>(feats.voice));
  out.byte(static_cast<std::uint8_t>(feats.number));
  out.byte(static_cast<std::uint8_t>(feats.person));
  out.byte(static_cast<std::uint8_t>(feats.pron_type));
  out.byte(static_cast<std::uint8_t>(feats.degree));
  out.byte(feats.possessive ? 1 : 0);
}

template <class Enum>
Enum read_enum(ByteReader& in, Enum last) {
  const std::uint8_t value = in.byte();
  if (value > static_cast<std::uint8_t>(last)) {
    in.fail();
    return Enum{};
  }
  return static_cast<Enum>(value);
}

Feats read_feats(ByteReader& in) {
  Feats feats;
  feats.verb_form = read_enum(in, Feats::VerbForm::kGer);
  feats.tense = read_enum(in, Feats::Tense::kPres);
  feats.mood = read_enum(in, Feats::Mood::kSub);
  feats.voice = read_enum(in, Feats::Voice::kPass);
  feats.number = read_enum(in, Feats::Number::kPlur);
  feats.person = read_enum(in, Feats::Person::k3);
  feats.pron_type = read_enum(in, Feats::PronType::kOther);
  feats.degree = read_enum(in, Feats::Degree::kSup);
  feats.possessive = in.byte() != 0;
  return feats;
}

}  // namespace

void Tagger::prepare(Sentence& sentence) const {
  sentence.casing = casing_of(sentence.words.data(), sentence.words.size());
  sentence.parts.clear();
  for (const WordForm& word : sentence.words) {
    const auto found = lexicon.find(word.lower);
    sentence.parts.push_back(found == lexicon.end() ? 0 : found->second);
  }
}

std::size_t Tagger::features(const Sentence& sentence, std::size_t i, unsigned last,
                             unsigned last_but_one, FeatureKey* out) {
  const Window window = window_at(sentence, i);
  const WordForm& word = *window.at[2];
  const WordForm& before = *window.at[1];
  const WordForm& after = *window.at[3];
  const std::uint32_t parts = window.parts[2];
  // In capitals throughout, the shape says nothing and would speak for proper nouns.
  const auto shape_of = [&](const WordForm& w) {
    return sentence.casing == Casing::kUpper ? w.letters > 0 : w.shape;
  };
  const auto casing = static_cast<unsigned>(sentence.casing);
  const bool first = i == 0;
  unsigned which = 0;
  FeatureKey* at = out;
  const auto add = [&](auto... values) { *at++ = feature_key(which++, values...); };
  add();
  if (sentence.casing != Casing::kUpper) *at++ = feature_key(100, word.exact);
  add(word.lower);
  for (const std::uint32_t prefix : word.prefixes) add(prefix);
  for (const std::uint32_t suffix : word.suffixes) add(suffix);
  add(shape_of(word), casing);
  add(shape_of(word), first);
  add(shape_of(word), parts, first || casing != 0);
  add(shape_of(word), word.suffixes[2]);
  add(word.first_upper, first, last);
  add(before.lower);
  add(window.at[0]->lower);
  add(after.lower);
  add(window.at[4]->lower);
  add(before.lower, word.lower);
  add(word.lower, after.lower);
  add(before.lower, after.lower);
  add(before.suffixes[2]);
  add(after.suffixes[2]);
  add(after.suffixes[1], word.suffixes[1]);
  add(shape_of(before), shape_of(word), shape_of(after));
  add(last);
  add(last_but_one);
  add(last, last_but_one);
  add(last, word.lower);
  add(last, word.suffixes[2]);
  add(last, after.lower);
  add(last, last_but_one, word.lower);
  add(parts);
  add(parts, last);
  add(parts, last, last_but_one);
  add(parts, window.parts[3]);
  add(parts, window.parts[3], last);
  add(parts, window.parts[3], window.parts[4]);
  add(window.parts[3], last);
  add(window.parts[3], word.lower);
  add(window.parts[3], word.suffixes[2]);
  add(parts, before.lower);
  add(parts, after.lower);
  add(before.lower, window.at[0]->lower, parts);
  return static_cast<std::size_t>(at - out);
}

void Tagger::run(Sentence& sentence) const {
  sentence.labels.clear();
  unsigned last = kNoLabel, last_but_one = kNoLabel;
  FeatureKey keys[kMaxFeatures];
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const std::size_t count = features(sentence, i, last, last_but_one, keys);
    for (std::size_t k = 0; k < count; ++k) weights.prefetch(keys[k]);
    std::int32_t scores[256] = {};
    Weights::RowRef rows[kMaxFeatures];
    for (std::size_t k = 0; k < count; ++k) {
      rows[k] = weights.find(keys[k]);
      if (rows[k]) Weights::prefetch_row(rows[k]);
    }
    for (std::size_t k = 0; k < count; ++k)
      if (rows[k]) Weights::apply(rows[k], 1, scores);
    const auto best = std::max_element(scores, scores + labels.size()) - scores;
    last_but_one = last;
    last = static_cast<unsigned>(best);
    sentence.labels.push_back(static_cast<std::uint8_t>(best));
  }
}

void Tagger::write(ByteWriter& out) const {
  out.varint(labels.size());
  for (const TagLabel& label : labels) {
    out.byte(static_cast<std::uint8_t>(label.upos));
    write_feats(out, label.feats);
  }
  const std::map<std::uint32_t, std::uint32_t> sorted(lexicon.begin(), lexicon.end());
  out.varint(sorted.size());
  for (const auto& [word, parts] : sorted) {
    out.varint(word);
    out.varint(parts);
  }
  lemmas.write(out);
  weights.write(out);
}

Tagger Tagger::read(ByteReader& in) {
  Tagger tagger;
  tagger.labels.resize(in.count(10));
  if (tagger.labels.empty() || tagger.labels.size() > kMaxLabels) in.fail();
  for (TagLabel& label : tagger.labels) {
    label.upos = read_enum(in, Upos::kX);
    label.feats = read_feats(in);
  }
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    const std::uint64_t word = in.varint();
    const std::uint64_t parts = in.varint();
    if (word > UINT32_MAX || parts > UINT32_MAX) in.fail();
    tagger.lexicon.emplace(static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(parts));
  }
  tagger.lemmas = LemmaTable::read(in);
  tagger.weights = Weights::read(in, static_cast<unsigned>(tagger.labels.size()));
  return tagger;
}

}  // namespace dateline
