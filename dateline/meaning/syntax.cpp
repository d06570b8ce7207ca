#include "dateline/meaning/syntax.h"

#include <algorithm>
#include <unordered_map>

#include "dateline/base/utf8.h"
#include "dateline/gazetteer/fold.h"

namespace dateline {
namespace {

/// Past forms of irregular verbs that news uses, with their bases.
const std::unordered_map<std::string, std::string>& irregular() {
  static const std::unordered_map<std::string, std::string> kForms = {
      {"took", "take"},      {"taken", "take"},       {"fell", "fall"},
      {"fallen", "fall"},    {"fled", "flee"},        {"fought", "fight"},
      {"struck", "strike"},  {"shot", "shoot"},       {"drove", "drive"},
      {"driven", "drive"},   {"lost", "lose"},        {"held", "hold"},
      {"left", "leave"},     {"sent", "send"},        {"met", "meet"},
      {"broke", "break"},    {"broken", "break"},     {"blew", "blow"},
      {"blown", "blow"},     {"beat", "beat"},        {"beaten", "beat"},
      {"cut", "cut"},        {"hit", "hit"},          {"led", "lead"},
      {"won", "win"},        {"sought", "seek"},      {"spoke", "speak"},
      {"spoken", "speak"},   {"told", "tell"},        {"went", "go"},
      {"gone", "go"},        {"came", "come"},        {"got", "get"},
      {"gave", "give"},      {"given", "give"},       {"rose", "rise"},
      {"risen", "rise"},     {"tore", "tear"},        {"torn", "tear"},
      {"flew", "fly"},       {"flown", "fly"},        {"threw", "throw"},
      {"thrown", "throw"},   {"laid", "lay"},         {"began", "begin"},
      {"begun", "begin"},    {"said", "say"},         {"drew", "draw"},
      {"drawn", "draw"},     {"ran", "run"},          {"swept", "sweep"},
      {"kept", "keep"},      {"built", "build"},      {"brought", "bring"},
      {"bought", "buy"},     {"caught", "catch"},     {"taught", "teach"},
      {"made", "make"},      {"paid", "pay"},         {"put", "put"},
      {"set", "set"},        {"shut", "shut"},        {"sold", "sell"},
      {"stood", "stand"},    {"stole", "steal"},      {"stolen", "steal"},
      {"swore", "swear"},    {"sworn", "swear"},      {"understood", "understand"},
      {"wrote", "write"},    {"written", "write"},    {"bore", "bear"},
      {"borne", "bear"},     {"chose", "choose"},     {"chosen", "choose"},
      {"dug", "dig"},        {"fed", "feed"},         {"found", "find"},
      {"forbade", "forbid"}, {"forbidden", "forbid"}, {"grew", "grow"},
      {"grown", "grow"},     {"hid", "hide"},         {"hidden", "hide"},
      {"hung", "hang"},      {"knew", "know"},        {"known", "know"},
      {"lit", "light"},      {"rode", "ride"},        {"ridden", "ride"},
      {"saw", "see"},        {"seen", "see"},         {"sank", "sink"},
      {"sunk", "sink"},      {"shook", "shake"},      {"shaken", "shake"},
      {"slew", "slay"},      {"slain", "slay"},       {"split", "split"},
      {"spread", "spread"},  {"stuck", "stick"},      {"swung", "swing"},
      {"woke", "wake"},      {"wore", "wear"},        {"worn", "wear"}};
  return kForms;
}

/// The bases that an English form may have: "shelled" is of "shell", "shel" or "shelle".
std::vector<std::string> regular_bases(const std::string& form) {
  std::vector<std::string> out{form};
  const auto strip = [&](std::string_view suffix, std::string_view instead) {
    if (form.size() > suffix.size() + 1 && form.ends_with(suffix))
      out.push_back(form.substr(0, form.size() - suffix.size()) + std::string(instead));
  };
  for (const std::string_view suffix : {"ed", "ing", "s", "es", "en"}) {
    strip(suffix, "");
    strip(suffix, "e");
    if (form.size() > suffix.size() + 2 && form.ends_with(suffix)) {
      const std::string base = form.substr(0, form.size() - suffix.size());
      if (base.size() > 2 && base.back() == base[base.size() - 2])
        out.push_back(base.substr(0, base.size() - 1));
    }
  }
  strip("ies", "y");
  strip("ied", "y");
  for (const std::string_view prefix : {"", "re", "over", "with", "under", "out"}) {
    if (!form.starts_with(prefix)) continue;
    if (const auto it = irregular().find(form.substr(prefix.size())); it != irregular().end())
      out.push_back(std::string(prefix) + it->second);
  }
  return out;
}

}  // namespace

Syntax::Syntax(const Document& document, const Tokens& tokens, const Tags& tags, const Trees& trees,
               const std::unordered_set<std::string>& known)
    : document_(&document), tokens_(&tokens), tags_(&tags), trees_(&trees) {
  const TokenIndex n = tokens.size();
  lower_.reserve(n);
  lemma_.reserve(n);
  for (TokenIndex i = 0; i < n; ++i) {
    lower_.push_back(fold_case(form(i)));
    lemma_.push_back(fold_case(tags.lemma(i)));
    // One treebank calls it "person", the other "people".
    if (lower_.back() == "people") lemma_.back() = "people";
    const bool content = tags.upos[i] == Upos::kVerb || tags.upos[i] == Upos::kNoun ||
                         tags.upos[i] == Upos::kPropn || tags.upos[i] == Upos::kAdj;
    if (!content || known.contains(lemma_.back())) continue;
    for (const std::string& base : regular_bases(lower_.back()))
      if (known.contains(base)) {
        lemma_.back() = base;
        break;
      }
  }
  sentence_.resize(n);
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    for (TokenIndex i = tokens.sentences[s].begin; i < tokens.sentences[s].end; ++i)
      sentence_[i] = static_cast<std::uint32_t>(s);
    PartKind kind = PartKind::kBody;
    for (const Part& part : document.parts)
      if (part.span.overlaps(tokens.sentence_spans[s])) kind = part.kind;
    parts_.push_back(kind);
  }
  child_begin_.assign(n + 1, 0);
  for (TokenIndex i = 0; i < n; ++i)
    if (head(i) != kNoToken) ++child_begin_[head(i) + 1];
  for (TokenIndex i = 0; i < n; ++i) child_begin_[i + 1] += child_begin_[i];
  child_list_.resize(child_begin_[n]);
  std::vector<TokenIndex> next(child_begin_.begin(), child_begin_.end() - 1);
  for (TokenIndex i = 0; i < n; ++i)
    if (head(i) != kNoToken) child_list_[next[head(i)]++] = i;
  subtree_.resize(n);
  for (TokenIndex i = 0; i < n; ++i) subtree_[i] = {i, i + 1};
  for (TokenIndex i = 0; i < n; ++i) {
    for (TokenIndex up = head(i), steps = 0; up != kNoToken && steps < 256;
         up = head(up), ++steps) {
      subtree_[up].begin = std::min(subtree_[up].begin, i);
      subtree_[up].end = std::max(subtree_[up].end, i + 1);
    }
  }
}

