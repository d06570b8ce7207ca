#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/error.h"

namespace dateline {

struct Event;
struct Reading;
enum class ClaimType : std::uint8_t;

/// The group of types whose events are told by alike words.
std::string_view group_of(ClaimType type);

/// Features of one thing to weigh: their keys and, where asked for, their names.
class FeatureList {
 public:
  explicit FeatureList(bool named = false) : named_(named) {}

  void clear() { keys_.clear(), names_.clear(); }
  /// The feature whose name is the parts one after another.
  void add(std::initializer_list<std::string_view> parts);
  const std::vector<std::uint64_t>& keys() const { return keys_; }
  const std::vector<std::string>& names() const { return names_; }

  static std::uint64_t key_of(std::string_view name);

 private:
  bool named_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::string> names_;
};

/// A logistic model over named features: the log odds of a thing are the sum of their weights.
class FeatureWeights {
 public:
  bool empty() const { return weights_.empty(); }
  double log_odds(const FeatureList& features) const;
  /// 0 where the feature has none.
  double weight(std::string_view name) const;

  /// Reads a table feature,weight. Fails: kDataInvalid with path and line.
  static Result<FeatureWeights> load(const std::string& path);

 private:
  std::unordered_map<std::uint64_t, float> weights_;
};

/// What tells whether a reading of words as an event is one that a careful reader takes from them.
/// `rival`: the type that the frames alone would give its trigger, or "none".
void event_features(const Reading& reading, const Event& event, std::string_view rival,
                    FeatureList& out);

}  // namespace dateline
