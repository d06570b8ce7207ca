#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "dateline/language/char_kind.h"
#include "dateline/language/names.h"
#include "dateline/language/split_token.h"
#include "dateline/language/word_features.h"

namespace dateline {
namespace {

constexpr TokenIndex kBridge = 3;  ///< small words in a row that a name may hold

enum class Shape : std::uint8_t { kLower, kCapital, kUpper, kOneUpper, kInner, kDigit, kOther };

struct Letters {
  Shape shape = Shape::kOther;
  bool hyphen = false, stop = false;
  std::uint8_t code() const {
    return static_cast<std::uint8_t>(static_cast<unsigned>(shape) * 4 + hyphen * 2u + stop);
  }
};

Letters letters_of(std::string_view word) {
  Letters out;
  std::uint32_t letters = 0, uppers = 0;
  bool first = false, digit = false;
  const auto end = static_cast<std::uint32_t>(word.size());
  for (std::uint32_t at = 0; at < end;) {
    const CharAt c = char_at(word, at, end);
    if (c.length == 0) break;
    at += c.length;
    if (c.kind == CharKind::kLetter) {
      const bool upper = is_upper(c.code);
      if (letters == 0) first = upper;
      ++letters;
      uppers += upper;
    } else if (c.kind == CharKind::kDigit) {
      digit = true;
    } else if (is_hyphen(c.code)) {
      out.hyphen = true;
    } else if (c.code == '.') {
      out.stop = true;
    }
  }
  if (digit)
    out.shape = Shape::kDigit;
  else if (letters == 0)
    out.shape = Shape::kOther;
  else if (uppers == 0)
    out.shape = Shape::kLower;
  else if (uppers == letters)
    out.shape = letters == 1 ? Shape::kOneUpper : Shape::kUpper;
  else if (first && uppers == 1)
    out.shape = Shape::kCapital;
  else
    out.shape = Shape::kInner;
  return out;
}

bool has_capital(const Letters& l) {
  return l.shape == Shape::kCapital || l.shape == Shape::kUpper || l.shape == Shape::kOneUpper ||
         l.shape == Shape::kInner;
}

bool is_bridge(std::string_view word) {
  static const std::unordered_set<std::string_view> kWords = {
      "of", "the", "for", "and", "de",  "la",  "le",  "du",  "des", "del",  "da",  "do", "dos",
      "di", "al",  "el",  "von", "van", "der", "den", "bin", "ibn", "bint", "abu", "on", "upon",
      "in", "-",   "–",   "&",   "'s",  "’s",  "’",   "'",   "/",   "y",    "e",   "et"};
  return kWords.contains(word);
}

/// The words that features look at: active ones, two on either side of them, and their heads.
std::vector<bool> neighbours(const NameInput& input, const std::vector<bool>& active) {
  std::vector<bool> out(active.size(), false);
  for (TokenIndex i = 0; i < active.size(); ++i) {
    if (!active[i]) continue;
    const TokenIndex end = std::min<TokenIndex>(i + 3, static_cast<TokenIndex>(active.size()));
    for (TokenIndex k = i < 2 ? 0 : i - 2; k < end; ++k) out[k] = true;
    if (input.trees.heads[i] != kNoToken) out[input.trees.heads[i]] = true;
  }
  return out;
}

}  // namespace

std::vector<bool> name_words(std::string_view text, const Tokens& tokens) {
  std::vector<bool> active(tokens.size(), false);
  for (const TokenRange sentence : tokens.sentences) {
    TokenIndex last = kNoToken;  // the last capitalised word
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      const std::string_view word = slice(text, tokens.spans[i]);
      const Letters letters = letters_of(word);
      if (letters.shape == Shape::kDigit) {
        // "Route 66", "55th Regiment": beside a capitalised word.
        const bool after = last != kNoToken && last + 1 == i;
        const bool ahead =
            i + 1 < sentence.end && has_capital(letters_of(slice(text, tokens.spans[i + 1])));
        active[i] = after || ahead;
        continue;
      }
      if (!has_capital(letters)) continue;
      if (last != kNoToken && i - last <= kBridge + 1) {
        bool all = true;
        for (TokenIndex k = last + 1; k < i; ++k)
          all &= active[k] || is_bridge(slice(text, tokens.spans[k]));
        if (all)
          for (TokenIndex k = last + 1; k < i; ++k) active[k] = true;
      }
      active[i] = true;
      last = i;
    }
  }
  return active;
}

