#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/meaning/feature_table.h"

namespace dateline {

class ModelFile;

/// What a word is to an act of speaking. Each role begins with a label of its own, so that what is
/// special about a first word can be learnt.
enum class SpanLabel : std::uint8_t {
  kOutside,
  kSourceBegin,
  kSource,
  kCueBegin,
  kCue,
  kContentBegin,
  kContent,
};
inline constexpr std::size_t kSpanLabels = 7;
inline constexpr std::size_t kSpanStride = kSpanLabels + 1;  ///< bytes of a row of weights
inline constexpr std::size_t kCueStride = 2;

/// True where a word with label `to` may stand behind one with label `from`.
constexpr bool may_follow(std::size_t from, std::size_t to) {
  return to == 0 || to % 2 == 1 || from == to || from + 1 == to;
}

/// The trained weights of attribution: which words are cues, and what the words around a cue are to
/// it. Const after load; shared between threads.
class AttributionModel {
 public:
  FeatureTable cues;                    ///< kCueStride bytes a row
  FeatureTable spans;                   ///< kSpanStride bytes a row
  std::span<const std::int16_t> steps;  ///< from label to label, kSpanLabels each
  std::int32_t cue_threshold = 0;       ///< a word whose sum is below is no cue
  std::int32_t cue_bonus = 0;           ///< what the head of a cue gains by being part of the cue
  std::shared_ptr<const void> bytes;    ///< the mapped file that they are views of

  /// How surely a word with these features is the head of a cue, in steps; 0 where it is none.
  std::uint8_t cue_strength(std::span<const FeatureKey> features) const;

  /// Loads models/english.attribution.dlm. Fails: kModelInvalid naming path, byte, expected and
  /// found.
  static Result<std::shared_ptr<const AttributionModel>> load(const std::string& path);
  /// The same over an opened file. Keeps: views of it.
  static Result<AttributionModel> read(const ModelFile& file);
};

}  // namespace dateline
