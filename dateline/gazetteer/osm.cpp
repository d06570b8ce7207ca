// OpenStreetMap extracts (.osm.pbf), read in four passes so that only what is wanted is kept in
// memory: relations (boundaries), ways (roads), nodes (places, and where those two lie), ways
// again.

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/base/sort_unique.h"
#include "dateline/gazetteer/importer.h"

namespace dateline {
namespace {

using NodeId = osmium::object_id_type;

struct Kind {
  std::string_view tag;
  char feature_class;
  std::string_view code;
};
/// What place=* is in GeoNames' words.
constexpr std::array<Kind, 24> kPlaces = {{{"city", 'P', "PPL"},
                                           {"town", 'P', "PPL"},
                                           {"village", 'P', "PPL"},
                                           {"hamlet", 'P', "PPL"},
                                           {"borough", 'P', "PPLX"},
                                           {"suburb", 'P', "PPLX"},
                                           {"quarter", 'P', "PPLX"},
                                           {"neighbourhood", 'P', "PPLX"},
                                           {"isolated_dwelling", 'P', "PPLF"},
                                           {"farm", 'P', "PPLF"},
                                           {"locality", 'L', "LCTY"},
                                           {"island", 'T', "ISL"},
                                           {"islet", 'T', "ISL"},
                                           {"archipelago", 'T', "ISLS"},
                                           {"continent", 'L', "CONT"},
                                           {"country", 'A', "PCLI"},
                                           {"state", 'A', "ADM1"},
                                           {"province", 'A', "ADM1"},
                                           {"region", 'L', "RGN"},
                                           {"county", 'A', "ADM2"},
                                           {"district", 'A', "ADM2"},
                                           {"municipality", 'A', "ADM3"},
                                           {"sea", 'H', "SEA"},
                                           {"ocean", 'H', "OCN"}}};
/// highway=* that are roads of a theatre.
constexpr std::array<std::string_view, 5> kRoads = {"motorway", "trunk", "primary", "secondary",
                                                    "tertiary"};
/// Keys of other names; those in other languages stand under name:*.
constexpr std::array<std::string_view, 7> kNameKeys = {
    "name", "alt_name", "old_name", "official_name", "short_name", "loc_name", "reg_name"};

std::string_view tag(const osmium::OSMObject& object, const char* key) {
  const char* value = object.tags().get_value_by_key(key);
  return value ? std::string_view(value) : std::string_view();
}

std::string_view usual_name(const osmium::OSMObject& object) {
  for (const char* key : {"name:en", "int_name", "name"})
    if (const std::string_view name = tag(object, key); !name.empty()) return name;
  return {};
}

/// "SY" of ISO3166-1 or of "SY-HI", and "HI".
std::pair<std::string_view, std::string_view> iso_codes(const osmium::OSMObject& object) {
  for (const char* key : {"ISO3166-1:alpha2", "ISO3166-1", "country_code_iso3166_1_alpha_2"})
    if (const auto code = tag(object, key); code.size() == 2) return {code, {}};
  const auto code = tag(object, "ISO3166-2");
  if (code.size() > 3 && code[2] == '-') return {code.substr(0, 2), code.substr(3)};
  return {};
}

struct Boundary {
  std::uint64_t id;
  std::string name, country, admin1;
  std::vector<std::string> other_names;
  int level;
  std::int64_t population;
  std::optional<NodeId> centre;
  std::optional<osmium::object_id_type> way;  ///< one of its outline, where it has no centre
};

std::int64_t population_of(const osmium::OSMObject& object) {
  const std::string_view text = tag(object, "population");
  std::int64_t people = 0;
  std::from_chars(text.data(), text.data() + text.size(), people);
  return std::max<std::int64_t>(0, people);
}

std::vector<std::string> other_names(const osmium::OSMObject& object) {
  std::vector<std::string> out;
  for (const osmium::Tag& t : object.tags()) {
    const std::string_view key = t.key();
    if (std::find(kNameKeys.begin(), kNameKeys.end(), key) == kNameKeys.end() &&
        !key.starts_with("name:"))
      continue;
    for (std::string& name : split_list(t.value(), ';'))
      if (is_name_of_text(name)) out.push_back(std::move(name));
  }
  sort_unique(out);
  return out;
}

class OsmImport {
 public:
  OsmImport(const std::string& path, const ImportArguments& arguments, Importer& importer)
      : path_(path), arguments_(arguments), importer_(importer) {}

