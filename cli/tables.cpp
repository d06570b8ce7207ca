#include "cli/tables.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/base/csv.h"
#include "dateline/base/utf8.h"
#include "dateline/gazetteer/shape_json.h"
#include "dateline/meaning/claim_json.h"
#include "dateline/web/xml.h"

namespace dateline::cli {
namespace {

std::size_t width(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); at += utf8_at(text, at).length) ++n;
  return n;
}

std::string when_text(const Claim& claim) { return claim.when ? days_text(claim.when->days) : ""; }

std::string status_text(const Claim& claim) {
  return (claim.negated ? "not " : "") + std::string(to_string(claim.status));
}

class TablePrinter : public ClaimPrinter {
 public:
  void print(const Claim& c, const Document& d, const TypeMapping&) override {
    rows_.push_back({to_string(d.published.day), shortened(d.outlet, 18),
                     std::string(to_string(c.type)), status_text(c),
                     shortened(joined(c.who, [](const auto& a) { return a.id.str(); }), 24),
                     shortened(joined(c.where, [](const auto& p) { return p.name; }), 24),
                     when_text(c), shortened(speakers_text(c), 24), shortened(c.text, 60)});
  }
  void finish() override {
    if (rows_.size() == 1) return;
    fmt::print("{}", to_table(rows_));
  }

 private:
  std::vector<std::vector<std::string>> rows_{
      {"published", "outlet", "type", "status", "who", "where", "when", "says", "words"}};
};

using Json = nlohmann::ordered_json;

