// Runs a target without libFuzzer:
//   fuzz_TARGET [--seconds N] [--seed N] [--size BYTES] [FILE...]
// With files, each once; without, inputs made from the seed: random bytes, and pieces of the
// example dispatches cut, doubled and changed. A crash leaves the input in fuzz-crash.bin. The same
// seed gives the same inputs.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/base/file.h"
#include "fuzz/target.h"

namespace {

std::string input;

void keep_input(int signal) {
  if (FILE* out = std::fopen("fuzz-crash.bin", "wb")) {
    std::fwrite(input.data(), 1, input.size(), out);
    std::fclose(out);
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void run() {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Inputs {
 public:
  Inputs(std::uint64_t seed, std::size_t size) : random_(seed), size_(size) {
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(dateline::fuzz::source_dir() + "/examples/dispatches"))
      paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths)
      if (auto bytes = dateline::read_file(path)) texts_.push_back(std::move(*bytes));
  }

  void next() {
    input.clear();
    if (random_() % 4 == 0 || texts_.empty()) {
      for (std::size_t n = random_() % size_; n > 0; --n) input += static_cast<char>(random_());
      return;
    }
    for (std::size_t n = 1 + random_() % 4; n > 0; --n) {
      const std::string& text = texts_[random_() % texts_.size()];
      const std::size_t at = random_() % (text.size() + 1);
      input += text.substr(at, random_() % size_);
    }
    for (std::size_t n = random_() % 8; n > 0 && !input.empty(); --n) {
      const std::size_t at = random_() % input.size();
      switch (random_() % 4) {
        case 0:
          input[at] = static_cast<char>(random_());
          break;
        case 1:
          input.erase(at, random_() % 20);
          break;
        case 2:
          input.insert(at, input.substr(random_() % input.size(), random_() % 60));
          break;
        default: {
          static const char* const kOdd[] = {"\xE2\x80\x99",
                                             "\xC2\xA0",
                                             "...",
                                             "\n",
                                             "\r\n",
                                             "-",
                                             "'",
                                             "\"",
                                             "\xF0\x9F\x94\xA5",
                                             "\xFF",
                                             "U.S.",
                                             "a.m.",
                                             "No. 3",
                                             "(AP) \xE2\x80\x94",
                                             "    ",
                                             "''"};
          input.insert(at, kOdd[random_() % std::size(kOdd)]);
        }
      }
    }
  }

 private:
  std::mt19937_64 random_;
  std::size_t size_;
  std::vector<std::string> texts_;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Feeds a fuzz target.");
  double seconds = 2;
  std::uint64_t seed = 1;
  std::size_t size = 2000;
  std::vector<std::string> files;
  app.add_option("--seconds", seconds, "how long");
  app.add_option("--seed", seed, "of the inputs");
  app.add_option("--size", size, "bytes of the pieces, at most")->check(CLI::PositiveNumber);
  app.add_option("FILE", files, "inputs to run once");
  CLI11_PARSE(app, argc, argv);
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
    std::signal(signal, keep_input);
  std::size_t runs = 0;
  for (const std::string& file : files) {
    input = dateline::fuzz::need(dateline::read_file(file));
    run();
    ++runs;
  }
  if (files.empty()) {
    Inputs inputs(seed, size);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (std::chrono::steady_clock::now() < end) {
      inputs.next();
      run();
      ++runs;
    }
  }
  fmt::print("{} inputs\n", runs);
}
