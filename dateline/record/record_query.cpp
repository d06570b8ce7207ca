// Questions to the claims of a record; record_read.cpp reads the rest of it.

#include <algorithm>
#include <limits>
#include <variant>

#include <fmt/format.h>

#include "dateline/meaning/claim_json.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/facets.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;

/// A condition in SQL, and the values that stand for its question marks.
class Condition {
 public:
  template <class... Values>
  void add(const std::string& sql, Values... values) {
    sql_ += (sql_.empty() ? " WHERE " : " AND ") + sql;
    (values_.emplace_back(std::move(values)), ...);
  }
  const std::string& sql() const { return sql_; }
  void bind(Statement& statement) const {
    for (const auto& one : values_) std::visit([&](const auto& it) { statement.bind(it); }, one);
  }

 private:
  std::string sql_;
  std::vector<std::variant<std::string, std::int64_t, double>> values_;
};

/// From where, and on what condition. What the index tells comes first, and comes in the order of
/// numbers, so that a first page costs no more than its rows.
struct Question {
  std::string from;
  Condition where;
  std::string number;  ///< the column in the order of which the rows come
  bool is_indexed = false;
};

Question question_of(const ClaimFilter& filter, std::optional<std::int64_t> after) {
  Question out{"claims c", {}, "c.number"};
  if (const std::string words = filter.as_read ? "" : index_question(filter); !words.empty()) {
    out.is_indexed = true;
    out.from = "claim_index CROSS JOIN claims c ON c.number = claim_index.rowid";
    out.number = "claim_index.rowid";
    out.where.add("claim_index MATCH ?", words);
  }
  if (filter.known_by) out.where.add(out.number + " < ?", first_number(*filter.known_by + 1));
  if (after) out.where.add(out.number + " > ?", *after);
  if (filter.id) out.where.add("c.id = ?", filter.id->str());
  if (filter.document) out.where.add("c.document = ?", filter.document->str());
  if (filter.confidence > 0) out.where.add("c.confidence >= ?", filter.confidence);
  if (filter.days && !tells_days(*filter.days)) {
    out.where.add("c.first_day <= ?", to_string(filter.days->end));
    out.where.add("c.last_day >= ?", to_string(filter.days->begin));
  }
  return out;
}

bool is_near(const std::vector<LatLng>& points, const ClaimFilter& filter) {
  return std::any_of(points.begin(), points.end(), [&](LatLng one) {
    return distance_m(one, *filter.centre) <= filter.radius_km * 1000;
  });
}

/// Points of claims that are not wrong, without the rest of them.
class Points {
 public:
  Points(sqlite3* db, const CorrectedClaims& corrected)
      : rows_(db, "SELECT lat, lon FROM claim_places WHERE claim = ? AND lat IS NOT NULL"),
        corrected_(corrected) {}

  std::vector<LatLng> of(std::int64_t number, const std::string& id) {
    std::vector<LatLng> out;
    if (const auto said = corrected_.find(id); said != corrected_.end())
      return {*said->second.place->point};
    for (rows_.bind(number); rows_.step();) {
      const double lat = rows_.real(), lng = rows_.real();
      if (const auto point = LatLng::make(Latitude{lat}, Longitude{lng})) out.push_back(*point);
    }
    rows_.reset();
    return out;
  }

 private:
  Statement rows_;
  const CorrectedClaims& corrected_;
};

/// The columns from `json` on.
Result<Claim> read_claim(Statement& rows, std::string id, const std::string& path) {
  auto claim = parse_claim_json(rows.text());
  // JSON shows U+FFFD for bytes that are no UTF-8, and four decimals of the confidence; the
  // columns have them as they were.
  std::string text = rows.text();
  const double confidence = rows.real();
  DocumentId document(rows.text());
  const std::int64_t size = rows.number();
  if (!claim || claim->span.end > size || claim->sentence.end > size)
    return fail(kRead,
                fmt::format("claim {}: {}", id,
                            claim ? "its span lies outside of the text" : claim.error().detail),
                path);
  claim->text = std::move(text);
  claim->confidence = confidence;
  claim->id = ClaimId(std::move(id));
  claim->document = std::move(document);
  return std::move(*claim);
}

}  // namespace

