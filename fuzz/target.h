#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "dateline/base/error.h"

// One function a target, of libFuzzer's form: clang links it with -fsanitize=fuzzer, any other
// compiler with driver.cpp. A failed check stops the process, as a crash would.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace dateline::fuzz {

inline std::string source_dir() { return DATELINE_SOURCE_DIR; }

inline void check(bool holds) {
  if (!holds) std::abort();
}

template <class T>
T need(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
    std::exit(2);
  }
  return std::move(*result);
}

}  // namespace dateline::fuzz
