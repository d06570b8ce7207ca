#include "dateline/meaning/claims.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "dateline/base/file.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/commitment.h"
#include "dateline/meaning/confidence.h"
#include "dateline/meaning/coreference.h"
#include "dateline/meaning/event_place.h"
#include "dateline/meaning/events.h"
#include "dateline/meaning/private_names.h"
#include "dateline/meaning/time_binding.h"

namespace dateline {
namespace {

using enum Deprel;

/// Days before publication from which a claim is history told to explain.
constexpr int kBackgroundDays = 366;
constexpr const char* kCivilians = "civilians";

bool is_speech(ClaimType type) {
  return type == ClaimType::kAccuse || type == ClaimType::kThreaten || type == ClaimType::kDemand ||
         type == ClaimType::kReject;
}

/// Turns the events of one document into claims.
class ClaimMaker {
 public:
  ClaimMaker(const Syntax& syntax, const Toponyms& toponyms, const Knowledge& knowledge,
             Explanation* explanation)
      : s_(syntax),
        k_(knowledge),
        actors_(syntax, knowledge, &toponyms),
        coreference_(find_coreference(syntax, knowledge, actors_, toponyms.names)),
        places_(syntax, knowledge, follow(), toponyms),
        times_(find_times(syntax, knowledge.times)),
        quantities_(find_quantities(syntax, knowledge, times_)),
        attributions_(attribute(syntax, knowledge, actors_)),
        reading_{syntax, knowledge, hear(), places_, quantities_},
        events_(find_events(reading_, explanation ? &explanation->readings : nullptr)),
        event_places_(reading_, events_),
        roles_(reading_, attributions_, explanation ? &explanation->roles : nullptr),
        explanation_(explanation) {}

  const Actors& follow() {
    actors_.follow(coreference_);
    return actors_;
  }

  const Actors& hear() {
    actors_.hear(attributions_);
    return actors_;
  }

  const Actors& actors() const { return actors_; }

  std::vector<Claim> run() {
    for (std::size_t e = 0; e < events_.size(); ++e) {
      by_trigger_.emplace(events_[e].trigger, e);
      by_clause_.emplace(events_[e].clause, e);
    }
    assign_times();
    for (std::size_t e = 0; e < events_.size(); ++e) claims_of(e);
    link();
    if (explanation_) explain();
    std::stable_sort(out_.begin(), out_.end(), [](const Claim& a, const Claim& b) {
      return std::tie(a.span.begin, a.span.end, a.type, a.id) <
             std::tie(b.span.begin, b.span.end, b.type, b.id);
    });
    return std::move(out_);
  }

 private:
  void explain() {
    explanation_->attributions = attributions_;
    for (std::size_t e = 0; e < events_.size(); ++e)
      for (std::size_t claim : claims_of_event_[e])
        explanation_->events[e].claims.push_back(out_[claim]);
  }

  void assign_times() { times_of_ = bind_times(s_, k_, times_, events_); }

  const TimeReading* time_of(std::size_t e) const {
    return times_of_[e] ? &*times_of_[e] : nullptr;
  }

  /// Who acts where the clause does not say: the subject of the clauses above. "Besides capturing
  /// Aleppo, rebels said": where the one above only speaks, the speaker.
  void borrow_agent(Event& event) const {
    if (!event.who.empty() || event.is_noun || event.type > ClaimType::kDestroy ||
        event.type == ClaimType::kKill)
      return;
    const Arguments own = arguments_of(s_, actors_, event.clause);
    if (own.passive) return;
    const bool place_subject = own.subject != kNoToken && places_.mention_at(own.subject) &&
                               actors_.at(own.subject).empty();
    if (own.subject != kNoToken && !place_subject) return;
    if (event.frame && event.frame->subject != RoleSlot::kWho) return;
    for (TokenIndex up = s_.head(event.clause), steps = 0; up != kNoToken && steps < 6;
         up = s_.head(up), ++steps) {
      if (s_.upos(up) != Upos::kVerb && s_.child(up, {kNsubj}) == kNoToken) continue;
      const Arguments above = arguments_of(s_, actors_, up);
      if (above.subject == kNoToken || places_.mention_at(above.subject)) continue;
      auto readings = actors_.with_conjuncts(above.subject);
      // Who only watches and speaks captures and shells nothing.
      if (std::ranges::none_of(readings,
                               [&](const auto& one) { return k_.parties.acts_in_war(one.id); }))
        continue;
      event.who = std::move(readings);
      event.borrowed_agent = true;
      return;
    }
  }

