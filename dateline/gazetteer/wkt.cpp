#include "dateline/gazetteer/wkt.h"

#include <cctype>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

namespace dateline {
namespace {

class WktReader {
 public:
  explicit WktReader(std::string_view text) : text_(text) {}

  Result<std::vector<Polygon>> read() {
    const std::string word = keyword();
    std::vector<Polygon> out;
    if (word == "POLYGON") {
      out.emplace_back();
      if (auto ok = polygon(out.back()); !ok) return tl::unexpected(ok.error());
    } else if (word == "MULTIPOLYGON") {
      if (!take('(')) return expected("(");
      do {
        out.emplace_back();
        if (auto ok = polygon(out.back()); !ok) return tl::unexpected(ok.error());
      } while (take(','));
      if (!take(')')) return expected(")");
    } else {
      return expected("POLYGON or MULTIPOLYGON");
    }
    skip();
    if (at_ != text_.size()) return expected("the end");
    return out;
  }

 private:
  tl::unexpected<Error> expected(std::string_view what) const {
    Error error{
        ErrorCode::kDataInvalid,
        fmt::format("expected {} in the outline, found \"{}\"", what, text_.substr(at_, 12)),
        {}};
    error.byte = at_;
    return tl::unexpected(error);
  }
  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  std::string keyword() {
    skip();
    std::string word;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])))
      word += static_cast<char>(std::toupper(static_cast<unsigned char>(text_[at_++])));
    return word;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::optional<double> number() {
    skip();
    const std::string rest(text_.substr(at_, 32));
    char* end = nullptr;
    const double value = std::strtod(rest.c_str(), &end);
    if (end == rest.c_str()) return {};
    at_ += static_cast<std::size_t>(end - rest.c_str());
    return value;
  }
  Status polygon(Polygon& polygon) {
    if (!take('(')) return expected("(");
    do {
      if (!take('(')) return expected("(");
      auto& ring = polygon.rings.emplace_back();
      do {
        const auto lng = number();
        const auto lat = lng ? number() : std::nullopt;
        if (!lat) return expected("a longitude and a latitude");
        const auto point = LatLng::make(Latitude{*lat}, Longitude{*lng});
        if (!point) return expected("a longitude in [-180, 180] and a latitude in [-90, 90]");
        ring.push_back(*point);
      } while (take(','));
      if (ring.size() < 4) return expected("at least four points in a ring");
      if (!(ring.front() == ring.back()))
        return expected("a closed ring (first point again at its end)");
      if (!take(')')) return expected(")");
    } while (take(','));
    if (!take(')')) return expected(")");
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Polygon>> parse_wkt(std::string_view text) { return WktReader(text).read(); }

}  // namespace dateline
