#pragma once

#include <optional>
#include <string>

#include "dateline/meaning/mentions.h"

namespace dateline {

/// The words before a token of one sentence, counted backwards; "" before its start.
class WordsBefore {
 public:
  WordsBefore(const Syntax& syntax, TokenIndex i)
      : syntax_(&syntax), begin_(syntax.sentence(syntax.sentence_of(i)).begin), i_(i) {}

  const std::string& operator()(TokenIndex back) const {
    static const std::string kNone;
    return back <= room() ? syntax_->lower(i_ - back) : kNone;
  }
  TokenIndex room() const { return i_ - begin_; }  ///< words before it
  bool at_start() const { return i_ <= begin_; }
  TokenIndex token() const { return i_; }
  void step() { --i_; }
  /// "within", "less than", "up to" among the words.
  bool says_at_most(TokenIndex reach) const;

 private:
  const Syntax* syntax_;
  TokenIndex begin_, i_;
};

/// The distance whose unit stands between `first` and `last` words back: "some 30 km", "a few
/// kilometres", "30-40 miles", "an hour's drive". Words are those of data/places/distances.csv.
std::optional<PlaceWording::Distance> distance_before(const WordsBefore& before, TokenIndex first,
                                                      TokenIndex last, const Syntax& syntax,
                                                      const PlaceTables& tables);

}  // namespace dateline
