#include "dateline/language/encoder.h"
#include "dateline/language/language.h"
#include "dateline/language/model_file.h"
#include "dateline/language/names.h"
#include "dateline/language/parser.h"
#include "dateline/language/tagger.h"

namespace dateline {
namespace {

/// A missing file of ours is no document set aside.
tl::unexpected<Error> broken(Error error) {
  error.code = ErrorCode::kModelInvalid;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

Result<LanguageModel> load_language_model(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return tl::unexpected<Error>(file.error());
  auto model = read_language_model(*file);
  if (model) model->bytes = file->mapped();
  return model;
}

Result<LanguageModel> load_language(const std::string& folder) {
  auto model = load_language_model(folder + "/english.dlm");
  if (!model) return broken(model.error());
  auto splitter = load_splitter(folder + "/english.split.dlm");
  if (!splitter) return broken(splitter.error());
  model->splitter = std::move(*splitter);
  auto names = NameTagger::load(folder + "/english.names.dlm");
  if (!names) return broken(names.error());
  model->names = std::make_shared<const NameTagger>(std::move(*names));
  return model;
}

Result<LanguageModel> read_language_model(const ModelFile& file) {
  auto encoder = Encoder::load(file);
  if (!encoder) return tl::unexpected<Error>(encoder.error());
  auto tagger = Tagger::load(file, *encoder);
  if (!tagger) return tl::unexpected<Error>(tagger.error());
  auto parser = Parser::load(file, *encoder);
  if (!parser) return tl::unexpected<Error>(parser.error());
  return LanguageModel{{},
                       std::make_shared<Encoder>(std::move(*encoder)),
                       std::make_shared<Tagger>(std::move(*tagger)),
                       std::make_shared<Parser>(std::move(*parser)),
                       {},
                       {}};
}

}  // namespace dateline
