#include "dateline/meaning/link_features.h"

#include <tuple>

namespace dateline {

struct LinkGrids::Fill {
  LinkGrids& grids;
  const FeatureTable& links;

  template <unsigned N, class... Values>
  void few(Values...) {
    std::vector<std::int8_t>& grid = grids.of_[N];
    if (grid.empty()) fill<N, Values...>(grid, std::index_sequence_for<Values...>());
  }
  template <unsigned N, class... Values>
  void any(Values...) {}

  template <unsigned N, class... Values, std::size_t... K>
  void fill(std::vector<std::int8_t>& grid, std::index_sequence<K...>) const {
    constexpr std::array<unsigned, sizeof...(Values)> kSizes = {Values::kSize...};
    grid.resize((std::size_t{Values::kSize} * ...));
    std::array<unsigned, sizeof...(Values)> at{};
    for (std::int8_t& weight : grid) {
      weight = links.weight(feature_key(N, Values::key(at[K])...));
      for (std::size_t k = at.size(); k-- > 0 && ++at[k] == kSizes[k];) at[k] = 0;
    }
  }
};

LinkGrids::LinkGrids(const FeatureTable& links) {
  Fill fill{*this, links};
  LinkSide phrase;
  phrase.tag = LinkTag::of(ReferentForm::kName, false);
  link_features(LinkSide(), LinkSide(), LinkPair(), fill);
  link_features(phrase, phrase, LinkPair(), fill);
}

}  // namespace dateline
