#include "dateline/record/standing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace dateline {
namespace {

/// What became of one claim.
struct Fate {
  std::optional<int> lag;  ///< days until it was confirmed
  bool contradicted = false, refuted = false;
};

/// The sums of one source, and the lags of which the median is taken.
struct Sum {
  Standing standing;
  std::vector<int> lags;

  void add(const Fate& fate) {
    ++standing.claims;
    if (fate.lag) lags.push_back(*fate.lag);
    standing.confirmed += fate.lag.has_value();
    standing.contradicted += fate.contradicted;
    standing.refuted += fate.refuted;
    standing.open += !fate.lag && !fate.contradicted;
  }
};

/// The first later day on which a document of another origin told the happening.
std::optional<Day> confirmed_on(const std::vector<std::pair<Day, std::size_t>>& told, Day published,
                                std::size_t origin) {
  for (const auto& [day, other] : told)
    if (other != origin && day >= published) return day;
  return {};
}

std::string name_of(const Speaker& speaker) {
  return speaker.id.empty() ? speaker.text : speaker.id.str();
}

}  // namespace

std::vector<Standing> find_standings(const std::vector<Claim>& claims,
                                     const std::vector<Document>& documents,
                                     const std::vector<Origin>& origins,
                                     const std::vector<Happening>& happenings,
                                     const std::vector<Contradiction>& contradictions) {
  std::unordered_map<DocumentId, const Document*> document;
  for (const Document& d : documents) document.emplace(d.id, &d);
  const auto origin = number_origins(origins);
  std::unordered_map<ClaimId, const Claim*> claim;
  for (const Claim& one : claims) claim.emplace(one.id, &one);

  std::unordered_map<ClaimId, Fate> fates;
  for (const Happening& happening : happenings) {
    std::vector<std::pair<Day, std::size_t>> told;
    for (const ClaimId& id : happening.claims) {
      const DocumentId& of = claim.at(id)->document;
      told.emplace_back(document.at(of)->published.day, origin.at(of));
    }
    std::sort(told.begin(), told.end());
    for (const ClaimId& id : happening.claims) {
      const DocumentId& of = claim.at(id)->document;
      const Day published = document.at(of)->published.day;
      Fate& fate = fates[id];
      if (const auto day = confirmed_on(told, published, origin.at(of)))
        fate.lag = *day - published;
    }
  }
  for (const Contradiction& one : contradictions)
    for (const ClaimId& id : {one.a, one.b}) {
      Fate& fate = fates[id];
      const bool stands = one.resolved && one.resolved->stands == id;
      fate.contradicted = fate.contradicted || !stands;
      fate.refuted = fate.refuted || (one.resolved && !stands);
    }

  std::map<std::pair<bool, std::string>, Sum> sums;  // false: outlets
  for (const auto& [id, fate] : fates) {
    const Claim& one = *claim.at(id);
    std::set<std::pair<bool, std::string>> names;
    const std::string& outlet = document.at(one.document)->outlet;
    if (!outlet.empty()) names.emplace(false, outlet);
    for (const SpeakerChain& chain : one.sources)
      if (!chain.empty()) names.emplace(true, name_of(chain.back()));
    for (const auto& name : names) {
      Sum& sum = sums[name];
      sum.standing.is_outlet = !name.first, sum.standing.name = name.second;
      sum.add(fate);
    }
  }
  std::vector<Standing> out;
  for (auto& [name, sum] : sums) {
    std::sort(sum.lags.begin(), sum.lags.end());
    if (!sum.lags.empty()) sum.standing.lag_days = sum.lags[(sum.lags.size() - 1) / 2];
    out.push_back(std::move(sum.standing));
  }
  std::sort(out.begin(), out.end(), [](const Standing& a, const Standing& b) {
    return std::tuple(!a.is_outlet, -a.claims, a.name) <
           std::tuple(!b.is_outlet, -b.claims, b.name);
  });
  return out;
}

}  // namespace dateline
