#include <algorithm>
#include <cmath>
#include <numbers>

#include "dateline/meaning/mentions.h"

// Words and a place make a shape. How wide, and why, stands in data/places/shapes.csv.

namespace dateline {
namespace {

class ShapeMaker {
 public:
  ShapeMaker(const Place& place, const PlaceWording& wording, const PlaceTables& tables)
      : place_(place), wording_(wording), w_(tables.widths), point_(*place.point) {}

  std::optional<Shape> run(const Place* other, const Facility* facility) const {
    if (other && other->point) return between(*other);
    if (wording_.distance) return at_distance();
    if (wording_.from_bearing) return beside(*wording_.from_bearing);
    if (facility && !place_.is_region)
      return disc_shape(point_, std::max(built(), facility->extent_km), built());
    if (auto zone = of_zone()) return zone;
    if (wording_.part_bearing) return side(*wording_.part_bearing);
    if (!place_.is_region) return std::nullopt;
    return whole();
  }

 private:
  bool is_between(double bearing) const { return std::fmod(bearing, 90) != 0; }
  double half_angle(double bearing) const {
    return is_between(bearing) ? w_.between_wind_half_deg : w_.wind_half_deg;
  }

  double by_size(double village, double town, double city) const {
    const PlaceSize size = size_of(place_);
    return size == PlaceSize::kVillage ? village : size == PlaceSize::kTown ? town : city;
  }

  /// Radius of the built-up ground of a settlement.
  double built() const {
    if (place_.population > 0)
      return std::max(w_.built_village, std::sqrt(static_cast<double>(place_.population) /
                                                  (w_.density * std::numbers::pi)));
    return by_size(w_.built_village, w_.built_town, w_.built_city);
  }

  /// Radius of a region, about its point.
  double radius() const {
    if (place_.outline.empty())
      return place_.kind == "country" ? w_.radius_country : w_.radius_region;
    return region_shape(point_, place_.outline, 0, 0).extent_km;
  }

  Shape whole() const {
    const double extent = radius();
    return region_shape(point_, place_.outline, extent, extent * w_.region_uncertainty_share);
  }

  Shape between(const Place& other) const {
    const double km = distance_m(point_, *other.point) / 1000;
    if (wording_.zone == Zone::kRoad)
      return corridor_shape(point_, *other.point, w_.road_width, w_.road_width);
    const double half = std::max(w_.between_width_least, w_.between_width_share * km);
    return corridor_shape(point_, *other.point, half, half * w_.uncertain_share);
  }

  Shape at_distance() const {
    const auto& distance = *wording_.distance;
    const double off = std::max(w_.distance_least, w_.distance_share * distance.value);
    const double near = std::max(0.0, distance.low - off), far = distance.high + off;
    if (wording_.from_bearing)
      return sector_shape(point_, *wording_.from_bearing, half_angle(*wording_.from_bearing), near,
                          far, off);
    return wording_.at_most ? disc_shape(point_, far, off) : ring_shape(point_, near, far, off);
  }

  /// "north of X": outside of it.
  Shape beside(double bearing) const {
    const double inner = place_.is_region ? radius() / 2 : built();
    const double outer = place_.is_region ? radius() + w_.beside_far_region
                                          : inner + by_size(w_.beside_far_village,
                                                            w_.beside_far_town, w_.beside_far_city);
    return sector_shape(point_, bearing, half_angle(bearing), inner, outer,
                        (outer - inner) * w_.uncertain_share);
  }

  /// "northern X": inside of it.
  Shape side(double bearing) const {
    if (place_.is_region) {
      const double share = is_between(bearing) ? w_.between_part_share : w_.part_share;
      if (auto part = part_shape(place_.outline, bearing, share, 0)) {
        part->uncertainty_km = std::round(part->extent_km * w_.part_uncertainty_share);
        return *part;
      }
      return around(bearing, 0, radius());
    }
    return around(bearing, w_.side_inner_share * built(), w_.side_outer_share * built());
  }

  /// The ground between two radii, on one side where the words tell it.
  Shape around(std::optional<double> bearing, double inner, double outer) const {
    const double off = (outer - inner) * w_.uncertain_share;
    constexpr double kHalf = 60;  // a side inside is told more loosely than "north of"
    if (bearing) return sector_shape(point_, *bearing, kHalf, inner, outer, off);
    return ring_shape(point_, inner, outer, off);
  }

  std::optional<Shape> of_zone() const {
    const auto& side_of = wording_.part_bearing;
    switch (wording_.zone) {
      case Zone::kNone:
        return std::nullopt;
      case Zone::kNear:
        if (place_.is_region) return around({}, 0, radius() + w_.near_region);
        return around({}, 0, built() + by_size(w_.near_village, w_.near_town, w_.near_city));
      case Zone::kOutskirts:
        return around(side_of, w_.outskirts_inner_share * size(),
                      w_.outskirts_outer_share * size());
      case Zone::kSuburbs:
        return around(side_of, w_.suburbs_inner_share * size(), w_.suburbs_outer_share * size());
      case Zone::kCountryside:
        if (place_.is_region) return std::nullopt;  // a province is countryside
        return around(side_of, w_.countryside_inner_share * built(), w_.countryside_outer);
      case Zone::kVillages:
        if (place_.is_region) return std::nullopt;
        return around(side_of, built(), built() + w_.villages_outer);
      case Zone::kHeart:
        if (auto middle = middle_shape(place_.outline, w_.middle_share, 0)) {
          middle->uncertainty_km = std::round(middle->extent_km * w_.part_uncertainty_share);
          return middle;
        }
        return around({}, 0, w_.heart_share * size());
      case Zone::kBorder:
        return around({}, 0, size() + w_.border_width);
      case Zone::kCoast:
        return place_.is_region ? whole() : around(side_of, 0, w_.coast_width);
      case Zone::kBank:
        return around(side_of, 0, w_.bank_far);
      case Zone::kRoad:
        return around({}, 0, w_.road_reach);
    }
    return std::nullopt;
  }

  double size() const { return place_.is_region ? radius() : built(); }

  const Place& place_;
  const PlaceWording& wording_;
  const ShapeWidths& w_;
  LatLng point_;
};

}  // namespace

std::optional<Shape> shape_of(const Place& place, const PlaceWording& wording, const Place* other,
                              const Facility* facility, const PlaceTables& tables) {
  if (!place.point) return std::nullopt;
  return ShapeMaker(place, wording, tables).run(other, facility);
}

}  // namespace dateline