bool Syntax::is(TokenIndex i, std::initializer_list<Deprel> relations) const {
  return std::find(relations.begin(), relations.end(), deprel(i)) != relations.end();
}

std::span<const TokenIndex> Syntax::children(TokenIndex i) const {
  return {child_list_.data() + child_begin_[i], child_list_.data() + child_begin_[i + 1]};
}

TokenIndex Syntax::child(TokenIndex i, std::initializer_list<Deprel> relations) const {
  for (TokenIndex c : children(i))
    if (is(c, relations)) return c;
  return kNoToken;
}

bool Syntax::has_child_lemma(TokenIndex i, std::string_view lemma) const {
  return std::ranges::any_of(children(i), [&](TokenIndex c) { return lemma_[c] == lemma; });
}

TokenIndex Syntax::head_of(TokenRange range) const {
  for (TokenIndex i = range.end; i-- > range.begin;)
    if (!range.contains(head(i))) return i;
  return range.end - 1;
}

bool Syntax::dominated(TokenIndex i, TokenIndex ancestor) const {
  for (int steps = 0; i != kNoToken && steps < 256; i = head(i), ++steps)
    if (i == ancestor) return true;
  return false;
}

ByteSpan Syntax::span(TokenRange range) const {
  return {tokens_->spans[range.begin].begin, tokens_->spans[range.end - 1].end};
}

bool Syntax::is_nominal(TokenIndex i) const {
  const Upos pos = upos(i);
  return pos == Upos::kNoun || pos == Upos::kPropn || pos == Upos::kPron || pos == Upos::kNum;
}

bool Syntax::is_capitalised(TokenIndex i) const {
  // "al-Zarba" is a name as well: the first letter or one after a hyphen.
  const std::string_view word = form(i);
  for (std::size_t at = 0, start = 0; at < word.size(); start = at + 1) {
    const std::string_view first = word.substr(start, utf8_at(word, start).length);
    if (fold_case(first) != first) return true;
    at = word.find('-', start);
    if (at == std::string_view::npos || at + 1 >= word.size()) break;
  }
  return false;
}

}  // namespace dateline
