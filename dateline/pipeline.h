#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/base/finding.h"
#include "dateline/language/language.h"
#include "dateline/meaning/claims.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/text_mentions.h"
#include "dateline/meaning/time_markup.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"
#include "dateline/territory/start.h"
#include "dateline/territory/theatre_check.h"
#include "dateline/territory/weights.h"

namespace dateline {

/// All that reading needs, loaded once: const afterwards, shared between threads.
struct Engine {
  LanguageModel language;
  Knowledge general;                ///< without a theatre
  std::vector<Knowledge> theatres;  ///< one where it was named; every bundled one where it was not
  bool choose = false;              ///< choose the theatre by what each document speaks of

  /// What the document is read with: the theatre whose places and country it names, where the
  /// theatre was not fixed, else the only one.
  const Knowledge& knowledge_for(const Document& document) const;
  /// Finds who says what by rules alone, without the trained weights.
  void attribute_by_rules();
  /// Takes for events what the frames alone say, without the trained weights.
  void choose_by_frames();
};

/// Where the program's own data lies: $DATELINE_HOME, else beside the binary's source tree, else
/// the share folder of the installation. A folder with data/ and models/ in it.
std::string home_dir();

/// The file of the world's places: $DATELINE_GAZETTEER, else data/world/world.dlg of an
/// installation, else world.dlg beside the program, where building puts it.
std::string world_file();

/// Maps it. Fails: kGazetteerInvalid.
Result<std::shared_ptr<const World>> load_world();

/// The folder of a theatre given by name or path; "" for "none". Fails: kTheatreMissing.
Result<std::string> theatre_dir(const std::string& name_or_dir);

/// Loads weights, data and theatre: one by name or folder, "none", or "" to choose by document.
/// Fails: as the loaders do.
Result<Engine> load_engine(const std::string& theatre);

/// The language layers of the prose of one document; with `whole`, of its datelines and bylines
/// too.
struct Layers {
  Tokens tokens;
  Tags tags;
  Trees trees;
};
Layers read_layers(const Document& document, const LanguageModel& language, bool whole = false);

/// Document -> all mentions of places, actors, times and quantities.
Mentions read_mentions(const Document& document, const Engine& engine);

/// Document -> claims, and the names that are not shown to others.
DocumentReading read_meaning(const Document& document, const Engine& engine,
                             Explanation* explanation = nullptr);

/// Document -> claims. `explanation`: receives what was weighed, unless nullptr.
std::vector<Claim> read_claims(const Document& document, const Engine& engine,
                               Explanation* explanation = nullptr);

/// Document -> how its claims came about, for people to read; `hides` leaves out names of private
/// persons.
std::string explain_claims(const Document& document, const Engine& engine, bool hides);

/// Everything that is wrong with the words of a data folder: their tables, and where those can be
/// loaded the examples of their rows, read as any text is. Fails: as load_engine does for what is
/// not of the folder.
Result<std::vector<Finding>> check_lexicon(const std::string& data_dir);

/// Document -> its times, those that say nothing of days included.
std::vector<TimeSpan> read_times(const Document& document, const Engine& engine);

/// A hash of the names and bytes of all files below a folder but compiled gazetteers; "" for none.
std::string hash_of_folder(const std::string& folder);

/// What claim types are called elsewhere, by ClaimType. Fails: kDataInvalid, kFileMissing.
Result<std::vector<TypeMapping>> load_type_mappings();

/// A record with the knowledge that it was read with.
struct Situation {
  Knowledge knowledge;
  TheatreInfo theatre;
  StartingControl start;
  ControlWeights weights;
  RoadGraph roads;
  std::vector<Document> documents;
  std::vector<Claim> claims;

  /// From the first day that a claim of a document speaks of, or the theatre's starting control, to
  /// the last day of publication; nullopt where there are no documents.
  std::optional<DayInterval> span() const;
};

/// Opens a record and the theatre that it names, or `theatre` where that is not empty. Fails: as
/// Record::open_existing and the loaders do.
Result<Situation> load_situation(const std::string& db, const std::string& theatre);

/// What control is inferred from: the record's reports and what its theatre says. Keeps: pointers
/// into the situation.
ControlInputs control_inputs(const Situation& situation, DayInterval days,
                             std::optional<Day> known_by = {});

/// Beliefs for the days, by all reports or by what was published until `known_by`.
ControlTable control_of(const Situation& situation, DayInterval days,
                        std::optional<Day> known_by = {},
                        ControlModel model = ControlModel::kBelief);

}  // namespace dateline
