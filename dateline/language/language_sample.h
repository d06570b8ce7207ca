#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "dateline/language/language.h"

// What tests read sentences with: the shipped weights.

namespace dateline::sample {

/// The value, or an exception with the error's text.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline const LanguageModel& language() {
  static const LanguageModel loaded = must(load_language(DATELINE_SOURCE_DIR "/models"));
  return loaded;
}

}  // namespace dateline::sample
