#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/language/byte_stream.h"
#include "dateline/language/feature_key.h"

namespace dateline {

class ModelFile;

/// The commonest part of speech of a word by itself, coarser than a tagger's.
enum class WordSort : std::uint8_t {
  kUnknown,
  kNoun,
  kNouns,
  kName,
  kBase,
  kPast,
  kThird,
  kPresent,
  kGerund,
  kParticiple,
  kModal,
  kPronoun,
  kPossessive,
  kDeterminer,
  kPreposition,
  kTo,
  kConjunction,
  kAdverb,
  kAdjective,
  kCompared,
  kWhDeterminer,
  kWhPronoun,
  kWhAdverb,
  kNumber,
  kInterjection,
  kParticle,
  kThere,
  kSymbol,
  kForeign,
  kAddress,
  kPunctuation,
  kOther,
};

/// How a word is written in the middle of sentences.
enum class WordHabit : std::uint8_t { kUnknown, kLower, kBoth, kCapital };

/// What the splitter knows of a word, by the hash of its lower-case form.
struct WordEntry {
  std::uint32_t key = 0;
  WordSort sort = WordSort::kUnknown;
  WordHabit habit = WordHabit::kUnknown;
  std::uint8_t cut = 0;  ///< bytes of the last part where it may be two words ("can" "not")
  bool frequent = false;
  bool known = false;
};

/// Words with an entry; a flat hash table.
class WordTable {
 public:
  WordTable() { assign({}); }
  /// Requires: each key once.
  void assign(const std::vector<WordEntry>& entries);
  /// The entry, or one that is not `known`.
  const WordEntry& find(std::uint32_t key) const {
    std::size_t i = key & mask_;
    while (slots_[i].known && slots_[i].key != key) i = (i + 1) & mask_;
    return slots_[i];
  }
  void write(ByteWriter& out) const;
  static WordTable read(ByteReader& in);

 private:
  std::vector<WordEntry> slots_;  ///< open addressing, at most half full
  std::size_t mask_ = 0;
};

/// Integer weights of a yes-or-no question, found by hashes of features: a flat table in which two
/// features may share a weight. A sum above the threshold is yes.
struct WeightTable {
  std::vector<std::int8_t> weights{0};  ///< a power of two of them
  std::int32_t threshold = 0;

  std::int32_t score(std::span<const FeatureKey> features) const {
    const std::size_t mask = weights.size() - 1;
    std::int32_t sum = 0;
    for (const FeatureKey feature : features) sum += weights[feature & mask];
    return sum;
  }
  void write(ByteWriter& out) const;
  static WeightTable read(ByteReader& in);
};

/// What the splitter asks.
enum class SplitQuestion : std::uint8_t {
  kBreak,        ///< does a token end between these two characters?
  kContraction,  ///< is this token two words?
  kSentence,     ///< does a sentence end after this token?
};
inline constexpr std::size_t kSplitQuestions = 3;

/// Who answers: the trained weights, or a treebank while they are trained.
class SplitDecider {
 public:
  virtual ~SplitDecider() = default;
  /// `byte` is where the token, the contraction or the sentence would end.
  virtual bool decide(SplitQuestion question, std::span<const FeatureKey> features,
                      std::uint32_t byte) = 0;
};

/// The trained weights of splitting. Const after load; shared between threads.
class Splitter {
 public:
  WordTable words;
  std::array<WeightTable, kSplitQuestions> tables;

  void write(ByteWriter& out) const;
  /// Sets the reader's `failed` where the bytes are no splitter.
  static Splitter read(ByteReader& in);
};

// The bytes of models/english.split.dlm; `varint` and `zigzag` as in byte_stream.h.
//
//   file     = as model_file.h, with the payload as its section "split"
//   payload  = words break contraction sentence
//   words    = varint:words *( varint:hash-difference byte:sort byte:habit byte:cut
//                            byte:frequent )
//   break, contraction, sentence = table
//   table    = zigzag:threshold byte:bits *( varint:zeros byte:weight )  ; 2^bits weights in all,
//                                                                        ; the last may be missing

/// The bytes of a model.
std::string write_splitter(const Splitter& splitter);
/// The splitter of a file. Fails: kModelInvalid with the byte. Keeps: nothing of the file.
Result<std::shared_ptr<const Splitter>> read_splitter(const ModelFile& file);

}  // namespace dateline
