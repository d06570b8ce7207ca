#include "dateline/meaning/noun_kinds.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, kReferentKinds> kNames = {
    "thing", "person", "group", "place", "time", "weapon", "platform", "vehicle"};

bool parse_entry(std::string_view name, NounKinds::Entry& entry) {
  if (name == "man" || name == "woman") {
    entry = {ReferentKind::kPerson, name == "man" ? Gender::kMale : Gender::kFemale};
    return true;
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != name) continue;
    entry = {static_cast<ReferentKind>(i), Gender::kUnknown};
    return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(ReferentKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

Status NounKinds::add(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    Entry entry;
    const std::string& kind = table->cell(row, "kind");
    if (!parse_entry(kind, entry))
      return row_error(*table, row,
                       fmt::format("expected a kind (person, man, woman, group, place, time, "
                                   "weapon, platform, vehicle, thing), found \"{}\"",
                                   kind));
    for (std::string& noun : split_list(table->cell(row, "nouns")))
      entries_.insert_or_assign(std::move(noun), entry);
  }
  return {};
}

Result<NounKinds> NounKinds::load(const std::string& data_dir) {
  NounKinds out;
  for (const char* file : {"/nouns/kinds.csv", "/nouns/more.csv"})
    if (const Status added = out.add(data_dir + file); !added) return tl::unexpected(added.error());
  return out;
}

NounKinds::Entry NounKinds::find(const std::string& lemma) const {
  const auto it = entries_.find(lemma);
  return it == entries_.end() ? Entry{} : it->second;
}

}  // namespace dateline
