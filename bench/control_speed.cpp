// Beliefs and ground at the size of a country: 30 days, 2,000 places, 20,000 claims, one thread.
//
//   control_speed [--places N] [--claims N] [--days N]
//
// Made-up towns on a grid with their regions; claims of all types by twelve outlets, one in twenty
// of a region. Prints seconds of one processor, the best of three.
#include <algorithm>
#include <array>
#include <ctime>
#include <random>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/territory/control_sample.h"
#include "dateline/territory/front.h"

namespace {

using namespace dateline;

template <class Run>
double best_of_three(const Run& run) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    run();
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

void tell(sample::World& world, int places, int claims, int days) {
  constexpr std::array<ClaimType, 8> kTypes = {
      ClaimType::kCapture, ClaimType::kHold,    ClaimType::kClash,     ClaimType::kWithdraw,
      ClaimType::kEnter,   ClaimType::kAdvance, ClaimType::kAirstrike, ClaimType::kPresent};
  constexpr std::array<const char*, 3> kWho = {"gov", "reb", "kur"};
  std::mt19937 random(20241207);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < claims; ++i) {
    const std::string place = below(20) == 0 ? fmt::format("r{:03}", below((places + 9) / 10))
                                             : fmt::format("t{:04}", below(places));
    Claim& claim = world.tell(Day(2024, 1, 1) + below(days), fmt::format("Outlet {}", below(12)),
                              kTypes[static_cast<std::size_t>(below(8))],
                              kWho[static_cast<std::size_t>(below(3))], place);
    claim.text = fmt::format("one of {} came to {} and stayed there", below(1000), place);
    if (below(3) == 0) claim.status = ClaimStatus::kDenied;
  }
}

}  // namespace

int main(int argc, char** argv) {
  int places = 2000, claims = 20000, days = 30;
  CLI::App app{"Speed of beliefs and of ground at the size of a country"};
  app.add_option("--places", places, "towns");
  app.add_option("--claims", claims, "claims");
  app.add_option("--days", days, "days");
  CLI11_PARSE(app, argc, argv);
  sample::World world(places, 0.1);
  tell(world, places, claims, days);
  ControlInputs inputs = world.inputs();
  inputs.days.end = inputs.days.begin + (days - 1);
  ControlTable table;
  const double whole = best_of_three([&] { table = infer_control(inputs); });
  fmt::print("beliefs: {} places, {} days, {} claims: {:.3f} s\n", places, days, claims, whole);
  // One more day of news arrives: twenty claims more over the table of the others.
  ControlInputs fewer = inputs;
  fewer.reports.resize(fewer.reports.size() - std::min<std::size_t>(20, fewer.reports.size()));
  const ControlTable earlier = infer_control(fewer);
  const double more = best_of_three([&] { infer_control(inputs, &earlier); });
  ControlInputs focus = inputs;
  focus.focus = {PlaceId("t0077")};
  const double one = best_of_three([&] { infer_control(focus); });
  fmt::print(
      "twenty claims more over an earlier table: {:.3f} s, {:.2f} of all; one place: {:.3f} s\n",
      more, more / whole, one);
  GroundInputs of_ground;
  of_ground.gazetteer = &world.gazetteer;
  of_ground.places = table.places();
  of_ground.day = inputs.days.end;
  // The towns lie in columns of fifty; the country goes half a town's way beyond them.
  const double east = 36 + 0.2 * ((places + 49) / 50);
  const auto micro = [](double degrees) { return static_cast<std::int32_t>(degrees * 1e6); };
  of_ground.countries = {{"XX",
                          "X",
                          {{{micro(35.9), micro(19.9)},
                            {micro(east), micro(19.9)},
                            {micro(east), micro(25.05)},
                            {micro(35.9), micro(25.05)}}}}};
  Ground ground;
  const double divided = best_of_three([&] { ground = divide_ground(of_ground); });
  Fronts fronts;
  const double drawn = best_of_three([&] { fronts = draw_fronts(ground, table, inputs.days.end); });
  fmt::print("ground: {} cells, {} edges: {:.3f} s; drawn for a day: {} pieces, {:.3f} s\n",
             ground.cells.size(), ground.edges.size(), divided, fronts.ground.size(), drawn);
  return 0;
}
