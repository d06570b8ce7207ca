#include "cli/input.h"

#include <algorithm>
#include <string_view>

#include "cli/cli.h"

namespace dateline::cli {

Status read_standard_input(const ReadOptions& options, const DocumentSink& sink) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 30;
  auto bytes = read_stdin(kMost);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::size_t first = bytes->find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (*bytes)[first] != '{') {
    sink(read_document(std::move(*bytes), "-", options));
    return {};
  }
  int line_number = 0;
  for (std::size_t begin = 0; begin < bytes->size();) {
    const std::size_t end = std::min(bytes->find('\n', begin), bytes->size());
    const std::string_view line = std::string_view(*bytes).substr(begin, end - begin);
    ++line_number;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos)
      sink(read_json_document(line, "-", line_number, begin, options));
    begin = end + 1;
  }
  return {};
}

Status read_input(const std::string& file, const ReadOptions& options, const DocumentSink& sink) {
  return file == "-" ? read_standard_input(options, sink) : read_dispatches(file, options, sink);
}

}  // namespace dateline::cli
