#pragma once

#include <cstdint>

#include "dateline/base/day.h"
#include "dateline/base/id.h"

namespace dateline {

/// Numbers of documents and claims are drawn from what they say, not from when they were read:
///
///   day of publication since 1970 | 28 bits of the document's id | 17 bits: which of its claims
///
/// so that ascending numbers are claims in their order, a day is a range of numbers, and the same
/// documents have the same numbers in every record (but where two of one day share 28 bits: the
/// second one read takes the next free number).
inline constexpr int kClaimBits = 17, kDocumentBits = 28;
inline constexpr std::int64_t kDocumentStep = std::int64_t{1} << kClaimBits;

/// The first number of a day; days beyond the years 1252 and 2687 count as those.
std::int64_t first_number(Day day);
/// The number of a document, and of the first of its claims.
std::int64_t document_number(Day day, const DocumentId& id);

/// FNV-1a, 64 bits: the same on every machine, for what is kept on disk.
std::uint64_t stable_hash(std::string_view text);

}  // namespace dateline
