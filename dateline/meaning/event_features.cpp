#include <algorithm>
#include <array>
#include <string>

#include "dateline/meaning/event_choice.h"
#include "dateline/meaning/events.h"

namespace dateline {
namespace {

using enum Deprel;
using std::string_view;

/// Classes of words.csv that say of what kind an argument is, in the order in which they are asked.
constexpr std::array<const char*, 20> kArgumentClasses = {
    "force",  "civilian", "refugee", "person",   "people",  "official", "place",
    "road",   "weapon",   "bomb",    "aircraft", "aid",     "deal",     "talk",
    "report", "attack",   "strike",  "military", "measure", "chemical"};
/// The same for the word above an event noun.
constexpr std::array<const char*, 10> kGovernorClasses = {
    "light", "halt", "report", "strike", "talk", "deal", "evidence", "fear", "plan", "attack"};

/// The trigger as the frames list it: what is true of "have" says little of "have a base".
std::string wording(const Event& event, const Syntax& syntax) {
  if (!event.frame || event.trigger_tokens.size() < 2) return syntax.lemma(event.trigger);
  std::string out;
  for (const std::string& word : event.frame->trigger) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

/// Writes the features of one reading.
class Writer {
 public:
  Writer(const Reading& reading, const Event& event, FeatureList& out)
      : r_(reading),
        s_(reading.syntax),
        e_(event),
        out_(out),
        type_(to_string(event.type)),
        group_(group_of(event.type)),
        lemma_(wording(event, s_)),
        kind_(event.is_noun                          ? "noun"
              : event.frame == nullptr               ? "predicate"
              : s_.upos(event.trigger) == Upos::kAdj ? "adj"
                                                     : "verb") {}

  void write(string_view rival) {
    out_.add({"bias"});
    both("kind=", kind_);
    out_.add({"lemma=", lemma_, "/", kind_});
    out_.add({"lemma=", lemma_, "/", kind_, " ", type_});
    frame(rival);
    slots();
    const Arguments args = e_.is_noun ? Arguments{} : arguments_of(s_, r_.actors, e_.trigger);
    if (!e_.is_noun) {
      argument("subject", args.subject);
      argument("object", args.object);
      if (args.passive) both("", "passive");
    }
    for (const auto& o : args.obliques) out_.add({type_, " ", kind_, " prep=", o.preposition});
    children();
    above();
    where_in_text();
  }

 private:
  /// The feature by itself, with the group of types, with the type.
  void both(string_view name, string_view value) {
    out_.add({kind_, " ", name, value});
    out_.add({group_, " ", kind_, " ", name, value});
    out_.add({type_, " ", kind_, " ", name, value});
  }

  void frame(string_view rival) {
    const string_view met = e_.needs_met ? "met" : "unmet";
    both("needs=", met);
    out_.add({"lemma=", lemma_, "/", kind_, " ", type_, " ", met});
    both("rival=", rival == type_ ? "same" : rival == "none" ? "none" : "other");
    out_.add({type_, " rival=", rival, " ", met});
    if (e_.trigger_tokens.size() > 1) both("", "long trigger");
  }

  /// What kind of party fills a slot.
  string_view party_kind(const std::vector<ActorReading>& slot) const {
    if (slot.empty()) return "nobody";
    const Party* party = r_.knowledge.parties.find(slot.front().id);
    return party ? string_view(party->kind) : "unlisted";
  }

  void slots() {
    const bool where = !e_.where.empty() || !e_.where_list.empty();
    const std::string filled = std::string(e_.who.empty() ? "-" : "A") +
                               (e_.whom.empty() ? "-" : "B") + (where ? "L" : "-") +
                               (e_.quantities.empty() ? "-" : "N");
    both("filled=", filled);
    both("who=", party_kind(e_.who));
    both("whom=", party_kind(e_.whom));
    if (where) both("", "where");
    if (!e_.quantities.empty()) both("", "quantity");
    if (e_.where_list.size() > 1) both("", "list of places");
  }

  /// What an argument is: a party, a place, a class of words, a name, a pronoun.
  std::string argument_class(TokenIndex head) const {
    if (head == kNoToken) return "none";
    for (const char* name : kArgumentClasses)
      if (r_.knowledge.in_class(s_.lemma(head), name)) return name;
    if (r_.actors.mention_at(head)) return "party";
    if (r_.places.mention_at(head)) return "location";
    if (s_.upos(head) == Upos::kPron) return "pronoun";
    if (s_.upos(head) == Upos::kPropn) return "name";
    if (s_.upos(head) == Upos::kNum) return "number";
    if (!s_.is_nominal(head)) return "clause";
    return "noun";
  }

  void argument(string_view role, TokenIndex head) {
    const std::string value = std::string(role) + "=" + argument_class(head);
    both("", value);
    out_.add({"lemma=", lemma_, "/", kind_, " ", type_, " ", value});
    if (head != kNoToken && s_.is_nominal(head) && s_.upos(head) == Upos::kNoun)
      out_.add({type_, " ", kind_, " ", role, " word=", s_.lemma(head)});
  }

  void children() {
    const TokenIndex t = e_.trigger;
    bool determined = false;
    for (const TokenIndex c : s_.children(t)) {
      const std::string& word = s_.lower(c);
      if (s_.is(c, {kDet})) both("det=", word), determined = true;
      if (s_.is(c, {kNmodPoss})) both("", "possessor"), determined = true;
      if (s_.is(c, {kNummod})) both("", "number"), determined = true;
      if (s_.is(c, {kAmod})) {
        out_.add({kind_, " amod=", word});
        out_.add({group_, " ", kind_, " amod=", word});
        if (r_.actors.mention_at(c)) both("", "nationality");
      }
      if (s_.is(c, {kCompound})) {
        out_.add({type_, " ", kind_, " compound=", word});
        if (r_.actors.mention_at(c)) both("", "nationality");
      }
      if (s_.is(c, {kCase})) both("case=", word);
      if (s_.is(c, {kMark})) both("mark=", word);
      if (s_.is(c, {kAux, kCop}) && s_.lemma(c) != "have" && s_.lemma(c) != "be")
        both("aux=", word);
      if (s_.is(c, {kAdvmod})) out_.add({kind_, " advmod=", word});
      if (s_.is(c, {kAclRelcl, kAcl})) both("", "clause behind");
      if (e_.is_noun && s_.is(c, {kNmod}))
        if (const TokenIndex p = s_.child(c, {kCase}); p != kNoToken) {
          out_.add({type_, " ", kind_, " prep=", s_.lower(p)});
          out_.add({kind_, " prep=", s_.lower(p), " ", argument_class(c)});
          out_.add({type_, " ", kind_, " prep=", s_.lower(p), " ", argument_class(c)});
        }
    }
    if (e_.is_noun && !determined) both("", "bare");
    const Feats& feats = s_.feats(t);
    if (e_.is_noun && feats.number == Feats::Number::kPlur) both("", "plural");
    if (kind_ == "verb") {
      const bool past = feats.tense == Feats::Tense::kPast;
      switch (feats.verb_form) {
        case Feats::VerbForm::kFin:
          both("form=", past ? "past" : "present");
          break;
        case Feats::VerbForm::kPart:
          both("form=", past ? "done" : "doing");
          break;
        case Feats::VerbForm::kGer:
          both("form=", "gerund");
          break;
        case Feats::VerbForm::kInf:
          both("form=", "infinitive");
          break;
        default:
          both("form=", "other");
      }
    }
  }

  void above() {
    const TokenIndex t = e_.trigger, up = s_.head(t);
    const string_view relation = to_string(s_.deprel(t));
    both("rel=", relation);
    if (up == kNoToken) return;
    const string_view pos = to_string(s_.upos(up));
    out_.add({group_, " ", kind_, " rel=", relation, " under ", pos});
    out_.add({kind_, " rel=", relation, " under ", s_.lemma(up)});
    out_.add({group_, " ", kind_, " rel=", relation, " under ", s_.lemma(up)});
    for (const char* name : kGovernorClasses)
      if (r_.knowledge.in_class(s_.lemma(up), name)) {
        out_.add({kind_, " rel=", relation, " under class ", name});
        out_.add({group_, " ", kind_, " rel=", relation, " under class ", name});
      }
    if (r_.knowledge.governor(s_.lemma(up), s_.upos(up) == Upos::kVerb ? "verb" : "noun"))
      both("rel=", "under a governor");
    if (s_.upos(up) == Upos::kVerb && r_.knowledge.cue(s_.lemma(up), "verb"))
      both("rel=", "under a cue");
    const auto& frames =
        s_.upos(up) == Upos::kVerb ? r_.knowledge.verb_frames : r_.knowledge.noun_frames;
    if (const auto it = frames.find(s_.lemma(up)); it != frames.end()) {
      const ClaimType other = r_.knowledge.frames[it->second.front()].type;
      out_.add({kind_, " rel=", relation, " under ", group_of(other)});
      out_.add({type_, " ", kind_, " rel=", relation, " under ", to_string(other)});
      if (other == e_.type) both("rel=", "under its like");
    }
  }

  void where_in_text() {
    const std::size_t sentence = s_.sentence_of(e_.trigger);
    const PartKind part = s_.part(sentence);
    if (part != PartKind::kBody) both("", "outside the body");
    const TokenRange words = s_.sentence(sentence);
    if (s_.form(words.end - 1) == "?") both("", "question");
    std::size_t depth = 0;
    for (TokenIndex up = s_.head(e_.trigger); up != kNoToken && depth < 6; up = s_.head(up))
      ++depth;
    out_.add({kind_, " depth=", std::to_string(depth)});
    out_.add({group_, " ", kind_, " depth=", std::to_string(depth)});
    bool before = false;
    for (TokenIndex i = words.begin; i < e_.trigger && !before; ++i)
      before = s_.lemma(i) == s_.lemma(e_.trigger);
    if (before) both("", "said before in the sentence");
  }

  const Reading& r_;
  const Syntax& s_;
  const Event& e_;
  FeatureList& out_;
  const string_view type_, group_;
  const std::string lemma_;
  const string_view kind_;
};

}  // namespace

string_view group_of(ClaimType type) {
  if (type <= ClaimType::kOpen) return "territory";
  if (type <= ClaimType::kDestroy) return "violence";
  if (type <= ClaimType::kReorganise) return "posture";
  if (type <= ClaimType::kRepress) return "people";
  return "politics";
}

void event_features(const Reading& reading, const Event& event, std::string_view rival,
                    FeatureList& out) {
  out.clear();
  Writer(reading, event, out).write(rival);
}

}  // namespace dateline
