#include <algorithm>
#include <charconv>
#include <cstdio>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/events.h"
#include "cli/names.h"
#include "cli/sharing.h"
#include "cli/tables.h"
#include "dateline/pipeline.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct ClaimArguments {
  std::string db, near, on, from, to, month, known_by, words, polarity, after, names,
      format = "table";
  std::vector<std::string> places, parties, types, statuses, sources, outlets;
  double radius_km = 25, confidence = 0;
  std::optional<std::size_t> limit;
  bool without_background = false, count = false;
  SharingArguments sharing;
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
  if (!args.month.empty()) {
    const auto month = parse_partial_day(args.month);
    if (!month)
      return fail(ErrorCode::kDayInvalid,
                  fmt::format("expected --month YYYY-MM, found \"{}\"", args.month));
    from = month->begin, to = month->end;
  }
  if (from || to)
    out.days = DayInterval{from.value_or(Day(1, 1, 1)), to.value_or(Day(9999, 12, 31))};
  return {};
}

Result<ClaimFilter> make_filter(const ClaimArguments& args, const Record& record) {
  ClaimFilter out;
  out.places = args.places, out.outlets = args.outlets, out.words = args.words;
  out.confidence = args.confidence, out.without_background = args.without_background;
  if (!args.after.empty()) out.after = ClaimId(args.after);
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

/// Rows of a table are all there before the first is printed; the other formats print each row as
/// it comes, and are for whole exports.
constexpr std::size_t kTableRows = 200;

/// Prints claims with their documents; a claim's document is that of the one before it, or new.
class ShownClaims {
 public:
  ShownClaims(const Record& record, const ClaimArguments& args, const Sharing& sharing,
              std::vector<TypeMapping> mappings)
      : record_(record),
        args_(args),
        sharing_(sharing),
        mappings_(std::move(mappings)),
        printer_(make_claim_printer(args.format, sharing.shows_texts())) {}

  Status print(Claim claim) {
    if (claim.document != document_.id)
      if (auto ok = next_document(claim.document); !ok) return ok;
    redactions_.apply(claim);
    const TypeMapping& mapping = mappings_[static_cast<std::size_t>(claim.type)];
    // A table is looked at here; the other formats go out.
    if (args_.format == "table")
      printer_->print(claim, document_, mapping);
    else
      send_out(claim, mapping);
    last_ = claim.id;
    return {};
  }
  void finish() { printer_->finish(); }
  const ClaimId& last() const { return last_; }

 private:
  /// The names of coarsened places are in no words that go out with the claim.
  void send_out(Claim& claim, const TypeMapping& mapping) {
    if (!sharing_.coarsens(claim)) {
      sharing_.apply(claim);
      return printer_->print(claim, document_, mapping);
    }
    Document document = document_;
    document.title = sharing_.words(claim, std::move(document.title));
    document.text = sharing_.words(claim, std::move(document.text));
    sharing_.apply(claim);
    printer_->print(claim, document, mapping);
  }

  Status next_document(const DocumentId& id) {
    auto document = record_.document(id, sharing_.shows_texts());
    if (!document) return tl::unexpected(document.error());
    document_ = std::move(document->value());
    auto redactions = redactions_for(args_.names, record_, id);
    if (!redactions) return tl::unexpected(redactions.error());
    redactions_ = std::move(*redactions);
    redactions_.apply(document_);
    sharing_.apply(document_);
    const auto size = static_cast<std::uint32_t>(document_.text.size());
    if (size > 0) document_.text = redactions_.slice(document_, {0, size});
    return {};
  }

  const Record& record_;
  const ClaimArguments& args_;
  const Sharing& sharing_;
  std::vector<TypeMapping> mappings_;
  std::unique_ptr<ClaimPrinter> printer_;
  Document document_;
  Redactions redactions_;
  ClaimId last_;
};

ExitCode print_claims(const ClaimArguments& args) {
  auto mappings = load_type_mappings();
  if (!mappings) return report_error(mappings.error());
  auto record = Record::open_existing(args.db);
  if (!record) return report_error(record.error());
  auto filter = make_filter(args, *record);
  if (!filter) return report_error(filter.error());
  const auto sharing = Sharing::make(args.sharing);
  if (!sharing) return report_error(sharing.error());
  if (const auto last = sharing->last_day())
    filter->known_by = std::min(filter->known_by.value_or(*last), *last);
  if (args.count) {
    const auto count = record->count_claims(*filter);
    if (!count) return report_error(count.error());
    fmt::print("{}\n", *count);
    return 0;
  }
  const std::size_t limit = args.limit.value_or(args.format == "table" ? kTableRows : 0);
  // One more than is shown, to know whether there are more.
  if (limit > 0) filter->most = limit + 1;
  ShownClaims shown(*record, args, *sharing, std::move(*mappings));
  std::size_t printed = 0;
  const auto ok = record->each_claim(*filter, [&](Claim&& claim) -> Status {
    if (limit > 0 && printed == limit) {
      ++printed;
      return {};
    }
    ++printed;
    return shown.print(std::move(claim));
  });
  if (!ok) return report_error(ok.error());
  shown.finish();
  std::fflush(stdout);
  if (limit > 0 && printed > limit)
    fmt::print(stderr,
               "more claims pass: --after {} goes on, --limit 0 shows all, --count counts\n",
               shown.last().str());
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
  sub.add_option("--month", args.month, "What may have been so in that month (YYYY-MM)");
  sub.add_option("--known-by", args.known_by, "Use only what had been published by that day");
  sub.add_option("--words", args.words, "With these words in the sentence: market NOT bomb");
  sub.add_option("--confidence", args.confidence, "Read with at least this confidence (0 to 1)")
      ->check(CLI::Range(0.0, 1.0));
  sub.add_flag("--no-background", args.without_background, "Without history and adjectives");
  sub.add_option("--limit,--most", args.limit,
                 "Only the first so many; 0: all (a table shows 200 where nothing is said)");
  sub.add_option("--after", args.after, "Only those behind this claim, by its id: the next page");
  sub.add_flag("--count", args.count, "Print how many pass, and none of them");
}

}  // namespace

void add_claims(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ClaimArguments>();
  CLI::App* sub = app.add_subcommand("claims", "Show the claims of a record that pass filters");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  add_filter_options(*sub, *args);
  add_names_option(*sub, args->names);
  add_sharing_options(*sub, args->sharing);
  sub->add_option("--format", args->format, "table, jsonl, csv, geojson, kml or acled")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "geojson", "kml", "acled"}))
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline claims --db war.db --place Homs --type capture withdraw --on 2024-12-07\n"
      "  dateline claims --db war.db --near 35.13,36.75 --radius 30 --words 'school OR hospital'\n"
      "  dateline claims --db war.db --month 2024-11 --type airstrike --count\n"
      "  dateline claims --db war.db --party syria.opposition --format geojson > map.geojson\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_claims(*args); });
}

}  // namespace dateline::cli
