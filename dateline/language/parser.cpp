#include "dateline/language/parser.h"

#include <algorithm>
#include <iterator>

#include "dateline/language/grow.h"
#include "dateline/language/spanning_tree.h"

namespace dateline {
namespace {

/// The last distance of each bucket; one more for what is beyond. The same list stands in the
/// trainer.
constexpr std::uint32_t kDistances[] = {1, 2, 3, 4, 6, 9, 14, 24};
constexpr std::uint32_t kBuckets = std::size(kDistances) + 1;
constexpr std::uint32_t kRootBucket = 2 * kBuckets;

constexpr auto kBucketOf = [] {
  std::array<std::uint8_t, TreeWriter::kLongest + 1> table{};
  for (std::uint32_t d = 0; d < table.size(); ++d) {
    std::uint8_t bucket = 0;
    while (bucket < std::size(kDistances) && d > kDistances[bucket]) ++bucket;
    table[d] = bucket;
  }
  return table;
}();

}  // namespace

Result<Parser> Parser::load(const ModelFile& file, const Encoder& encoder) {
  const auto pass = [](const auto& result) { return tl::unexpected<Error>(result.error()); };
  Parser p;
  const auto arc = file.matrix("parse.arc", 0, 0);
  if (!arc) return pass(arc);
  if (arc->rows != arc->padded || arc->rows != arc->columns || arc->rows > 256)
    return file.invalid("parse.arc", "expected a square by sixteens, at most 256");
  p.arc_ = *arc;
  const auto rel = file.matrix("parse.rel", static_cast<std::uint32_t>(Deprel::kDep) + 1, 0);
  if (!rel) return pass(rel);
  p.rel_ = *rel;
  struct Wanted {
    const char* name;
    std::uint32_t rows;
    Matrix Parser::*matrix;
  };
  for (const Wanted& wanted :
       {Wanted{"parse.dependent", p.arc_.rows, &Parser::dependent_},
        Wanted{"parse.head", p.arc_.rows, &Parser::head_},
        Wanted{"parse.rel_dependent", p.rel_.columns, &Parser::rel_dependent_},
        Wanted{"parse.rel_head", p.rel_.columns, &Parser::rel_head_}}) {
    const auto matrix = file.matrix(wanted.name, wanted.rows, encoder.width());
    if (!matrix) return pass(matrix);
    if (matrix->rows != matrix->padded)
      return file.invalid(wanted.name, "expected rows by sixteens");
    p.*wanted.matrix = *matrix;
  }
  const auto root = file.numbers<std::uint8_t>("parse.root", p.arc_.rows);
  if (!root) return pass(root);
  p.root_ = *root;
  const auto distance = file.numbers<std::int32_t>("parse.distance", kRootBucket + 1);
  if (!distance) return pass(distance);
  for (const std::int32_t value : *distance)
    if (value > 1 << 29 || value < -(1 << 29))
      return file.invalid("parse.distance", "expected numbers below 2^29");
  p.distance_ = *distance;
  return p;
}

void TreeWriter::add(const Contexts& contexts) {
  const Kernels& k = kernels();
  const std::size_t arc = parser_.arc_.rows, rel = parser_.rel_.columns,
                    labels = parser_.rel_.padded;
  for (std::size_t r = 0; r < contexts.ranges.size(); ++r) {
    const TokenRange range = contexts.ranges[r];
    const std::uint32_t n = range.size();
    if (n == 0) continue;
    const std::uint8_t* input = contexts.context(contexts.row(r));
    grow(wide_, n * std::max(arc, rel));
    grow(dependent_bytes_, n * arc);
    grow(head_bytes_, n * arc);
    grow(arcs_, n * arc);
    grow(heads_, (n + 1) * arc);
    grow(scores_, std::size_t{n} * (n + 1));
    k.affine(parser_.dependent_, input, contexts.width, n, wide_.data());
    k.squash(wide_.data(), n * arc, wide_.data(), dependent_bytes_.data());
    k.affine(parser_.arc_, dependent_bytes_.data(), arc, n, arcs_.data());
    k.affine(parser_.head_, input, contexts.width, n, wide_.data());
    k.squash(wide_.data(), n * arc, wide_.data(), head_bytes_.data());
    const auto widen = [](std::uint8_t byte) {
      return static_cast<std::int16_t>(byte - kZeroByte);
    };
    std::transform(parser_.root_.begin(), parser_.root_.end(), heads_.begin(), widen);
    std::transform(head_bytes_.begin(), head_bytes_.begin() + static_cast<std::ptrdiff_t>(n * arc),
                   heads_.begin() + static_cast<std::ptrdiff_t>(arc), widen);
    for (std::uint32_t i = 0; i < n; ++i) {
      std::int32_t* row = scores_.data() + std::size_t{i} * (n + 1);
      k.dots(arcs_.data() + i * arc, heads_.data(), n + 1, arc, row);
      row[0] += parser_.distance_[kRootBucket];
      for (std::uint32_t h = 0; h < n; ++h)
        row[h + 1] += parser_.distance_[h > i ? kBuckets + kBucketOf[h - i] : kBucketOf[i - h]];
    }
    find_tree(scores_.data(), n, tree_);

    grow(rel_dependents_, n * rel);
    grow(rel_heads_, n * rel);
    grow(rel_bytes_, n * rel);
    grow(rel_scores_, n * labels);
    k.affine(parser_.rel_dependent_, input, contexts.width, n, rel_dependents_.data());
    k.affine(parser_.rel_head_, input, contexts.width, n, rel_heads_.data());
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::int16_t* head = tree_[i] == 0 ? nullptr : rel_heads_.data() + (tree_[i] - 1) * rel;
      std::int16_t* sum = wide_.data() + i * rel;
      for (std::size_t c = 0; c < rel; ++c) {
        // Both are 2^12 of the real, so that a large one may be made good by the other.
        const std::int32_t both = rel_dependents_[i * rel + c] + (head ? head[c] : 0);
        sum[c] = static_cast<std::int16_t>(std::clamp(both * 4, -32767, 32767));
      }
    }
    k.squash(wide_.data(), n * rel, wide_.data(), rel_bytes_.data());
    k.sums(parser_.rel_, rel_bytes_.data(), rel, n, rel_scores_.data());
    for (std::uint32_t i = 0; i < n; ++i) {
      const TokenIndex word = range.begin + i;
      if (tree_[i] == 0) {
        trees_.heads[word] = kNoToken;
        trees_.deprels[word] = Deprel::kRoot;
        continue;
      }
      const std::int32_t* row = rel_scores_.data() + i * labels;
      static_assert(static_cast<int>(Deprel::kRoot) == 0);
      const std::int32_t* best = std::max_element(row + 1, row + parser_.rel_.rows);
      trees_.heads[word] = range.begin + tree_[i] - 1;
      trees_.deprels[word] = static_cast<Deprel>(best - row);
    }
  }
}

}  // namespace dateline
