#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "dateline/base/error.h"
#include "dateline/meaning/feature_table.h"
#include "dateline/meaning/link_features.h"

namespace dateline {

class ModelFile;

inline constexpr std::size_t kLinkStride = 2;  ///< bytes of a row of weights

/// The trained weights of coreference: how likely a phrase goes on with one told before, or begins
/// something new. Const after load; shared between threads.
class CoreferenceModel {
 public:
  FeatureTable links;                 ///< kLinkStride bytes a row
  LinkGrids grids;                    ///< of `links`
  double unit = 1;                    ///< log odds of one step of a weight
  std::shared_ptr<const void> bytes;  ///< the mapped file that they are views of

  /// The sum of the features' weights, in log odds.
  double score(std::span<const FeatureKey> features) const;
  /// The same of the features of phrase `a` going on with `c`.
  double score(const LinkSide& a, const LinkSide& c, const LinkPair& pair) const {
    return unit * grids.sum(a, c, pair, links);
  }

  /// Loads models/english.coreference.dlm. Fails: kModelInvalid naming path, byte, expected and
  /// found.
  static Result<std::shared_ptr<const CoreferenceModel>> load(const std::string& path);
  /// The same over an opened file. Keeps: views of it.
  static Result<CoreferenceModel> read(const ModelFile& file);
};

}  // namespace dateline
