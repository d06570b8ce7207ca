#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/meaning/claim.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/syntax.h"
#include "dateline/meaning/time_feasts.h"
#include "dateline/meaning/timex.h"

namespace dateline {

struct Attribution;
struct Coreference;

/// Words that name a party, person, country or nationality.
struct ActorMention {
  TokenRange range;
  TokenIndex head = kNoToken;
  ActorId id;
  double weight = 1;
  std::string country;     ///< ISO code, where the words are a state's or a nation's
  bool is_common = false;  ///< no name: "rebels", "the army"
  bool is_person = false;
  bool is_outlet = false;
  bool is_country = false;  ///< may be a place instead
  bool is_demonym = false;  ///< says whose, is nobody by itself
};

/// Who a noun phrase denotes: several for "Syrian and Russian forces".
struct ActorPhrase {
  std::vector<ActorReading> readings;
  bool resolved_pronoun = false;
};

/// All that the text says of actors, one look-up for each token.
class Actors {
 public:
  /// `toponyms` say in which country the story is set; nullptr where they are not known.
  Actors(const Syntax& syntax, const Knowledge& knowledge, const Toponyms* toponyms = nullptr);

  const std::vector<ActorMention>& mentions() const { return mentions_; }
  /// The mention that covers the token, or nullptr.
  const ActorMention* mention_at(TokenIndex i) const;
  /// Who the phrase with this head denotes, without what is coordinated with it. May be empty.
  std::vector<ActorReading> at(TokenIndex head) const;
  /// The same with what is coordinated with it.
  std::vector<ActorReading> with_conjuncts(TokenIndex head) const;
  /// Actors that modify the noun: "Russian" in "Russian airstrikes", "Turkey's" in "Turkey's
  /// offensive".
  std::vector<ActorReading> modifiers(TokenIndex noun) const;
  /// The words of the phrase, without relative clauses.
  TokenRange phrase(TokenIndex head) const;
  /// The token that a pronoun stands for, or the token itself.
  TokenIndex antecedent(TokenIndex i) const;
  /// Lets pronouns, and phrases whose own words name nobody, stand for what their chains name.
  void follow(const Coreference& coreference);
  /// Lets the pronouns of who speaks stand for the speaker. Refers to the attributions from then
  /// on.
  void hear(const std::vector<Attribution>& attributions);
  /// The chain of the phrase with this head, or kNoChain.
  static constexpr std::uint32_t kNoChain = UINT32_MAX;
  std::uint32_t chain(TokenIndex head) const { return chain_.empty() ? kNoChain : chain_[head]; }
  /// The head of the last name of the pronoun's chain, or kNoToken.
  TokenIndex chain_name(TokenIndex pronoun) const {
    return name_.empty() ? kNoToken : name_[pronoun];
  }
  /// That the phrase is of its chain; 1 where nothing was followed.
  double link_chance(TokenIndex head) const { return chance_.empty() ? 1 : chance_[head]; }
  /// ISO code of the country in which the sentence is set; empty where the text names none.
  const std::string& story(std::size_t sentence) const { return stories_[sentence]; }
  /// True inside of a name that the tagger takes for a place's.
  bool in_place_name(TokenIndex i) const { return knows_names() && names_[i] == NameType::kPlace; }
  /// True inside of a name that it takes for an organisation's.
  bool in_body_name(TokenIndex i) const {
    return knows_names() && names_[i] == NameType::kOrganisation;
  }
  bool knows_names() const { return !names_.empty(); }
  /// The state or party that this one word names by itself, whatever longer name it is part of.
  std::optional<ActorReading> nation_of(TokenIndex i) const;
  /// "the Turks": whom the plural of a nation stands for where it acts as one.
  std::optional<ActorReading> acting_nation(TokenIndex head) const;
  /// True for a verb that may bring what somebody says.
  bool is_speech(TokenIndex verb) const {
    return knowledge_->cue(syntax_->lemma(verb), "verb").has_value();
  }
  /// The role that the noun names with the words before it ("rebel fighters"), or nullptr.
  const ActorRole* role_at(TokenIndex head) const;

