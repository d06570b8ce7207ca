#pragma once

#include <span>
#include <string>
#include <vector>

#include "dateline/language/names.h"
#include "dateline/meaning/noun_kinds.h"
#include "dateline/meaning/syntax.h"

namespace dateline {

enum class ReferentForm : std::uint8_t { kPronoun, kName, kDefinite, kIndefinite };
std::string_view to_string(ReferentForm form);

/// A noun phrase or pronoun that refers to something, as far as its own words say.
struct Referent {
  TokenRange range;  ///< the phrase, without apposition, coordination and preposition
  TokenIndex head = kNoToken;
  std::uint32_t sentence = 0;
  ReferentForm form = ReferentForm::kIndefinite;
  ReferentKind kind = ReferentKind::kThing;
  Gender gender = Gender::kUnknown;
  bool plural = false;
  bool list = false;  ///< all of "A, B and C", headed by A
};

/// What pronouns are alike to reference: "he", "him" and "his" are one word.
enum class PronounSort : std::uint8_t {
  kNone,
  kI,
  kWe,
  kYou,
  kHe,
  kShe,
  kIt,
  kThey,
  kThis,
  kThat,
  kThese,
  kOther
};
PronounSort pronoun_sort(const std::string& lower);

/// The name that a word of it belongs to, or nullptr. `names` in the order of the text.
const Name* name_at(std::span<const Name> names, TokenIndex i);

/// All of a document: by begin, of two that begin together the longer first. Relative and
/// interrogative pronouns are left out. Never fails.
std::vector<Referent> find_referents(const Syntax& syntax, const NounKinds& nouns,
                                     std::span<const Name> names);

}  // namespace dateline