  /// "a town controlled by rebels", "is held by them", "fighters positioned there": what is done is
  /// a state that goes on.
  bool is_state(const Event& event) const {
    if ((event.type != ClaimType::kHold && event.type != ClaimType::kPresent) || event.is_noun)
      return false;
    const TokenIndex v = event.trigger;
    if (s_.upos(v) != Upos::kVerb) return false;
    static const std::unordered_set<std::string> kPlaced = {"position", "locate", "station", "base",
                                                            "entrench"};
    if (event.type == ClaimType::kPresent && kPlaced.contains(s_.lemma(v)) &&
        s_.child(v, {kAux, kAuxPass, kObj}) == kNoToken)
      return true;
    if (s_.is(v, {kAcl})) return s_.feats(v).verb_form == Feats::VerbForm::kPart;
    const TokenIndex be = s_.child(v, {kAuxPass});
    return be != kNoToken && (s_.lower(be) == "is" || s_.lower(be) == "are");
  }

  /// "captured government-held positions": whoever held them held them until then.
  bool is_taken(const Event& event) const {
    if (event.type != ClaimType::kHold) return false;
    // By words, for parsers take the verb before such a phrase for one of its adjectives.
    const TokenIndex begin = s_.sentence(s_.sentence_of(event.trigger)).begin;
    for (TokenIndex i = event.trigger, steps = 0; i > begin && steps < 5; ++steps) {
      --i;
      if (s_.upos(i) == Upos::kAdp || s_.lower(i) == ",") break;
      if (s_.upos(i) != Upos::kVerb || s_.lower(i).starts_with("held")) continue;
      return s_.feats(i).tense == Feats::Tense::kPast &&
             k_.verb_type(s_.lemma(i)) == ClaimType::kCapture;
    }
    TokenIndex noun = event.trigger;
    while (noun != kNoToken && !s_.is(noun, {kObj, kNsubjPass})) {
      if (!s_.is(noun, {kAmod, kCompound, kAcl, kNmod, kConj})) return false;
      noun = s_.head(noun);
    }
    if (noun == kNoToken) return false;
    const auto it = by_trigger_.find(s_.head(noun));
    if (it == by_trigger_.end() || events_[it->second].type != ClaimType::kCapture) return false;
    const Commitment taken = commitment(s_, k_, events_[it->second].trigger, {});
    return taken.status == ClaimStatus::kHappened && !taken.negated;
  }

  static bool is_taking(ClaimType type) {
    return type == ClaimType::kCapture || type == ClaimType::kEnter ||
           type == ClaimType::kAdvance || type == ClaimType::kAttack;
  }

  /// True for wordings of one's own gain: who says that a town is liberated has liberated it.
  bool tells_own_gain(const Event& event) const {
    static const std::unordered_set<std::string> kWords = {
        "liberate", "free",  "recapture", "retake",  "regain",     "reclaim",
        "recover",  "clear", "secure",    "cleanse", "liberation", "recapture"};
    return kWords.contains(s_.lemma(event.trigger));
  }

  /// The party whose words these are: the innermost speaker's, else the outlet's own.
  std::optional<ActorReading> voice_of(const Voices& voices) const {
    if (!voices.chains.empty() && !voices.chains.front().empty()) {
      const Speaker& speaker = voices.chains.front().back();
      if (speaker.id.empty() || !k_.parties.acts_in_war(speaker.id)) return {};
      return ActorReading{speaker.id, speaker.text, speaker.span};
    }
    const Outlet* outlet = k_.parties.find_outlet(s_.document().outlet);
    if (!voices.chains.empty() || !outlet || outlet->party.empty()) return {};
    return ActorReading{outlet->party, "", {}};
  }

