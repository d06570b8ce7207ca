#pragma once

#include <optional>
#include <string_view>

#include "dateline/dispatch/document.h"

namespace dateline {

/// A day or an ISO 8601 instant, as fields and header lines give it; white space around it is
/// passed over. `evidence` is left at its default.
///
///   instant = day [ ( "T" / "t" / " " ) hour ":" minute [ ":" second [ "." 1*digit ] ] [ zone ] ]
///   day     = 4digit "-" 2digit "-" 2digit
///   zone    = "Z" / "z" / ( "+" / "-" ) 2digit [ [ ":" ] 2digit ]
///
/// Fails: nullopt for anything else and for what is not in the calendar or on the clock.
std::optional<Published> parse_published(std::string_view text);

}  // namespace dateline
