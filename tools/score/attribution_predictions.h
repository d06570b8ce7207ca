#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dateline/meaning/attribution_tagger.h"
#include "dateline/meaning/speech.h"

namespace dateline::score {

// What attribution finds in a text, as a scorer of spans reads it: {"id","pred":[{"source","cue",
// "content"}]}; spans count characters, not bytes. What is said on without a cue is no attribution
// of its own there.

using Json = nlohmann::ordered_json;

/// The place of each byte among the characters.
inline std::vector<std::uint32_t> characters_of(std::string_view text) {
  std::vector<std::uint32_t> out(text.size() + 1);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool goes_on = (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    out[i] = goes_on ? at - 1 : at++;
  }
  out[text.size()] = at;
  return out;
}

class SpanWriter {
 public:
  SpanWriter(const Syntax& syntax, std::string_view text)
      : syntax_(syntax), characters_(characters_of(text)) {}
  Json span(ByteSpan span) const {
    return {{"begin", characters_[span.begin]}, {"end", characters_[span.end]}};
  }
  Json spans(const std::vector<TokenRange>& ranges) const {
    Json out = Json::array();
    for (const TokenRange range : ranges)
      if (range.size() > 0) out.push_back(span(syntax_.span(range)));
    return out;
  }

 private:
  const Syntax& syntax_;
  std::vector<std::uint32_t> characters_;
};

inline Json by_model(const Syntax& syntax, const Knowledge& knowledge,
                     const AttributionModel& model, const SpanWriter& writer) {
  const auto quotes = find_quotes(syntax);
  const AttributionFeatures features(syntax, knowledge, quotes);
  Json out = Json::array();
  for (const TaggedSpeech& one : tag_speech(syntax, features, model))
    out.push_back({{"source", writer.spans(one.source)},
                   {"cue", writer.spans({one.cue})},
                   {"content", writer.spans(one.content)}});
  return out;
}

inline Json by_rules(const Syntax& syntax, const Knowledge& knowledge, const SpanWriter& writer) {
  const Actors actors(syntax, knowledge);
  const auto quotes = find_quotes(syntax);
  const SpeakerPhrases phrases(syntax, knowledge, actors);
  const SpeechFinder finder(syntax, knowledge, actors, phrases, quotes);
  Json out = Json::array();
  for (std::size_t s = 0; s < syntax.sentences(); ++s)
    for (const Speech& one : finder.find(syntax.sentence(s)))
      out.push_back({{"source", writer.spans({one.phrase})},
                     {"cue", writer.spans({{one.cue, one.cue + 1}})},
                     {"content", writer.spans(one.content)}});
  return out;
}

/// The line of one text; by rules where `model` is nullptr.
inline std::string prediction_line(const std::string& id, const Syntax& syntax,
                                   const Knowledge& knowledge, const AttributionModel* model) {
  const SpanWriter writer(syntax, syntax.document().text);
  const Json found =
      model ? by_model(syntax, knowledge, *model, writer) : by_rules(syntax, knowledge, writer);
  return Json{{"id", id}, {"pred", found}}.dump();
}

}  // namespace dateline::score
