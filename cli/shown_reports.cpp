#include "cli/shown_reports.h"

#include <unordered_map>

namespace dateline::cli {

std::vector<Report> shown_reports(const Asked& asked) {
  std::unordered_map<DocumentId, const Document*> documents;
  for (const Document& document : asked.situation.documents)
    documents.emplace(document.id, &document);
  std::vector<Report> out = make_reports(asked.situation.claims, asked.situation.documents);
  std::erase_if(out, [&](const Report& report) {
    return asked.known_by && *asked.known_by < report.published;
  });
  for (Report& report : out)
    report.sentence =
        asked.redactions.slice(*documents.at(report.claim->document), report.claim->sentence);
  return out;
}

}  // namespace dateline::cli
