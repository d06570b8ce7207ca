#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dateline/base/error.h"

namespace dateline {

/// What a word or a name can refer to.
enum class ReferentKind : std::uint8_t {
  kThing,  ///< none of the others, or not known
  kPerson,
  kGroup,  ///< organisations, states that act, forces
  kPlace,
  kTime,
  kWeapon,
  kPlatform,  ///< military vehicles, aircraft and ships
  kVehicle,
};
inline constexpr int kReferentKinds = static_cast<int>(ReferentKind::kVehicle) + 1;
std::string_view to_string(ReferentKind kind);

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

/// What common nouns name.
class NounKinds {
 public:
  struct Entry {
    ReferentKind kind = ReferentKind::kThing;
    Gender gender = Gender::kUnknown;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// Reads data/nouns/kinds.csv and more.csv, which wins. Fails: kDataInvalid with the line.
  static Result<NounKinds> load(const std::string& data_dir);
  /// The entry of a lemma in lower case; a thing where nobody listed it.
  Entry find(const std::string& lemma) const;

 private:
  Status add(const std::string& path);
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace dateline
