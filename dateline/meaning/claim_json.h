#pragma once

#include <string>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/meaning/claim.h"

namespace dateline {

/// One claim as a line of JSON: the slots of the contract plus `id`, `document{id,title,outlet,
/// published}`, `acled`, `plover`. No newline at the end. docs/formats.md has the grammar.
std::string to_json(const Claim& claim, const Document& document);

/// The slots of the claim alone, as the record keeps them.
std::string to_json(const Claim& claim);

/// read(write(x)) == x for the slots. Fails: kDataInvalid.
Result<Claim> parse_claim_json(std::string_view line);

}  // namespace dateline
