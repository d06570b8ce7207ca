// Any words of numbers in any order, with any tags and trees: each quantity lies within the text,
// and its bounds are in order.

#include <cmath>
#include <cstdint>

#include "dateline/meaning/mentions.h"
#include "fuzz/target.h"
#include "fuzz/word_soup.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Knowledge knowledge;
  const fuzz::WordSoup soup(data, size);
  const Syntax syntax = soup.syntax();
  TokenIndex end = 0;
  for (const QuantityMention& mention :
       find_quantities(syntax, knowledge, find_times(syntax, knowledge.times))) {
    const Quantity& q = mention.quantity;
    fuzz::check(mention.range.begin >= end && mention.range.begin < mention.range.end &&
                mention.range.end <= syntax.size());
    fuzz::check(mention.head < syntax.size() && std::isfinite(q.value) && q.value >= 0);
    fuzz::check((!q.low || *q.low <= q.value) && (!q.high || q.value <= *q.high));
    end = mention.range.end;
  }
  return 0;
}