Status Record::visit_claims(const ClaimFilter& filter,
                            const std::function<Status(std::int64_t, Claim&&)>& take) const {
  std::optional<std::int64_t> after;
  if (filter.after) {
    Statement row(db_, "SELECT number FROM claims WHERE id = ?");
    if (!row.bind(filter.after->str()).step())
      return fail(ErrorCode::kArgumentInvalid,
                  fmt::format("expected a claim of the record, found \"{}\"", filter.after->str()));
    after = row.number();
  }
  if (auto ok = check_words(filter); !ok) return ok;
  auto corrected = corrected_claims();
  if (!corrected) return tl::unexpected(corrected.error());
  if (filter.as_read) corrected->clear();
  const Question question = question_of(filter, after);
  Statement rows(db_, "SELECT " + question.number +
                          ", c.id, c.json, c.text, c.confidence, c.document, d.size FROM " +
                          question.from + " CROSS JOIN documents d ON d.id = c.document" +
                          question.where.sql() + " ORDER BY " + question.number);
  question.where.bind(rows);
  Points points(db_, *corrected);
  for (std::size_t taken = 0; (!filter.most || taken < *filter.most) && rows.step();) {
    const std::int64_t number = rows.number();
    std::string id = rows.text();
    const auto said = corrected->find(id);
    if (said != corrected->end() && said->second.is_wrong()) continue;
    if (filter.centre && !is_near(points.of(number, id), filter)) continue;
    auto claim = read_claim(rows, std::move(id), path_);
    if (!claim) return tl::unexpected(claim.error());
    if (said != corrected->end()) said->second.apply(*claim);
    if (auto ok = take(number, std::move(*claim)); !ok) return ok;
    ++taken;
  }
  return rows.status(kRead, path_);
}

/// Words that hold by themselves hold within brackets too.
Status Record::check_words(const ClaimFilter& filter) const {
  if (filter.words.empty()) return {};
  Statement row(db_, "SELECT 1 FROM claim_index WHERE claim_index MATCH ? LIMIT 1");
  row.bind(filter.words).step();
  return row.status(ErrorCode::kArgumentInvalid, path_);
}

Status Record::each_claim(const ClaimFilter& filter,
                          const std::function<Status(Claim&&)>& take) const {
  return visit_claims(filter, [&](std::int64_t, Claim&& one) { return take(std::move(one)); });
}

Result<std::vector<Claim>> Record::claims(const ClaimFilter& filter) const {
  std::vector<Claim> out;
  auto ok = each_claim(filter, [&](Claim&& one) {
    out.push_back(std::move(one));
    return Status();
  });
  if (!ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::optional<Claim>> Record::claim(const ClaimId& id) const {
  ClaimFilter filter;
  filter.id = id;
  auto found = claims(filter);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::optional<Claim>(std::move(found->front()));
}

Result<std::int64_t> Record::count_claims(const ClaimFilter& filter) const {
  if (auto ok = check_words(filter); !ok) return tl::unexpected(ok.error());
  auto corrected = corrected_claims();
  if (!corrected) return tl::unexpected(corrected.error());
  if (filter.as_read) corrected->clear();
  const Question question = question_of(filter, {});
  // Only what the index does not tell to the end is asked of the claims themselves.
  const bool by_row = filter.centre || filter.confidence > 0 || filter.document || filter.id ||
                      (filter.days && !tells_days(*filter.days)) || !question.is_indexed;
  std::int64_t out = 0;
  if (!by_row) {
    Statement row(db_, "SELECT count(*) FROM claim_index" + question.where.sql());
    question.where.bind(row);
    if (row.step()) out = row.number();
    if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    return out;
  }
  Statement rows(
      db_, "SELECT " + question.number + ", c.id FROM " + question.from + question.where.sql());
  question.where.bind(rows);
  Points points(db_, *corrected);
  while (rows.step()) {
    const std::int64_t number = rows.number();
    const std::string id = rows.text();
    const auto said = corrected->find(id);
    out += (said == corrected->end() || !said->second.is_wrong()) &&
           (!filter.centre || is_near(points.of(number, id), filter));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::optional<LatLng>> Record::find_point(const std::string& place) const {
  Statement names(db_,
                  "SELECT place FROM claim_places WHERE name = ? COLLATE NOCASE AND place <> ''"
                  " GROUP BY place ORDER BY count(*) DESC, place");
  Statement point(db_,
                  "SELECT lat, lon FROM claim_places WHERE place = ? AND lat IS NOT NULL LIMIT 1");
  std::optional<LatLng> out;
  std::vector<std::string> ids = {place};
  for (names.bind(place); names.step();) ids.push_back(names.text());
  if (auto ok = names.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  for (const std::string& id : ids) {
    if (point.bind(id).step()) {
      const double lat = point.real(), lng = point.real();
      out = LatLng::make(Latitude{lat}, Longitude{lng});
    }
    if (auto ok = point.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    point.reset();
    if (out) break;
  }
  return out;
}

}  // namespace dateline