/// The claim as JSON, its document with the address that it came from, and its text if wanted.
Json claim_json(const Claim& c, const Document& d, const TypeMapping& m, bool with_texts) {
  Json out = Json::parse(to_json(c, d, m), nullptr, false);
  out["document"]["url"] = d.url;
  if (with_texts) out["document"]["text"] = d.text;
  return out;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class JsonlPrinter : public ClaimPrinter {
 public:
  explicit JsonlPrinter(bool with_texts) : with_texts_(with_texts) {}
  void print(const Claim& c, const Document& d, const TypeMapping& m) override {
    fmt::print("{}\n", dumped(claim_json(c, d, m, with_texts_)));
  }

 private:
  bool with_texts_;
};

class CsvPrinter : public ClaimPrinter {
 public:
  CsvPrinter() {
    fmt::print(
        "id,document,published,outlet,title,url,type,polarity,status,who,whom,place,name,lat,lon,"
        "relation,when_begin,when_end,"
        "sources,quantities,background,attributive,part,confidence,begin,end,text,acled,plover\n");
  }
  void print(const Claim& c, const Document& d, const TypeMapping& m) override {
    const PlaceReading* place = c.where.empty() ? nullptr : &c.where.front();
    const auto ids = [](const auto& a) { return a.id.str(); };
    std::string quantities;
    for (const auto& q : c.quantities)
      quantities +=
          fmt::format("{}{:g} {} {}", quantities.empty() ? "" : "; ", q.value, q.unit, q.of);
    std::string sources;
    for (const auto& chain : c.sources) {
      std::string one;
      for (const auto& speaker : chain) one += (one.empty() ? "" : " > ") + speaker.text;
      sources += (sources.empty() ? "" : "; ") + one;
    }
    const std::vector<std::string> cells = {
        c.id.str(),
        d.id.str(),
        d.published.iso(),
        d.outlet,
        d.title,
        d.url,
        std::string(to_string(c.type)),
        c.negated ? "negated" : "affirmed",
        std::string(to_string(c.status)),
        joined(c.who, ids),
        joined(c.whom, ids),
        place ? place->place.str() : "",
        place ? place->name : "",
        place && place->point ? fmt::format("{:.5f}", place->point->lat()) : "",
        place && place->point ? fmt::format("{:.5f}", place->point->lng()) : "",
        place ? place->relation : "",
        c.when ? to_string(c.when->days.begin) : "",
        c.when ? to_string(c.when->days.end) : "",
        sources,
        quantities,
        c.background ? "1" : "0",
        c.attributive ? "1" : "0",
        std::string(to_string(c.part)),
        fmt::format("{:.4f}", c.confidence),
        std::to_string(c.span.begin),
        std::to_string(c.span.end),
        c.text,
        m.acled,
        m.plover};
    std::string line;
    for (const auto& cell : cells) line += (line.empty() ? "" : ",") + csv_field(cell);
    fmt::print("{}\n", line);
  }
};

class GeoJsonPrinter : public ClaimPrinter {
 public:
  explicit GeoJsonPrinter(bool with_texts) : with_texts_(with_texts) {
    fmt::print("{{\"type\":\"FeatureCollection\",\"features\":[");
  }
  void print(const Claim& c, const Document& d, const TypeMapping& m) override {
    for (const auto& place : c.where) {
      if (!place.point) continue;
      nlohmann::ordered_json feature = {
          {"type", "Feature"},
          {"geometry", place.shape
                           ? shape_geometry(*place.shape)
                           : nlohmann::ordered_json{
                                 {"type", "Point"},
                                 {"coordinates", {place.point->lng(), place.point->lat()}}}}};
      feature["properties"] = claim_json(c, d, m, with_texts_);
      feature["properties"]["place"] = place.place.str();
      fmt::print("{}\n{}", first_ ? "" : ",",
                 feature.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
      first_ = false;
    }
  }
  void finish() override { fmt::print("\n]}}\n"); }

 private:
  bool with_texts_;
  bool first_ = true;
};

class KmlPrinter : public ClaimPrinter {
 public:
  KmlPrinter() {
    fmt::print(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>dateline</name>\n");
  }
  void print(const Claim& c, const Document& d, const TypeMapping&) override {
    for (const auto& place : c.where) {
      if (!place.point) continue;
      fmt::print(
          "<Placemark id=\"{}.{}\"><name>{}</name><description>{}</description>", c.id.str(),
          &place - c.where.data(),
          xml_escape(std::string(to_string(c.type)) + (place.name.empty() ? "" : ": ") +
                     place.name),
          xml_escape(fmt::format("{}{}({}, {}){}{}", c.text, c.text.empty() ? "" : " ", d.outlet,
                                 d.published.iso(), d.url.empty() ? "" : " ", d.url)));
      if (c.when)
        fmt::print("<TimeSpan><begin>{}</begin><end>{}</end></TimeSpan>",
                   to_string(c.when->days.begin), to_string(c.when->days.end));
      fmt::print("<Point><coordinates>{:.5f},{:.5f}</coordinates></Point></Placemark>\n",
                 place.point->lng(), place.point->lat());
    }
  }
  void finish() override { fmt::print("</Document></kml>\n"); }
};

/// Columns that ACLED's exports have too.
class AcledPrinter : public ClaimPrinter {
 public:
  AcledPrinter() {
    fmt::print(
        "event_id_cnty,event_date,year,time_precision,sub_event_type,actor1,actor2,location,"
        "latitude,longitude,geo_precision,source,notes,fatalities\n");
  }
  void print(const Claim& c, const Document& d, const TypeMapping& m) override {
    if (m.acled.empty() || !c.asserts()) return;
    const DayInterval days = c.when ? c.when->days : DayInterval{d.published.day, d.published.day};
    // ACLED's precision: 1 the day, 2 within a week, 3 within a month.
    const int time = days.length() == 1 ? 1 : days.length() <= 7 ? 2 : 3;
    const PlaceReading* place = c.where.empty() ? nullptr : &c.where.front();
    // 1 the town, 2 near it, 3 a region. A point without a name was coarsened.
    const int geo = !place || place->is_region ? 3 : place->shape || place->name.empty() ? 2 : 1;
    std::string fatalities;
    for (const Quantity& q : c.quantities)
      if (fatalities.empty() && c.type == ClaimType::kKill && q.of == "killed")
        fatalities = fmt::format("{:.0f}", q.value);
    const auto first = [](const auto& actors) {
      return actors.empty() ? std::string() : actors.front().id.str();
    };
    const std::vector<std::string> cells = {
        c.id.str(),
        to_string(days.begin),
        to_string(days.begin).substr(0, 4),
        std::to_string(time),
        m.acled,
        first(c.who),
        first(c.whom),
        place ? place->name : "",
        place && place->point ? fmt::format("{:.5f}", place->point->lat()) : "",
        place && place->point ? fmt::format("{:.5f}", place->point->lng()) : "",
        std::to_string(geo),
        d.outlet,
        c.text,
        fatalities};
    std::string line;
    for (const auto& cell : cells) line += (&cell == cells.data() ? "" : ",") + csv_field(cell);
    fmt::print("{}\n", line);
  }
};

}  // namespace

std::unique_ptr<ClaimPrinter> make_claim_printer(const std::string& format, bool with_texts) {
  if (format == "jsonl") return std::make_unique<JsonlPrinter>(with_texts);
  if (format == "csv") return std::make_unique<CsvPrinter>();
  if (format == "geojson") return std::make_unique<GeoJsonPrinter>(with_texts);
  if (format == "kml") return std::make_unique<KmlPrinter>();
  if (format == "acled") return std::make_unique<AcledPrinter>();
  return std::make_unique<TablePrinter>();
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = utf8_at(text, at).length;
    if (n + 1 == most && at + length < text.size()) return out + "…";
    out += text.substr(at, length) == "\n" ? " " : text.substr(at, length);
    at += length;
    ++n;
  }
  return out;
}

std::string days_text(const DayInterval& days) {
  return days.begin == days.end ? to_string(days.begin)
                                : to_string(days.begin) + ".." + to_string(days.end);
}

std::string to_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], width(row[i]));
    }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line += std::string(widths[i] - width(row[i]) + 2, ' ');
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string speakers_text(const Claim& claim) {
  return joined(claim.sources, [](const auto& chain) {
    return chain.empty() ? std::string() : chain.back().text;
  });
}

}  // namespace dateline::cli
