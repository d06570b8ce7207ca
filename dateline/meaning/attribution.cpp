#include "dateline/meaning/attribution.h"

#include <algorithm>

namespace dateline {
namespace {

using enum Deprel;

/// Finds the cues of one document one sentence at a time.
class Attributor {
 public:
  Attributor(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors)
      : syntax_(syntax), knowledge_(knowledge), actors_(actors) {}

  std::vector<Attribution> run() {
    for (std::size_t s = 0; s < syntax_.sentences(); ++s) {
      const TokenRange sentence = syntax_.sentence(s);
      const std::size_t before = out_.size();
      const bool opens_inside = in_quote_;
      for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
        verb_cue(i, sentence);
        according_to(i, sentence);
      }
      if (out_.size() == before) continue_quote(sentence, opens_inside);
      follow_quotes(sentence);
      if (out_.size() > before) last_spoken_ = s, last_ = out_.size() - 1;
    }
    return std::move(out_);
  }

 private:
  std::vector<Speaker> speakers_of(TokenIndex head) const {
    std::vector<TokenIndex> heads{head};
    for (TokenIndex c : syntax_.children(head))
      if (syntax_.is(c, {kConj}) && syntax_.is_nominal(c)) heads.push_back(c);
    // "A resident as well as army sources": the second hangs below the first as nmod or obl.
    for (TokenIndex c : syntax_.children(head))
      if (syntax_.is(c, {kNmod, kObl}) && syntax_.has_child_lemma(c, "as")) {
        heads.push_back(c);
        for (TokenIndex d : syntax_.children(c))
          if (syntax_.is(d, {kConj}) && syntax_.is_nominal(d)) heads.push_back(d);
      }
    std::vector<Speaker> out;
    for (TokenIndex h : heads) {
      const TokenIndex target = actors_.antecedent(h);
      TokenRange range = actors_.phrase(target);
      // Coordinated heads are speakers of their own.
      for (TokenIndex other : heads)
        if (other != h && range.contains(other)) range = other > h ? TokenRange{range.begin, std::min(range.end, syntax_.subtree(other).begin)} : TokenRange{h, range.end};
      if (range.size() == 0) range = {target, target + 1};
      Speaker speaker;
      speaker.span = syntax_.span(range);
      speaker.text = syntax_.text(range);
      speaker.kind = speaker_kind(syntax_, knowledge_, actors_, target);
      const auto readings = actors_.at(target);
      // "army and rebel sources" are two speakers under one noun.
      if (readings.size() > 1 && syntax_.child(target, {kAmod, kCompound}) != kNoToken) {
        for (TokenIndex m : syntax_.children(target)) {
          if (!syntax_.is(m, {kAmod, kCompound})) continue;
          for (TokenIndex k = m; k != kNoToken; k = syntax_.child(k, {kConj})) {
            if (const ActorMention* mention = actors_.mention_at(k)) {
              Speaker one = speaker;
              one.id = mention->id;
              one.span = hull(syntax_.span(k), syntax_.span(target));
              one.text = std::string(syntax_.form(k)) + " " + std::string(syntax_.form(target));
              out.push_back(std::move(one));
            }
          }
        }
        if (!out.empty()) continue;
      }
      if (!readings.empty()) speaker.id = readings.front().id;
      out.push_back(std::move(speaker));
    }
    return out;
  }

  bool is_speaker(TokenIndex head) const {
    const TokenIndex target = actors_.antecedent(head);
    if (syntax_.upos(head) == Upos::kPron) {
      const std::string& w = syntax_.lower(head);
      return w == "he" || w == "she" || w == "they" || w == "it" || w == "i" || w == "we" || target != head;
    }
    if (!actors_.at(target).empty() || syntax_.upos(target) == Upos::kPropn) return true;
    for (const char* word_class : {"official", "military_speaker", "party_speaker", "monitor", "resident", "witness", "medic",
                                   "agency", "media", "analyst", "aid_group", "anonymous", "person", "people"})
      if (knowledge_.in_class(syntax_.lemma(target), word_class)) return true;
    return false;
  }

  void verb_cue(TokenIndex i, TokenRange sentence) {
    if (syntax_.upos(i) != Upos::kVerb) return;
    const auto effect = knowledge_.cue(syntax_.lemma(i), "verb");
    if (!effect) return;
    TokenIndex subject = syntax_.child(i, {kNsubj});
    if (subject == kNoToken) {
      // "X reported a lawmaker as saying": the quoted speaker is the object of the outer cue.
      const TokenIndex up = syntax_.head(i);
      if (up != kNoToken && syntax_.lemma(i) == "say" && syntax_.feats(i).verb_form != Feats::VerbForm::kFin) {
        const TokenIndex object = syntax_.child(up, {kObj});
        if (object != kNoToken && object < i && knowledge_.cue(syntax_.lemma(up), "verb")) subject = object;
      }
      if (subject == kNoToken && syntax_.is(i, {kConj}) && up != kNoToken) subject = syntax_.child(up, {kNsubj});
      if (subject == kNoToken && syntax_.is(i, {kAdvcl, kAcl}) && up != kNoToken && syntax_.feats(i).verb_form != Feats::VerbForm::kFin && *effect == Effect::kNeutral)
        subject = syntax_.upos(up) == Upos::kVerb ? syntax_.child(up, {kNsubj}) : kNoToken;
    }
    if (subject == kNoToken || !is_speaker(subject)) return;
    for (TokenIndex c : syntax_.children(i))
      if (syntax_.lemma(c) == "not" || syntax_.lower(c) == "n't") return;  // not said
    Attribution out;
    out.cue = i;
    out.effect = *effect;
    out.past = syntax_.feats(i).tense == Feats::Tense::kPast;
    content_of(i, subject, sentence, out);
    if (out.content.empty()) return;
    out.speakers = speakers_of(subject);
    out_.push_back(std::move(out));
  }

