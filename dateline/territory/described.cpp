#include "dateline/territory/described.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "dateline/base/csv.h"

// backing.csv = backer,backed,how,certainty,since,until[,source,note]
// forces.csv  = party,place,size_low,size_high,of,asof[,source,note]
// people.csv  = person,name,party,role,since,until[,source,note] ; a row a spelling

namespace dateline {
namespace {

constexpr int kBackingDays = 365, kForceDays = 30;

/// Reads one table row by row.
class Rows {
 public:
  Rows(const CsvTable& table, const CsvTable::Row& row) : table_(table), row_(row) {}

  const std::string& cell(std::string_view column) const {
    static const std::string kNone;
    return table_.column(column) < 0 ? kNone : table_.cell(row_, column);
  }

  tl::unexpected<Error> wrong(std::string_view column, std::string_view expected) const {
    return row_error(table_, row_,
                     fmt::format("{}: expected {}, found \"{}\"", column, expected, cell(column)),
                     ErrorCode::kTheatreInvalid);
  }

  Result<std::optional<double>> number(std::string_view column) const {
    const std::string& text = cell(column);
    if (text.empty()) return std::optional<double>();
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || !(value >= 0))
      return wrong(column, "a number of 0 or more");
    return std::optional<double>(value);
  }

  Result<std::optional<DayInterval>> days(std::string_view column) const {
    const std::string& text = cell(column);
    if (text.empty()) return std::optional<DayInterval>();
    const auto days = parse_partial_day(text);
    if (!days) return wrong(column, "a day, month or year");
    return days;
  }

  /// Reads since and until into `out`.
  template <class Line>
  Status range(Line& out) const {
    const auto since = days("since"), until = days("until");
    if (!since) return tl::unexpected(since.error());
    if (!until) return tl::unexpected(until.error());
    if (*since) out.since = (*since)->begin;
    if (*until) out.until = (*until)->end;
    return {};
  }

  DescribedSource source() const {
    return {fmt::format("{}:{}", std::filesystem::path(table_.path).filename().string(), row_.line),
            cell("source"),
            {},
            {},
            {},
            {}};
  }

 private:
  const CsvTable& table_;
  const CsvTable::Row& row_;
};

template <class Each>
Status each_row(const std::string& path, Each each) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const CsvTable::Row& row : table->rows)
    if (auto status = each(Rows(*table, row)); !status) return status;
  return {};
}

Status read_backing(const Rows& in, std::vector<Backing>& out) {
  Backing one;
  one.backer = ActorId(in.cell("backer"));
  one.backed = ActorId(in.cell("backed"));
  one.how = in.cell("how");
  one.note = in.cell("note");
  const auto certainty = in.number("certainty");
  if (!certainty) return tl::unexpected(certainty.error());
  one.certainty = certainty->value_or(1);
  if (auto status = in.range(one); !status) return status;
  one.sources.push_back(in.source());
  out.push_back(std::move(one));
  return {};
}

Status read_force(const Rows& in, std::vector<Force>& out) {
  Force one;
  one.party = ActorId(in.cell("party"));
  one.place = PlaceId(in.cell("place"));
  one.of = in.cell("of");
  one.note = in.cell("note");
  const auto low = in.number("size_low"), high = in.number("size_high");
  if (!low) return tl::unexpected(low.error());
  if (!high) return tl::unexpected(high.error());
  one.low = *low;
  one.high = *high;
  const auto asof = in.days("asof");
  if (!asof) return tl::unexpected(asof.error());
  if (!*asof) return in.wrong("asof", "a day");
  one.asof = (*asof)->begin;
  one.source = in.source();
  out.push_back(std::move(one));
  return {};
}

Status read_leader(const Rows& in,
                   std::set<std::tuple<std::string, std::string, std::string>>& seen,
                   std::vector<Leader>& out) {
  // Later rows of one person and office are other spellings.
  if (!seen.emplace(in.cell("person"), in.cell("party"), in.cell("role") + in.cell("since")).second)
    return {};
  Leader one;
  one.person = in.cell("person");
  one.name = in.cell("name");
  one.party = ActorId(in.cell("party"));
  one.role = in.cell("role");
  if (auto status = in.range(one); !status) return status;
  one.source = in.source();
  out.push_back(std::move(one));
  return {};
}

DescribedSource source_of(const Report& report) {
  return {{},
          report.outlet,
          report.claim->id,
          report.claim->document,
          report.published,
          report.sentence};
}

class Describer {
 public:
  Describer(const DescribedRows& rows, const std::vector<Report>& reports,
            const Gazetteer& gazetteer, const Parties& parties,
            const std::unordered_set<std::string>& force_words, Day day)
      : rows_(rows), gazetteer_(gazetteer), parties_(parties), force_words_(force_words) {
    out_.day = day;
    for (const Report& report : reports)
      if (report.claim->asserts() && report.published <= day) told_.push_back(&report);
    std::sort(told_.begin(), told_.end(), [](const Report* a, const Report* b) {
      return std::pair(a->published, a->claim->id) < std::pair(b->published, b->claim->id);
    });
  }

