#pragma once

#include <filesystem>
#include <string>
#include <vector>

// What the tests that cross rooms share: a folder of their own, the program as a user runs it, and
// the files of the source tree.

namespace dateline::tests {

/// The root of the source tree.
inline const std::filesystem::path kSource = DATELINE_SOURCE_DIR;

/// How a program ended, and all that it said.
struct Ran {
  int code = -1;  ///< exit code; 128 and the signal where one ended it
  std::string out, err;
  long peak_kib = 0;  ///< most memory resident at once
};

/// Runs dateline with the arguments, in `folder`, its output going to pipes' stand-ins (files).
Ran run_dateline(const std::vector<std::string>& arguments, const std::filesystem::path& folder);
/// Runs any program found on the path.
Ran run_program(const std::vector<std::string>& command, const std::filesystem::path& folder);

/// A folder for one test, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file and gives its name in the folder.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

/// The bytes of a file; fails the test where it cannot be read.
std::string bytes_of(const std::filesystem::path& path);
/// Every row of every table of a record, sorted, but of `without`. The tables that the index of
/// words keeps for itself are left out: their rows tell of the order of writing.
std::string dump_record(const std::filesystem::path& path, const std::string& without = "");
std::vector<std::string> lines_of(const std::string& text);
/// The example dispatches, ascending.
std::vector<std::string> example_dispatches();

/// Whether this build watches itself, which makes it slow and large.
constexpr bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__)
  return true;
#else
  return false;
#endif
}

}  // namespace dateline::tests
