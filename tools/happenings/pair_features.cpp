// The features of labelled pairs of reports, for fit_match.py: pair_features RECORD PAIRS >
// features.csv PAIRS is tests/gold/same_event.csv; its documents are the external ids of the
// record's.

#include <fmt/format.h>
#include <charconv>
#include <cstdlib>
#include <unordered_map>

#include "dateline/base/csv.h"
#include "dateline/pipeline.h"
#include "dateline/record/event_match.h"
#include "dateline/record/record.h"

namespace dateline {
namespace {

constexpr int kBackground = 10;
constexpr int kApartDays = 60;

bool any_claim(const Claim&) { return true; }

void print_row(const std::string& head, const MatchFeatures& features) {
  fmt::print("{}", head);
  for (const double value : features) fmt::print(",{:.6g}", value);
  fmt::print("\n");
}

/// Pairs of reports of one family, far apart in time, by a fixed walk through all.
void print_background(const EventReports& reports, std::size_t wanted) {
  std::vector<EventReport> of;
  for (const EventReport& one : reports.reports)
    if (is_event_report(*one.claim)) of.push_back(one);
  constexpr std::size_t kStride = 7919, kLeap = 104729;  // primes
  for (std::size_t i = 0, step = 0; i < wanted && step < 100 * wanted; ++step) {
    EventReport a = of[step * kStride % of.size()], b = of[step * kLeap % of.size()];
    if (a.family != b.family ||
        std::abs(a.document->published.day - b.document->published.day) < kApartDays)
      continue;
    b.days = a.days;
    print_row(fmt::format("{},{},background,no", a.document->external_id, b.document->external_id),
              compare(reports, a, b));
    ++i;
  }
}

/// The report whose clause is most like the bytes; nullptr where none lies on them.
const EventReport* find_report(const std::vector<const EventReport*>& of, ByteSpan span) {
  const EventReport* out = nullptr;
  double most = 0;
  for (const EventReport* one : of) {
    const ByteSpan it = one->claim->span;
    const std::uint32_t begin = std::max(it.begin, span.begin), end = std::min(it.end, span.end);
    if (begin >= end) continue;
    const double share = static_cast<double>(end - begin) /
                         (std::max(it.end, span.end) - std::min(it.begin, span.begin));
    if (share > most) most = share, out = one;
  }
  return out;
}

Status print(const std::string& db, const std::string& pairs) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  auto documents = record->documents(true);
  if (!documents) return tl::unexpected(documents.error());
  auto claims = record->claims();
  if (!claims) return tl::unexpected(claims.error());
  auto words = EventWords::load(home_dir() + "/data/happenings/words.csv");
  if (!words) return tl::unexpected(words.error());
  auto table = load_csv(pairs);
  if (!table) return tl::unexpected(table.error());
  const EventReports reports = make_event_reports(*claims, *documents, *words, any_claim);
  std::unordered_map<std::string, std::vector<const EventReport*>> by_document;
  for (const EventReport& one : reports.reports)
    by_document[one.document->external_id].push_back(&one);
  fmt::print("document_a,document_b,part,same");
  for (std::size_t i = 0; i < kMatchFeatures; ++i)
    fmt::print(",{}", to_string(static_cast<MatchFeature>(i)));
  fmt::print("\n");
  for (const auto& row : table->rows) {
    const auto report = [&](const std::string& side) {
      const auto number = [&](const std::string& column) {
        const std::string& text = table->cell(row, column);
        std::uint32_t out = 0;
        std::from_chars(text.data(), text.data() + text.size(), out);
        return out;
      };
      return find_report(by_document[table->cell(row, "document_" + side)],
                         {number("begin_" + side), number("end_" + side)});
    };
    const EventReport *a = report("a"), *b = report("b");
    if (a == nullptr || b == nullptr) continue;
    print_row(
        fmt::format("{},{},{},{}", table->cell(row, "document_a"), table->cell(row, "document_b"),
                    table->cell(row, "part"), table->cell(row, "same")),
        compare(reports, *a, *b));
  }
  print_background(reports, kBackground * table->rows.size());
  return {};
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: pair_features RECORD PAIRS\n");
    return 2;
  }
  const auto done = dateline::print(argv[1], argv[2]);
  if (!done) fmt::print(stderr, "{}\n", to_string(done.error()));
  return done ? 0 : 2;
}
