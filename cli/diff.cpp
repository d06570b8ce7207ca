#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/names.h"
#include "cli/tables.h"
#include "dateline/meaning/claim_json.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

constexpr std::array<const char*, 4> kStamps = {"program_version", "models", "data", "theatre"};

struct Side {
  std::unordered_map<DocumentId, Document> documents;
  std::unordered_map<ClaimId, Claim> claims;
  std::vector<std::string> stamps;
};

Result<Side> load(const std::string& db, const std::string& names) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  auto documents = record->documents(false);
  if (!documents) return tl::unexpected(documents.error());
  auto claims = record->claims();
  if (!claims) return tl::unexpected(claims.error());
  const auto redactions = redactions_for(names, *record);
  if (!redactions) return tl::unexpected(redactions.error());
  Side out;
  for (Document& one : *documents) {
    redactions->apply(one);
    const DocumentId id = one.id;
    out.documents.emplace(id, std::move(one));
  }
  for (Claim& one : *claims) {
    redactions->apply(one);
    const ClaimId id = one.id;
    out.claims.emplace(id, std::move(one));
  }
  for (const char* key : kStamps) {
    auto value = record->meta(key);
    if (!value) return tl::unexpected(value.error());
    out.stamps.push_back(value->value_or(""));
  }
  return out;
}

/// What the records were made with that differs: why claims of the same documents may.
std::string stamps_that_differ(const Side& old, const Side& now) {
  std::string out;
  for (std::size_t i = 0; i < kStamps.size(); ++i)
    if (old.stamps[i] != now.stamps[i]) out += (out.empty() ? "" : ", ") + std::string(kStamps[i]);
  return out.empty() ? "corrections" : out;
}

using Rows = std::vector<std::vector<std::string>>;

/// What stands in `a` and not in `b`. Returns how many.
std::size_t only_in(const Side& a, const Side& b, const char* sign, const std::string& why,
                    Rows& rows) {
  std::vector<std::vector<std::string>> own;
  for (const auto& [id, one] : a.documents)
    if (!b.documents.contains(id))
      own.push_back({sign, "document", id.str(), "documents", one.published.iso(), one.outlet,
                     shortened(one.title, 60)});
  for (const auto& [id, one] : a.claims)
    if (!b.claims.contains(id)) {
      const Document& d = a.documents.at(one.document);
      own.push_back({sign, "claim", id.str(),
                     b.documents.contains(one.document) ? why : "documents", d.published.iso(),
                     d.outlet, shortened(one.text, 60)});
    }
  std::sort(own.begin(), own.end());
  rows.insert(rows.end(), own.begin(), own.end());
  return own.size();
}

/// Claims of both that are read back otherwise: another place, another reading of the days.
std::size_t changed(const Side& old, const Side& now, const std::string& why, Rows& rows) {
  std::vector<std::vector<std::string>> own;
  for (const auto& [id, one] : now.claims) {
    const auto before = old.claims.find(id);
    if (before == old.claims.end() || to_json(before->second) == to_json(one)) continue;
    const Document& d = now.documents.at(one.document);
    own.push_back(
        {"~", "claim", id.str(), why, d.published.iso(), d.outlet, shortened(one.text, 60)});
  }
  std::sort(own.begin(), own.end());
  rows.insert(rows.end(), own.begin(), own.end());
  return own.size();
}

struct DiffArguments {
  std::string old_db, new_db, names;
};

ExitCode diff(const DiffArguments& args) {
  auto old = load(args.old_db, args.names), now = load(args.new_db, args.names);
  for (const auto* side : {&old, &now})
    if (!*side) return report_error(side->error());
  const std::string why = stamps_that_differ(*old, *now);
  Rows rows = {{"", "what", "id", "because of", "published", "outlet", "words"}};
  const std::size_t gone = only_in(*old, *now, "-", why, rows);
  const std::size_t added = only_in(*now, *old, "+", why, rows);
  const std::size_t other = changed(*old, *now, why, rows);
  if (rows.size() > 1) fmt::print("{}", to_table(rows));
  for (std::size_t i = 0; i < kStamps.size(); ++i)
    if (old->stamps[i] != now->stamps[i])
      fmt::print("{}: {} -> {}\n", kStamps[i], old->stamps[i], now->stamps[i]);
  fmt::print(stderr, "{} only in {}, {} only in {}, {} read otherwise\n", gone, args.old_db, added,
             args.new_db, other);
  return gone + added + other == 0 ? 0 : 1;
}

}  // namespace

void add_diff(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<DiffArguments>();
  CLI::App* sub = app.add_subcommand("diff", "Show what differs between two records, and why");
  sub->add_option("OLD", args->old_db, "A record")->required();
  sub->add_option("NEW", args->new_db, "Another")->required();
  add_names_option(*sub, args->names);
  sub->footer(
      "Examples:\n"
      "  dateline diff monday.db tuesday.db\n"
      "Exit code: 0 nothing differs, 1 something does, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = diff(*args); });
}

}  // namespace dateline::cli