NameFeatures::NameFeatures(const NameInput& input, const std::vector<bool>& active,
                           const Splitter& splitter)
    : input_(input), active_(active) {
  const TokenIndex size = input.tokens.size();
  words_.resize(size);
  sentence_.resize(size);
  run_.resize(size);
  before_.assign(size, kNoToken);
  after_.assign(size, kNoToken);
  std::string buffer;
  const std::vector<bool> seen_by = neighbours(input, active);
  std::unordered_map<std::uint32_t, TokenIndex> seen;
  for (const TokenRange sentence : input.tokens.sentences) {
    TokenIndex run = sentence.begin;
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      const std::string_view form = slice(input.text, input.tokens.spans[i]);
      Word& word = words_[i];
      if (seen_by[i]) word.hash = word_hash(form, buffer);
      sentence_[i] = sentence;
      if (!active[i]) {
        run = i + 1;
        continue;
      }
      const Letters letters = letters_of(form);
      word.shape = letters.code();
      const WordEntry& entry = splitter.words.find(folded_hash(input.text, input.tokens.spans[i]));
      word.sort = static_cast<std::uint8_t>(entry.sort);
      word.habit = static_cast<std::uint8_t>(entry.habit);
      TokenIndex end = i;
      while (end < sentence.end && active[end]) ++end;
      run_[i] = {run, end};
      if (!has_capital(letters)) continue;
      if (auto [it, fresh] = seen.try_emplace(word.hash, i); !fresh) {
        before_[i] = it->second;
        after_[it->second] = i;
        it->second = i;
      }
    }
  }
}

const NameFeatures::Word& NameFeatures::at(TokenIndex i, int step) const {
  static const Word kNone;
  const std::int64_t k = static_cast<std::int64_t>(i) + step;
  if (k < sentence_[i].begin || k >= sentence_[i].end) return kNone;
  return words_[static_cast<std::size_t>(k)];
}

void NameFeatures::of(TokenIndex i, std::vector<FeatureKey>& out) const {
  out.clear();
  unsigned which = 100;
  const auto add = [&](auto... values) { out.push_back(feature_key(which++, values...)); };
  const TokenRange sentence = sentence_[i];
  const Word &w = words_[i], &p = at(i, -1), &n = at(i, 1), &pp = at(i, -2), &nn = at(i, 2);
  const auto gazetteer = [&](std::int64_t k) -> unsigned {
    if (k < sentence.begin || k >= sentence.end) return 0;
    const GazetteerTag tag = input_.gazetteer[static_cast<std::size_t>(k)];
    return static_cast<unsigned>(tag.name_class) * 2 + tag.inside;
  };
  const auto upos = [&](std::int64_t k) -> unsigned {
    if (k < sentence.begin || k >= sentence.end) return 30;
    return static_cast<unsigned>(input_.tags.upos[static_cast<std::size_t>(k)]);
  };
  const std::int64_t at_i = i;
  const unsigned g = gazetteer(at_i), gp = gazetteer(at_i - 1), gn = gazetteer(at_i + 1);
  const bool first = i == sentence.begin;
  add(0u);
  add(w.hash);
  add(p.hash);
  add(n.hash);
  add(pp.hash);
  add(nn.hash);
  add(p.hash, w.hash);
  add(w.hash, n.hash);
  add(w.shape, first);
  add(p.shape, w.shape, n.shape);
  // Affixes of the lower-case bytes.
  std::string_view form = slice(input_.text, input_.tokens.spans[i]);
  thread_local std::string lower;
  lower.assign(form);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const std::size_t length : {2u, 3u, 4u}) {
    const std::size_t taken = std::min<std::size_t>(length, lower.size());
    add(hash_bytes(std::string_view(lower).substr(lower.size() - taken)));
    if (length > 2) add(hash_bytes(std::string_view(lower).substr(0, taken)));
  }
  add(upos(at_i), w.sort);
  add(upos(at_i - 1), upos(at_i), upos(at_i + 1));
  const unsigned relation = static_cast<unsigned>(input_.trees.deprels[i]);
  add(relation, upos(at_i));
  const TokenIndex head = input_.trees.heads[i];
  const std::uint32_t head_hash = head == kNoToken ? 1 : words_[head].hash;
  add(head_hash, relation);
  add(head_hash, head < i);
  add(g);
  add(g, p.hash);
  add(g, n.hash);
  add(g, w.shape, w.habit);
  add(gp, g, gn);
  add(g, upos(at_i), relation);
  add(w.habit, w.shape, first);
  add(w.sort, w.habit, upos(at_i - 1));
  const TokenRange run = run_[i];
  const std::uint32_t last_of_run = words_[run.end - 1].hash;
  add(std::min(run.size(), 6u), std::min(i - run.begin, 3u), std::min(run.end - 1 - i, 3u));
  add(last_of_run, run.end - 1 == i);
  add(words_[run.begin].hash, run.begin == i);
  add(at(run.begin, -1).hash);
  add(at(run.end - 1, 1).hash);
  add(at(run.begin, -1).hash, run.begin == i, g);
  add(at(run.end - 1, 1).hash, run.end - 1 == i, g);
  add(w.shape, p.hash);
  add(p.shape, n.hash, w.shape);
  // The same word elsewhere in the document.
  for (const TokenIndex other : {before_[i], after_[i]}) {
    which = 160;
    if (other == kNoToken) continue;
    add(at(other, -1).hash);
    add(at(other, 1).hash);
    const GazetteerTag tag = input_.gazetteer[other];
    add(static_cast<unsigned>(tag.name_class) * 2 + tag.inside, at(other, -1).hash);
    add(at(other, -1).shape, at(other, 1).shape);
    add(other < i, static_cast<unsigned>(input_.trees.deprels[other]));
  }
}

}  // namespace dateline
