#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/gazetteer/world.h"
#include "dateline/meaning/actor_tables.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/event_choice.h"
#include "dateline/meaning/parties.h"
#include "dateline/meaning/place_tables.h"
#include "dateline/meaning/time_feasts.h"
#include "dateline/meaning/toponyms.h"

namespace dateline {

class AttributionModel;
class CoreferenceModel;
class NounKinds;

/// A wording as texts are searched for it.
struct NameWords {
  std::vector<std::string> words;  ///< folded; common nouns without a plural s
  std::vector<bool> capitalised;   ///< the word must begin with a capital
  std::vector<bool> all_capitals;  ///< the word must be all capitals
};

/// A wording that means a party (a row of names.csv, people.csv, leaders.csv, parties.csv or
/// countries.csv).
struct ActorName : NameWords {
  ActorId party;                     ///< where `state` is empty
  std::string state;                 ///< ISO code: the party is the country's government of the day
  std::vector<std::string> stories;  ///< the row holds in stories set in these; empty: anywhere
  ActorId said_by;                   ///< the row holds only in this party's mouth; empty: anybody's
  std::optional<Day> since, until;
  double weight = 1;
  std::vector<NameWords> context;  ///< one of these must stand near
  bool is_common = false;          ///< no word of it is a name: "rebels", "the army"
  bool is_person = false;
  bool is_country = false;  ///< a country's or capital's name: a place as well
  bool is_demonym = false;
};

/// What the words after a preposition, or in a grammatical place, fill.
enum class RoleSlot { kNone, kWho, kWhom, kWhere, kTarget };

/// One row of frames.csv.
struct Frame {
  std::vector<std::string> trigger;  ///< lemmas, the first is the head (for nouns the last)
  enum class Pos { kVerb, kNoun, kAdj } pos = Pos::kVerb;
  ClaimType type = ClaimType::kStatement;
  RoleSlot subject = RoleSlot::kNone;
  RoleSlot object = RoleSlot::kNone;
  std::map<std::string, RoleSlot> prepositions;  ///< "poss" is the possessor
  std::vector<std::vector<std::string>> need;    ///< any of these conjunctions; empty: always
  int line = 0;
};

/// What a governing word does to the event in its complement.
enum class Effect {
  kNeutral,
  kPossible,
  kIntended,
  kConditional,
  kHypothetical,
  kDenied,
  kNegated
};
std::string_view to_string(Effect effect);

/// A row of cues.csv or governors.csv.
struct EffectRow {
  Effect effect = Effect::kNeutral;
  int line = 0;
};

/// Everything that reading knows beside the text: const after load, shared between threads.
struct Knowledge {
  Gazetteer gazetteer;
  Demonyms demonyms;
  std::shared_ptr<const World> world;  ///< beside the theatre's gazetteer; one for all theatres
  PlaceTables place_tables;
  Parties parties;
  std::string theatre;                          ///< "" for none
  std::string main_country;                     ///< ISO code of the theatre's first country
  std::optional<Day> theatre_from, theatre_to;  ///< days that the theatre is of; open where empty
  std::vector<ActorName> names;
  std::unordered_map<std::string, std::vector<std::size_t>> names_by_first;  ///< longest first
  struct Country {
    std::string iso, name, capital;
    ActorId actor;
    std::vector<std::string> demonyms;
  };
  std::vector<Country> countries;
  ActorTables actor_tables;
  std::vector<Frame> frames;
  std::unordered_map<std::string, std::vector<std::size_t>> verb_frames, noun_frames,
      adj_frames;                                                            ///< by head
  std::unordered_map<std::string, std::unordered_set<std::string>> classes;  ///< class -> lemmas
  std::unordered_map<std::string, EffectRow> cues;                           ///< "say/verb"
  std::unordered_map<std::string, EffectRow> governors;                      ///< "plan/verb"
  std::unordered_set<std::string> lemmas;  ///< all that stand in frames, cues and classes
  FeatureWeights choice;                   ///< of readings as events; empty: by frames alone
  FeatureWeights roles;                    ///< of parties as who and whom; empty: by rules alone
  FeatureWeights confidence;               ///< log odds of each thing that a claim holds
  std::vector<TypeMapping> mappings;       ///< by ClaimType
  TimeKnowledge times;
  std::shared_ptr<const AttributionModel> attribution;  ///< nullptr: by rules alone
  std::shared_ptr<const CoreferenceModel> coreference;  ///< nullptr: pronouns by rules alone
  std::shared_ptr<const NounKinds> nouns;               ///< what common nouns name

  bool in_class(const std::string& lemma, const std::string& word_class) const;
  /// The type of the first frame of a verb or noun; nothing where it has none.
  std::optional<ClaimType> verb_type(const std::string& lemma) const;
  std::optional<ClaimType> noun_type(const std::string& lemma) const;
  std::optional<Effect> cue(const std::string& lemma, const char* pos) const;
  std::optional<Effect> governor(const std::string& lemma, const char* pos) const;
  /// Rows of the same, or nullptr.
  const EffectRow* cue_row(const std::string& lemma, const char* pos) const;
  const EffectRow* governor_row(const std::string& lemma, const char* pos) const;
  const TypeMapping& mapping(ClaimType type) const {
    return mappings[static_cast<std::size_t>(type)];
  }
};

/// Loads data/ and, where `theatre_dir` is not empty, a theatre over it. Fails: kDataInvalid,
/// kTheatreInvalid, kTheatreMissing with path and line.
Result<Knowledge> load_knowledge(const std::string& data_dir, const std::string& theatre_dir);

/// Adds the trained weights of this room, of which every use of them has a copy or a share. Fails:
/// kDataInvalid with path and line, or as the models' own loading does.
Status load_trained(const std::string& models_dir, Knowledge& knowledge);

/// How much a document speaks of the theatre: two for each of its places, three for its main
/// country's name or nationality, less one; 0 for one that was published on none of its days.
/// From 2 on (kTheatreFits) it may be set there: two places, or the country.
inline constexpr int kTheatreFits = 2;
int theatre_fit(const Document& document, const Knowledge& knowledge);

/// A word as names compare it: folded, without points and apostrophes.
std::string name_word(std::string_view word);
/// The same with a plural "s" dropped, for common nouns ("rebels" is "rebel", but Hamas is not
/// Hama).
std::string singular_word(std::string_view word);
/// True where the word has a capital.
bool has_upper(std::string_view word);
/// True for two capitals or more and no small letter, in ASCII: "HTS", "M23".
bool is_all_capitals(std::string_view word);

}  // namespace dateline