  Status run() {
    try {
      pass(osmium::osm_entity_bits::relation, [&](const osmium::memory::Buffer& buffer) {
        for (const auto& relation : buffer.select<osmium::Relation>()) take(relation);
      });
      pass(osmium::osm_entity_bits::way, [&](const osmium::memory::Buffer& buffer) {
        for (const auto& way : buffer.select<osmium::Way>()) take(way);
      });
      settle();
      pass(osmium::osm_entity_bits::node, [&](const osmium::memory::Buffer& buffer) {
        for (const auto& node : buffer.select<osmium::Node>()) take(node);
      });
      for (const Boundary& boundary : boundaries_) add(boundary);
      if (!arguments_.roads.empty()) {
        table_ = "from,to,km,name,class,country,certainty,from_lat,from_lon,to_lat,to_lon\n";
        pass(osmium::osm_entity_bits::way, [&](const osmium::memory::Buffer& buffer) {
          for (const auto& way : buffer.select<osmium::Way>()) cut(way);
        });
        return write_file(arguments_.roads, table_);
      }
      return {};
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      return fail(ErrorCode::kDataInvalid,
                  fmt::format("expected an extract of OpenStreetMap, found: {}", error.what()),
                  path_);
    }
  }

 private:
  template <class Each>
  void pass(osmium::osm_entity_bits::type kinds, Each each) {
    osmium::io::Reader reader(osmium::io::File(path_, "pbf"), kinds);
    while (const osmium::memory::Buffer buffer = reader.read()) {
      each(buffer);
      importer_.progress(path_, reader.offset(), reader.file_size());
    }
    reader.close();
  }

  void take(const osmium::Relation& relation) {
    if (tag(relation, "boundary") != "administrative" || usual_name(relation).empty()) return;
    const auto [country, admin1] = iso_codes(relation);
    Boundary boundary{static_cast<std::uint64_t>(relation.positive_id()),
                      std::string(usual_name(relation)),
                      std::string(country.empty() ? std::string_view(arguments_.country) : country),
                      std::string(admin1),
                      other_names(relation),
                      0,
                      population_of(relation),
                      {},
                      {}};
    const auto level = tag(relation, "admin_level");
    std::from_chars(level.data(), level.data() + level.size(), boundary.level);
    for (const auto& member : relation.members()) {
      const std::string_view role = member.role();
      // The label stands in the middle of the area, the seat where its people are.
      if (member.type() == osmium::item_type::node &&
          (role == "admin_centre" || (role == "label" && !boundary.centre)))
        boundary.centre = member.ref();
      if (member.type() == osmium::item_type::way && !boundary.way) boundary.way = member.ref();
    }
    if (boundary.centre) needed_.push_back(*boundary.centre);
    if (!boundary.centre && boundary.way) outlines_.insert(*boundary.way);
    boundaries_.push_back(std::move(boundary));
  }

  static std::string_view road_class(const osmium::Way& way) {
    const auto highway = tag(way, "highway");
    const auto known = std::find(kRoads.begin(), kRoads.end(), highway);
    return known == kRoads.end() || way.nodes().size() < 2 ? std::string_view() : *known;
  }

  void take(const osmium::Way& way) {
    if (outlines_.contains(way.id()) && !way.nodes().empty()) {
      outline_nodes_.emplace(way.id(), way.nodes().front().ref());
      needed_.push_back(way.nodes().front().ref());
    }
    if (arguments_.roads.empty() || road_class(way).empty()) return;
    for (const auto& node : way.nodes()) road_nodes_.push_back(node.ref());
    // An end is a junction too.
    road_nodes_.push_back(way.nodes().front().ref());
    road_nodes_.push_back(way.nodes().back().ref());
  }

  void settle() {
    std::sort(road_nodes_.begin(), road_nodes_.end());
    for (std::size_t i = 1; i < road_nodes_.size(); ++i)
      if (road_nodes_[i] == road_nodes_[i - 1] &&
          (junctions_.empty() || junctions_.back() != road_nodes_[i]))
        junctions_.push_back(road_nodes_[i]);
    needed_.insert(needed_.end(), road_nodes_.begin(), road_nodes_.end());
    road_nodes_.clear();
    road_nodes_.shrink_to_fit();
    sort_unique(needed_);
    locations_.resize(needed_.size());
  }

  std::optional<LatLng> location_of(NodeId id) const {
    const auto it = std::lower_bound(needed_.begin(), needed_.end(), id);
    if (it == needed_.end() || *it != id) return {};
    return to_point(locations_[static_cast<std::size_t>(it - needed_.begin())]);
  }

  static std::optional<LatLng> to_point(const osmium::Location& location) {
    if (!location.valid()) return {};
    return LatLng::make(Latitude{location.lat()}, Longitude{location.lon()});
  }

