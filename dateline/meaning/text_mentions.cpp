#include "dateline/meaning/text_mentions.h"

#include <algorithm>
#include <tuple>

#include "dateline/meaning/coreference.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/private_names.h"

namespace dateline {
namespace {

void add_places(const Syntax& syntax, const Places& places, std::vector<TextMention>& out) {
  for (const PlaceMention& mention : places.mentions()) {
    TextMention one;
    one.kind = MentionKind::kPlace;
    one.form = mention.facility ? "facility" : mention.anaphor ? "anaphor" : "name";
    one.span = syntax.span(mention.range);
    one.text = syntax.text(mention.range);
    one.places = places.readings(mention);
    out.push_back(std::move(one));
  }
}

/// What is made of a place's name and is no place of an event, and names that a party has too.
void add_toponyms(const Syntax& syntax, const Knowledge& knowledge, const Places& places,
                  const Toponyms& toponyms, std::vector<TextMention>& out) {
  for (const GroundedToponym& toponym : toponyms.places) {
    const TokenRange range = toponym.toponym.range;
    bool shown = false;
    for (TokenIndex i = range.begin; i < range.end; ++i) shown |= places.mention_at(i) != nullptr;
    if (shown) continue;
    TextMention one;
    one.kind = MentionKind::kPlace;
    one.form =
        toponym.toponym.use == ToponymUse::kPlace ? "metonym" : to_string(toponym.toponym.use);
    one.span = syntax.span(range);
    one.text = syntax.text(range);
    for (const PlaceCandidate& candidate : toponym.candidates) {
      if (one.places.size() == Places::kMostReadings ||
          candidate.probability < Places::kLeastChance)
        break;
      PlaceReading reading;
      const Place place =
          candidate.theatre ? *candidate.theatre
                            : as_place(knowledge.world->at(*candidate.world), knowledge.gazetteer);
      reading.place = place.id;
      reading.name = place.name;
      reading.point = place.point;
      reading.is_region = place.is_region;
      reading.relation = "in";
      reading.text = one.text;
      reading.span = one.span;
      reading.probability = candidate.probability;
      one.places.push_back(std::move(reading));
    }
    out.push_back(std::move(one));
  }
}

void add_actors(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                std::vector<TextMention>& out) {
  for (const ActorMention& mention : actors.mentions()) {
    TextMention one;
    one.kind = MentionKind::kActor;
    one.form = mention.is_person    ? "person"
               : mention.is_demonym ? "demonym"
               : mention.is_country ? "country"
                                    : "name";
    one.span = syntax.span(mention.range);
    one.text = syntax.text(mention.range);
    const Party* party = knowledge.parties.find(mention.id);
    one.actors = {{mention.id, party ? party->name : "", mention.weight}};
    out.push_back(std::move(one));
  }
}

/// What the chains are, by all of their referents.
std::vector<ChainChoice> chains_of(const Syntax& syntax, const Actors& actors,
                                   const Coreference& coreference) {
  std::vector<ChainChoice> out(coreference.chain_sizes.size());
  std::vector<const Referent*> named(out.size(), nullptr);
  for (std::size_t i = 0; i < coreference.referents.size(); ++i) {
    const Referent& referent = coreference.referents[i];
    const std::uint32_t number = coreference.links[i].chain;
    ChainChoice& chain = out[number];
    chain.chain = number;
    chain.size = coreference.chain_sizes[number];
    if (chain.is == ReferentKind::kThing) chain.is = referent.kind;
    if (chain.actor.empty() && !referent.list)
      if (const auto readings = actors.at(referent.head); readings.size() == 1)
        chain.actor = readings.front().id;
    const Referent*& best = named[number];
    const auto worth = [](const Referent& r) {
      return r.form == ReferentForm::kName ? 2 : r.form == ReferentForm::kPronoun ? 0 : 1;
    };
    if (!best || worth(*best) < worth(referent) ||
        (worth(*best) == 2 && worth(referent) == 2 && best->range.size() < referent.range.size()))
      best = &referent;
  }
  for (std::size_t c = 0; c < out.size(); ++c)
    if (named[c]) {
      out[c].name = syntax.text(named[c]->range);
      out[c].name_span = syntax.span(named[c]->range);
    }
  return out;
}

/// A pronoun that stands for nothing told; "I" and "we" are who speaks.
bool is_idle_pronoun(const Syntax& syntax, const Referent& referent) {
  if (referent.form != ReferentForm::kPronoun) return false;
  const PronounSort sort = pronoun_sort(syntax.lower(referent.head));
  return sort != PronounSort::kI && sort != PronounSort::kWe;
}

void add_referents(const Syntax& syntax, const Actors& actors, const Coreference& coreference,
                   std::vector<TextMention>& out) {
  const std::vector<ChainChoice> chains = chains_of(syntax, actors, coreference);
  for (std::size_t i = 0; i < coreference.referents.size(); ++i) {
    const Referent& referent = coreference.referents[i];
    const Link& link = coreference.links[i];
    const ChainChoice& chain = chains[link.chain];
    const bool alone = chain.size < 2;
    if (alone && (referent.list || chain.is == ReferentKind::kThing ||
                  chain.is == ReferentKind::kTime || is_idle_pronoun(syntax, referent)))
      continue;
    TextMention one;
    one.kind = MentionKind::kReferent;
    one.form = to_string(referent.form);
    one.span = syntax.span(referent.range);
    one.text = syntax.text(referent.range);
    one.head = syntax.span(referent.head);
    one.plural = referent.plural;
    one.chain = chain;
    one.chain->probability = link.probability;
    out.push_back(std::move(one));
  }
}

}  // namespace

std::string_view to_string(MentionKind kind) {
  switch (kind) {
    case MentionKind::kPlace:
      return "place";
    case MentionKind::kActor:
      return "actor";
    case MentionKind::kTime:
      return "time";
    case MentionKind::kQuantity:
      return "quantity";
    case MentionKind::kReferent:
      return "referent";
  }
  return "";
}

Mentions find_mentions(const Syntax& syntax, const Toponyms& toponyms, const Knowledge& knowledge) {
  Actors actors(syntax, knowledge, &toponyms);
  const Coreference coreference = find_coreference(syntax, knowledge, actors, toponyms.names);
  actors.follow(coreference);
  const Places places(syntax, knowledge, actors, toponyms);
  std::vector<TextMention> out;
  add_places(syntax, places, out);
  add_toponyms(syntax, knowledge, places, toponyms, out);
  add_actors(syntax, knowledge, actors, out);
  add_referents(syntax, actors, coreference, out);
  const std::vector<TimeMention> times = find_times(syntax, knowledge.times);
  for (const TimeMention& mention : times) {
    TextMention one;
    one.kind = MentionKind::kTime;
    one.form = "expression";
    one.span = syntax.span(mention.range);
    one.text = syntax.text(mention.range);
    one.time = mention.reading;
    out.push_back(std::move(one));
  }
  for (const QuantityMention& mention : find_quantities(syntax, knowledge, times)) {
    TextMention one;
    one.kind = MentionKind::kQuantity;
    one.form = "expression";
    one.span = syntax.span(mention.range);
    one.text = syntax.text(mention.range);
    one.quantity = mention.quantity;
    out.push_back(std::move(one));
  }
  std::ranges::stable_sort(out, [](const TextMention& a, const TextMention& b) {
    return std::tie(a.span.begin, b.span.end, a.kind) < std::tie(b.span.begin, a.span.end, b.kind);
  });
  return {std::move(out), find_private_names(syntax, toponyms.names, knowledge, actors)};
}

}  // namespace dateline
