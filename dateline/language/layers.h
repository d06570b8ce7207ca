#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// Universal part-of-speech tags (Universal Dependencies v2).
enum class Upos : std::uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
};
std::string_view to_string(Upos upos);

/// The features that reading claims needs, as Universal Dependencies names them; 0 is not given.
struct Feats {
  enum class VerbForm : std::uint8_t { kNone, kFin, kInf, kPart, kGer };
  enum class Tense : std::uint8_t { kNone, kPast, kPres };
  enum class Mood : std::uint8_t { kNone, kInd, kImp, kSub };
  enum class Voice : std::uint8_t { kNone, kPass };
  enum class Number : std::uint8_t { kNone, kSing, kPlur };
  enum class Person : std::uint8_t { kNone, k1, k2, k3 };
  enum class PronType : std::uint8_t {
    kNone,
    kPrs,
    kArt,
    kDem,
    kRel,
    kInt,
    kNeg,
    kTot,
    kInd,
    kOther
  };
  enum class Degree : std::uint8_t { kNone, kPos, kCmp, kSup };
  VerbForm verb_form = VerbForm::kNone;
  Tense tense = Tense::kNone;
  Mood mood = Mood::kNone;
  Voice voice = Voice::kNone;
  Number number = Number::kNone;
  Person person = Person::kNone;
  PronType pron_type = PronType::kNone;
  Degree degree = Degree::kNone;
  bool possessive = false;  ///< Poss=Yes
  friend bool operator==(const Feats&, const Feats&) = default;
};

/// Universal Dependencies relations of English, with the subtypes that EWT and GUM use.
enum class Deprel : std::uint8_t {
  kRoot,
  kNsubj,
  kNsubjPass,
  kNsubjOuter,
  kCsubj,
  kCsubjPass,
  kCsubjOuter,
  kObj,
  kIobj,
  kCcomp,
  kXcomp,
  kObl,
  kOblAgent,
  kOblUnmarked,
  kVocative,
  kExpl,
  kDislocated,
  kAdvcl,
  kAdvclRelcl,
  kAdvmod,
  kDiscourse,
  kAux,
  kAuxPass,
  kCop,
  kMark,
  kNmod,
  kNmodPoss,
  kNmodUnmarked,
  kNmodDesc,
  kAppos,
  kNummod,
  kAcl,
  kAclRelcl,
  kAmod,
  kDet,
  kDetPredet,
  kCase,
  kConj,
  kCc,
  kCcPreconj,
  kFixed,
  kFlat,
  kList,
  kParataxis,
  kCompound,
  kCompoundPrt,
  kOrphan,
  kGoeswith,
  kReparandum,
  kPunct,
  kDep,
};
std::string_view to_string(Deprel deprel);
/// The relation, or kDep for one that is not of the list.
Deprel parse_deprel(std::string_view name);

using TokenIndex = std::uint32_t;
inline constexpr TokenIndex kNoToken = UINT32_MAX;

/// Half-open range of tokens.
struct TokenRange {
  TokenIndex begin = 0;
  TokenIndex end = 0;
  TokenIndex size() const { return end - begin; }
  bool contains(TokenIndex token) const { return begin <= token && token < end; }
};

/// Sentences and words over one text. A contraction is two words ("do" "n't") with spans that meet.
struct Tokens {
  std::vector<ByteSpan> spans;           ///< a word each, ascending, not overlapping
  std::vector<TokenRange> sentences;     ///< ascending, cover all words
  std::vector<ByteSpan> sentence_spans;  ///< first byte of the first word to last of the last
  std::vector<TokenRange> contractions;  ///< words that are one token as written; ascending

  TokenIndex size() const { return static_cast<TokenIndex>(spans.size()); }
};

/// Tags, one each token.
struct Tags {
  std::vector<Upos> upos;
  std::vector<Feats> feats;
  std::vector<std::uint16_t> feats_ids;  ///< all features as CoNLL-U writes them, into feats_names
  std::shared_ptr<const std::vector<std::string>> feats_names;
  std::vector<std::uint32_t> lemma_ids;  ///< into lemma_pool
  std::vector<std::string> lemma_pool;   ///< lower case except for proper nouns

  std::string_view lemma(TokenIndex i) const { return lemma_pool[lemma_ids[i]]; }
};

/// Basic dependency trees, one each sentence.
struct Trees {
  std::vector<TokenIndex>
      heads;  ///< index of the head in the document's tokens; kNoToken at a root
  std::vector<Deprel> deprels;
};

}  // namespace dateline
