#include "dateline/territory/what_moves.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "dateline/territory/control_data.h"
#include "dateline/territory/stance.h"

namespace dateline {
namespace {

/// Parties of which one more report is tried.
constexpr std::size_t kMostParties = 3;

class Trier {
 public:
  Trier(const ControlInputs& inputs, const ControlTable& table, const PlaceId& place, Day day)
      : inputs_(inputs), table_(table), place_(place), day_(day), now_(table.find(place, day)) {
    inputs_.focus = {place};
    // What is asked again begins where the table began.
    inputs_.since = std::min(inputs.since.value_or(inputs.days.begin), inputs.days.begin);
    inputs_.days = {day, day};
  }

  std::vector<Otherwise> run() {
    if (!now_) return {};
    std::vector<ClaimId> claims;
    for (const Influence& one : table_.why(place_, day_))
      if (!one.claim.empty() && std::find(claims.begin(), claims.end(), one.claim) == claims.end())
        claims.push_back(one.claim);
    leave_out_claims(claims);
    leave_out_voices(claims);
    add_reports();
    std::stable_sort(out_.begin(), out_.end(), [](const Otherwise& a, const Otherwise& b) {
      return a.kind != b.kind ? a.kind < b.kind : a.moves > b.moves;
    });
    return std::move(out_);
  }

 private:
  void leave_out_claims(const std::vector<ClaimId>& claims) {
    for (const ClaimId& claim : claims) {
      ControlInputs without = inputs_;
      std::erase_if(without.reports,
                    [&](const Report& r) { return r.claim && r.claim->id == claim; });
      Otherwise one;
      one.kind = Otherwise::Kind::kWithoutClaim;
      one.claim = claim;
      add(std::move(one), without);
    }
  }

  void leave_out_voices(const std::vector<ClaimId>& claims) {
    const std::set<ClaimId> listed(claims.begin(), claims.end());
    std::map<std::string, Otherwise> voices;  // by origin
    std::vector<std::string> order;
    for (const Report& report : inputs_.reports) {
      if (!report.claim || !listed.contains(report.claim->id)) continue;
      std::set<std::string> once;
      for (const Voice& voice : voices_of(report, *inputs_.parties, inputs_.weights)) {
        const auto [it, fresh] = voices.try_emplace(voice.origin);
        if (fresh) {
          order.push_back(voice.origin);
          it->second.kind = Otherwise::Kind::kWithoutVoice;
          it->second.voice = voice.text;
          it->second.document = report.claim->document;
        }
        if (once.insert(voice.origin).second) ++it->second.reports;
      }
    }
    for (const std::string& origin : order) {
      ControlInputs without = inputs_;
      without.silent = origin;
      add(std::move(voices.at(origin)), without);
    }
  }

  void add_reports() {
    const auto& states = table_.states();
    std::vector<std::size_t> parties;
    for (std::size_t i = 0; i < states.size(); ++i)
      if (states[i] != kContested) parties.push_back(i);
    std::stable_sort(parties.begin(), parties.end(), [&](std::size_t a, std::size_t b) {
      return now_->probability[a] > now_->probability[b];
    });
    if (parties.size() > kMostParties) parties.resize(kMostParties);
    for (const std::size_t i : parties) {
      one_more(ClaimType::kCapture, states[i]);
      one_more(ClaimType::kHold, states[i]);
      one_more(ClaimType::kWithdraw, states[i]);
    }
    one_more(ClaimType::kClash, {});
  }

  void one_more(ClaimType type, const ActorId& party) {
    Claim claim;
    claim.id = ClaimId("one-more");
    claim.document = DocumentId("one-more");
    claim.type = type;
    claim.confidence = 1;
    if (!party.empty()) claim.who.push_back({party, party.str(), {}});
    PlaceReading where;
    where.place = place_;
    where.relation = type == ClaimType::kWithdraw ? "from" : "in";
    claim.where.push_back(where);
    ControlInputs with = inputs_;
    with.reports.push_back({&claim, day_, "one more outlet", {}});
    Otherwise one;
    one.kind = Otherwise::Kind::kOneMore;
    one.type = type;
    one.party = party;
    add(std::move(one), with);
  }

  void add(Otherwise one, const ControlInputs& inputs) {
    const ControlTable table = infer_control(inputs);
    const auto found = table.find(place_, day_);
    const auto& states = table_.states();
    one.probability.assign(states.size(), 0.0);
    if (found) {
      for (std::size_t i = 0; i < table.states().size(); ++i) {
        const auto it = std::find(states.begin(), states.end(), table.states()[i]);
        if (it != states.end())
          one.probability[static_cast<std::size_t>(it - states.begin())] = found->probability[i];
      }
    } else {
      // Nothing names the place any more: nothing is believed of it.
      one.probability.assign(states.size(), 1.0 / static_cast<double>(states.size()));
    }
    for (std::size_t i = 0; i < states.size(); ++i)
      one.moves += std::abs(one.probability[i] - now_->probability[i]) / 2;
    out_.push_back(std::move(one));
  }

  ControlInputs inputs_;
  const ControlTable& table_;
  const PlaceId& place_;
  Day day_;
  std::optional<ControlState> now_;
  std::vector<Otherwise> out_;
};

}  // namespace

std::string_view to_string(Otherwise::Kind kind) {
  switch (kind) {
    case Otherwise::Kind::kWithoutClaim:
      return "without_claim";
    case Otherwise::Kind::kWithoutVoice:
      return "without_voice";
    case Otherwise::Kind::kOneMore:
      return "one_more";
  }
  return "";
}

std::vector<Otherwise> what_moves(const ControlInputs& inputs, const ControlTable& table,
                                  const PlaceId& place, Day day) {
  return Trier(inputs, table, place, day).run();
}

}  // namespace dateline
