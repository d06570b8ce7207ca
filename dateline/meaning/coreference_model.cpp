#include "dateline/meaning/coreference_model.h"

#include <bit>

#include <fmt/format.h>

#include "dateline/language/model_file.h"

namespace dateline {

double CoreferenceModel::score(std::span<const FeatureKey> features) const {
  std::int32_t sum = 0;
  for (const FeatureKey key : features) sum += links.weight(key);
  return unit * sum;
}

Result<CoreferenceModel> CoreferenceModel::read(const ModelFile& file) {
  CoreferenceModel out;
  auto bytes = file.numbers<std::int8_t>("coreference.links");
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  const std::size_t rows = bytes->size() / kLinkStride;
  if (!std::has_single_bit(rows) || rows < FeatureTable::kBucket ||
      rows * kLinkStride != bytes->size())
    return file.invalid("coreference.links",
                        fmt::format("expected a power of two of rows of {} bytes, found {} bytes",
                                    kLinkStride, bytes->size()));
  auto steps = file.numbers<std::int32_t>("coreference.steps", 1);
  if (!steps) return tl::unexpected<Error>(steps.error());
  constexpr std::int32_t kMost = 1 << 16;
  if ((*steps)[0] < 1 || (*steps)[0] > kMost)
    return file.invalid("coreference.steps",
                        fmt::format("expected 1 to {}, found {}", kMost, (*steps)[0]));
  out.links = FeatureTable(*bytes, kLinkStride);
  out.grids = LinkGrids(out.links);
  out.unit = 1.0 / (*steps)[0];
  return out;
}

Result<std::shared_ptr<const CoreferenceModel>> CoreferenceModel::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) {
    Error error = file.error();
    error.code = ErrorCode::kModelInvalid;
    return tl::unexpected<Error>(std::move(error));
  }
  auto model = read(*file);
  if (!model) return tl::unexpected<Error>(model.error());
  model->bytes = file->mapped();
  return std::make_shared<const CoreferenceModel>(std::move(*model));
}

}  // namespace dateline
