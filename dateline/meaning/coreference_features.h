#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dateline/language/feature_key.h"
#include "dateline/meaning/link_features.h"
#include "dateline/meaning/quotes.h"
#include "dateline/meaning/referents.h"

namespace dateline {

/// What the choice of an antecedent looks at. Refers to the syntax and the referents.
class CoreferenceFeatures {
 public:
  /// `actors`: of each referent a number that those of one party share, 0 where its own words name
  /// none.
  CoreferenceFeatures(const Syntax& syntax, std::span<const Referent> referents,
                      std::span<const std::uint32_t> actors);

  /// The referents before the one that may be its antecedent, nearest first. Cost: at most
  /// kMostBack are looked at.
  void candidates(std::size_t referent, std::vector<std::uint32_t>& out) const;
  /// Sets `out` to the features of the pair. Requires: candidate < referent.
  void of_pair(std::size_t referent, std::size_t candidate, std::vector<FeatureKey>& out) const;
  /// The same, as the weights take them without keys.
  const LinkSide& side(std::size_t referent) const { return facts_[referent].side; }
  LinkPair pair(std::size_t referent, std::size_t candidate) const;
  /// Sets `out` to the features of its beginning something new.
  void of_new(std::size_t referent, std::vector<FeatureKey>& out) const;

  static constexpr std::size_t kMostBack = 400;

 private:
  struct Facts {
    LinkSide side;
    bool acronym = false, has_of = false;
    std::vector<std::uint32_t> words;  ///< of content, in the order of the text
    std::uint64_t word_bits = 0;       ///< a bit for each: none in common, no word in common
    std::string initials;              ///< of the capitalised ones
  };
  Facts describe(const Referent& referent) const;
  static bool has_in_common(const Facts& a, const Facts& c);
  bool one_party(std::size_t a, std::size_t c) const {
    return actors_[a] != 0 && actors_[a] == actors_[c];
  }
  unsigned match(const Facts& a, const Facts& c) const;
  unsigned syntactic(const Referent& a, const Referent& c) const;

  const Syntax& s_;
  std::span<const Referent> referents_;
  std::span<const std::uint32_t> actors_;
  std::vector<QuoteRun> quotes_;
  std::vector<Facts> facts_;
};

}  // namespace dateline
