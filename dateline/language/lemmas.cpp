#include "dateline/language/lemmas.h"

#include <algorithm>
#include <map>

#include "dateline/language/feature_key.h"

namespace dateline {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::uint32_t LemmaTable::word_key(unsigned label, std::string_view folded) {
  return feature_key(0, label, hash_bytes(folded));
}

std::uint32_t LemmaTable::suffix_key(unsigned label, std::string_view suffix) {
  return feature_key(1, label, hash_bytes(suffix), suffix.size());
}

void LemmaTable::find(unsigned label, std::string_view word, std::string_view folded,
                      bool keep_case, std::string& out) const {
  if (const auto found = words.find(word_key(label, folded)); found != words.end()) {
    out = found->second;
    return;
  }
  const std::string_view form = keep_case ? word : folded;
  out = form;
  for (std::size_t size = std::min(kLongestSuffix, folded.size()) + 1; size-- > 0;) {
    const auto found = suffixes.find(suffix_key(label, folded.substr(folded.size() - size)));
    if (found == suffixes.end()) continue;
    const Rule& rule = rules[found->second];
    // The stem keeps a byte, and no character is cut in two.
    if (rule.strip >= form.size() || !is_ascii(form.substr(form.size() - rule.strip))) continue;
    out.resize(form.size() - rule.strip);
    out += rule.append;
    return;
  }
}

void LemmaTable::write(ByteWriter& out) const {
  out.varint(rules.size());
  for (const Rule& rule : rules) {
    out.byte(rule.strip);
    out.text(rule.append);
  }
  // Sorted, so that the same table is the same bytes.
  const std::map<std::uint32_t, std::uint32_t> sorted_suffixes(suffixes.begin(), suffixes.end());
  out.varint(sorted_suffixes.size());
  for (const auto& [key, rule] : sorted_suffixes) {
    out.varint(key);
    out.varint(rule);
  }
  const std::map<std::uint32_t, std::string> sorted_words(words.begin(), words.end());
  out.varint(sorted_words.size());
  for (const auto& [key, lemma] : sorted_words) {
    out.varint(key);
    out.text(lemma);
  }
}

LemmaTable LemmaTable::read(ByteReader& in) {
  LemmaTable table;
  table.rules.resize(in.count(2));
  for (Rule& rule : table.rules) {
    rule.strip = in.byte();
    rule.append = in.text();
  }
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    const std::uint64_t key = in.varint();
    const std::uint64_t rule = in.varint();
    if (key > UINT32_MAX || rule >= table.rules.size()) {
      in.fail();
      break;
    }
    table.suffixes.emplace(static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(rule));
  }
  for (std::size_t left = in.count(2); left > 0 && !in.failed(); --left) {
    const std::uint64_t key = in.varint();
    if (key > UINT32_MAX) {
      in.fail();
      break;
    }
    table.words.emplace(static_cast<std::uint32_t>(key), in.text());
  }
  return table;
}

}  // namespace dateline
