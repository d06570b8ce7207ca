#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dateline/meaning/coreference_model.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/referents.h"

namespace dateline {

/// What a referent goes on with.
struct Link {
  static constexpr std::uint32_t kNew = UINT32_MAX;
  std::uint32_t antecedent = kNew;  ///< the referent before that is likeliest, or kNew
  double probability = 1;           ///< that it is of this chain, or begins one
  std::uint32_t chain = 0;          ///< numbered in the order of their first referents
};

/// The referents of a document and which of them are one.
struct Coreference {
  std::vector<Referent> referents;
  std::vector<Link> links;                 ///< one each referent
  std::vector<std::uint32_t> chain_sizes;  ///< of each chain

  /// The referent with this head, not of a list, or nullptr. Cost: logarithmic.
  const Referent* at(TokenIndex head) const;
  std::size_t index(const Referent& referent) const {
    return static_cast<std::size_t>(&referent - referents.data());
  }
  /// Sorted by head, not lists: positions in `referents`.
  std::vector<std::uint32_t> by_head;
};

/// Links each referent to a chain before or begins one, from left to right: the weights give every
/// candidate a chance, and a chain's is the sum of those of its referents. Chains never hold a he
/// and a she. `actors` as
/// CoreferenceFeatures has it. Never fails.
Coreference resolve(const Syntax& syntax, std::vector<Referent> referents,
                    std::span<const std::uint32_t> actors, const CoreferenceModel& model);

/// Of each referent a number that those of one party share, 0 where its own words name none, or
/// nobody in particular ("residents"). Of those that name one, kinds are filled in.
std::vector<std::uint32_t> number_parties(std::span<Referent> referents, const Actors& actors,
                                          const Knowledge& knowledge);

/// All of a document. `names` in the order of the text. Without weights for it in `knowledge`: no
/// referents.
Coreference find_coreference(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                             std::span<const Name> names);

}  // namespace dateline
