#include <cstdlib>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/meaning/event_choice.h"

namespace dateline {
namespace {

constexpr std::uint64_t kOffset = 0xCBF29CE484222325u, kPrime = 0x100000001B3u;  // FNV-1a

std::uint64_t hashed(std::uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

}  // namespace

std::uint64_t FeatureList::key_of(std::string_view name) { return hashed(kOffset, name); }

void FeatureList::add(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = kOffset;
  for (const std::string_view part : parts) hash = hashed(hash, part);
  keys_.push_back(hash);
  if (!named_) return;
  std::string& name = names_.emplace_back();
  for (const std::string_view part : parts) name += part;
}

double FeatureWeights::log_odds(const FeatureList& features) const {
  double out = 0;
  for (const std::uint64_t key : features.keys())
    if (const auto it = weights_.find(key); it != weights_.end())
      out += static_cast<double>(it->second);
  return out;
}

double FeatureWeights::weight(std::string_view name) const {
  const auto it = weights_.find(FeatureList::key_of(name));
  return it == weights_.end() ? 0 : static_cast<double>(it->second);
}

Result<FeatureWeights> FeatureWeights::load(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  FeatureWeights out;
  for (const auto& row : table->rows) {
    const std::string& weight = table->cell(row, "weight");
    char* end = nullptr;
    const float value = std::strtof(weight.c_str(), &end);
    if (weight.empty() || *end != '\0') {
      Error error{ErrorCode::kDataInvalid, fmt::format("expected a number, found \"{}\"", weight),
                  path};
      error.line = row.line;
      return tl::unexpected(error);
    }
    out.weights_[FeatureList::key_of(table->cell(row, "feature"))] = value;
  }
  return out;
}

}  // namespace dateline
