#include "dateline/meaning/attribution_model.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include <fmt/format.h>

#include "dateline/language/model_file.h"

namespace dateline {
namespace {

/// No sum of weights comes near.
constexpr std::int32_t kMostSure = 1 << 20;

/// Steps of how sure a cue is: so much of its sum each, up to the last.
constexpr std::int32_t kStrengthStep = 12;
constexpr std::int32_t kLastStrength = 9;

}  // namespace

std::uint8_t AttributionModel::cue_strength(std::span<const FeatureKey> features) const {
  std::int32_t sum = 0;
  for (const FeatureKey key : features)
    if (const std::int8_t* weight = cues.find(key)) sum += *weight;
  if (sum < cue_threshold) return 0;
  return static_cast<std::uint8_t>(
      std::min(kLastStrength, 1 + (sum - cue_threshold) / kStrengthStep));
}

Result<AttributionModel> AttributionModel::read(const ModelFile& file) {
  AttributionModel out;
  for (const auto& [name, stride, table] :
       {std::tuple{"attribution.cues", kCueStride, &out.cues},
        std::tuple{"attribution.spans", kSpanStride, &out.spans}}) {
    auto bytes = file.numbers<std::int8_t>(name);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    const std::size_t rows = bytes->size() / stride;
    if (!std::has_single_bit(rows) || rows < FeatureTable::kBucket ||
        rows * stride != bytes->size())
      return file.invalid(name, fmt::format("expected a power of two of rows of {} bytes, found {} "
                                            "bytes",
                                            stride, bytes->size()));
    *table = FeatureTable(*bytes, stride);
  }
  auto steps = file.numbers<std::int16_t>("attribution.steps", kSpanLabels * kSpanLabels);
  if (!steps) return tl::unexpected<Error>(steps.error());
  auto sure = file.numbers<std::int32_t>("attribution.sure", 2);
  if (!sure) return tl::unexpected<Error>(sure.error());
  for (const std::int32_t value : *sure)
    if (value < -kMostSure || value > kMostSure)
      return file.invalid("attribution.sure",
                          fmt::format("expected at most {}, found {}", kMostSure, value));
  out.steps = *steps;
  out.cue_threshold = (*sure)[0];
  out.cue_bonus = (*sure)[1];
  return out;
}

Result<std::shared_ptr<const AttributionModel>> AttributionModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) {
    Error error = file.error();
    error.code = ErrorCode::kModelInvalid;
    return tl::unexpected<Error>(std::move(error));
  }
  auto model = read(*file);
  if (!model) return tl::unexpected<Error>(model.error());
  model->bytes = file->mapped();
  return std::make_shared<const AttributionModel>(std::move(*model));
}

}  // namespace dateline
