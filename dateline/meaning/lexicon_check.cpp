#include "dateline/meaning/lexicon_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "dateline/base/table_check.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/event_finder.h"
#include "dateline/meaning/noun_kinds.h"
#include "dateline/meaning/place_tables.h"
#include "dateline/meaning/time_feasts.h"

namespace dateline {
namespace {

using Row = CsvTable::Row;
using Needs = std::vector<std::set<std::string>>;

const char* const kFrames = "claims/frames.csv";
const char* const kGovernors = "claims/governors.csv";
const char* const kCues = "claims/cues.csv";
const char* const kWords = "claims/words.csv";
const char* const kTypes = "claims/types.csv";

/// The alternatives of a need, each a set of atoms; "any" is the empty set.
Needs needs_of(const std::string& cell) {
  Needs out;
  for (const std::string& one : split_list(cell)) {
    if (one == "any") return {{}};
    const auto atoms = split_list(one, '&');
    out.emplace_back(atoms.begin(), atoms.end());
  }
  if (out.empty()) out.emplace_back();
  return out;
}

/// The classes that reading asks for: by name in the code, or in the needs of frames.
constexpr std::string_view kWordClasses[] = {
    "agency",      "aid",        "aid_group",    "aircraft",
    "analyst",     "anonymous",  "attack",       "bomb",
    "bound",       "chemical",   "civilian",     "collapsing",
    "deal",        "defeat",     "distance",     "doer",
    "evidence",    "fear",       "force",        "gain",
    "halt",        "help",       "hostility",    "insult",
    "kin",         "light",      "measure",      "media",
    "medic",       "military",   "mine",         "military_speaker",
    "monitor",     "official",   "partitive",    "party_speaker",
    "people",      "person",     "place",        "plan",
    "pronoun",     "refugee",    "report",       "resident",
    "road",        "resolution", "single",       "sortie",
    "period",      "answer",     "presupposing", "band",
    "struggle",    "reaching",   "naming",       "bastion",
    "vague",       "addressing", "telling",      "strife",
    "state_media", "statue",     "strike",       "talk",
    "weapon",      "witness",    "apart",        "bearing"};

class LexiconChecker {
 public:
  explicit LexiconChecker(const std::string& data_dir) : check_(data_dir) {}

  std::vector<Finding> run() {
    check_.load(kFrames, {"trigger", "pos", "type", "subj", "obj", "preps", "need", "example"},
                {"preps", "need"});
    check_.load(kGovernors, {"lemma", "pos", "effect", "example"});
    check_.load(kCues, {"lemma", "pos", "effect", "example"});
    check_.load(kWords, {"word", "class"});
    check_.load(kTypes, {"type", "group", "acled", "plover", "is"}, {"acled", "plover"});
    check_.load("nouns/kinds.csv", {"kind", "nouns"});
    check_.load("nouns/more.csv", {"kind", "nouns"});
    check_.load("times/zones.csv", {"zone", "offset", "source"});
    for (const auto& [file, table] : check_.sheets()) check_.check_cells(file);
    check_.check_once(kFrames, {"trigger", "pos", "type", "need"});
    check_.check_once(kGovernors, {"lemma", "pos"});
    check_.check_once(kCues, {"lemma", "pos"});
    check_.check_once(kWords, {"word", "class"});
    check_.check_once(kTypes, {"type"});
    check_.check_once("times/zones.csv", {"zone"});
    collect_classes();
    check_frames();
    check_shadows();
    check_effects(
        kGovernors, {"verb", "noun", "adj", "adv"},
        {"neutral", "possible", "intended", "conditional", "hypothetical", "denied", "negated"});
    check_effects(kCues, {"verb", "weak", "act", "noun"}, {"neutral", "possible", "denied"});
    check_weak_cues();
    check_types();
    check_other_rooms();
    return check_.take();
  }

 private:
  void tell(const char* file, const Row& row, std::string_view column, std::string what) {
    check_.tell(file, row.line, column, std::move(what));
  }

  template <class Known>
  void expect_known(const char* file, const CsvTable& table, const Row& row,
                    std::string_view column, const Known& known) {
    const std::string& cell = table.cell(row, column);
    if (cell.empty() || std::ranges::find(known, cell) != std::ranges::end(known)) return;
    std::string list;
    for (const auto& one : known) list += (list.empty() ? "" : ", ") + std::string(one);
    tell(file, row, column, fmt::format("expected one of {}, found \"{}\"", list, cell));
  }

  void collect_classes() {
    const CsvTable* words = check_.sheet(kWords);
    if (!words) return;
    for (const Row& row : words->rows) {
      classes_.insert(words->cell(row, "class"));
      expect_lower(kWords, *words, row, "word");
      expect_known(kWords, *words, row, "class", kWordClasses);
    }
  }

  /// Lemmas are compared folded.
  void expect_lower(const char* file, const CsvTable& table, const Row& row,
                    std::string_view column) {
    const std::string& cell = table.cell(row, column);
    if (fold_case(cell) != cell)
      tell(file, row, column, fmt::format("expected lower case, found \"{}\"", cell));
    if (cell.starts_with(' ') || cell.ends_with(' ') || cell.find("  ") != std::string::npos)
      tell(file, row, column, fmt::format("expected single spaces, found \"{}\"", cell));
  }

