#include "dateline/territory/theatre_schema.h"

#include <array>

namespace dateline {
namespace {

using K = CellKind;

constexpr ColumnSchema kTheatre[] = {{"key", K::kText, true}, {"value", K::kText, false}};
constexpr ColumnSchema kParties[] = {
    {"id", K::kPartyPath, true},
    {"name", K::kText, true},
    {"parent", K::kParty},
    {"side", K::kText},
    {"colour", K::kColour},
    {"kind", K::kOpenWord, false,
     "state army police intelligence armed_group alliance militia people organisation "
     "international"},
    {"since", K::kDay},
    {"until", K::kDay}};
constexpr ColumnSchema kNames[] = {{"party", K::kParty, true}, {"name", K::kText, true},
                                   {"said_by", K::kParty},     {"since", K::kDay},
                                   {"until", K::kDay},         {"weight", K::kShare},
                                   {"context", K::kText}};
constexpr ColumnSchema kPeople[] = {{"person", K::kText, true}, {"name", K::kText, true},
                                    {"party", K::kParty, true}, {"role", K::kText},
                                    {"since", K::kDay},         {"until", K::kDay}};
constexpr ColumnSchema kBacking[] = {{"backer", K::kParty, true}, {"backed", K::kParty, true},
                                     {"how", K::kText},           {"certainty", K::kShare},
                                     {"since", K::kDay},          {"until", K::kDay}};
constexpr ColumnSchema kForces[] = {{"party", K::kParty, true}, {"place", K::kArea},
                                    {"size_low", K::kCount},    {"size_high", K::kCount},
                                    {"of", K::kText},           {"asof", K::kDay}};
constexpr ColumnSchema kPlaces[] = {
    {"id", K::kNewId, true},
    {"name", K::kText, true},
    {"lat", K::kLatitude, true},
    {"lon", K::kLongitude, true},
    {"kind", K::kOpenWord, true,
     "city town village district neighbourhood airport airbase crossing port dam base pass bridge "
     "prison camp foreign region point area zone facility building site hill oilfield gasfield "
     "refinery junction university hospital"},
    {"parent", K::kArea},
    {"within", K::kPlace},
    {"population", K::kCount},
    {"geonames", K::kCount}};
constexpr ColumnSchema kAliases[] = {
    {"place", K::kArea, true}, {"name", K::kText, true}, {"lang", K::kText}};
constexpr ColumnSchema kRegions[] = {
    {"id", K::kNewId, true}, {"name", K::kText, true}, {"wkt", K::kWkt}, {"parent", K::kArea}};
constexpr ColumnSchema kStart[] = {{"place", K::kArea, true},
                                   {"on", K::kDay, true},
                                   {"party", K::kHolder, true},
                                   {"probability", K::kShare, true}};
constexpr ColumnSchema kRoads[] = {
    {"from", K::kPlace, true},
    {"to", K::kPlace, true},
    {"km", K::kCount},
    {"name", K::kText},
    {"class", K::kWord, true, "motorway trunk primary secondary tertiary track"},
    {"country", K::kCountries},
    {"certainty", K::kShare},
    {"since", K::kDay},
    {"until", K::kDay}};
constexpr ColumnSchema kCrossings[] = {{"place", K::kPlace, true},
                                       {"countries", K::kTwoCountries, true},
                                       {"status", K::kWord, false, "open closed aid_only military"},
                                       {"since", K::kDay},
                                       {"until", K::kDay}};
constexpr ColumnSchema kOutlets[] = {
    {"outlet", K::kText, true},
    {"names", K::kText},
    {"owner", K::kText},
    {"party", K::kParty},
    {"kind", K::kOpenWord, false, "agency state party monitor local international social"},
    {"country", K::kCountries},
    {"independent", K::kShare}};

constexpr std::array<FileSchema, 13> kSchema = {{{"theatre.csv", true, kTheatre},
                                                 {"parties.csv", true, kParties},
                                                 {"names.csv", false, kNames},
                                                 {"people.csv", false, kPeople},
                                                 {"backing.csv", false, kBacking},
                                                 {"forces.csv", false, kForces},
                                                 {"places.csv", false, kPlaces},
                                                 {"aliases.csv", false, kAliases},
                                                 {"regions.csv", false, kRegions},
                                                 {"start.csv", true, kStart},
                                                 {"roads.csv", false, kRoads},
                                                 {"crossings.csv", false, kCrossings},
                                                 {"outlets.csv", false, kOutlets}}};

}  // namespace

std::span<const FileSchema> theatre_schema() { return kSchema; }

}  // namespace dateline
