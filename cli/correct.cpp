#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/shown.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

/// How the machine had read what people corrected.
class Score {
 public:
  /// Before the corrections are applied.
  static Result<Score> of(const Record& record, const std::vector<Correction>& corrections) {
    Score out;
    ClaimFilter as_read;
    as_read.as_read = true;
    for (const Correction& one : corrections) {
      if (one.what == "day") {
        if (auto ok = out.add_day(record, one); !ok) return tl::unexpected(ok.error());
        continue;
      }
      as_read.id = ClaimId(one.key);
      const auto claims = record.claims(as_read);
      if (!claims) return tl::unexpected(claims.error());
      if (claims->empty()) continue;
      const Claim& claim = claims->front();
      if (one.what == "wrong") out.wrong_.push_back(claim.confidence);
      if (one.what == "place" && !claim.where.empty())
        out.places_.push_back(claim.where.front().probability);
      if (one.what == "same" || one.what == "different")
        if (auto ok = out.add_pair(record, one); !ok) return tl::unexpected(ok.error());
    }
    return out;
  }

  void print() const {
    if (!wrong_.empty())
      fmt::print(
          "{} claims are called wrong; they were read with a confidence of {:.2f} in the mean\n",
          wrong_.size(), mean(wrong_));
    if (!places_.empty())
      fmt::print("{} places are others; they were read with a probability of {:.2f} in the mean\n",
                 places_.size(), mean(places_));
    if (same_ > 0)
      fmt::print("{} pairs are one happening; {} of them were found to be\n", same_, same_found_);
    if (different_ > 0)
      fmt::print("{} pairs are two happenings; {} of them were found to be\n", different_,
                 different_found_);
    if (!days_.empty())
      fmt::print("{} documents are of another day, {:.0f} days off in the mean\n", days_.size(),
                 mean(days_));
  }

 private:
  static double mean(const std::vector<double>& list) {
    return std::accumulate(list.begin(), list.end(), 0.0) / static_cast<double>(list.size());
  }

  Status add_day(const Record& record, const Correction& one) {
    const auto document = record.document(DocumentId(one.key), false);
    if (!document) return tl::unexpected(document.error());
    const auto right = parse_day(one.value);
    if (*document && right) days_.push_back(std::abs((*document)->published.day - *right));
    return {};
  }

  Status add_pair(const Record& record, const Correction& one) {
    HappeningFilter filter;
    filter.id = one.key;
    const auto found = EventStore::happenings(record, filter);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return {};
    const bool is_one = std::ranges::any_of(
        found->front().claims, [&](const ClaimId& id) { return id.str() == one.value; });
    const bool says_same = one.what == "same";
    (says_same ? same_ : different_) += 1;
    (says_same ? same_found_ : different_found_) += is_one == says_same;
    return {};
  }

  std::vector<double> wrong_, places_, days_;
  int same_ = 0, same_found_ = 0, different_ = 0, different_found_ = 0;
};

ExitCode correct(const std::string& db, const std::string& file) {
  auto corrections = load_corrections(file);
  if (!corrections) return report_error(corrections.error());
  auto there = Record::open_existing(db);
  if (!there) return report_error(there.error());
  auto record = Record::open(db);
  if (!record) return report_error(record.error());
  const auto score = Score::of(*record, *corrections);
  if (!score) return report_error(score.error());
  const auto unmatched = record->set_corrections(*corrections);
  if (!unmatched) return report_error(unmatched.error());
  for (const Correction& one : *unmatched)
    fmt::print("{} {}{}{}: matches nothing in the record\n", one.what, one.key,
               one.value.empty() ? "" : " ", one.value);
  fmt::print("{} corrections, {} match\n", corrections->size(),
             corrections->size() - unmatched->size());
  score->print();
  if (auto ok = update_events(*record); !ok) return report_error(ok.error());
  return unmatched->empty() ? 0 : 1;
}

}  // namespace

void add_correct(CLI::App& app, ExitCode& exit_code) {
  struct Arguments {
    std::string db, file;
  };
  auto args = std::make_shared<Arguments>();
  CLI::App* sub = app.add_subcommand("correct", "Apply a file of corrections to a record");
  sub->add_option("FILE", args->file, "Corrections: CSV with what,key,value,who,day,why")
      ->required();
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->footer(
      "Examples:\n"
      "  dateline correct corrections.csv --db war.db\n"
      "Exit code: 0 all match, 1 some match nothing (each told), 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = correct(args->db, args->file); });
}

}  // namespace dateline::cli
