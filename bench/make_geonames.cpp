// Makes a table in the form of GeoNames' allCountries.txt for measuring: as many rows as asked,
// with other names, in the proportions of the real one. The same seed gives the same bytes.
//   make_geonames --rows 12000000 > all.txt

#include <array>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace {

constexpr std::array<const char*, 40> kSyllables = {
    "ba",  "kar", "el",  "mo", "san", "ti",  "ur",  "ka",  "bel", "ho", "ra", "qa", "dul", "shi",
    "an",  "ze",  "lim", "po", "vo",  "gra", "dar", "hu",  "mel", "no", "os", "pe", "ru",  "sul",
    "tam", "ul",  "ve",  "wa", "ya",  "zor", "ab",  "ein", "fa",  "gu", "ja", "ké"};
constexpr std::array<const char*, 12> kCodes = {"PPL", "PPL", "PPL", "PPLA4", "STM",  "MT",
                                                "HLL", "SCH", "FRM", "HTL",   "ADM3", "LK"};
constexpr std::array<char, 12> kClasses = {'P', 'P', 'P', 'P', 'H', 'T',
                                           'T', 'S', 'S', 'S', 'A', 'H'};

std::string name(std::mt19937_64& random) {
  std::string out;
  for (std::size_t words = 1 + random() % 2; words > 0; --words) {
    std::string word;
    for (std::size_t n = 1 + random() % 4; n > 0; --n)
      word += kSyllables[random() % kSyllables.size()];
    word[0] = static_cast<char>(word[0] - 32);
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Makes a table in GeoNames' form.");
  std::uint64_t rows = 1000000, seed = 1;
  app.add_option("--rows", rows, "how many");
  app.add_option("--seed", seed, "of the names");
  CLI11_PARSE(app, argc, argv);
  std::mt19937_64 random(seed);
  std::string line;
  for (std::uint64_t id = 1; id <= rows; ++id) {
    const std::string own = name(random);
    std::string others;
    // allCountries has about one other name a row, most rows none.
    if (random() % 3 == 0)
      for (std::size_t n = 1 + random() % 5; n > 0; --n)
        others += (others.empty() ? "" : ",") + name(random);
    const std::size_t kind = random() % kCodes.size();
    const double lat = static_cast<double>(random() % 17000000) / 1e5 - 85,
                 lng = static_cast<double>(random() % 36000000) / 1e5 - 180;
    const auto country = fmt::format("{}{}", static_cast<char>('A' + random() % 15),
                                     static_cast<char>('A' + random() % 15));
    line = fmt::format(
        "{}\t{}\t{}\t{}\t{:.5f}\t{:.5f}\t{}\t{}\t{}\t\t{:02}\t{:03}\t\t\t{}\t\t12\tEurope/"
        "Paris\t2024-01-01\n",
        id, own, own, others, lat, lng, kClasses[kind], kCodes[kind], country, random() % 30,
        random() % 300, random() % 10 == 0 ? random() % 100000 : 0);
    std::fwrite(line.data(), 1, line.size(), stdout);
  }
}