  void take(const osmium::Node& node) {
    const auto it = std::lower_bound(needed_.begin(), needed_.end(), node.id());
    if (it != needed_.end() && *it == node.id())
      locations_[static_cast<std::size_t>(it - needed_.begin())] = node.location();
    const auto place_tag = tag(node, "place");
    const auto kind = std::find_if(kPlaces.begin(), kPlaces.end(),
                                   [&](const Kind& k) { return k.tag == place_tag; });
    const std::string_view name = usual_name(node);
    if (kind == kPlaces.end() || name.empty()) return;
    const auto point = to_point(node.location());
    if (!point) {
      importer_.skip({ErrorCode::kDataInvalid,
                      fmt::format("node {}: expected degrees of the Earth, found none", node.id()),
                      path_});
      return;
    }
    const auto [country, admin1] = iso_codes(node);
    NewPlace place;
    place.id = static_cast<std::uint64_t>(node.positive_id());
    place.source = WorldSource::kOpenStreetMap;
    place.name = name;
    place.point = *point;
    place.population = population_of(node);
    place.feature_class = kind->feature_class;
    place.feature_code = kind->code;
    const auto capital = tag(node, "capital");
    if (kind->code == "PPL" && (capital == "yes" || capital == "2")) place.feature_code = "PPLC";
    if (kind->code == "PPL" && (capital == "3" || capital == "4")) place.feature_code = "PPLA";
    place.country = country.empty() ? std::string_view(arguments_.country) : country;
    place.admin1 = admin1;
    add(place, other_names(node));
  }

  void add(const NewPlace& place, const std::vector<std::string>& names) {
    const std::uint32_t row = importer_.add(place);
    for (const std::string& other : names)
      if (other != place.name) importer_.add_name(row, other, NameKind::kOther);
  }

  void add(const Boundary& boundary) {
    auto point = boundary.centre ? location_of(*boundary.centre) : std::nullopt;
    if (!point && boundary.way)
      if (const auto node = outline_nodes_.find(*boundary.way); node != outline_nodes_.end())
        point = location_of(node->second);
    if (!point) {
      importer_.skip(
          {ErrorCode::kDataInvalid,
           fmt::format("relation {}: expected a member with a location, found none", boundary.id),
           path_});
      return;
    }
    NewPlace place;
    place.id = boundary.id;
    place.source = WorldSource::kOpenStreetMap;
    place.name = boundary.name;
    place.point = *point;
    place.population = boundary.population;
    place.feature_class = 'A';
    place.feature_code = boundary.level <= 2   ? "PCLI"
                         : boundary.level <= 4 ? "ADM1"
                         : boundary.level <= 6 ? "ADM2"
                         : boundary.level <= 8 ? "ADM3"
                                               : "ADM4";
    place.country = boundary.country;
    place.admin1 = boundary.admin1;
    add(place, boundary.other_names);
  }

  /// Writes the pieces of a road between its junctions.
  void cut(const osmium::Way& way) {
    const std::string_view road = road_class(way);
    if (road.empty()) return;
    const std::string_view name = !usual_name(way).empty() ? usual_name(way) : tag(way, "ref");
    NodeId from = way.nodes().front().ref();
    auto from_point = location_of(from), last = from_point;
    double metres = 0;
    for (const auto& node : way.nodes()) {
      const auto point = location_of(node.ref());
      if (last && point) metres += distance_m(*last, *point);
      if (point) last = point;
      if (node.ref() == from || !point ||
          !std::binary_search(junctions_.begin(), junctions_.end(), node.ref()))
        continue;
      if (from_point) {
        table_ += fmt::format("n{},n{},{:.3f},{},{},{},1,{:.7f},{:.7f},{:.7f},{:.7f}\n", from,
                              node.ref(), metres / 1000, csv_field(name), road, arguments_.country,
                              from_point->lat(), from_point->lng(), point->lat(), point->lng());
        ++importer_.counts.roads;
      }
      from = node.ref();
      from_point = point;
      metres = 0;
    }
  }

  const std::string& path_;
  const ImportArguments& arguments_;
  Importer& importer_;
  std::vector<Boundary> boundaries_;
  std::unordered_set<osmium::object_id_type> outlines_;
  std::unordered_map<osmium::object_id_type, NodeId> outline_nodes_;
  std::vector<NodeId> road_nodes_, junctions_, needed_;
  std::vector<osmium::Location> locations_;  ///< of the needed nodes
  std::string table_;
};

}  // namespace

Status import_osm(const std::string& path, const ImportArguments& arguments, Importer& importer) {
  return OsmImport(path, arguments, importer).run();
}

}  // namespace dateline
