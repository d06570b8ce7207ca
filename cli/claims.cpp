#include <algorithm>
#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/names.h"
#include "cli/tables.h"
#include "dateline/pipeline.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct ClaimArguments {
  std::string db, near, on, from, to, known_by, words, polarity, names, format = "table";
  std::vector<std::string> places, parties, types, statuses, sources, outlets;
  double radius_km = 25, confidence = 0;
  std::size_t most = 0;
  bool without_background = false;
};

/// Parses each of the names. Fails: kArgumentInvalid with the one that is none.
template <class T, class Parse>
Status take_names(const std::vector<std::string>& names, const Parse& parse, const char* what,
                  std::vector<T>& out) {
  for (const std::string& name : names) {
    const auto parsed = parse(name);
    if (!parsed)
      return fail(ErrorCode::kArgumentInvalid,
                  fmt::format("expected a {}, found \"{}\"", what, name));
    out.push_back(*parsed);
  }
  return {};
}

/// "33.5,36.3" as a point; nullopt for anything else.
std::optional<LatLng> parse_point(std::string_view text) {
  double lat = 0, lng = 0;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, lat);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',') return {};
  const auto second = std::from_chars(first.ptr + 1, end, lng);
  if (second.ec != std::errc() || second.ptr != end) return {};
  return LatLng::make(Latitude{lat}, Longitude{lng});
}

Status take_days(const ClaimArguments& args, ClaimFilter& out) {
  std::optional<Day> on, from, to;
  for (const auto& [text, day] :
       {std::pair(&args.on, &on), std::pair(&args.from, &from), std::pair(&args.to, &to),
        std::pair(&args.known_by, &out.known_by)}) {
    const auto parsed = parse_optional_day(*text);
    if (!parsed) return tl::unexpected(parsed.error());
    *day = *parsed;
  }
  if (on) from = to = on;
  if (from || to)
    out.days = DayInterval{from.value_or(Day(1, 1, 1)), to.value_or(Day(9999, 12, 31))};
  return {};
}

Result<ClaimFilter> make_filter(const ClaimArguments& args, const Record& record) {
  ClaimFilter out;
  out.places = args.places, out.outlets = args.outlets, out.words = args.words;
  out.confidence = args.confidence, out.without_background = args.without_background;
  if (args.most > 0) out.most = args.most;
  if (!args.polarity.empty()) out.negated = args.polarity == "negated";
  for (const std::string& party : args.parties) out.parties.emplace_back(party);
  Status ok = take_names(args.types, parse_claim_type, "type of claims", out.types);
  if (ok) ok = take_names(args.statuses, parse_claim_status, "status", out.statuses);
  if (ok) ok = take_names(args.sources, parse_speaker_kind, "kind of speaker", out.sources);
  if (ok) ok = take_days(args, out);
  if (!ok) return tl::unexpected(ok.error());
  if (args.near.empty()) return out;
  out.centre = parse_point(args.near), out.radius_km = args.radius_km;
  if (!out.centre) {
    auto point = record.find_point(args.near);
    if (!point) return tl::unexpected(point.error());
    out.centre = *point;
  }
  if (!out.centre)
    return fail(ErrorCode::kPlaceUnknown,
                fmt::format("expected LAT,LON or a place of the record, found \"{}\"", args.near));
  return out;
}

ExitCode print_claims(const ClaimArguments& args) {
  auto mappings = load_type_mappings();
  if (!mappings) return report_error(mappings.error());
  auto record = Record::open_existing(args.db);
  if (!record) return report_error(record.error());
  const auto filter = make_filter(args, *record);
  if (!filter) return report_error(filter.error());
  auto claims = record->claims(*filter);
  if (!claims) return report_error(claims.error());
  const auto redactions = redactions_for(args.names, *record);
  if (!redactions) return report_error(redactions.error());
  auto printer = make_claim_printer(args.format);
  std::unordered_map<DocumentId, Document> documents;
  for (Claim& claim : *claims) {
    auto at = documents.find(claim.document);
    if (at == documents.end()) {
      auto document = record->document(claim.document, false);
      if (!document) return report_error(document.error());
      redactions->apply(**document);
      at = documents.emplace(claim.document, std::move(document->value())).first;
    }
    redactions->apply(claim);
    printer->print(claim, at->second, (*mappings)[static_cast<std::size_t>(claim.type)]);
  }
  printer->finish();
  return 0;
}

void add_filter_options(CLI::App& sub, ClaimArguments& args) {
  sub.add_option("--place", args.places, "Of this place, by id or name (several: any of them)");
  sub.add_option("--near", args.near, "Within --radius of LAT,LON or of a place of the record");
  sub.add_option("--radius", args.radius_km, "Kilometres around --near")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  sub.add_option("--party", args.parties, "Done by or to this party, or one below it");
  sub.add_option("--type", args.types, "Of this type (capture, shell, ...)");
  sub.add_option("--status", args.statuses, "Of this status (happened, denied, ...)");
  sub.add_option("--polarity", args.polarity, "affirmed or negated")
      ->check(CLI::IsMember({"affirmed", "negated"}));
  sub.add_option("--source", args.sources, "Said by such a speaker (monitor, military, ...)");
  sub.add_option("--outlet", args.outlets, "Published by this outlet, as the record names it");
  sub.add_option("--on", args.on, "What may have been so on that day (YYYY-MM-DD)");
  sub.add_option("--from", args.from, "What may have been so on that day or later");
  sub.add_option("--to", args.to, "What may have been so on that day or earlier");
  sub.add_option("--known-by", args.known_by, "Use only what had been published by that day");
  sub.add_option("--words", args.words, "With these words in the sentence: market NOT bomb");
  sub.add_option("--confidence", args.confidence, "Read with at least this confidence (0 to 1)")
      ->check(CLI::Range(0.0, 1.0));
  sub.add_flag("--no-background", args.without_background, "Without history and adjectives");
  sub.add_option("--most", args.most, "Only the first so many");
}

}  // namespace

void add_claims(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ClaimArguments>();
  CLI::App* sub = app.add_subcommand("claims", "Show the claims of a record that pass filters");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  add_filter_options(*sub, *args);
  add_names_option(*sub, args->names);
  sub->add_option("--format", args->format, "table, jsonl, csv, geojson, kml or acled")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "geojson", "kml", "acled"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline claims --db war.db --place Homs --type capture withdraw --on 2024-12-07\n"
      "  dateline claims --db war.db --near 35.13,36.75 --radius 30 --words 'school OR hospital'\n"
      "  dateline claims --db war.db --party syria.opposition --format geojson > map.geojson\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_claims(*args); });
}

}  // namespace dateline::cli
