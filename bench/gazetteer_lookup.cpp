// Look-ups in a gazetteer, the time of one: names that are there, in random order, and names that
// are not, beside the time of hashing and folding alone.
//   gazetteer_lookup FILE [--lookups 1000000]

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/fold_loose.h"
#include "dateline/gazetteer/lookup.h"
#include "dateline/gazetteer/world.h"

namespace {

using namespace dateline;

template <class Work>
double nanoseconds(std::size_t times, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < times; ++i) work(i);
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
  return spent.count() / static_cast<double>(times);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Measures look-ups.");
  std::string path;
  std::size_t lookups = 1000000;
  app.add_option("FILE", path, "A gazetteer")->required();
  app.add_option("--lookups", lookups, "How many")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  const auto opened = std::chrono::steady_clock::now();
  const auto world = World::open(path);
  if (!world) {
    fmt::print(stderr, "{}\n", to_string(world.error()));
    return 2;
  }
  const std::chrono::duration<double, std::milli> open_ms =
      std::chrono::steady_clock::now() - opened;
  std::mt19937_64 random(1);
  std::vector<std::string> names, strange;
  for (std::size_t i = 0; i < std::min<std::size_t>(lookups, 200000); ++i)
    names.emplace_back(world->at(static_cast<std::uint32_t>(random() % world->size())).name);
  std::vector<std::string> folded, loose;
  for (const std::string& name : names) {
    folded.push_back(fold_name(name));
    loose.push_back(fold_loose(folded.back()));
    strange.push_back(folded.back() + "q");
  }
  std::size_t found = 0;
  const auto at = [&](const std::vector<std::string>& list, std::size_t i) -> const std::string& {
    return list[i * 7919 % list.size()];
  };
  fmt::print("{} places, opened in {:.2f} ms\n", world->size(), open_ms.count());
  const auto print = [&](const char* what, double ns) {
    fmt::print("{:<44} {:>9.0f} ns\n", what, ns);
  };
  print("fold_name",
        nanoseconds(lookups, [&](std::size_t i) { found += fold_name(at(names, i)).size(); }));
  print("named, first touch of each", nanoseconds(names.size(), [&](std::size_t i) {
          found += world->named(at(folded, i)).size();
        }));
  print("named",
        nanoseconds(lookups, [&](std::size_t i) { found += world->named(at(folded, i)).size(); }));
  print("named, not there",
        nanoseconds(lookups, [&](std::size_t i) { found += world->named(at(strange, i)).size(); }));
  print("named_loosely", nanoseconds(lookups, [&](std::size_t i) {
          found += world->named_loosely(at(loose, i)).size();
        }));
  print("fold_name, named and the first place", nanoseconds(lookups, [&](std::size_t i) {
          const auto rows = world->named(fold_name(at(names, i)));
          if (!rows.empty()) found += world->at(rows.front()).name.size();
        }));
  fmt::print("{} found\n", found);
}
