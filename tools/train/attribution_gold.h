#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dateline/base/file.h"
#include "dateline/meaning/quotes.h"
#include "dateline/meaning/syntax.h"
#include "dateline/pipeline.h"
#include "fields.h"

namespace dateline::train {

/// One attribution of a labelled text; spans are of its bytes.
struct GoldSpeech {
  std::vector<ByteSpan> source, cue, content;
};

/// A text with its labels and its layers.
struct AttributionText {
  std::string id;
  std::vector<GoldSpeech> gold;
  Document document;
  Layers layers;
};

/// Paragraphs are parts, as reading has them.
inline void set_parts(Document& document) {
  const std::string& text = document.text;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    if (text.find_first_not_of(" \t\r", begin) < end)
      document.parts.push_back(
          {PartKind::kBody, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
    begin = end + 1;
  }
}

/// Reads lines of JSON with `text` and `gold`. Fails: kFileMissing, kDataInvalid with the line.
inline Result<std::vector<AttributionText>> load_attribution_texts(const std::string& path,
                                                                   const LanguageModel& language) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<AttributionText> out;
  for (const std::string_view line : split_fields(*bytes, '\n')) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded() || !json.contains("text"))
      return fail(ErrorCode::kDataInvalid, "expected a line of JSON with id, text and gold", path);
    AttributionText text;
    text.id = json["id"];
    text.document.text = json["text"];
    set_parts(text.document);
    for (const auto& item : json.value("gold", nlohmann::json::array())) {
      GoldSpeech speech;
      for (const auto& [name, spans] : {std::pair{"source", &speech.source},
                                        {"cue", &speech.cue},
                                        {"content", &speech.content}})
        for (const auto& span : item.value(name, nlohmann::json::array()))
          spans->push_back({span["byte_begin"], span["byte_end"]});
      text.gold.push_back(std::move(speech));
    }
    text.layers = read_layers(text.document, language);
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace dateline::train
