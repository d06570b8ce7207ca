// How long runs forward take on a made map: towns on a square grid of roads, the west held by one
// party and the east by another, some of them told to have changed hands.
//
//   projection_runs [--side 15] [--runs 1000] [--days 30] [--threads 2] [--repeat 5]
//
// Prints seconds of each repeat, and those of processors (which other programs do not lengthen),
// without the loading of anything, and a sum of the chances that does not depend on the threads.

#include <chrono>
#include <ctime>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/territory/projection_sample.h"

namespace {

using namespace dateline;

sample::Line grid_of(int side) {
  sample::Line out(side * side, side * side / 2, 12);
  std::vector<Road> roads;
  for (int i = 0; i < side * side; ++i) {
    for (const int to : {i + 1, i + side}) {
      if (to >= side * side || (to == i + 1 && to % side == 0)) continue;
      Road road;
      road.from = static_cast<RoadNode>(i);
      road.to = static_cast<RoadNode>(to);
      road.length_m = 12'000;
      road.road_class = i % 3 ? RoadClass::kPrimary : RoadClass::kSecondary;
      roads.push_back(road);
    }
  }
  out.roads = RoadGraph(out.roads.places(), roads, {});
  const int first = side * side / 2;
  for (int i = 0; i < side; ++i)
    for (const char* outlet : {"a", "b"})
      out.world.tell(Day(2024, 1, 2 + i % 9), outlet, ClaimType::kCapture, "reb",
                     fmt::format("t{:04}", first + i));
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Seconds of runs forward on a made map"};
  int side = 15, repeat = 5;
  ProjectionQuestion question;
  question.days = 30;
  question.threads = 2;
  app.add_option("--side", side, "Towns on each side of the grid")->capture_default_str();
  app.add_option("--runs", question.runs)->capture_default_str();
  app.add_option("--days", question.days)->capture_default_str();
  app.add_option("--threads", question.threads)->capture_default_str();
  app.add_option("--repeat", repeat)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const sample::Line grid = grid_of(side);
  const ControlTable control = grid.control(Day(2024, 1, 12));
  for (int i = 0; i < repeat; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor = std::clock();
    const auto out = project(grid.inputs(control), question);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    if (!out) return 2;
    double changed = 0;
    for (const PlaceProjection& place : out->places) changed += place.changed.back().p;
    fmt::print(
        "{} places, {} runs of {} days, {} threads: {:.2f} s, {:.2f} s of processors; {:.3f} "
        "places change\n",
        out->places.size(), question.runs, question.days, question.threads, took.count(),
        static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC, changed);
  }
}
