#include "dateline/territory/carry_over.h"

#include <unordered_map>

namespace dateline {
namespace {

/// Numbers of one table and those of another, one for one.
class Renumbered {
 public:
  /// False where one of the two already stands for another.
  bool pair(std::uint32_t before, std::uint32_t now) {
    return forth_.try_emplace(before, now).first->second == now &&
           back_.try_emplace(now, before).first->second == before;
  }
  std::uint32_t now(std::uint32_t before) const { return forth_.at(before); }

 private:
  std::unordered_map<std::uint32_t, std::uint32_t> forth_, back_;
};

bool says_the_same(const Evidence& a, const Evidence& b) {
  return a.day == b.day && a.since == b.since && a.dated == b.dated && a.party == b.party &&
         a.rivals == b.rivals && a.favours == b.favours && a.opens == b.opens &&
         a.change == b.change && a.weight == b.weight && a.open == b.open &&
         a.party_factor == b.party_factor && a.contested_factor == b.contested_factor &&
         a.through == b.through;
}

}  // namespace

bool carry_over(const ControlTable::Data& before, const ControlTable::Data& now,
                std::uint32_t place, PlaceBelief& out) {
  const std::vector<Evidence>&was = before.evidence[place], &is = now.evidence[place];
  if (was.size() != is.size()) return false;
  Renumbered reports, voices, origins;
  for (std::size_t i = 0; i < was.size(); ++i) {
    const auto& a = before.claims[was[i].report];
    const auto& b = now.claims[is[i].report];
    if (a.claim != b.claim || a.document != b.document || !says_the_same(was[i], is[i]) ||
        !reports.pair(was[i].report, is[i].report) || !voices.pair(was[i].voice, is[i].voice) ||
        !origins.pair(was[i].origin, is[i].origin))
      return false;
  }
  out = before.places[place];
  for (Step& step : out.chain.steps) {
    if (step.kind != Step::Kind::kOpening && step.kind != Step::Kind::kEvidence) continue;
    step.report = reports.now(step.report);
    step.voice = voices.now(step.voice);
  }
  return true;
}

}  // namespace dateline