 private:
  bool is_own_subject(TokenIndex i, TokenIndex candidate) const;
  bool is_listed(TokenIndex apposition) const;
  void add_conjuncts(TokenIndex head, std::vector<ActorReading>& out, int depth) const;
  ActorId office_told(TokenIndex head, const ActorRole& role) const;
  struct TextWord {
    std::string word, singular;
    TokenIndex token;
    bool first, last;  ///< of its token
  };
  /// Words that are an outlet's name.
  struct OutletName {
    std::size_t sentence, word, words;  ///< which in the sentence, and how many
    TokenRange range;
    const Outlet* outlet;
  };
  /// What the noun is by itself, which is asked many times of one word.
  struct NounFacts {
    std::optional<const ActorRole*> role;
    std::optional<bool> is_actor;
  };
  void fold_words();
  void find_names();
  /// Of mentions that may mean several parties; requires the row of each mention.
  void settle_guesses(const std::vector<const ActorName*>& rows);
  void find_stories(const Toponyms* toponyms);
  void find_voices();
  void find_outlet_names();
  void find_outlets();
  void find_persons(const Toponyms* toponyms);
  ActorId title_party(const ActorMention& person) const;
  bool speaks_at(TokenIndex i) const;
  void index_mentions();
  /// `without_apostrophe`: the name may bear the "s" of a possessor.
  bool stands_at(const NameWords& name, std::size_t sentence, std::size_t word,
                 bool without_apostrophe) const;
  /// `after_office`: who left an office still stands for whom it was of.
  bool holds(const ActorName& name, std::size_t sentence, bool after_office = false) const;
  bool prefers(const std::string& state, const std::string& other, std::size_t sentence) const;
  void add_mention(const ActorName& name, TokenRange range);
  void add_mention(ActorMention mention);
  std::vector<ActorReading> direct(TokenIndex head) const;
  std::vector<ActorReading> named(const ActorMention& own, TokenIndex head) const;
  std::vector<ActorReading> common(const ActorMention* own, TokenIndex head) const;
  std::vector<ActorReading> belonging(TokenIndex head) const;
  std::optional<ActorReading> of_role(TokenIndex head, const ActorMention* own) const;
  ActorId composed(const ActorMention& nation, TokenIndex head, const ActorMention* own) const;
  const PeopleName* people_at(TokenIndex head) const;
  const ActorRole* find_role(TokenIndex head) const;
  bool is_actor_noun(TokenIndex head) const;
  std::vector<const ActorMention*> modifying(TokenIndex noun) const;
  void resolve_pronouns();
  /// True for the possessor of fighters: "his forces".
  bool commands(TokenIndex pronoun) const;
  /// True where the phrase names only such as have no fighters: monitors, aid groups.
  bool fights_for_nobody(TokenIndex head) const;
  bool is_band(TokenIndex head) const;
  bool names_state(TokenIndex head) const;
  ActorReading reading(const ActorMention& mention, TokenRange range) const;

  const Syntax* syntax_;
  const Knowledge* knowledge_;
  ActorId outlet_party_;
  std::vector<std::vector<TextWord>> words_;    ///< by sentence
  std::vector<std::string> stories_;            ///< by sentence
  std::vector<ActorId> voices_;                 ///< by sentence
  std::vector<std::optional<NameType>> names_;  ///< by token; empty: not known
  std::vector<OutletName> outlet_names_;        ///< in the order of the text, the longer first
  std::vector<ActorMention> mentions_;
  mutable std::vector<NounFacts> noun_facts_;  ///< by token; what was asked before
  std::vector<int> mention_at_;                ///< -1 for none
  std::vector<TokenIndex> antecedent_;         ///< kNoToken for none
  std::vector<bool> alone_;                    ///< of the antecedent's list only its head is meant
  std::vector<std::uint32_t> chain_;           ///< empty before follow()
  std::vector<float> chance_;
  std::vector<TokenIndex> name_;
  std::vector<const Speaker*> voice_;  ///< whom a pronoun of the speaker means; nullptr: others
  mutable int steps_ = 0;              ///< antecedents that at() is within
};

/// Words that name a place, grounded, or that point back to one ("the city").
struct PlaceMention {
  TokenRange range;
  TokenIndex head = kNoToken;
  std::vector<const Place*> candidates;  ///< best first; empty: not grounded
  std::vector<double> chances;           ///< of the candidates, where they were weighed together
  bool anaphor = false;
  double chance = 1;                   ///< that the first candidate is meant
  const Facility* facility = nullptr;  ///< a facility that lies in or at the candidate
  bool acts = false;                   ///< a country or capital that does something: "Ankara said"
};

/// What the words around a name make of its place: "30 km north of", "the eastern outskirts of".
struct PlaceWording {
  struct Distance {
    double low = 0, value = 0, high = 0;  ///< km
  };
  std::string relation = "in";
  std::optional<Distance> distance;
  bool at_most = false;                ///< "within 30 km of"
  std::optional<double> from_bearing;  ///< "north of X": outside of it
  std::optional<double> part_bearing;  ///< "northern X": inside of it
  Zone zone = Zone::kNone;
  const PlaceMention* other = nullptr;  ///< the other end of "between" or of a road
};

/// The shape of a place in these words; nullopt for a point, or where nothing is known of it.
std::optional<Shape> shape_of(const Place& place, const PlaceWording& wording, const Place* other,
                              const Facility* facility, const PlaceTables& tables);

/// A place of the world as places of a theatre are. Its id is that of its source ("geonames:1"), or
/// made of its name where it has none.
Place as_place(const WorldPlace& row, const Gazetteer& gazetteer);

/// All places of the text.
class Places {
 public:
  static constexpr std::size_t kMostReadings = 5;  ///< of a name of the world
  static constexpr double kLeastChance = 0.01;     ///< of such a reading
  Places(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
         const Toponyms& toponyms);
  const std::vector<PlaceMention>& mentions() const { return mentions_; }
  const PlaceMention* mention_at(TokenIndex i) const;
  /// Readings of all places in the phrase with this head, first the one that the head itself names;
  /// places inside of relative clauses and other events are left out.
  std::vector<PlaceReading> under(TokenIndex head) const;
  PlaceReading reading(const PlaceMention& mention) const;
  /// One for each candidate, best first; their probabilities sum to at most 1.
  std::vector<PlaceReading> readings(const PlaceMention& mention) const;
  /// What the words around the mention say.
  PlaceWording wording(const PlaceMention& mention) const;
  /// The last settlement named before the token, in its sentence or the one before, or nullptr:
  /// what "it" and "there" mean of places.
  const PlaceMention* last_before(TokenIndex i) const;
  /// True for "in Iraq", false for "with Iraq".
  bool is_located(TokenIndex i) const;
  /// A country, or the theatre's region that is one.
  bool is_country_row(const Place& place) const;
  bool is_country(const PlaceId& id) const;
  /// The row of the country whose name or nationality the actor's words are, or nullptr.
  const Place* country_of(const ActorMention& actor) const;
  /// The list of names that holds this one, as it stands in the text: "Idlib,
  /// Afrin in the northwest and Manbij". At least the place itself. By words, not by trees: long
  /// lists are where parsers err.
  std::vector<PlaceReading> listed(const PlaceReading& first) const;
  /// The list behind a colon near the word: "left the following towns: A, B and C". May be empty.
  std::vector<PlaceReading> after_colon(TokenIndex head) const;

