#include "dateline/territory/stance.h"

#include <fmt/format.h>

#include "dateline/gazetteer/gazetteer.h"

namespace dateline {
namespace {

double trust_of(SpeakerKind kind, const ControlWeights& weights) {
  switch (kind) {
    case SpeakerKind::kMonitor:
      return weights.monitor;
    case SpeakerKind::kResident:
    case SpeakerKind::kWitness:
    case SpeakerKind::kMedic:
      return weights.resident;
    case SpeakerKind::kAnonymous:
      return weights.anonymous;
    case SpeakerKind::kAnalyst:
      return weights.analyst;
    case SpeakerKind::kOfficial:
    case SpeakerKind::kMilitary:
    case SpeakerKind::kParty:
    case SpeakerKind::kStateMedia:
      return weights.official;
    case SpeakerKind::kAgency:
    case SpeakerKind::kMedia:
    case SpeakerKind::kAidGroup:
      return 1;
  }
  return 1;
}

/// Kinds whose side is the outlet's where nothing else is told: an outlet with a side quotes the
/// soldiers of its side. Residents, monitors and the like are their own.
bool takes_outlets_side(SpeakerKind kind) {
  return kind == SpeakerKind::kMilitary || kind == SpeakerKind::kOfficial ||
         kind == SpeakerKind::kParty || kind == SpeakerKind::kAnonymous ||
         kind == SpeakerKind::kStateMedia;
}

double outlet_trust(const Outlet* outlet, const ControlWeights& weights) {
  if (!outlet) return 1;
  return weights.outlet_floor + (1 - weights.outlet_floor) * outlet->independent;
}

/// The id's first two segments: wings of one party are one origin.
std::string party_origin(const ActorId& party) {
  const std::string& id = party.str();
  std::size_t end = id.find('.');
  if (end != std::string::npos) end = id.find('.', end + 1);
  return "party:" + id.substr(0, end);
}

Voice outlet_voice(const Report& report, const Parties& parties, const ControlWeights& weights) {
  const Outlet* outlet = parties.find_outlet(report.outlet);
  Voice voice;
  voice.text = report.outlet.empty() ? "the outlet" : report.outlet;
  if (outlet) voice.party = outlet->party;
  voice.trust = outlet_trust(outlet, weights);
  voice.origin = voice.party.empty() ? "outlet:" + fold_name(outlet ? outlet->name : report.outlet)
                                     : party_origin(voice.party);
  return voice;
}

Voice speaker_voice(const SpeakerChain& chain, const Report& report, const Parties& parties,
                    const ControlWeights& weights) {
  const Speaker& speaker = chain.back();
  Voice voice;
  voice.text = speaker.text;
  voice.trust = trust_of(speaker.kind, weights);
  const Outlet* spoken = nullptr;
  if (!speaker.id.empty() &&
      (parties.find(speaker.id) || !parties.side(speaker.id, report.published).empty())) {
    voice.party = speaker.id;
  } else {
    if (!speaker.id.empty()) spoken = parties.find_outlet(speaker.id.str());
    if (!spoken && !speaker.text.empty()) spoken = parties.find_outlet(speaker.text);
    if (spoken) {
      voice.party = spoken->party;
      if (voice.party.empty() && spoken->kind != "monitor")
        voice.trust = outlet_trust(spoken, weights);
    }
  }
  if (voice.party.empty() && !spoken && speaker.id.empty() && takes_outlets_side(speaker.kind)) {
    if (const Outlet* outlet = parties.find_outlet(report.outlet)) voice.party = outlet->party;
  }
  if (!voice.party.empty()) {
    voice.origin = party_origin(voice.party);
  } else if (spoken) {
    voice.origin = "outlet:" + fold_name(spoken->name);
  } else if (!speaker.id.empty()) {
    voice.origin = "speaker:" + speaker.id.str();
  } else if (speaker.kind == SpeakerKind::kMonitor) {
    // One monitor is quoted by every outlet.
    voice.origin = "speaker:" + fold_name(speaker.text);
  } else {
    voice.origin = fmt::format("speaker:{}:{}:{}", fold_name(report.outlet),
                               to_string(speaker.kind), fold_name(speaker.text));
  }
  for (std::size_t i = 1; i < chain.size(); ++i) voice.relay *= weights.relay;
  return voice;
}

}  // namespace

std::vector<Voice> voices_of(const Report& report, const Parties& parties,
                             const ControlWeights& weights) {
  std::vector<Voice> voices;
  for (const SpeakerChain& chain : report.claim->sources) {
    if (!chain.empty()) voices.push_back(speaker_voice(chain, report, parties, weights));
  }
  if (voices.empty()) voices.push_back(outlet_voice(report, parties, weights));
  return voices;
}

Stance stance_of(const Voice& voice, const std::vector<ActorId>& party, bool gains,
                 const Parties& parties, Day day) {
  if (voice.party.empty()) return Stance::kNeutral;
  bool friendly = false;
  bool hostile = false;
  for (const ActorId& actor : party) {
    friendly = friendly || parties.allied(voice.party, actor, day);
    hostile = hostile || parties.enemies(voice.party, actor, day);
  }
  if (friendly == hostile) return Stance::kNeutral;
  return friendly == gains ? Stance::kOwnGain : Stance::kAdmission;
}

double voice_factor(const Voice& voice, Stance stance, const ControlWeights& weights) {
  switch (stance) {
    case Stance::kOwnGain:
      return weights.own_gain * voice.relay;
    case Stance::kAdmission:
      return weights.admission * voice.relay;
    case Stance::kNeutral:
      return voice.trust * voice.relay;
  }
  return voice.trust * voice.relay;
}

}  // namespace dateline
