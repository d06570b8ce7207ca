#include "dateline/meaning/claim.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, kClaimTypes> kTypes = {
    "capture",   "enter",    "advance",  "withdraw", "hold",       "besiege",  "cut",
    "close",     "open",     "clash",    "attack",   "airstrike",  "shell",    "bomb",
    "kill",      "abduct",   "chemical", "destroy",  "reinforce",  "mobilize", "intervene",
    "ceasefire", "breach",   "escalate", "demine",   "reorganise", "protest",  "flee",
    "arrest",    "release",  "abuse",    "present",  "transfer",   "aid",      "deny_aid",
    "repress",   "meet",     "agree",    "support",  "accuse",     "threaten", "demand",
    "reject",    "sanction", "comment",  "decide",   "statement"};
static_assert(kTypes.back() == "statement");

constexpr std::array<std::string_view, 7> kStatuses = {
    "happened", "ongoing", "possible", "intended", "conditional", "hypothetical", "denied"};

constexpr std::array<std::string_view, 13> kKinds = {
    "official", "military",    "party", "monitor", "resident",  "witness",  "medic",
    "agency",   "state_media", "media", "analyst", "aid_group", "anonymous"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return {};
  return static_cast<Enum>(it - names.begin());
}

}  // namespace

std::string_view to_string(ClaimType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::optional<ClaimType> parse_claim_type(std::string_view name) {
  return parse<ClaimType>(kTypes, name);
}
std::string_view to_string(ClaimStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}
std::optional<ClaimStatus> parse_claim_status(std::string_view name) {
  return parse<ClaimStatus>(kStatuses, name);
}
std::string_view to_string(SpeakerKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::optional<SpeakerKind> parse_speaker_kind(std::string_view name) {
  return parse<SpeakerKind>(kKinds, name);
}

bool share_party(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b) {
  return std::any_of(a.begin(), a.end(), [&](const ActorReading& x) {
    return std::any_of(b.begin(), b.end(),
                       [&](const ActorReading& y) { return are_related(x.id, y.id); });
  });
}

}  // namespace dateline
