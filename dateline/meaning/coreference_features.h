#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dateline/language/feature_key.h"
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
  /// Sets `out` to the features of its beginning something new.
  void of_new(std::size_t referent, std::vector<FeatureKey>& out) const;

  static constexpr std::size_t kMostBack = 400;

 private:
  struct Facts {
    std::uint32_t head = 0, governor = 0, determiner = 0;
    std::uint32_t tag = 0;        ///< the sort of a pronoun, else the form
    std::uint32_t signature = 0;  ///< tag, kind, number, gender
    std::uint8_t role = 0;
    std::uint8_t modifiers = 0;
    bool quoted = false, acronym = false, has_of = false;
    int before = 0;                    ///< referents before with the same head word
    std::vector<std::uint32_t> words;  ///< of content, in the order of the text
    std::string initials;              ///< of the capitalised ones
  };
  Facts describe(const Referent& referent) const;
  unsigned match(const Facts& a, const Facts& c) const;
  unsigned syntactic(const Referent& a, const Referent& c) const;

  const Syntax& s_;
  std::span<const Referent> referents_;
  std::span<const std::uint32_t> actors_;
  std::vector<QuoteRun> quotes_;
  std::vector<Facts> facts_;
};

}  // namespace dateline
