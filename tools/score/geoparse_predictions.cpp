// Predictions of toponyms for score_geoparse.py:
//   geoparse_predictions --home HOME --world FILE [--names FILE] < GOLD.jsonl > PRED.jsonl
// HOME holds data/ and models/; --names takes other weights than those there. Demonyms and places
// inside other names are written too; `class` tells them apart. A name that no gazetteer knows
// takes the point of the place named nearest to it. With --ceiling it prints instead for how many
// gold toponyms with a point some place of that name lies within 161 km: what a resolver could
// reach at most.

#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "dateline/gazetteer/fold.h"
#include "dateline/language/gazetteer_tags.h"
#include "dateline/language/language.h"
#include "dateline/meaning/ground_places.h"

using namespace dateline;

int main(int argc, char** argv) {
  std::string home = ".", world, names;
  bool ceiling = false;
  CLI::App app("Predictions of toponyms for the scorer");
  app.add_option("--home", home);
  app.add_option("--world", world)->required();
  app.add_option("--names", names);
  app.add_flag("--ceiling", ceiling);
  CLI11_PARSE(app, argc, argv);
  auto model = load_language(home + "/models");
  auto w = World::open(world);
  auto demonyms = Demonyms::load(home + "/data");
  if (!model || !w || !demonyms) {
    const Error& error = !model ? model.error() : !w ? w.error() : demonyms.error();
    fmt::print(stderr, "geoparse_predictions: {}\n", to_string(error));
    return 2;
  }
  if (!names.empty()) {
    auto tagger = NameTagger::load(names);
    if (!tagger) {
      fmt::print(stderr, "geoparse_predictions: {}\n", to_string(tagger.error()));
      return 2;
    }
    model->names = std::make_shared<const NameTagger>(std::move(*tagger));
  }
  std::string line;
  std::size_t with_point = 0, reachable = 0;
  while (std::getline(std::cin, line)) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line);
    if (ceiling) {
      for (const auto& item : json["gold"]) {
        if (item.value("ignore", false) || !item.contains("lat") || item["lat"].is_null()) continue;
        const auto gold = LatLng::make(Latitude{item["lat"]}, Longitude{item["lon"]});
        if (!gold) continue;
        ++with_point;
        const std::string name = item["text"];
        const std::string* place = demonyms->find(name);
        const auto rows = w->named(fold_name(place ? *place : name));
        reachable += std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
          return distance_m(w->at(row).point, *gold) <= 161'000;
        });
      }
      continue;
    }
    const std::string text = json["text"];
    const Tokens tokens =
        split(text, {0, static_cast<std::uint32_t>(text.size())}, *model->splitter);
    const SyntaxLayers layers = analyse(text, tokens, *model);
    const auto active = name_words(text, tokens);
    const auto tags = gazetteer_tags(text, tokens, active, *w);
    const NameInput input{text, tokens, layers.tags, layers.trees, tags};
    auto found = find_toponyms(input, active, *model, *demonyms);
    // Code points before each byte.
    std::vector<std::size_t> points(text.size() + 1, 0);
    for (std::size_t i = 0; i < text.size(); ++i)
      points[i + 1] = points[i] + ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80);
    nlohmann::json pred = nlohmann::json::array();
    for (const GroundedToponym& g : ground_places(input, found.toponyms, *w, nullptr)) {
      const std::uint32_t begin = tokens.spans[g.toponym.range.begin].begin,
                          end = tokens.spans[g.toponym.range.end - 1].end;
      nlohmann::json item = {
          {"begin", points[begin]},
          {"end", points[end]},
          {"text", text.substr(begin, end - begin)},
          {"class", g.toponym.use == ToponymUse::kPlace ? "literal" : "associative"}};
      std::optional<LatLng> point = g.about;
      if (!g.candidates.empty()) {
        point = g.candidates.front().point;
        item["name"] = g.candidates.front().name;
        item["probability"] = g.candidates.front().probability;
        if (const auto row = g.candidates.front().world)
          if (const auto id = w->at(*row).geonames()) item["geonames_id"] = std::to_string(id);
      }
      if (point) item["lat"] = point->lat(), item["lon"] = point->lng();
      pred.push_back(std::move(item));
    }
    std::cout << nlohmann::json{{"id", json["id"]}, {"pred", pred}}.dump(
                     -1, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  }
  if (ceiling) {
    fmt::print(
        "{} of {} toponyms with a point: {:.4f}\n", reachable, with_point,
        static_cast<double>(reachable) / static_cast<double>(std::max<std::size_t>(with_point, 1)));
  }
  return 0;
}