  void add(Attribution& out, TokenIndex begin, TokenIndex end) const {
    if (begin < end) out.content.push_back({begin, end});
  }

  void content_of(TokenIndex cue, TokenIndex subject, TokenRange sentence, Attribution& out) const {
    const TokenRange who = syntax_.subtree(subject);
    const bool inner_saying = syntax_.lemma(cue) == "say" && subject != syntax_.child(cue, {kNsubj}) && !syntax_.is(cue, {kConj, kAdvcl});
    if (syntax_.is(cue, {kParataxis}) || inner_saying) {
      // "..., residents said": all of the sentence but the words of speaking.
      TokenIndex up = syntax_.head(cue);
      while (inner_saying && up != kNoToken && !syntax_.is(up, {kParataxis, kRoot})) up = syntax_.head(up);
      const TokenIndex first = std::min(who.begin, cue);
      add(out, sentence.begin, first);
      const TokenRange own = syntax_.subtree(cue);
      if (!inner_saying) add(out, std::max(own.end, cue + 1), sentence.end);
      return;
    }
    const TokenIndex clause = syntax_.child(cue, {kCcomp});
    const TokenIndex open = syntax_.child(cue, {kXcomp});
    const TokenIndex parataxis = syntax_.child(cue, {kParataxis});
    if (syntax_.is(cue, {kRoot})) {
      if (clause != kNoToken || parataxis != kNoToken) {
        const TokenIndex c = clause != kNoToken ? clause : parataxis;
        if (c < cue) {
          add(out, sentence.begin, std::min(who.begin, cue));
          add(out, std::max(cue + 1, who.end), sentence.end);
        } else {
          // What stands before the speaker ("Besides capturing Aleppo, rebels said ...") is said too.
          add(out, sentence.begin, who.begin);
          add(out, cue + 1, sentence.end);
        }
        return;
      }
      if (open != kNoToken) return add(out, cue + 1, sentence.end);
      // A parser slip: no complement, yet a clause stands before the speaker after a comma or quote.
      if (who.begin > sentence.begin + 2 && syntax_.upos(who.begin - 1) == Upos::kPunct) return add(out, sentence.begin, std::min(who.begin, cue));
    }
    if (clause != kNoToken) {
      const TokenRange range = syntax_.subtree(clause);
      return add(out, range.begin, range.end);
    }
    if (open != kNoToken) {
      const TokenRange range = syntax_.subtree(open);
      return add(out, range.begin, range.end);
    }
    const TokenIndex object = syntax_.child(cue, {kObj, kObl});
    if (object != kNoToken && object > cue) {
      const TokenRange range = syntax_.subtree(object);
      return add(out, range.begin, range.end);
    }
    if (syntax_.is(cue, {kConj, kAdvcl})) add(out, cue + 1, syntax_.subtree(cue).end);
  }

  /// "according to X", "in the words of X".
  void according_to(TokenIndex i, TokenRange sentence) {
    if (syntax_.lower(i) != "according" || i + 1 >= sentence.end || syntax_.lower(i + 1) != "to") return;
    TokenIndex head = kNoToken;
    if (syntax_.head(i) != kNoToken && syntax_.head(i) > i + 1) head = syntax_.head(i);
    for (TokenIndex c : syntax_.children(i))
      if (c > i + 1 && syntax_.is_nominal(c)) head = c;
    if (head == kNoToken || !syntax_.is_nominal(head))
      for (TokenIndex k = i + 2; k < sentence.end && k < i + 8; ++k)
        if (syntax_.is_nominal(k) && (head == kNoToken || !syntax_.is_nominal(head))) head = k;
    if (head == kNoToken) return;
    Attribution out;
    out.cue = i;
    out.past = true;
    const TokenRange phrase = syntax_.subtree(head);
    add(out, sentence.begin, std::min(i, phrase.begin));
    add(out, phrase.end, sentence.end);
    out.speakers = speakers_of(head);
    out_.push_back(std::move(out));
  }