  /// A capture, entry or withdrawal of which nobody is named as the agent: who says so of an own
  /// gain, else who took (or left) places before in the story, else a party that announces it.
  void borrow_captor(Event& event, const Voices& voices) const {
    const bool taking = event.type == ClaimType::kCapture || event.type == ClaimType::kEnter;
    const bool leaving = event.type == ClaimType::kWithdraw;
    if ((!taking && !leaving) || !event.who.empty() ||
        (event.where.empty() && event.where_list.empty()))
      return;
    const auto voice = voice_of(voices);
    const auto apart = [&](const ActorId& id) {
      return std::none_of(event.whom.begin(), event.whom.end(),
                          [&](const auto& w) { return are_related(w.id, id); });
    };
    if (taking && voice && tells_own_gain(event) && !voice->text.empty() && apart(voice->id)) {
      event.who = {*voice};
    } else if (const auto& last = taking ? last_captors_ : last_leavers_; !last.empty()) {
      if (!apart(last.front().id)) return;
      event.who = last;
    } else if (taking && voice && !voice->text.empty() && !tells_loss(s_, event) &&
               apart(voice->id)) {
      // Soldiers of the state speak of what they lost as readily as of what they won.
      const Party* party = k_.parties.find(voice->id);
      if (party && (party->kind == "state" || party->kind == "army" || party->kind == "police"))
        return;
      event.who = {*voice};
    }
    event.borrowed_agent = !event.who.empty();
  }

  /// "Germany should take them back, he said": who says so demands it, of others.
  bool demanded_by(Event& event, const Voices& voices) const {
    if (voices.chains.empty() || voices.chains.front().empty()) return false;
    const Speaker& speaker = voices.chains.front().back();
    if (speaker.id.empty()) return true;
    event.who = {{speaker.id, speaker.text, speaker.span}};
    return !share_party(event.who, event.whom);
  }

  void remember_captor(const Event& event, const Commitment& committed) {
    if (committed.negated || event.borrowed_agent) return;
    const auto acts = [&](const std::vector<ActorReading>& list) {
      return !list.empty() && k_.parties.acts_in_war(list.front().id);
    };
    if (is_taking(event.type)) {
      if (acts(event.who)) last_captors_ = event.who;
      if (acts(event.whom)) last_leavers_ = event.whom;
    } else if (event.type == ClaimType::kWithdraw && acts(event.who)) {
      last_leavers_ = event.who;
    }
  }