 private:
  bool names_above(TokenIndex i) const;
  std::optional<PlaceMention> nearest_before(TokenIndex i) const;
  void find_names(const Actors& actors, const Toponyms& toponyms);
  void add_toponyms(const Actors& actors, const Toponyms& toponyms);
  const Place* world_place(std::uint32_t row);
  std::optional<PlaceMention> name_at(TokenIndex i, TokenRange sentence,
                                      const Actors& actors) const;
  std::vector<const Place*> without_s(TokenIndex i, TokenRange sentence) const;
  bool acts(TokenIndex head) const;
  bool bears_another(const PlaceMention& mention, TokenRange sentence) const;
  PlaceReading reading_of(const PlaceMention& mention, const Place* candidate) const;
  std::optional<Shape> border_shape(const Place& neighbour, const PlaceWording& words) const;
  bool behind_region_word(TokenIndex name, TokenRange sentence) const;
  std::string main_country_name() const;
  void add(PlaceMention mention);
  void sort_mentions();

  void find_facilities();
  const Facility* facility_at(TokenIndex head, TokenIndex& begin) const;
  std::optional<PlaceMention> facility_mention(const Facility& facility, TokenRange range) const;
  bool is_anchor(const PlaceMention& mention) const;
  const PlaceMention* anchor_of(TokenIndex head) const;

  void find_anaphors(const Actors& actors);
  std::optional<PlaceMention> back_from(TokenIndex i, const AnaphorWord& word,
                                        const Actors& actors) const;
  bool stands_alone(TokenIndex i) const;
  bool fits(const PlaceMention& mention, const AnaphorWord& word,
            std::optional<PlaceSize> size) const;
  const PlaceMention* last_of(TokenIndex before, const AnaphorWord& word,
                              std::optional<PlaceSize> size, double& chance) const;
  const Place* country_row(const std::string& name) const;
  const Place* country_at(TokenIndex i, const Actors& actors) const;
  const Place* capital_of(const Place& country) const;

  TokenIndex after_qualifier(TokenIndex i, TokenRange sentence) const;
  TokenIndex after_separator(TokenIndex i, TokenRange sentence, bool& separated, bool& last) const;
  void list_forwards(const PlaceMention& first, std::vector<PlaceReading>& out) const;
  void list_backwards(const PlaceMention& last, std::vector<PlaceReading>& out) const;

  const Syntax* syntax_;
  const Knowledge* knowledge_;
  std::vector<PlaceMention> mentions_;
  std::vector<int> mention_at_;
  std::map<std::uint32_t, std::unique_ptr<const Place>> world_places_;  ///< those that are meant
};

/// A time expression: what TIMEX3 calls it, and the days that it may mean.
struct TimeMention {
  TokenRange range;
  TokenIndex head = kNoToken;
  Timex timex;
  TimeReading reading;  ///< without a rule: it says nothing of days ("three years", "recently")
  bool has_days() const { return !reading.rule.empty(); }
};

/// All time expressions, in the order of the text and none inside of another, resolved against the
/// day of publication and what was told before.
std::vector<TimeMention> find_time_expressions(const Syntax& syntax,
                                               const TimeKnowledge& knowledge);

/// Those that say something of days: what claims are dated by. The two of "from Monday to Friday"
/// are one.
std::vector<TimeMention> find_times(const Syntax& syntax, const TimeKnowledge& knowledge);

/// A counted thing: "at least 13 civilians", "30 km".
struct QuantityMention {
  TokenRange range;
  TokenIndex head = kNoToken;  ///< the counted noun, or the number where nothing is counted
  Quantity quantity;
};

/// All of the text, without those that `times` (in the order of the text) tell: dates and lengths
/// of time are theirs.
std::vector<QuantityMention> find_quantities(const Syntax& syntax, const Knowledge& knowledge,
                                             const std::vector<TimeMention>& times);

}  // namespace dateline