  DescribedWorld run() {
    for (const Backing& one : rows_.backing)
      if (is_between(out_.day, one.since, one.until)) out_.backing.push_back(one);
    for (const Leader& one : rows_.leaders)
      if (is_between(out_.day, one.since, one.until)) out_.leaders.push_back(one);
    tell_backing();
    find_forces();
    sort();
    name_parties();
    return std::move(out_);
  }

 private:
  bool acts(const ActorId& id) const {
    return !id.empty() && parties_.find(id) && parties_.acts_in_war(id);
  }

  void tell_backing() {
    std::map<std::pair<ActorId, ActorId>, Backing> told;
    for (const Report* report : told_) {
      const Claim& claim = *report->claim;
      if (claim.type != ClaimType::kSupport || out_.day - report->published > kBackingDays)
        continue;
      if (share_party(claim.who, claim.whom)) continue;
      for (const ActorReading& who : claim.who)
        for (const ActorReading& whom : claim.whom) {
          if (!acts(who.id) || !acts(whom.id)) continue;
          Backing& one = told[{who.id, whom.id}];
          one.backer = who.id;
          one.backed = whom.id;
          one.how = "told";
          one.certainty =
              one.sources.empty() ? claim.confidence : std::max(one.certainty, claim.confidence);
          one.sources.push_back(source_of(*report));
        }
    }
    for (auto& [pair, one] : told) out_.backing.push_back(std::move(one));
  }

  void find_forces() {
    std::map<std::tuple<ActorId, PlaceId, std::string>, Force> latest;
    const auto take = [&](Force one) {
      Force& known = latest[{one.party, one.place, one.of}];
      if (known.party.empty() || known.asof <= one.asof) known = std::move(one);
    };
    for (const Force& one : rows_.forces)
      if (one.asof <= out_.day) take(one);
    for (const Report* report : told_) {
      const Claim& claim = *report->claim;
      if (out_.day - report->published > kForceDays || claim.background) continue;
      if (claim.who.size() != 1 || !acts(claim.who.front().id)) continue;
      for (const Quantity& quantity : claim.quantities) {
        if (!force_words_.contains(quantity.of)) continue;
        Force one;
        one.party = claim.who.front().id;
        if (const PlaceReading* where = place_of(claim)) one.place = where->place;
        one.of = quantity.of;
        one.low = quantity.low ? *quantity.low : quantity.value;
        one.high = quantity.low ? quantity.high : std::optional(quantity.value);
        one.asof = report->published;
        one.source = source_of(*report);
        take(std::move(one));
      }
    }
    for (auto& [key, one] : latest) out_.forces.push_back(std::move(one));
  }

  /// The narrowest place that the claim is told of.
  const PlaceReading* place_of(const Claim& claim) const {
    const PlaceReading* best = nullptr;
    for (const PlaceReading& where : claim.where) {
      if (!where.is_told() || !gazetteer_.find(where.place)) continue;
      if (!best || (best->is_region && !where.is_region)) best = &where;
    }
    return best;
  }

  void sort() {
    const auto by = [](auto& lines, auto key) {
      std::stable_sort(lines.begin(), lines.end(),
                       [&](const auto& a, const auto& b) { return key(a) < key(b); });
    };
    by(out_.backing, [](const Backing& b) { return std::tuple(b.backer, b.backed, b.how); });
    by(out_.forces, [](const Force& f) { return std::tuple(f.party, f.place, f.of); });
    by(out_.leaders, [](const Leader& l) { return std::tuple(l.party, l.role, l.person); });
  }

  void name_parties() {
    std::set<ActorId> all;
    const auto add = [&](ActorId id) {
      while (!id.empty() && all.insert(id).second) {
        const Party* party = parties_.find(id);
        id = party ? party->parent : ActorId();
      }
    };
    for (const Backing& one : out_.backing) {
      add(one.backer);
      add(one.backed);
    }
    for (const Force& one : out_.forces) add(one.party);
    for (const Leader& one : out_.leaders) add(one.party);
    out_.parties.assign(all.begin(), all.end());
  }

  const DescribedRows& rows_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  const std::unordered_set<std::string>& force_words_;
  std::vector<const Report*> told_;
  DescribedWorld out_;
};

}  // namespace

Result<DescribedRows> load_described_rows(const std::string& theatre_dir) {
  DescribedRows out;
  if (theatre_dir.empty()) return out;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const Status& status :
       {each_row(theatre_dir + "/backing.csv",
                 [&](const Rows& in) { return read_backing(in, out.backing); }),
        each_row(theatre_dir + "/forces.csv",
                 [&](const Rows& in) { return read_force(in, out.forces); }),
        each_row(theatre_dir + "/people.csv",
                 [&](const Rows& in) { return read_leader(in, seen, out.leaders); })}) {
    if (!status) return tl::unexpected(status.error());
  }
  return out;
}

DescribedWorld describe_world(const DescribedRows& rows, const std::vector<Report>& reports,
                              const Gazetteer& gazetteer, const Parties& parties,
                              const std::unordered_set<std::string>& force_words, Day day) {
  return Describer(rows, reports, gazetteer, parties, force_words, day).run();
}

std::string days_text(const std::optional<Day>& since, const std::optional<Day>& until) {
  if (since && until) return to_string(*since) + " to " + to_string(*until);
  if (since) return "since " + to_string(*since);
  return until ? "until " + to_string(*until) : "";
}

}  // namespace dateline
