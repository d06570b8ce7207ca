// Loading an extract of roads, drawing it together, and asking a what-if of it, on a made-up
// lattice of two million roads with 570 places of two parties. Milliseconds, in one run.

#include <chrono>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "dateline/roads/extract.h"
#include "dateline/territory/start.h"
#include "dateline/territory/whatif.h"

using namespace dateline;

namespace {

constexpr std::uint32_t kSide = 1'000;
constexpr int kPlaces = 570;

RoadExtract lattice(std::mt19937& random) {
  RoadExtract out;
  for (std::uint32_t y = 0; y < kSide; ++y)
    for (std::uint32_t x = 0; x < kSide; ++x)
      out.nodes.push_back({static_cast<std::int32_t>(330'000'000 + y * 40'000),
                           static_cast<std::int32_t>(360'000'000 + x * 50'000)});
  const auto add = [&](std::uint32_t a, std::uint32_t b, bool main) {
    out.from.push_back(a);
    out.to.push_back(b);
    out.length_m.push_back(400 + static_cast<float>(random() % 200));
    out.road_class.push_back(static_cast<std::uint8_t>(main ? 2 : 3 + random() % 3));
    out.country.push_back(0);
  };
  for (std::uint32_t y = 0; y < kSide; ++y)
    for (std::uint32_t x = 0; x < kSide; ++x) {
      const std::uint32_t node = y * kSide + x;
      if (x + 1 < kSide) add(node, node + 1, y % 20 == 0);
      if (y + 1 < kSide) add(node, node + kSide, x % 20 == 0);
    }
  return out;
}

template <class Work>
auto timed(const char* what, Work work) {
  const auto start = std::chrono::steady_clock::now();
  auto out = work();
  const std::chrono::duration<double, std::milli> ms = std::chrono::steady_clock::now() - start;
  fmt::print("{:<34} {:>9.1f} ms\n", what, ms.count());
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : "/tmp/road_extract_bench.dlr";
  std::mt19937 random(5);
  if (!save_road_extract(lattice(random), path)) return 2;
  const auto extract = timed("load", [&] { return load_road_extract(path); });
  if (!extract) return 2;
  fmt::print("{} roads between {} junctions\n", extract->size(), extract->nodes.size());
  Gazetteer gazetteer;
  Parties parties;
  StartingControl start;
  const Day day(2024, 1, 1);
  for (int i = 0; i < kPlaces; ++i) {
    Place place;
    place.id = PlaceId(fmt::format("p{:03}", i));
    place.name = place.id.str();
    place.kind = "town";
    place.population = 1'000 + static_cast<std::int64_t>(random() % 100'000);
    const double x = static_cast<double>(random() % 5'000) / 1'000;
    place.point = LatLng::make(Latitude{33 + static_cast<double>(random() % 4'000) / 1'000},
                               Longitude{36 + x});
    // A front from north to south, less sure near it.
    const double sure = 0.55 + 0.4 * std::min(1.0, std::abs(x - 3) / 1.5);
    start.rows.push_back({place.id, day, {{ActorId(x < 3 ? "gov" : "reb"), sure}}, "start.csv:2"});
    gazetteer.add(std::move(place));
  }
  for (const char* id : {"gov", "reb"}) {
    Party party;
    party.id = ActorId(id);
    party.name = id;
    party.sides = {{id, {}, {}}};
    parties.add(std::move(party));
  }
  const RoadGraph graph =
      timed("draw together", [&] { return draw_together(*extract, gazetteer); });
  fmt::print("{} roads between {} places\n", graph.roads().size(), graph.size());
  ControlInputs inputs;
  inputs.gazetteer = &gazetteer;
  inputs.parties = &parties;
  inputs.start = &start;
  inputs.days = {day, day};
  const ControlTable control = infer_control(inputs);
  const RoadWorld world{&graph, &gazetteer, &parties, &control, {}, {}};
  const Passability before(world, day, ActorId("gov"), {});
  const auto own = main_places(before, 2);
  const PlaceId from = graph.place(own[0]), to = graph.place(own[1]);
  for (const RoadNetwork network : {RoadNetwork::kMain, RoadNetwork::kAbroad}) {
    const Chance cut =
        timed(network == RoadNetwork::kMain ? "one chance, main roads" : "one chance, any road",
              [&] { return before.cut_off(own[0], {own[1]}, network); });
    fmt::print("  cut off with {:.4f}, standard error {:.4f}{}\n", cut.value, cut.standard_error,
               cut.exact ? ", exact" : "");
  }
  WhatIfQuestion question;
  question.day = day;
  question.changes = {{graph.place(static_cast<RoadNode>(graph.size() / 2)), ActorId("reb")}};
  question.from = from;
  question.to = {to};
  const auto answer =
      timed("what-if, one pair and all settlements", [&] { return whatif(world, {}, question); });
  return answer ? 0 : 2;
}
