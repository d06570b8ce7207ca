#include "dateline/record/event_closure.h"

#include <algorithm>
#include <map>

#include "dateline/base/sort_unique.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;

/// Pairs of a list that were within a window of each other before the fresh entries came.
void find_pushed(const std::vector<KeyLists::Entry>& entries,
                 const std::vector<KeyLists::Entry>& fresh, std::size_t window,
                 std::set<std::pair<std::int64_t, std::int64_t>>& out) {
  const auto is_fresh = [&](const KeyLists::Entry& one) {
    return std::binary_search(fresh.begin(), fresh.end(), one);
  };
  std::size_t behind_fresh = 0;  // old entries from here on have no fresh one close behind
  for (const KeyLists::Entry& one : fresh) {
    const auto at = static_cast<std::size_t>(std::lower_bound(entries.begin(), entries.end(), one) -
                                             entries.begin());
    for (std::size_t i = std::max(behind_fresh, at > window ? at - window : 0); i < at; ++i) {
      if (is_fresh(entries[i])) continue;
      std::size_t old = 0;
      for (std::size_t j = i + 1;
           j < entries.size() && old < window && entries[j].first - entries[i].first <= kWindowDays;
           ++j) {
        if (is_fresh(entries[j])) continue;
        ++old;
        if (j - i > window) out.emplace(entries[i].second, entries[j].second);
      }
    }
    behind_fresh = std::max(behind_fresh, at);
  }
}

}  // namespace

EventClosure::EventClosure(EventPool& pool, sqlite3* db, std::string path,
                           const HappeningModel& model, std::optional<std::int64_t> before)
    : pool_(pool),
      db_(db),
      path_(path),
      model_(model),
      before_(before),
      row_of_(db, "SELECT block, denies FROM happening_claims WHERE claim = ?"),
      of_block_(db, "SELECT claim FROM happening_claims WHERE block = ?"),
      denials_of_(db, "SELECT claim FROM happening_claims WHERE denies = ?"),
      number_(db, "SELECT number FROM claims WHERE id = ?"),
      lists_(db, std::move(path), before) {}

Status EventClosure::neighbours(std::uint32_t report, std::vector<std::int64_t>& out) {
  const EventReport& one = pool_.all().reports[report];
  if (one.copy_of) return {};
  if (const auto known = neighbours_.find(report); known != neighbours_.end()) {
    out = known->second;
    return {};
  }
  const KeyLists::Entry entry{one.days.begin.number(), pool_.number(report)};
  for (const std::uint64_t key : keys_of(pool_.all(), one))
    if (auto ok = lists_.around(key, entry, out); !ok) return ok;
  sort_unique(out);
  neighbours_.emplace(report, out);
  return {};
}

/// Claims of the same block, those that deny it, and what it denies. Each block is asked for once.
Status EventClosure::kept_with(std::int64_t claim, std::vector<std::int64_t>& out) {
  std::optional<std::int64_t> block;
  if (row_of_.bind(claim).step()) {
    block = row_of_.number();
    if (const auto denied = row_of_.maybe_number()) out.push_back(*denied);
  }
  if (auto ok = row_of_.status(kRead, path_); !ok) return ok;
  row_of_.reset();
  if (block && blocks_.insert(*block).second) {
    for (of_block_.bind(*block); of_block_.step();) out.push_back(of_block_.number());
    if (auto ok = of_block_.status(kRead, path_); !ok) return ok;
    of_block_.reset();
  }
  for (denials_of_.bind(claim); denials_of_.step();) out.push_back(denials_of_.number());
  const Status ok = denials_of_.status(kRead, path_);
  denials_of_.reset();
  return ok;
}

/// What the record says bears on a claim, and what people said.
Status EventClosure::bearing_on(std::int64_t claim, std::vector<std::int64_t>& out) {
  if (!before_)
    if (auto ok = kept_with(claim, out); !ok) return ok;
  const std::uint32_t report = *pool_.find(claim);
  const ClaimId& id = pool_.all().reports[report].claim->id;
  for (const auto& [a, b] : model_.joined) {
    if (a != id && b != id) continue;
    if (number_.bind((a == id ? b : a).str()).step()) {
      const std::int64_t other = number_.number();
      if (!before_ || other < *before_) out.push_back(other);
    }
    if (auto ok = number_.status(kRead, path_); !ok) return ok;
    number_.reset();
  }
  if (const auto original = pool_.all().reports[report].copy_of)
    out.push_back(pool_.number(*original));
  for (const std::uint32_t copy : pool_.copies_of(report)) out.push_back(pool_.number(copy));
  return {};
}

/// Neighbours that a pair leads to.
Status EventClosure::led_to(std::uint32_t report, std::vector<std::int64_t>& out) {
  std::vector<std::int64_t> near;
  if (auto ok = neighbours(report, near); !ok) return ok;
  const EventReports& all = pool_.all();
  const EventReport& one = all.reports[report];
  if (one.dissents) {
    // What it speaks of is drawn anew with it.
    const auto target = denied_by(pool_.number(report));
    if (!target) return tl::unexpected(target.error());
    if (*target) out.push_back(**target);
    return {};
  }
  const std::int32_t bound = score_bound(kJoin), denied = score_bound(kDissent);
  for (const std::int64_t number : near) {
    if (members_.contains(number)) continue;
    const auto other = pool_.find(number);
    if (!other || !may_be_one(one, all.reports[*other])) continue;
    const EventReport& it = all.reports[*other];
    if (it.dissents && !may_deny(it, one)) continue;
    if (score_pair(all, one, it, model_.weights) > (it.dissents ? denied - 1 : bound))
      out.push_back(number);
  }
  return {};
}

