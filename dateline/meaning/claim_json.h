#pragma once

#include <string>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/meaning/claim.h"

namespace dateline {

/// One claim as a line of JSON: the slots of the contract plus `id`, `document{id,title,outlet,
/// published}`, `acled`, `plover`. No newline at the end. docs/formats.md has the grammar.
std::string to_json(const Claim& claim, const Document& document, const TypeMapping& mapping);

/// The slots of the claim alone with the document's id, as the record keeps them.
std::string to_json(const Claim& claim);

/// parse_claim_json(to_json(x)) is x. Fails: kDataInvalid.
Result<Claim> parse_claim_json(std::string_view line);

}  // namespace dateline
