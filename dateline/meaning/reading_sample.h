#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dateline/language/language_sample.h"
#include "dateline/meaning/claims.h"

// What the tests of this room read sentences with: the shipped weights and the Syrian theatre.

namespace dateline::sample {

inline const Knowledge& knowledge() {
  static const Knowledge loaded = [] {
    Knowledge out = must(
        load_knowledge(DATELINE_SOURCE_DIR "/data", DATELINE_SOURCE_DIR "/data/theatres/syria"));
    must(load_trained(DATELINE_SOURCE_DIR "/models", out));
    return out;
  }();
  return loaded;
}

/// Without a theatre: what is known of the world at large, with its gazetteer.
inline const Knowledge& general_knowledge() {
  static const Knowledge loaded = [] {
    Knowledge out = must(load_knowledge(DATELINE_SOURCE_DIR "/data", ""));
    const auto file = std::filesystem::path(DATELINE_BINARY).parent_path() / "world.dlg";
    out.world = std::make_shared<const World>(must(World::open(file.string())));
    must(load_trained(DATELINE_SOURCE_DIR "/models", out));
    return out;
  }();
  return loaded;
}

/// All that a document of one paragraph tells.
inline DocumentReading reading_of(const Document& document, const Knowledge& known) {
  const ByteSpan all{0, static_cast<std::uint32_t>(document.text.size())};
  const Tokens tokens = split(document.text, all, *language().splitter);
  const auto [tags, trees] = analyse(document.text, tokens, language());
  const Toponyms toponyms = read_toponyms(document.text, tokens, tags, trees, language(), known);
  return make_reading(document, tokens, tags, trees, toponyms, known);
}

/// The claims of a text of 7 December 2024, or of another day, outlet and state of knowledge.
inline std::vector<Claim> claims_of(const std::string& text, const Knowledge& known = knowledge(),
                                    Day day = Day(2024, 12, 7),
                                    const std::string& outlet = "Example Wire") {
  Document document;
  document.id = DocumentId("0000000000000001");
  document.text = text;
  document.outlet = outlet;
  document.published.day = day;
  document.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(text.size())}}};
  return reading_of(document, known).claims;
}

/// Ids with "+" between them, or "-".
template <class List, class Id>
std::string joined(const List& list, Id id) {
  std::vector<std::string> ids;
  for (const auto& one : list) ids.push_back(id(one));
  std::ranges::sort(ids);
  std::string out;
  for (const auto& one : ids) out += (out.empty() ? "" : "+") + one;
  return out.empty() ? "-" : out;
}

/// "capture syria.opposition > syria.government @ Homs": type, who, whom, where.
inline std::string brief(const Claim& claim) {
  const auto actor = [](const ActorReading& a) { return a.id.str(); };
  const auto place = [](const PlaceReading& p) { return p.name; };
  return std::string(to_string(claim.type)) + " " + joined(claim.who, actor) + " > " +
         joined(claim.whom, actor) + " @ " + joined(claim.where, place);
}

/// All of them in order, a line each: what a failing test shows.
inline std::string brief(const std::vector<Claim>& claims) {
  std::string out;
  for (const Claim& claim : claims)
    out += brief(claim) + " | " + (claim.negated ? "not " : "") +
           std::string(to_string(claim.status)) + (claim.attributive ? " attributive" : "") + "\n";
  return out;
}

}  // namespace dateline::sample
