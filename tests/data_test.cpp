#include <gtest/gtest.h>

#include <filesystem>

#include "dateline/base/csv.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/territory/theatre_check.h"
#include "tests/run.h"

// The files of data/: that they are what the program and docs/formats.md take them for.

namespace dateline::tests {
namespace {

CsvTable table(const std::string& name) {
  auto out = load_csv((kSource / "data" / "claims" / name).string());
  EXPECT_TRUE(out) << (out ? "" : to_string(out.error()));
  return out ? *out : CsvTable{};
}

TEST(Data, TheBundledTheatresHaveNoErrors) {
  int theatres = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "data" / "theatres")) {
    if (!entry.is_directory()) continue;
    ++theatres;
    for (const Finding& finding : check_theatre(entry.path().string(), (kSource / "data").string()))
      EXPECT_NE(finding.severity, Severity::kError) << to_string(finding);
  }
  EXPECT_GT(theatres, 0);
}

TEST(Data, AllIsLoadedWithAndWithoutATheatre) {
  for (const std::string& theatre : {std::string(), (kSource / "data/theatres/syria").string(),
                                     (kSource / "data/theatres/mosul-2016").string()}) {
    const auto knowledge = load_knowledge((kSource / "data").string(), theatre);
    ASSERT_TRUE(knowledge) << to_string(knowledge.error());
    EXPECT_EQ(knowledge->frames.size(), table("frames.csv").rows.size());
  }
}

}  // namespace
}  // namespace dateline::tests
