#include "dateline/record/claim_number.h"

#include <algorithm>
#include <charconv>

namespace dateline {

std::int64_t first_number(Day day) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 18) - 1;
  const std::int64_t number = std::clamp<std::int64_t>(day.number(), -kMost, kMost);
  return number * (std::int64_t{1} << (kDocumentBits + kClaimBits));
}

std::int64_t document_number(Day day, const DocumentId& id) {
  // Ids are hexadecimal digits of a hash: their first seven are evenly spread and in their order.
  constexpr std::size_t kDigits = kDocumentBits / 4;
  const std::string& text = id.str();
  std::uint32_t bits = 0;
  const char* end = text.data() + std::min(kDigits, text.size());
  const auto [at, ec] = std::from_chars(text.data(), end, bits, 16);
  if (ec != std::errc() || at != end || text.size() < kDigits)
    bits = static_cast<std::uint32_t>(stable_hash(text) >> (64 - kDocumentBits));
  return first_number(day) + bits * kDocumentStep;
}

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t out = 0xCBF29CE484222325ULL;
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return out;
}

}  // namespace dateline
