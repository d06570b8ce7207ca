#pragma once

#include <string>
#include <unordered_set>

// Words around the names of places.

namespace dateline {

/// "province" in "Homs province": a name before it is a region's.
inline bool is_region_word(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {"province",  "governorate", "countryside",
                                                         "region",    "district",    "state",
                                                         "provinces", "governorates"};
  return kWords.contains(word);
}

inline bool is_direction(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {
      "north",     "south",      "east",       "west",       "northeast",  "northwest", "southeast",
      "southwest", "north-east", "north-west", "south-east", "south-west", "centre",    "center"};
  return kWords.contains(word);
}

}  // namespace dateline