  void check_frames() {
    const CsvTable* frames = check_.sheet(kFrames);
    if (!frames) return;
    static constexpr std::array<std::string_view, 3> kPos = {"verb", "noun", "adj"};
    static constexpr std::array<std::string_view, 6> kSlots = {"who",    "whom", "where",
                                                               "target", "-",    "advance"};
    for (const Row& row : frames->rows) {
      expect_lower(kFrames, *frames, row, "trigger");
      expect_known(kFrames, *frames, row, "pos", kPos);
      expect_known(kFrames, *frames, row, "subj", kSlots);
      expect_known(kFrames, *frames, row, "obj", kSlots);
      const std::string& type = frames->cell(row, "type");
      if (!type.empty() && !parse_claim_type(type))
        tell(kFrames, row, "type", fmt::format("expected a claim type, found \"{}\"", type));
      check_prepositions(*frames, row, kSlots);
      for (const auto& all : needs_of(frames->cell(row, "need")))
        for (const std::string& atom : all)
          if (!is_need(atom)) tell(kFrames, row, "need", fmt::format("\"{}\" is never so", atom));
    }
  }

  void check_prepositions(const CsvTable& frames, const Row& row, const auto& slots) {
    std::set<std::string> seen;
    for (const std::string& one : split_list(frames.cell(row, "preps"))) {
      const auto equals = one.find('=');
      if (equals == std::string::npos ||
          std::ranges::find(slots, one.substr(equals + 1)) == slots.end())
        tell(kFrames, row, "preps", fmt::format("expected PREPOSITION=SLOT, found \"{}\"", one));
      else if (!seen.insert(one.substr(0, equals)).second)
        tell(kFrames, row, "preps", fmt::format("\"{}\" stands twice", one.substr(0, equals)));
    }
  }

  bool is_need(const std::string& atom) const {
    const auto names = need_names();
    if (std::ranges::find(names, atom) != names.end()) return true;
    const auto bar = atom.rfind('_');
    if (bar == std::string::npos) return false;
    const std::string of = atom.substr(bar + 1), word_class = atom.substr(0, bar);
    const auto told = told_classes();
    return (of == "subj" || of == "obj") &&
           (classes_.contains(word_class) || std::ranges::find(told, word_class) != told.end());
  }

  /// Of rows with one trigger and type the first whose need is met is taken: one that asks for all
  /// that an earlier one does, and more, is never taken.
  void check_shadows() {
    const CsvTable* frames = check_.sheet(kFrames);
    if (!frames) return;
    std::map<std::string, std::vector<std::pair<int, Needs>>> before;
    for (const Row& row : frames->rows) {
      const Needs needs = needs_of(frames->cell(row, "need"));
      auto& others = before[frames->cell(row, "trigger") + "|" + frames->cell(row, "pos") + "|" +
                            frames->cell(row, "type")];
      for (const auto& [line, other] : others) {
        const bool shadowed = std::ranges::all_of(needs, [&](const auto& all) {
          return std::ranges::any_of(
              other, [&](const auto& fewer) { return std::ranges::includes(all, fewer); });
        });
        if (!shadowed) continue;
        tell(kFrames, row, "trigger",
             fmt::format("never counts: line {} is taken wherever it could be", line));
        break;
      }
      others.emplace_back(row.line, needs);
    }
  }

  void check_effects(const char* file, std::initializer_list<std::string_view> pos,
                     std::initializer_list<std::string_view> effects) {
    const CsvTable* table = check_.sheet(file);
    if (!table) return;
    for (const Row& row : table->rows) {
      expect_lower(file, *table, row, "lemma");
      expect_known(file, *table, row, "pos", pos);
      expect_known(file, *table, row, "effect", effects);
    }
  }

  /// "weak" says of a verb that it has other meanings: the verb must stand there.
  void check_weak_cues() {
    const CsvTable* table = check_.sheet(kCues);
    if (!table) return;
    std::set<std::string> verbs;
    for (const Row& row : table->rows)
      if (table->cell(row, "pos") == "verb" || table->cell(row, "pos") == "act")
        verbs.insert(table->cell(row, "lemma"));
    for (const Row& row : table->rows)
      if (table->cell(row, "pos") == "weak" && !verbs.contains(table->cell(row, "lemma")))
        tell(kCues, row, "pos",
             fmt::format("expected a row of \"{}\" as verb or act too, found none",
                         table->cell(row, "lemma")));
  }

  void check_types() {
    const CsvTable* table = check_.sheet(kTypes);
    if (!table) return;
    std::set<std::string> types;
    for (const Row& row : table->rows) {
      const std::string& type = table->cell(row, "type");
      types.insert(type);
      if (!type.empty() && !parse_claim_type(type))
        tell(kTypes, row, "type", fmt::format("expected a claim type, found \"{}\"", type));
    }
    for (int i = 0; i < kClaimTypes; ++i)
      if (const auto name = to_string(static_cast<ClaimType>(i));
          !types.contains(std::string(name)))
        check_.tell(kTypes, 0, "type", fmt::format("expected a row of {}, found none", name));
  }

  /// Tables whose own loaders are strict: their first error each.
  void check_other_rooms() {
    const auto tell_of = [&](const std::string& room, const Error& error) {
      check_.tell(room + error.path.substr(error.path.rfind('/') + 1), error);
    };
    if (const auto nouns = NounKinds::load(check_.dir()); !nouns) tell_of("nouns/", nouns.error());
    if (const auto feasts = FeastTable::load(check_.dir() + "/times/feasts.csv"); !feasts)
      tell_of("times/", feasts.error());
    PlaceTables places;
    if (const Status loaded = load_place_tables(check_.dir() + "/places", places); !loaded)
      tell_of("places/", loaded.error());
  }

  TableCheck check_;
  std::set<std::string> classes_;
};

}  // namespace

std::vector<Finding> check_lexicon_tables(const std::string& data_dir) {
  return LexiconChecker(data_dir).run();
}

}  // namespace dateline
