// Predictions of entities for score_relations.py, from the mentions of each document:
//   relation_predictions GOLD.jsonl [--names FILE] > PRED.jsonl
// Types and extents are those of re3d: the phrase without what is told of it behind its head, but
// with "of ..."; several persons are an Organisation; of phrases inside others only numbers, times
// and nationalities. --names takes other weights of names than those shipped: made without the
// corpus that is scored.

#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "dateline/pipeline.h"

namespace dateline::score {
namespace {

using Json = nlohmann::json;

struct Entity {
  ByteSpan span;
  std::string_view type;
  bool referent = false;
};

bool is_possessive(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* word : {"his", "her", "their", "its", "our", "my", "your"})
    if (text == word) return true;
  return false;
}

std::string_view type_of_referent(const TextMention& mention) {
  const bool pronoun = mention.form == "pronoun";
  switch (mention.chain->is) {
    case ReferentKind::kPerson:
      return mention.plural ? "Organisation" : "Person";
    case ReferentKind::kGroup:
      return "Organisation";
    case ReferentKind::kPlace:
      return "Location";
    case ReferentKind::kTime:
      return pronoun ? "" : "Temporal";
    case ReferentKind::kWeapon:
      return pronoun ? "" : "Weapon";
    case ReferentKind::kPlatform:
      return pronoun ? "" : "MilitaryPlatform";
    case ReferentKind::kVehicle:
    case ReferentKind::kThing:
      return pronoun && mention.plural ? "Organisation" : "";
  }
  return "";
}

std::string_view type_of(const TextMention& mention) {
  switch (mention.kind) {
    case MentionKind::kPlace:
      if (mention.form == "demonym" || mention.form == "embedded") return "";
      return mention.form == "metonym" ? "Organisation" : "Location";
    case MentionKind::kActor:
      if (mention.form == "country") return "";  // told as a place
      if (mention.form == "demonym") return "Nationality";
      return mention.form == "person" ? "Person" : "Organisation";
    case MentionKind::kTime:
      return "Temporal";
    case MentionKind::kQuantity:
      return "Quantity";
    case MentionKind::kReferent:
      return is_possessive(mention.text) ? "" : type_of_referent(mention);
  }
  return "";
}

/// Where the phrase ends by the corpus: at its head and the rest of a name, behind "of" at the end
/// of the phrase that follows.
std::uint32_t end_of(const TextMention& mention, const std::vector<TextMention>& all,
                     const std::string& text) {
  const auto is_upper = [&](std::uint32_t at) {
    return at < mention.span.end && std::isupper(static_cast<unsigned char>(text[at]));
  };
  std::uint32_t end = mention.head.end;
  while (is_upper(mention.head.begin) && end < mention.span.end && text[end] == ' ' &&
         is_upper(end + 1))
    end = static_cast<std::uint32_t>(std::min<std::size_t>(
        {text.find_first_of(" ,.;:()", end + 1), mention.span.end, text.size()}));
  if (text.compare(end, 4, " of ") != 0) return end;
  for (const TextMention& inner : all)
    if (inner.kind == MentionKind::kReferent && inner.span.begin == end + 4 &&
        inner.span.end <= mention.span.end)
      return end_of(inner, all, text);
  return end;
}

/// Without "'s".
ByteSpan trimmed(ByteSpan span, const std::string& text) {
  const std::string_view words(text.data() + span.begin, span.size());
  for (const std::string_view ending : {"'s", "’s"})
    if (words.ends_with(ending)) span.end -= static_cast<std::uint32_t>(ending.size());
  return span;
}

std::vector<Entity> entities_of(const std::vector<TextMention>& mentions, const std::string& text) {
  std::vector<Entity> found;
  for (const TextMention& mention : mentions) {
    const std::string_view type = type_of(mention);
    if (type.empty()) continue;
    ByteSpan span = mention.span;
    const bool referent = mention.kind == MentionKind::kReferent;
    if (referent && mention.form != "pronoun") span.end = end_of(mention, mentions, text);
    found.push_back({trimmed(span, text), type, referent});
  }
  std::ranges::stable_sort(found, [](const Entity& a, const Entity& b) {
    return std::tuple(a.span.begin, b.span.end, a.referent) <
           std::tuple(b.span.begin, a.span.end, b.referent);
  });
  std::vector<Entity> out;
  for (const Entity& one : found) {
    const bool small =
        one.type == "Quantity" || one.type == "Temporal" || one.type == "Nationality";
    const bool inside = std::ranges::any_of(out, [&](const Entity& outer) {
      return outer.span.contains(one.span) && (!small || outer.type == one.type);
    });
    if (!inside) out.push_back(one);
  }
  return out;
}

Json predictions(const Json& gold, const Engine& engine) {
  Document document;
  document.text = gold["text"];
  document.name = gold["id"];
  document.published.day = Day(2017, 1, 31);  // the corpus keeps none; all of it is older
  document.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(document.text.size())}}};
  std::vector<std::size_t> points(document.text.size() + 1, 0);  // code points before each byte
  for (std::size_t i = 0; i < document.text.size(); ++i)
    points[i + 1] = points[i] + ((static_cast<unsigned char>(document.text[i]) & 0xC0) != 0x80);
  Json out = Json::array();
  for (const Entity& one : entities_of(read_mentions(document, engine).mentions, document.text))
    out.push_back({{"kind", "entity"},
                   {"begin", points[one.span.begin]},
                   {"end", points[one.span.end]},
                   {"type", one.type}});
  return out;
}

int run(const std::string& gold, const std::string& names) {
  auto engine = load_engine("");
  if (!engine) return fmt::print(stderr, "{}\n", to_string(engine.error())), 2;
  if (!names.empty()) {
    auto tagger = NameTagger::load(names);
    if (!tagger) return fmt::print(stderr, "{}\n", to_string(tagger.error())), 2;
    engine->language.names = std::make_shared<const NameTagger>(std::move(*tagger));
  }
  std::ifstream in(gold);
  if (!in) return fmt::print(stderr, "{}: cannot be read\n", gold), 2;
  for (std::string line; std::getline(in, line);) {
    const Json one = Json::parse(line);
    fmt::print("{}\n", Json{{"id", one["id"]}, {"pred", predictions(one, *engine)}}.dump());
  }
  return 0;
}

}  // namespace
}  // namespace dateline::score

int main(int argc, char** argv) {
  std::string gold, names;
  CLI::App app(
      "Writes persons, organisations, places, times, numbers and weapons of documents for a "
      "scorer");
  app.add_option("GOLD", gold, "documents with marked entities, JSON Lines")->required();
  app.add_option("--names", names, "weights of names");
  CLI11_PARSE(app, argc, argv);
  return dateline::score::run(gold, names);
}