  void claims_of(std::size_t e) {
    Event event = events_[e];
    const Voices voices = voices_at(attributions_, event.trigger);
    std::vector<CommitmentStep> steps;
    Commitment committed = event.attributive ? Commitment{ClaimStatus::kOngoing, false}
                                             : commitment(s_, k_, event.trigger, voices,
                                                          explanation_ ? &steps : nullptr);
    event_places_.settle(e, event);
    borrow_agent(event);
    const bool unsaid =
        !event.frame && event.type == ClaimType::kDemand && !demanded_by(event, voices);
    borrow_captor(event, voices);
    roles_.settle(event);
    remember_captor(event, committed);
    if (explanation_) explanation_->events.push_back({event, voices, committed, steps, {}});
    if (unsaid) return;
    Claim claim;
    claim.document = s_.document().id;
    claim.type = event.type;
    claim.who = event.who;
    claim.whom = event.whom;
    claim.sources = voices.chains;
    claim.status = is_state(event) && committed.status == ClaimStatus::kHappened
                       ? ClaimStatus::kOngoing
                       : committed.status;
    claim.negated = committed.negated != event.reversed;
    claim.quantities = event.quantities;
    claim.attributive = event.attributive;
    claim.sentence = s_.sentence_span(s_.sentence_of(event.trigger));
    claim.part = s_.part(s_.sentence_of(event.trigger));
    if (const TimeReading* time = time_of(e); time && !event.attributive) claim.when = *time;
    claim.background =
        claim.when && claim.when->days.end + kBackgroundDays < s_.document().published.day;
    speak(event, claim);
    if (event.attributive && is_taken(event)) return;
    if (claim.type == ClaimType::kRelease && claim.who.empty() && claim.whom.empty()) return;
    if (emit_dated_places(claim, e, event)) return;
    const auto& list = event.where_list;
    const bool each =
        list.size() > 1 && (claim.quantities.empty() || claim.type <= ClaimType::kCut);
    if (!each) {
      claim.where = event.where;
      claim.where.insert(claim.where.end(), list.begin(), list.end());
      return emit(std::move(claim), e, event, nullptr);
    }
    for (const PlaceReading& place : list) {
      Claim one = claim;
      one.where = {place};
      for (const PlaceReading& shared : event.where) {
        const auto same = [&](const PlaceReading& item) { return item.place == shared.place; };
        if (std::ranges::none_of(list, same) && !shared.is_region) one.where.push_back(shared);
      }
      emit(std::move(one), e, event, &place);
    }
  }

  /// The time that stands right behind a place, "Hama on Thursday", or nullptr.
  const TimeMention* time_behind(const PlaceReading& place) const {
    constexpr std::uint32_t kWords = 3;  // "late on", "in the evening of"
    for (const TimeMention& time : times_) {
      if (s_.span(time.range).begin < place.span.end) continue;
      TokenIndex i = time.range.begin;
      for (std::uint32_t back = 0; back < kWords && i > 0; ++back) {
        const bool led = s_.upos(i - 1) == Upos::kAdp || s_.upos(i - 1) == Upos::kDet ||
                         s_.upos(i - 1) == Upos::kAdv;
        if (s_.span({i - 1, i}).begin < place.span.end || !led) break;
        --i;
      }
      return i > 0 && s_.span({i - 1, i}).end == place.span.end ? &time : nullptr;
    }
    return nullptr;
  }

  /// "Aleppo was lost on Saturday and Hama on Thursday": places of one event with a time of their
  /// own each are claims of their own. False where there is but one time.
  bool emit_dated_places(const Claim& claim, std::size_t e, const Event& event) {
    std::vector<PlaceReading> places = event.where;
    places.insert(places.end(), event.where_list.begin(), event.where_list.end());
    if (places.size() < 2 || !claim.when) return false;
    std::ranges::stable_sort(places, {}, [](const PlaceReading& p) { return p.span.begin; });
    std::vector<const TimeMention*> times(places.size(), nullptr);
    bool several = false;
    for (std::size_t i = places.size(); i-- > 0;) {
      if (places[i].relation != places.front().relation) return false;
      times[i] = time_behind(places[i]);
      if (!times[i] && i + 1 < places.size() && is_list(places[i], places[i + 1]))
        times[i] = times[i + 1];
      several |= i > 0 && times[i] && times[i]->reading.days != claim.when->days;
    }
    if (!several) return false;
    for (std::size_t i = 0; i < places.size(); ++i) {
      Claim one = claim;
      one.where = {places[i]};
      if (times[i]) one.when = times[i]->reading;
      emit(std::move(one), e, event, &places[i]);
    }
    return true;
  }

  /// True where nothing but "," and "and" stands between two places.
  bool is_list(const PlaceReading& a, const PlaceReading& b) const {
    const std::string_view between = s_.document().slice({a.span.end, b.span.begin});
    return between == ", " || between == " and " || between == ", and ";
  }

