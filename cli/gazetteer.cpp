#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/tables.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/import.h"
#include "dateline/gazetteer/lookup.h"
#include "dateline/pipeline.h"
#include "dateline/roads/extract.h"

namespace dateline::cli {
namespace {

struct LookupArguments {
  std::string name, near, gazetteer, format = "table";
  std::size_t most = 10;
};

Result<World> open_gazetteer(const std::string& file) {
  return World::open(file.empty() ? world_file() : file);
}

std::string place_text(const WorldPlace& place) {
  return fmt::format("{}{}{}{}{}", place.name, place.country.empty() ? "" : ", ", place.country,
                     place.admin1.empty() ? "" : ".", place.admin1);
}

nlohmann::ordered_json to_json(const Candidate& candidate) {
  const WorldPlace& place = candidate.place;
  nlohmann::ordered_json json{{"name", place.name},
                              {"id", place.id},
                              {"source", to_string(place.source)},
                              {"lat", place.point.lat()},
                              {"lon", place.point.lng()},
                              {"feature", place.feature_code},
                              {"country", place.country},
                              {"admin1", place.admin1},
                              {"admin2", place.admin2},
                              {"population", place.population},
                              {"score", candidate.score}};
  json["km"] = candidate.km ? nlohmann::ordered_json(*candidate.km) : nlohmann::ordered_json();
  auto& reasons = json["reasons"] = nlohmann::ordered_json::array();
  for (const Reason& reason : candidate.reasons)
    reasons.push_back({{"reason", reason.text}, {"weight", reason.weight}});
  return json;
}

void print_table(const std::vector<Candidate>& candidates) {
  std::vector<std::vector<std::string>> rows{
      {"place", "what", "people", "lat", "lon", "id", "score", "why"}};
  for (const Candidate& candidate : candidates) {
    const WorldPlace& place = candidate.place;
    std::string why;
    for (const Reason& reason : candidate.reasons)
      why += fmt::format("{}{} {:+.1f}", why.empty() ? "" : ", ", reason.text, reason.weight);
    rows.push_back({place_text(place), std::string(place.feature_code),
                    place.population > 0 ? fmt::format("{}", place.population) : "",
                    fmt::format("{:.3f}", place.point.lat()),
                    fmt::format("{:.3f}", place.point.lng()),
                    place.id ? fmt::format("{}:{}", to_string(place.source), place.id) : "",
                    fmt::format("{:.1f}", candidate.score), why});
  }
  fmt::print("{}", to_table(rows));
}

ExitCode look_up(const LookupArguments& args) {
  const auto world = open_gazetteer(args.gazetteer);
  if (!world) return report_error(world.error());
  std::optional<LatLng> near;
  if (!args.near.empty()) {
    const auto places = find_candidates(*world, args.near, {}, 1);
    if (places.empty())
      return report_error({ErrorCode::kPlaceUnknown, fmt::format("found \"{}\"", args.near), {}});
    near = places.front().place.point;
    if (args.format == "table") fmt::print("near {}\n", place_text(places.front().place));
  }
  const auto candidates = find_candidates(*world, args.name, near, args.most);
  if (candidates.empty())
    return report_error({ErrorCode::kPlaceUnknown, fmt::format("found \"{}\"", args.name), {}});
  if (args.format == "json") {
    auto list = nlohmann::ordered_json::array();
    for (const Candidate& candidate : candidates) list.push_back(to_json(candidate));
    fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } else {
    print_table(candidates);
  }
  return 0;
}

/// "allCountries.txt 41 %" on a terminal, each line over the last.
class PercentLine {
 public:
  void show(const std::string& file, std::uint64_t done, std::uint64_t size) {
    if (!terminal_) return;
    const auto percent = size ? static_cast<int>(100 * done / size) : 0;
    if (percent == last_) return;
    last_ = percent;
    fmt::print(stderr, "\r{} {} %   ", file, percent);
    std::fflush(stderr);
  }
  void clear() {
    if (last_ >= 0) fmt::print(stderr, "\r{:70}\r", "");
    last_ = -1;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  int last_ = -1;
};

ExitCode import_files(const ImportArguments& args) {
  PercentLine line;
  ImportListener listener;
  listener.skipped = [&](const Error& error) {
    line.clear();
    fmt::print(stderr, "dateline: {}\n", to_string(error));
  };
  listener.progress = [&](const std::string& file, std::uint64_t done, std::uint64_t size) {
    line.show(file, done, size);
  };
  const auto counts = import_places(args, listener);
  line.clear();
  if (!counts) {
    report_error(counts.error());
    return 2;
  }
  fmt::print("{}: {} places ({} of them kept from {}), {} other names", args.out, counts->places,
             counts->kept, args.base.empty() ? "none" : args.base, counts->names);
  if (!args.roads.empty()) fmt::print("; {}: {} roads", args.roads, counts->roads);
  fmt::print("{}\n", counts->skipped ? fmt::format("; {} rows skipped", counts->skipped) : "");
  return counts->skipped > 0 ? 1 : 0;
}

void add_lookup(CLI::App& sub, ExitCode& exit_code) {
  auto args = std::make_shared<LookupArguments>();
  CLI::App* lookup =
      sub.add_subcommand("lookup", "Show the places of a name, and why they rank so");
  lookup->add_option("NAME", args->name, "A place's name in any usual spelling")->required();
  lookup->add_option("--near", args->near, "A place that the wanted one is near");
  lookup->add_option("--most", args->most, "Places that are shown at most")->capture_default_str();
  lookup->add_option("--gazetteer", args->gazetteer,
                     "A file that import wrote; else DATELINE_GAZETTEER, else the program's own");
  lookup->add_option("--format", args->format, "table or json")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  lookup->footer(
      "The score adds what a place is, the logarithm of its people, how its name is spelt, and\n"
      "with --near how far it is. Reading a text weighs more: the other places of the text.\n"
      "Examples:\n"
      "  dateline gazetteer lookup Deraa\n"
      "  dateline gazetteer lookup Tripoli --near Beirut\n"
      "  dateline gazetteer lookup 'Deir ez-Zor' --format json\n"
      "Exit code: 0 found, 2 no such place or no gazetteer.");
  lookup->callback([args, &exit_code] { exit_code = look_up(*args); });
}

void add_roads(CLI::App& sub, ExitCode& exit_code) {
  auto table = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  CLI::App* roads = sub.add_subcommand(
      "roads", "Make an extract of roads that `dateline whatif --roads` reads at once");
  roads->add_option("FILE", *table, "The table that `dateline gazetteer import --roads` wrote")
      ->required();
  roads->add_option("-o,--output", *out, "Extract to write")->required();
  roads->footer(
      "Examples:\n"
      "  dateline gazetteer import syria-latest.osm.pbf --country SY --roads roads.csv -o osm.dlg\n"
      "  dateline gazetteer roads roads.csv -o syria.dlr\n"
      "OpenStreetMap is ODbL 1.0: say so where you show what comes of it.");
  roads->callback([table, out, &exit_code] {
    const auto extract = import_road_table(*table);
    Status status =
        extract ? save_road_extract(*extract, *out) : Status(tl::unexpected(extract.error()));
    if (!status) {
      exit_code = report_error(status.error());
      return;
    }
    fmt::print("{}: {} roads between {} junctions\n", *out, extract->size(), extract->nodes.size());
  });
}

void add_import(CLI::App& sub, ExitCode& exit_code) {
  auto args = std::make_shared<ImportArguments>();
  auto base = std::make_shared<std::string>();
  auto alone = std::make_shared<bool>(false);
  CLI::App* import =
      sub.add_subcommand("import", "Make a gazetteer of GeoNames dumps and OpenStreetMap extracts");
  import->add_option("FILE", args->places, "allCountries.txt, SY.txt, syria.osm.pbf, ...")
      ->required();
  import->add_option("-o,--output", args->out, "Gazetteer to write")->required();
  import->add_option("--alternate-names", args->alternate_names,
                     "alternateNamesV2.txt of GeoNames");
  import->add_option("--region-codes", args->admin1_codes, "admin1CodesASCII.txt of GeoNames");
  import->add_option("--country-info", args->country_info, "countryInfo.txt of GeoNames");
  import->add_option("--country", args->country,
                     "Two letters for places that name no country (OpenStreetMap's)");
  import->add_option("--roads", args->roads, "Table to write of an extract's roads");
  import->add_option("--onto", *base,
                     "Gazetteer whose other countries are kept; default: the program's own");
  import->add_flag("--alone", *alone, "Keep nothing: only what the files have");
  import->footer(
      "A row that breaks its format is told with its line and skipped. What the gazetteer had of "
      "the\n"
      "imported countries gives way; regions of the world, seas and other countries stay.\n"
      "Needs disk of about twice the input beside the output, and little memory.\n"
      "Examples:\n"
      "  dateline gazetteer import SY.txt --alternate-names alternateNamesV2.txt -o syria.dlg\n"
      "  dateline gazetteer import allCountries.txt --alone -o all.dlg\n"
      "  dateline gazetteer import syria-latest.osm.pbf --country SY --roads roads.csv -o osm.dlg\n"
      "  dateline read news.txt --gazetteer syria.dlg\n"
      "GeoNames is CC BY 4.0, OpenStreetMap ODbL 1.0: say so where you show what comes of them.\n"
      "Exit code: 0 all read, 1 rows skipped, 2 could not run.");
  import->callback([args, base, alone, &exit_code] {
    if (!*alone) args->base = base->empty() ? world_file() : *base;
  exit_code = import_files(*args);
});
}  // namespace

}  // namespace dateline::cli

void add_gazetteer(CLI::App& app, ExitCode& exit_code) {
  CLI::App* sub = app.add_subcommand("gazetteer", "Look up places, and import more of them");
  sub->require_subcommand(1);
  add_lookup(*sub, exit_code);
  add_import(*sub, exit_code);
  add_roads(*sub, exit_code);
}

}  // namespace dateline::cli
