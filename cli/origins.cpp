#include <algorithm>
#include <iterator>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/tables.h"
#include "dateline/record/origins.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct OriginArguments {
  std::string db, known_by, format = "table";
  bool all = false;
};

using ById = std::unordered_map<DocumentId, const Document*>;

void print_table(const std::vector<Origin>& origins, const ById& documents) {
  std::vector<std::vector<std::string>> rows = {
      {"origin", "published", "outlet", "document", "name"}};
  for (const Origin& origin : origins)
    for (const DocumentId& id : origin.documents) {
      const Document& d = *documents.at(id);
      rows.push_back({origin.first.str(), d.published.iso(), d.outlet, id.str(), d.name});
    }
  if (rows.size() > 1) fmt::print("{}", to_table(rows));
}

void print_jsonl(const std::vector<Origin>& origins, const ById& documents) {
  for (const Origin& origin : origins) {
    nlohmann::ordered_json row = {{"origin", origin.first.str()}};
    for (const DocumentId& id : origin.documents) {
      const Document& d = *documents.at(id);
      row["documents"].push_back({{"id", id.str()},
                                  {"published", d.published.iso()},
                                  {"outlet", d.outlet},
                                  {"name", d.name}});
    }
    fmt::print("{}\n", row.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
}

ExitCode print_origins(const OriginArguments& args) {
  std::optional<Day> known_by;
  if (!args.known_by.empty()) {
    auto day = require_day(args.known_by);
    if (!day) return report_error(day.error());
    known_by = *day;
  }
  auto record = Record::open_existing(args.db);
  if (!record) return report_error(record.error());
  auto documents = record->documents(true);
  if (!documents) return report_error(documents.error());
  if (known_by)
    std::erase_if(*documents, [&](const Document& d) { return d.published.day > *known_by; });
  auto origins = find_origins(*documents);
  const std::size_t independent = origins.size();
  if (!args.all)
    std::erase_if(origins, [](const Origin& origin) { return origin.documents.size() == 1; });
  ById by_id;
  for (const Document& d : *documents) by_id.emplace(d.id, &d);
  args.format == "jsonl" ? print_jsonl(origins, by_id) : print_table(origins, by_id);
  fmt::print(stderr, "{} documents of {} origins\n", documents->size(), independent);
  return 0;
}

}  // namespace

void add_origins(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<OriginArguments>();
  CLI::App* sub =
      app.add_subcommand("origins", "Show which documents carry one text, and who had it first");
  sub->add_option("--db", args->db, "The record (made by `dateline read --db`)")->required();
  sub->add_option("--known-by", args->known_by, "Use only what had been published by that day");
  sub->add_option("--format", args->format, "table or jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}))
      ->capture_default_str();
  sub->add_flag("--all", args->all, "Show documents too of which there is no copy");
  sub->footer(
      "Examples:\n"
      "  dateline origins --db war.db\n"
      "  dateline origins --db war.db --known-by 2024-12-05 --all --format jsonl\n"
      "Exit code: 0 done, 2 could not run.");
  sub->callback([args, &exit_code] { exit_code = print_origins(*args); });
}

}  // namespace dateline::cli