  /// Who does it, as a speaker.
  Speaker speaker_of(const Event& event, const std::vector<ActorReading>& who) const {
    Speaker self;
    self.id = who.front().id;
    self.text = who.front().text;
    self.span = who.front().span;
    const Arguments args = arguments_of(s_, actors_, event.clause);
    self.kind = args.subject == kNoToken
                    ? SpeakerKind::kOfficial
                    : speaker_kind(s_, k_, actors_, actors_.antecedent(args.subject));
    return self;
  }

  /// "asked the army to intervene", "threatened to strike": what is asked for and threatened comes
  /// from who asks and threatens. nullptr where nobody does.
  const Event* asked_by(const Event& event) const {
    TokenIndex t = event.clause;
    for (int steps = 0; steps < 3 && t != kNoToken; ++steps, t = s_.head(t)) {
      if (!s_.is(t, {kXcomp, kCcomp, kAcl, kObj, kConj, kObl, kAdvcl})) return nullptr;
      const TokenIndex up = s_.head(t);
      if (up == kNoToken) return nullptr;
      const auto by_trigger = by_trigger_.find(up), by_clause = by_clause_.find(up);
      const bool triggers = by_trigger != by_trigger_.end();
      if (!triggers && by_clause == by_clause_.end()) continue;
      const Event& above = events_[triggers ? by_trigger->second : by_clause->second];
      if (&above == &event || above.trigger == event.trigger || s_.is(t, {kConj})) continue;
      const bool asks = above.type == ClaimType::kDemand || above.type == ClaimType::kThreaten;
      return asks && !above.who.empty() ? &above : nullptr;
    }
    return nullptr;
  }

  /// Who accuses, threatens, demands, rejects or announces is the speaker as well.
  void speak(const Event& event, Claim& claim) const {
    const bool announces = claim.type == ClaimType::kDecide && event.is_noun &&
                           s_.lemma(event.trigger) == "announcement";
    if (!is_speech(claim.type) && claim.sources.empty() && !claim.attributive &&
        claim.status != ClaimStatus::kHappened && claim.status != ClaimStatus::kOngoing)
      if (const Event* above = asked_by(event)) claim.sources = {{speaker_of(*above, above->who)}};
    if ((!is_speech(claim.type) && !announces) || claim.who.empty() || claim.negated) return;
    const Speaker self = speaker_of(event, claim.who);
    if (claim.sources.empty()) claim.sources.emplace_back();
    for (SpeakerChain& chain : claim.sources)
      if (chain.empty() || chain.back().id != self.id) chain.push_back(self);
  }

  void emit(Claim claim, std::size_t e, const Event& event, const PlaceReading* item) {
    claim.span = clause_span(reading_, event, item);
    claim.text = std::string(s_.document().slice(claim.span));
    claim.confidence = confidence(claim, event, k_.confidence);
    std::string key = fmt::format("{}|{}|{}|{}", claim.document.str(), to_string(claim.type),
                                  claim.span.begin, claim.span.end);
    for (const auto& place : claim.where) key += "|" + place.place.str();
    for (const auto& who : claim.who) key += ">" + who.id.str();
    claim.id = ClaimId(content_hash(key).substr(0, 16));
    if (!emitted_.insert(claim.id).second) return;
    claims_of_event_[e].push_back(out_.size());
    out_.push_back(std::move(claim));
  }

  bool has_mark(TokenIndex i, std::string_view word) const {
    return std::ranges::any_of(
        s_.children(i), [&](TokenIndex c) { return s_.is(c, {kMark}) && s_.lower(c) == word; });
  }

