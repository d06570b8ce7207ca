#include <algorithm>
#include <string>

#include "dateline/meaning/role_choice.h"

namespace dateline {
namespace {

using enum Deprel;
using std::string_view;

constexpr std::size_t kLongestPath = 6;  ///< relations between an event's word and a party's

/// Writes the features of one candidate for one role.
class Writer {
 public:
  Writer(const Reading& reading, const Event& event, PartyRole role, const RoleCandidate& candidate,
         FeatureList& out)
      : r_(reading),
        s_(reading.syntax),
        e_(event),
        c_(candidate),
        out_(out),
        who_(role == PartyRole::kWho),
        role_(who_ ? "who " : "whom "),
        type_(to_string(event.type)),
        group_(group_of(event.type)),
        kind_(event.attributive       ? "attributive"
              : tells_loss(s_, event) ? "loss"
              : event.is_noun         ? "noun"
                                      : "verb"),
        lemma_(s_.lemma(event.trigger)) {}

  void write(const Voices& voices, const RoleHistory& history) {
    if (c_.readings.empty()) {
      nobody();
    } else {
      by_rules();
      party();
      others(voices, history);
      if (c_.head != kNoToken) stands();
    }
  }

 private:
  void all(string_view name, string_view value = {}) {
    out_.add({role_, name, value});
    out_.add({role_, kind_, " ", name, value});
    out_.add({role_, group_, " ", name, value});
    out_.add({role_, type_, " ", kind_, " ", name, value});
  }

  const std::vector<ActorReading>& filled() const { return who_ ? e_.who : e_.whom; }

  void nobody() {
    all(filled().empty() ? "nobody" : "nobody though filled");
    out_.add({role_, "nobody ", lemma_, "/", kind_, filled().empty() ? "" : " though filled"});
    if (e_.is_noun) return;
    const Arguments args = arguments_of(s_, r_.actors, e_.trigger);
    const TokenIndex own = who_ ? args.subject : args.object;
    all("nobody ", own == kNoToken               ? "no argument"
                   : s_.upos(own) == Upos::kPron ? "pronoun"
                   : r_.places.mention_at(own)   ? "place"
                   : r_.actors.at(own).empty()   ? "other argument"
                                                 : "party");
  }

  void by_rules() {
    if (!c_.by_rules) {
      if (filled().empty()) all("none by rules");
      return;
    }
    all("by rules", who_ && e_.borrowed_agent ? " lent" : "");
    out_.add({role_, "by rules ", lemma_, "/", kind_});
  }

  string_view party_kind() const {
    const Party* party = r_.knowledge.parties.find(c_.readings.front().id);
    return party ? string_view(party->kind) : "unlisted";
  }

  void party() {
    all("party=", party_kind());
    if (c_.readings.size() > 1) all("several");
    all("by words=", c_.readings.front().probability < 1 ? "no" : "yes");
  }

  /// Beside the other slot, the speaker and the events before.
  void others(const Voices& voices, const RoleHistory& history) {
    const auto& other = who_ ? e_.whom : e_.who;
    if (share_party(other, c_.readings))
      all(who_ && !e_.needs_met ? "is in the other slot too" : "is in the other slot");
    else if (!other.empty())
      all("other slot filled");
    for (const SpeakerChain& chain : voices.chains)
      for (const Speaker& speaker : chain)
        if (is_among(speaker.id)) {
          all("speaks");
          break;
        }
    const auto& alike = (who_ ? history.who : history.whom)[static_cast<std::size_t>(e_.type)];
    if (!c_.by_rules && c_.head == kNoToken)
      all("of the event before", s_.has_child_lemma(e_.trigger, "the") ? " the" : "");
    if (share_party(alike, c_.readings)) all("did so before");
    if (share_party(history.last_who, c_.readings))
      all("did the last, ",
          history.last_sentence == s_.sentence_of(e_.trigger) ? "here" : "before");
    if (share_party(history.last_whom, c_.readings)) all("bore the last");
  }

  bool is_among(const ActorId& id) const {
    return !id.empty() && std::ranges::any_of(c_.readings, [&](const ActorReading& one) {
      return are_related(one.id, id);
    });
  }

  /// Where the phrase stands and how it hangs together with the event's word.
  void stands() {
    const TokenIndex head = c_.head, t = e_.trigger;
    const bool here = s_.sentence_of(head) == s_.sentence_of(t);
    all(here ? "here" : "sentence before", c_.modifies ? " modifies" : "");
    const std::string relation = std::string(to_string(s_.deprel(head)));
    const TokenIndex preposition = s_.child(head, {kCase});
    const string_view by = preposition == kNoToken ? string_view() : s_.lower(preposition);
    all("rel=", relation + (c_.modifies ? "*" : "") + " " + std::string(by));
    if (s_.upos(head) == Upos::kPron) all("pronoun");
    if (s_.head(head) == kNoToken || s_.head(s_.head(head)) == kNoToken)
      all("rel to the root=", relation);
    if (!here) return;
    const TokenIndex far = head < t ? t - head : head - t;
    all(head < t ? "before by " : "behind by ", far < 3    ? "2"
                                                : far < 6  ? "5"
                                                : far < 12 ? "11"
                                                : far < 24 ? "23"
                                                           : "more");
    path(head, t, by);
    if (s_.dominated(head, t)) all("below");
    if (s_.dominated(head, e_.clause)) all("in the clause");
  }

  /// The relations up from the event's word and down to the party's.
  void path(TokenIndex head, TokenIndex t, string_view by) {
    std::string up, down;
    std::size_t steps = 0;
    TokenIndex top = t;
    for (; top != kNoToken && steps < kLongestPath && !s_.dominated(head, top);
         top = s_.head(top), ++steps)
      up += "^" + std::string(to_string(s_.deprel(top)));
    if (top == kNoToken || !s_.dominated(head, top)) return all("path=far");
    for (TokenIndex i = head; i != top && steps < kLongestPath; i = s_.head(i), ++steps)
      down = "." + std::string(to_string(s_.deprel(i))) + down;
    if (steps >= kLongestPath) return all("path=far");
    const std::string whole = up + down + (c_.modifies ? "*" : "");
    all("path=", whole);
    all("path by=", whole + " " + std::string(by));
    out_.add({role_, "path=", whole, " ", lemma_, "/", kind_});
    out_.add({role_, "path by=", whole, " ", by, " ", lemma_, "/", kind_});
    if (!up.empty()) out_.add({role_, "path=", whole, " over ", s_.lemma(top)});
  }

  const Reading& r_;
  const Syntax& s_;
  const Event& e_;
  const RoleCandidate& c_;
  FeatureList& out_;
  const bool who_;
  const string_view role_, type_, group_, kind_;
  const std::string& lemma_;
};

}  // namespace

void role_features(const Reading& reading, const Event& event, PartyRole role,
                   const RoleCandidate& candidate, const Voices& voices, const RoleHistory& history,
                   FeatureList& out) {
  out.clear();
  Writer(reading, event, role, candidate, out).write(voices, history);
}

}  // namespace dateline
