#pragma once

#include <set>
#include <unordered_map>
#include <unordered_set>

#include "dateline/record/event_pool.h"

namespace dateline {

/// All reports that bear on some: who is led to by pairs, as far as those lead, with copies, and
/// denials. What is grouped of them alone is what is grouped of all.
class EventClosure {
 public:
  /// With `before` blocks of the record are not asked: they tell of later reports too.
  EventClosure(EventPool& pool, sqlite3* db, std::string path, const HappeningModel& model,
               std::optional<std::int64_t> before);

  Status add(std::vector<std::int64_t> claims);
  /// Ascending numbers of claims; denials too.
  const std::set<std::int64_t>& members() const { return members_; }
  /// The members grouped. `numbers`: of each report of the grouping, ascending; denials are left
  /// out.
  Result<Grouping> group(std::vector<std::int64_t>& numbers);
  /// Reports within a window of one in a list that both stand in. Copies stand in none.
  Status neighbours(std::uint32_t report, std::vector<std::int64_t>& out);
  /// Of reports that new ones (ascending) have pushed out of each other's windows those that bear
  /// on each other. Requires: the new ones stand in the lists.
  Status pushed_apart(const std::vector<std::int64_t>& added, std::vector<std::int64_t>& out);
  /// The report that a denial clearly speaks of.
  Result<std::optional<std::int64_t>> denied_by(std::int64_t denial);

 private:
  Status kept_with(std::int64_t claim, std::vector<std::int64_t>& out);
  Status bearing_on(std::int64_t claim, std::vector<std::int64_t>& out);
  Status led_to(std::uint32_t report, std::vector<std::int64_t>& out);

  EventPool& pool_;
  sqlite3* db_;
  std::string path_;
  const HappeningModel& model_;
  std::optional<std::int64_t> before_;
  Statement row_of_, of_block_, denials_of_, number_;
  KeyLists lists_;
  std::set<std::int64_t> members_;
  std::unordered_set<std::int64_t> blocks_;  ///< all of whose claims were asked for
  std::unordered_map<std::uint32_t, std::vector<std::int64_t>> neighbours_;
};

}  // namespace dateline