Status EventClosure::pushed_apart(const std::vector<std::int64_t>& added,
                                  std::vector<std::int64_t>& out) {
  std::map<std::uint64_t, std::vector<KeyLists::Entry>> by_key;
  for (const std::int64_t number : added) {
    const auto report = pool_.find(number);
    if (!report || pool_.all().reports[*report].copy_of) continue;
    const EventReport& one = pool_.all().reports[*report];
    for (const std::uint64_t key : keys_of(pool_.all(), one))
      by_key[key].emplace_back(one.days.begin.number(), number);
  }
  std::set<std::pair<std::int64_t, std::int64_t>> pairs;
  for (auto& [key, fresh] : by_key) {
    std::sort(fresh.begin(), fresh.end());
    const auto list =
        lists_.stretch(key, fresh.front().first - kWindowDays, fresh.back().first + kWindowDays);
    if (!list) return tl::unexpected(list.error());
    find_pushed((*list)->entries, fresh, window_of(key), pairs);
  }
  Statement same(db_,
                 "SELECT 1 FROM happening_claims x JOIN happening_claims y WHERE x.claim = ?1 AND"
                 " y.claim = ?2 AND (x.block = y.block OR x.denies = ?2 OR y.denies = ?1)");
  for (const auto& [x, y] : pairs) {
    if (same.bind(x).bind(y).step()) out.push_back(x), out.push_back(y);
    if (auto ok = same.status(kRead, path_); !ok) return ok;
    same.reset();
  }
  return {};
}

Status EventClosure::add(std::vector<std::int64_t> todo) {
  while (!todo.empty()) {
    sort_unique(todo);
    std::erase_if(todo, [&](std::int64_t one) { return members_.contains(one); });
    if (auto ok = pool_.load(todo); !ok) return ok;
    std::erase_if(todo, [&](std::int64_t one) { return !pool_.find(one); });
    // All that is compared is read in one go.
    std::vector<std::int64_t> near;
    for (const std::int64_t claim : todo) {
      members_.insert(claim);
      std::vector<std::int64_t> own;
      if (auto ok = neighbours(*pool_.find(claim), own); !ok) return ok;
      near.insert(near.end(), own.begin(), own.end());
    }
    sort_unique(near);
    if (auto ok = pool_.load(near); !ok) return ok;
    std::vector<std::int64_t> more;
    for (const std::int64_t claim : todo) {
      if (auto ok = bearing_on(claim, more); !ok) return ok;
      if (auto ok = led_to(*pool_.find(claim), more); !ok) return ok;
    }
    todo = std::move(more);
  }
  return {};
}

Result<std::optional<std::int64_t>> EventClosure::denied_by(std::int64_t denial) {
  const EventReports& all = pool_.all();
  std::uint32_t report = *pool_.find(denial);
  report = all.reports[report].copy_of.value_or(report);
  std::vector<std::int64_t> near;
  if (auto ok = neighbours(report, near); !ok) return tl::unexpected(ok.error());
  if (auto ok = pool_.load(near); !ok) return tl::unexpected(ok.error());
  const EventReport& one = pool_.all().reports[report];
  std::optional<std::int64_t> out;
  std::int32_t best = score_bound(kDissent) - 1;
  for (const std::int64_t number : near) {
    const auto other = pool_.find(number);
    if (!other) continue;
    const EventReport& told = pool_.all().reports[*other];
    if (told.dissents || !may_be_one(one, told) || !may_deny(one, told)) continue;
    const std::int32_t score = score_pair(pool_.all(), one, told, model_.weights);
    if (score > best) best = score, out = number;
  }
  return out;
}

Result<Grouping> EventClosure::group(std::vector<std::int64_t>& numbers) {
  numbers.clear();
  std::unordered_map<std::int64_t, std::uint32_t> at;
  EventReports own;
  std::vector<std::uint32_t> from;
  for (const std::int64_t number : members_) {
    const std::uint32_t report = *pool_.find(number);
    if (pool_.all().reports[report].dissents) continue;
    at.emplace(number, static_cast<std::uint32_t>(numbers.size()));
    numbers.push_back(number), from.push_back(report);
    own.reports.push_back(pool_.all().reports[report]);
  }
  for (EventReport& one : own.reports)
    if (one.copy_of) one.copy_of = at.at(pool_.number(*one.copy_of));
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < numbers.size(); ++i) {
    std::vector<std::int64_t> near;
    if (auto ok = neighbours(from[i], near); !ok) return tl::unexpected(ok.error());
    for (const std::int64_t number : near) {
      const auto other = at.find(number);
      if (other != at.end() && i < other->second &&
          may_be_one(own.reports[i], own.reports[other->second]))
        pairs.emplace_back(i, other->second);
    }
  }
  // Lent for as long as they are compared.
  std::swap(own.contexts, pool_.all().contexts), std::swap(own.leads, pool_.all().leads);
  Matches matches = match_pairs(own, model_.weights, kJoin, [&](const TakePair& take) {
    for (const auto& [a, b] : pairs) take(a, b);
  });
  Grouping out = group_reports(own, std::move(matches), pool_.origins(), model_);
  std::swap(own.contexts, pool_.all().contexts), std::swap(own.leads, pool_.all().leads);
  return out;
}

}  // namespace dateline
