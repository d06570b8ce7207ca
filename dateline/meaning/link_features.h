#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "dateline/language/feature_key.h"
#include "dateline/meaning/feature_table.h"
#include "dateline/meaning/noun_kinds.h"
#include "dateline/meaning/referents.h"

namespace dateline {

/// A value out of few, counted from 0. `key` is what stands for it in the keys of features.
template <unsigned Size>
struct Few {
  static constexpr unsigned kSize = Size;
  std::uint8_t index = 0;
  static constexpr std::uint32_t key(unsigned index) { return index; }
};

/// The sort of a pronoun, else the form of the phrase and whether it is a list.
struct LinkTag : Few<20> {
  static constexpr unsigned kForms = 12;  ///< the first that is no pronoun
  static constexpr std::uint32_t key(unsigned index) {
    return index < kForms ? index : 32 + (index - kForms) % 4 + (index - kForms) / 4 * 8;
  }
  static LinkTag of(PronounSort sort) { return {{static_cast<std::uint8_t>(sort)}}; }
  static LinkTag of(ReferentForm form, bool list) {
    return {{static_cast<std::uint8_t>(kForms + static_cast<unsigned>(form) + (list ? 4 : 0))}};
  }
  bool is_pronoun() const { return index < kForms; }
};
static_assert(static_cast<unsigned>(PronounSort::kOther) + 1 == LinkTag::kForms);

/// What a phrase is like by itself.
struct LinkSide {
  LinkTag tag;
  Few<kReferentKinds> kind;
  Few<3> gender;
  Few<13> role;  ///< in the clause
  Few<2> plural, list, quoted;
  Few<4> before, modifiers;  ///< phrases before with the same head word; words that qualify it
  std::uint32_t head = 0, governor = 0, determiner = 0;  ///< hashes of words; 0 for none
  std::uint32_t signature = 0;                           ///< tag, kind, number, gender
};

/// What it has to do with one before.
struct LinkPair {
  Few<10> apart, between;  ///< sentences and phrases, by steps that grow
  Few<9> how;              ///< the words are alike
  Few<11> tie;             ///< in the tree of one sentence
  Few<5> party;            ///< that their own words name
  Few<2> acronym;          ///< it is that of the one before
};

/// Hands on the features of phrase `a` going on with `c`: `take.few<N>(...)` those of few values,
/// `take.any<N>(...)` those of any. The one list of them, for training and for reading.
template <class Take>
[[gnu::always_inline]] inline void link_features(const LinkSide& a, const LinkSide& c,
                                                 const LinkPair& p, Take&& take) {
  const Few<2> here{p.apart.index == 0};
  take.template few<1>(a.tag, p.apart);
  take.template few<2>(a.tag, p.between);
  take.template any<3>(a.signature, c.signature);
  take.template few<4>(a.tag, a.role, c.role, here);
  take.template few<5>(a.tag, c.role, p.apart, c.tag);
  take.template few<6>(a.tag, c.tag, p.how, a.kind);
  take.template few<7>(a.tag, c.tag, p.how, p.apart);
  take.template few<8>(a.tag, c.tag, p.tie);
  take.template few<9>(a.tag, p.tie, a.role, c.role);
  take.template few<10>(a.tag, c.tag, a.quoted, c.quoted, here);
  take.template few<11>(a.tag, c.tag, p.party);
  take.template few<12>(a.tag, c.tag, c.before, p.apart);
  take.template any<13>(a.tag, c.head);
  take.template few<14>(a.plural, c.plural, c.list, a.tag, p.how);
  take.template few<15>(a.kind, c.kind, a.tag, p.how);
  take.template few<16>(a.gender, c.gender, a.tag);
  take.template any<17>(a.tag, c.signature, p.between);
  take.template few<18>(a.tag, c.kind, p.apart, c.role);
  if (a.tag.is_pronoun()) {
    const Few<2> one_governor{a.governor == c.governor};
    take.template any<19>(a.tag, a.governor, a.role, c.kind);
    take.template any<20>(a.tag, c.governor, c.role);
    take.template any<27>(a.tag, one_governor, a.role, c.role, p.apart);
    take.template any<21>(a.tag, a.role, c.role, p.between, p.apart);
  } else {
    const Few<2> one_number{a.plural.index == c.plural.index};
    take.template any<22>(a.head, c.head);
    take.template any<23>(a.tag, p.how, a.determiner, a.modifiers, c.modifiers);
    take.template few<24>(a.tag, p.how, one_number, p.party);
    take.template any<25>(a.head, p.how);
    take.template few<26>(p.acronym, a.tag, c.tag);
  }
}

constexpr std::uint32_t link_value(std::uint32_t hash) { return hash; }
template <class Value>
constexpr std::uint32_t link_value(Value value) {
  return Value::key(value.index);
}

/// The keys of these features, as weights are trained.
struct LinkKeys {
  std::vector<FeatureKey>& out;
  template <unsigned N, class... Values>
  void few(Values... values) {
    any<N>(values...);
  }
  template <unsigned N, class... Values>
  void any(Values... values) {
    out.push_back(feature_key(N, link_value(values)...));
  }
};

/// The weights of the features of few values, laid out by value: a step of arithmetic in the place
/// of a hash and a look-up. 0.2 MB.
class LinkGrids {
 public:
  LinkGrids() = default;
  explicit LinkGrids(const FeatureTable& links);

  /// The sum of the weights of all features of the two. Requires: `links` as above.
  std::int32_t sum(const LinkSide& a, const LinkSide& c, const LinkPair& p,
                   const FeatureTable& links) const {
    Sum sum{*this, links};
    link_features(a, c, p, sum);
    return sum.out;
  }

 private:
  struct Sum {
    const LinkGrids& grids;
    const FeatureTable& links;
    std::int32_t out = 0;
    template <unsigned N, class... Values>
    void few(Values... values) {
      std::size_t at = 0;
      ((at = at * Values::kSize + values.index), ...);
      out += grids.of_[N][at];
    }
    template <unsigned N, class... Values>
    void any(Values... values) {
      out += links.weight(feature_key(N, link_value(values)...));
    }
  };
  struct Fill;

  std::array<std::vector<std::int8_t>, 28> of_;  ///< by the number of the feature
};

}  // namespace dateline
