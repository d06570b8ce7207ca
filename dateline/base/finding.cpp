#include "dateline/base/finding.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {

std::string_view to_string(Severity severity) {
  return severity == Severity::kError ? "error" : "note";
}

std::string to_string(const Finding& finding) {
  std::string out = finding.file;
  if (finding.line > 0) out += fmt::format(":{}", finding.line);
  if (!finding.column.empty()) out += fmt::format(": {}", finding.column);
  if (!out.empty()) out += ": ";
  return fmt::format("{}{}: {}", out, to_string(finding.severity), finding.what);
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.severity == Severity::kError; });
}

}  // namespace dateline
