#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dateline/meaning/slots.h"

// The steps of find_events; beside them only the check of frames.csv includes this.

namespace dateline {

/// The tokens of a verb frame's trigger, the verb first; nothing where its words are not there.
std::optional<std::vector<TokenIndex>> match_verb(const Syntax& syntax, const Frame& frame,
                                                  TokenIndex verb);
/// The same for a noun frame, whose head is its last word.
std::optional<std::vector<TokenIndex>> match_noun(const Syntax& syntax, const Frame& frame,
                                                  TokenIndex noun);

/// True where one of the conjunctions in the frame's `need` holds, or it has none.
bool needs_met(const Slots& slots, const Draft& draft, const Arguments& arguments);
/// The atoms that a `need` may hold beside "CLASS_subj" and "CLASS_obj".
std::vector<std::string_view> need_names();
/// What CLASS may be in these beside a class of words.csv: told from the reading, not by a list.
std::vector<std::string_view> told_classes();

/// "seized", "took control of", "is free": the readings of the verb, or of the adjective with a
/// copula, by the frames whose words are there: of each type the longest whose needs are met, else
/// the longest. The one that the frames alone would choose stands first where there is one.
std::vector<Event> verb_readings(const Slots& slots, TokenIndex verb);
/// "the fall of", "airstrikes on": the same for a noun.
std::vector<Event> noun_readings(const Slots& slots, TokenIndex noun);
/// Adds a reading to those of its trigger in that order.
void add_reading(std::vector<Event>& readings, Event event);
/// "is in rebel hands", "came under fire", "are inside the city", "is theirs".
std::optional<Event> predicate_event(const Slots& slots, TokenIndex noun);
/// "Germany should take them back": who says so demands it.
std::optional<Event> obligation_event(const Slots& slots, TokenIndex auxiliary);
/// "rebel-held", "Russian-backed", "the besieged town of Fuaa".
std::optional<Event> adjective_event(const Slots& slots, TokenIndex adjective);

/// Gives agents and victims to events whose own words leave them to others: "killed in army
/// strikes", "jets hit the market, killing ten", "attacked rebel-held towns", "dozens were killed".
/// Requires: in the order of their triggers.
void settle_agents(const Slots& slots, std::vector<Event>& events);

/// Gives victims to events that name them further down or beside: "captured areas of land from X",
/// "an offensive to drive X out".
void settle_victims(const Slots& slots, std::vector<Event>& events);

bool is_fire(ClaimType type);
/// True for roles of people who fight for nobody: civilians, journalists, aid groups.
bool is_people(const ActorId& id);
/// True where no party of one list is, or is a part of, one of the other.
bool are_apart(const std::vector<ActorReading>& who, const std::vector<ActorReading>& whom);

/// Leaves one event for each happening: those that a verb and a noun of one clause tell, and the
/// dead and wounded of one clause.
/// Returns: for each of the events as they came whether it was left.
std::vector<bool> merge_events(const Syntax& syntax, std::vector<Event>& events);

}  // namespace dateline