  /// Conditions and reasons between the claims of one sentence: "if Homs falls, the road is
  /// closed".
  void link() {
    for (std::size_t e = 0; e < events_.size(); ++e) {
      for (TokenIndex t = events_[e].trigger, steps = 0; t != kNoToken && steps < 8;
           t = s_.head(t), ++steps) {
        const TokenIndex up = s_.head(t);
        if (up == kNoToken) break;
        const char* kind = nullptr;
        if (s_.is(t, {kAdvcl}) && (has_mark(t, "if") || has_mark(t, "unless")))
          kind = "if";
        else if (s_.is(t, {kCsubj}) ||
                 (s_.is(t, {kNsubj}) && events_[e].is_noun && t == events_[e].trigger))
          kind = "if";
        else if (s_.is(t, {kAdvcl}) && has_mark(t, "because"))
          kind = "because";
        else if (s_.is(t, {kAdvcl}) && has_mark(t, "after"))
          kind = "after";
        if (!kind) continue;
        const auto it = by_clause_.find(up);
        if (it == by_clause_.end() || it->second == e) break;
        for (std::size_t from : claims_of_event_[it->second])
          for (std::size_t to : claims_of_event_[e]) {
            const ClaimStatus status = out_[from].status;
            const bool conditional = status == ClaimStatus::kConditional ||
                                     status == ClaimStatus::kHypothetical ||
                                     status == ClaimStatus::kPossible;
            if (kind[0] == 'i' && kind[1] == 'f' && !conditional) continue;
            out_[from].links.push_back({kind, out_[to].id});
          }
        break;
      }
    }
  }

  const Syntax& s_;
  const Knowledge& k_;
  Actors actors_;
  Coreference coreference_;
  Places places_;
  std::vector<TimeMention> times_;
  std::vector<QuantityMention> quantities_;
  std::vector<Attribution> attributions_;
  Reading reading_;
  std::vector<Event> events_;
  EventPlaces event_places_;
  RoleChoice roles_;
  std::unordered_map<TokenIndex, std::size_t> by_trigger_, by_clause_;
  std::vector<std::optional<TimeReading>> times_of_;  ///< by event
  std::unordered_map<std::size_t, std::vector<std::size_t>> claims_of_event_;
  std::vector<ActorReading> last_captors_, last_leavers_;  ///< of the story so far
  std::vector<Claim> out_;
  std::unordered_set<ClaimId> emitted_;
  Explanation* explanation_;
};

/// True for an id made of a private person's name. Such a one would tie the person to all texts
/// that name them.
bool is_own_id(const ActorId& id, ByteSpan span, const std::vector<ByteSpan>& private_names,
               const Knowledge& knowledge) {
  return !id.empty() && id.str() != kCivilians && id.str().find('.') == std::string::npos &&
         !knowledge.parties.find(id) &&
         std::ranges::any_of(private_names, [&](ByteSpan name) { return name.overlaps(span); });
}

/// A private person is one of the people.
void without_own_ids(std::vector<ActorReading>& slot, const std::vector<ByteSpan>& private_names,
                     const Knowledge& knowledge) {
  for (ActorReading& one : slot)
    if (is_own_id(one.id, one.span, private_names, knowledge)) one.id = ActorId(kCivilians);
}

}  // namespace

DocumentReading make_reading(const Document& document, const Tokens& tokens, const Tags& tags,
                             const Trees& trees, const Toponyms& toponyms,
                             const Knowledge& knowledge, Explanation* explanation) {
  const Syntax syntax(document, tokens, tags, trees, knowledge.lemmas);
  ClaimMaker maker(syntax, toponyms, knowledge, explanation);
  DocumentReading out{maker.run(),
                      find_private_names(syntax, toponyms.names, knowledge, maker.actors())};
  for (Claim& claim : out.claims) {
    without_own_ids(claim.who, out.private_names, knowledge);
    without_own_ids(claim.whom, out.private_names, knowledge);
    for (SpeakerChain& chain : claim.sources)
      for (Speaker& speaker : chain)
        if (is_own_id(speaker.id, speaker.span, out.private_names, knowledge))
          speaker.id = ActorId();
  }
  return out;
}

std::vector<Claim> make_claims(const Document& document, const Tokens& tokens, const Tags& tags,
                               const Trees& trees, const Toponyms& toponyms,
                               const Knowledge& knowledge, Explanation* explanation) {
  return make_reading(document, tokens, tags, trees, toponyms, knowledge, explanation).claims;
}

}  // namespace dateline