  /// A quoted sentence without a cue belongs to whoever spoke last.
  void continue_quote(TokenRange sentence, bool opens_inside) {
    const bool begins_quoted = sentence.size() > 0 && is_open_quote(syntax_.form(sentence.begin));
    if ((!opens_inside && !begins_quoted) || out_.empty()) return;
    if (syntax_.sentence_of(sentence.begin) > last_spoken_ + 3) return;
    Attribution out;
    out.cue = sentence.begin;
    out.speakers = out_[last_].speakers;
    out.past = true;
    add(out, sentence.begin, sentence.end);
    out_.push_back(std::move(out));
  }

  static bool is_open_quote(std::string_view form) { return form == "\"" || form == "“" || form == "``" || form == "«"; }

  void follow_quotes(TokenRange sentence) {
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      const std::string_view form = syntax_.form(i);
      if (form == "“" || form == "``" || form == "«") in_quote_ = true;
      if (form == "”" || form == "''" || form == "»") in_quote_ = false;
      if (form == "\"") in_quote_ = !in_quote_;
    }
  }

  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const Actors& actors_;
  std::vector<Attribution> out_;
  bool in_quote_ = false;
  std::size_t last_spoken_ = 0, last_ = 0;
};

}  // namespace

bool Attribution::contains(TokenIndex i) const {
  return std::any_of(content.begin(), content.end(), [&](TokenRange r) { return r.contains(i); });
}

TokenIndex Attribution::size() const {
  TokenIndex n = 0;
  for (const TokenRange& r : content) n += r.size();
  return n;
}

std::vector<Attribution> attribute(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors) {
  return Attributor(syntax, knowledge, actors).run();
}

Voices voices_at(const std::vector<Attribution>& attributions, TokenIndex i) {
  std::vector<const Attribution*> found;
  for (const Attribution& a : attributions)
    if (a.contains(i) && a.cue != i) found.push_back(&a);
  // The wider content is said by the outer speaker; of equals the one whose cue the other holds.
  std::stable_sort(found.begin(), found.end(), [](const Attribution* a, const Attribution* b) {
    if (a->contains(b->cue) != b->contains(a->cue)) return a->contains(b->cue);
    return a->size() > b->size();
  });
  Voices out;
  out.chains.emplace_back();
  for (const Attribution* a : found) {
    std::vector<SpeakerChain> longer;
    for (const SpeakerChain& chain : out.chains)
      for (const Speaker& speaker : a->speakers) {
        longer.push_back(chain);
        // A speaker who is quoted within the own words is one voice.
        if (chain.empty() || chain.back().text != speaker.text) longer.back().push_back(speaker);
      }
    out.chains = std::move(longer);
    if (a->effect != Effect::kNeutral) out.effect = a->effect;
    out.past |= a->past;
  }
  if (out.chains.size() == 1 && out.chains.front().empty()) out.chains.clear();
  return out;
}

SpeakerKind speaker_kind(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors, TokenIndex head) {
  const std::string& lemma = syntax.lemma(head);
  const auto is = [&](const char* word_class) { return knowledge.in_class(lemma, word_class); };
  const auto below = [&](const char* word_class) {
    const TokenRange range = actors.phrase(head);
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (knowledge.in_class(syntax.lemma(i), word_class)) return true;
    return false;
  };
  if (is("state_media") || ((is("agency") || is("media")) && below("state_media"))) return SpeakerKind::kStateMedia;
  if ((is("agency") || is("media")) && syntax.has_child_lemma(head, "state")) return SpeakerKind::kStateMedia;
  if (is("monitor") || below("monitor")) return SpeakerKind::kMonitor;
  if (is("anonymous")) {
    if (below("military_speaker")) return SpeakerKind::kMilitary;
    if (below("party_speaker")) return SpeakerKind::kParty;
    if (below("official")) return SpeakerKind::kOfficial;
    return SpeakerKind::kAnonymous;
  }
  if (is("witness")) return SpeakerKind::kWitness;
  if (is("medic")) return SpeakerKind::kMedic;
  if (is("analyst") || below("analyst")) return SpeakerKind::kAnalyst;
  if (is("agency")) return SpeakerKind::kAgency;
  if (is("resident")) return SpeakerKind::kResident;
  if (is("media")) return SpeakerKind::kMedia;
  if (is("party_speaker")) return SpeakerKind::kParty;
  if (is("military_speaker")) return SpeakerKind::kMilitary;
  if (is("official") || below("official")) return SpeakerKind::kOfficial;
  if (is("aid_group") || below("aid_group")) return SpeakerKind::kAidGroup;
  for (const auto& reading : actors.at(head)) {
    if (reading.id.str() == "civilians") return SpeakerKind::kResident;
    if (const Party* party = knowledge.parties.find(reading.id)) {
      if (party->kind == "army" || party->kind == "police") return SpeakerKind::kMilitary;
      if (party->kind == "armed_group" || party->kind == "militia" || party->kind == "alliance") return SpeakerKind::kParty;
    }
    return SpeakerKind::kOfficial;
  }
  return SpeakerKind::kAnonymous;
}

}  // namespace dateline
