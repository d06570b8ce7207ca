#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "dateline/dispatch/document.h"

namespace dateline {

/// Documents that carry one text: an agency's story under several mastheads, cut or lightly edited.
struct Origin {
  DocumentId first;                   ///< who had it first: earliest day, then minute, then id
  std::vector<DocumentId> documents;  ///< `first` before the others, those in the same order
};

/// Hashes of the runs of words of a text, the same on every machine.
struct TextRuns {
  std::vector<std::uint64_t> runs;    ///< in the order of the text
  std::vector<std::uint64_t> sorted;  ///< each once
};
TextRuns runs_of(std::string_view text);

/// One of so many of the runs, each once, ascending: two copies share such a run.
std::vector<std::uint64_t> sampled_of(const TextRuns& text);

/// Days that two copies lie apart at most.
inline constexpr int kCopyDays = 31;

/// Which text is older: by day, minute (after all others where none is told), id.
std::tuple<Day, int, DocumentId> age_of(const Document& document);

/// True where one text is a copy of the other, published so many days before or after. Symmetric.
bool are_copies(const TextRuns& a, const TextRuns& b, int days_apart);

/// Groups documents by the text that they carry; every document is in one origin. Two documents are
/// copies where enough of the shorter one's runs of three words stand in the other, in its first
/// half too: closing background and a desk's formulas are shared by stories that are none. They lie
/// at most a month apart. Copies of copies are of one origin. Sorted by day, then minute, then id
/// of `first`; independent of the order of the documents. Case is folded in ASCII alone. Fails:
/// never. Cost: about linear in the words of all documents, and pairs that share runs. Source: A.
/// Broder, On the resemblance and containment of documents, 1997 (the sketch modulo m).
std::vector<Origin> find_origins(const std::vector<Document>& documents);

/// Which origin each document is of: indices into `origins`.
std::unordered_map<DocumentId, std::uint32_t> number_origins(const std::vector<Origin>& origins);

}  // namespace dateline
