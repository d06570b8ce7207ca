#include "dateline/language/language.h"

namespace dateline {

Result<LanguageModel> load_language(const std::string& folder) {
  auto model = load_language_model(folder + "/english.dlm");
  if (!model) return model;
  auto splitter = load_splitter(folder + "/english.split.dlm");
  if (!splitter) return tl::unexpected<Error>(splitter.error());
  model->splitter = std::move(*splitter);
  return model;
}

}  // namespace dateline
