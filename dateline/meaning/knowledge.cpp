#include "dateline/meaning/knowledge.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/utf8.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/attribution_model.h"
#include "dateline/meaning/coreference_model.h"
#include "dateline/meaning/noun_kinds.h"

namespace dateline {
namespace {

std::optional<RoleSlot> parse_slot(std::string_view name) {
  if (name.empty() || name == "-" || name == "advance") return RoleSlot::kNone;
  if (name == "who") return RoleSlot::kWho;
  if (name == "whom") return RoleSlot::kWhom;
  if (name == "where") return RoleSlot::kWhere;
  if (name == "target") return RoleSlot::kTarget;
  return {};
}

Status load_frames(const std::string& path, Knowledge& knowledge) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    Frame frame;
    frame.line = row.line;
    frame.trigger = split_list(table->cell(row, "trigger"), ' ');
    const std::string& pos = table->cell(row, "pos");
    if (frame.trigger.empty() || (pos != "verb" && pos != "noun" && pos != "adj"))
      return row_error(*table, row, "expected a trigger and pos verb, noun or adj");
    frame.pos = pos == "verb"   ? Frame::Pos::kVerb
                : pos == "noun" ? Frame::Pos::kNoun
                                : Frame::Pos::kAdj;
    const auto type = parse_claim_type(table->cell(row, "type"));
    if (!type)
      return row_error(
          *table, row,
          fmt::format("expected a claim type, found \"{}\"", table->cell(row, "type")));
    frame.type = *type;
    const auto subject = parse_slot(table->cell(row, "subj"));
    const auto object = parse_slot(table->cell(row, "obj"));
    if (!subject || !object)
      return row_error(*table, row, "expected who, whom, where, target or -");
    frame.subject = *subject;
    frame.object = *object;
    for (const std::string& one : split_list(table->cell(row, "preps"))) {
      const auto equals = one.find('=');
      const auto slot =
          equals == std::string::npos ? std::nullopt : parse_slot(one.substr(equals + 1));
      if (!slot)
        return row_error(*table, row, fmt::format("expected PREPOSITION=SLOT, found \"{}\"", one));
      frame.prepositions[one.substr(0, equals)] = *slot;
    }
    for (const std::string& one : split_list(table->cell(row, "need")))
      if (one != "any")
        frame.need.push_back(split_list(one, '&'));
      else {
        frame.need.clear();
        break;
      }
    auto& index = frame.pos == Frame::Pos::kVerb   ? knowledge.verb_frames
                  : frame.pos == Frame::Pos::kNoun ? knowledge.noun_frames
                                                   : knowledge.adj_frames;
    const std::string& head =
        frame.pos == Frame::Pos::kNoun ? frame.trigger.back() : frame.trigger.front();
    index[head].push_back(knowledge.frames.size());
    knowledge.frames.push_back(std::move(frame));
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, Effect>, 7> kEffects = {
    {{"neutral", Effect::kNeutral},
     {"possible", Effect::kPossible},
     {"intended", Effect::kIntended},
     {"conditional", Effect::kConditional},
     {"hypothetical", Effect::kHypothetical},
     {"denied", Effect::kDenied},
     {"negated", Effect::kNegated}}};

std::optional<Effect> parse_effect(std::string_view name) {
  for (const auto& [known, effect] : kEffects)
    if (known == name) return effect;
  return {};
}

Status load_effects(const std::string& path, std::unordered_map<std::string, EffectRow>& out) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    const auto effect = parse_effect(table->cell(row, "effect"));
    if (!effect)
      return row_error(*table, row,
                       fmt::format("expected an effect, found \"{}\"", table->cell(row, "effect")));
    out.emplace(table->cell(row, "lemma") + "/" + table->cell(row, "pos"),
                EffectRow{*effect, row.line});
  }
  return {};
}

Status load_words(const std::string& path, Knowledge& knowledge) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows)
    knowledge.classes[table->cell(row, "class")].insert(table->cell(row, "word"));
  return {};
}

Status load_types(const std::string& path, Knowledge& knowledge) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  knowledge.mappings.resize(kClaimTypes);
  int known = 0;
  for (const auto& row : table->rows) {
    const auto type = parse_claim_type(table->cell(row, "type"));
    if (!type)
      return row_error(
          *table, row,
          fmt::format("expected a claim type, found \"{}\"", table->cell(row, "type")));
    knowledge.mappings[static_cast<std::size_t>(*type)] = {table->cell(row, "acled"),
                                                           table->cell(row, "plover")};
    ++known;
  }
  if (known != kClaimTypes)
    return fail(ErrorCode::kDataInvalid,
                fmt::format("expected {} types, found {}", kClaimTypes, known), path);
  return {};
}

/// The value of a key of theatre.csv; empty where there is none.
std::string theatre_setting(const std::string& theatre_dir, std::string_view key) {
  const auto table = load_csv(theatre_dir + "/theatre.csv");
  if (!table) return {};
  for (const auto& row : table->rows)
    if (table->cell(row, "key") == key) return table->cell(row, "value");
  return {};
}

std::string first_country(const std::string& theatre_dir) {
  const auto countries = split_list(theatre_setting(theatre_dir, "countries"));
  return countries.empty() ? std::string() : countries.front();
}

Status load_feasts(const std::string& path, TimeKnowledge& times) {
  auto feasts = FeastTable::load(path);
  if (!feasts) return tl::unexpected(feasts.error());
  times.feasts = std::move(*feasts);
  return {};
}

/// The offset of the theatre's zone; a zone that the table does not have leaves days as the sources
/// give them.
Status load_zone(const std::string& path, const std::string& zone, TimeKnowledge& times) {
  if (zone.empty()) return {};
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    if (table->cell(row, "zone") != zone) continue;
    times.utc_offset_minutes = parse_utc_offset(table->cell(row, "offset"));
    if (!times.utc_offset_minutes)
      return row_error(
          *table, row,
          "expected an offset like +03:00, found \"" + table->cell(row, "offset") + "\"");
  }
  return {};
}

/// What is broken about the program's own data, or a theatre, keeps it from running: the same cause
/// in a dispatch would only set that one aside.
Error as_broken(Error error, ErrorCode code) {
  if (error.code == ErrorCode::kFileMissing || error.code == ErrorCode::kFileUnreadable)
    error.detail = error.detail.empty()
                       ? std::string(info(error.code).sentence)
                       : fmt::format("{} {}", info(error.code).sentence, error.detail);
  error.code = code;
  return error;
}

}  // namespace

std::string name_word(std::string_view word) {
  std::string out = fold_case(word);
  std::string kept;
  for (std::size_t i = 0; i < out.size(); ++i) {
    // Points and apostrophes fall away: U.S. is US, Da'esh is Daesh.
    if (out[i] == '.' || out[i] == '\'') continue;
    if (static_cast<unsigned char>(out[i]) == 0xE2 && i + 2 < out.size() &&
        static_cast<unsigned char>(out[i + 1]) == 0x80) {
      i += 2;
      continue;
    }
    kept += out[i];
  }
  return kept;
}

bool has_upper(std::string_view word) { return fold_case(word) != word; }

bool is_all_capitals(std::string_view word) {
  int letters = 0;
  for (char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letters += c >= 'A' && c <= 'Z';
  }
  return letters >= 2;
}

std::string singular_word(std::string_view word) {
  std::string out = name_word(word);
  if (out.size() > 3 && out.back() == 's' && out[out.size() - 2] != 's' &&
      out[out.size() - 2] != 'u')
    out.pop_back();
  return out;
}

namespace {

/// The words of a text: runs of letters, digits, hyphens and apostrophes.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '\'' ||
        static_cast<unsigned char>(c) >= 0x80)
      continue;
    if (i > begin) out.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

std::string_view without_possessive(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s"})
    if (word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

/// The theatre's own place whose name begins at the word, the longest, and the words of it; a
/// neighbour's town says nothing of where a text is set.
std::pair<const Place*, std::size_t> own_place(const Gazetteer& gazetteer,
                                               const std::vector<std::string_view>& words,
                                               std::size_t at) {
  constexpr std::size_t kLongestName = 4, kShortestWord = 3;
  if (!has_upper(words[at])) return {};
  for (std::size_t n = std::min(kLongestName, words.size() - at); n > 0; --n) {
    const std::string_view last = without_possessive(words[at + n - 1]);
    const char* const begin = words[at].data();
    const std::string name(begin, last.data() + last.size());
    if (!has_upper(last) || name.size() < kShortestWord) continue;
    for (const Place* place : gazetteer.by_name(name))
      if (place->country.empty() && place->kind != "foreign") return {place, n};
  }
  return {};
}

}  // namespace

int theatre_fit(const Document& document, const Knowledge& knowledge) {
  const Day published = document.published.day;
  if (knowledge.theatre_from && published < *knowledge.theatre_from) return 0;
  if (knowledge.theatre_to && published > *knowledge.theatre_to) return 0;
  std::unordered_set<std::string> main_names;
  for (const auto& country : knowledge.countries) {
    if (country.iso != knowledge.main_country) continue;
    main_names.insert(name_word(country.name));
    for (const std::string& demonym : country.demonyms) main_names.insert(name_word(demonym));
  }
  std::unordered_set<PlaceId> places;
  bool country = false;
  std::vector<std::string_view> texts = {document.title};
  for (const Part& part : document.parts)  // an outlet's name in the header is no place
    texts.push_back(document.slice(part.span));
  for (const std::string_view text : texts) {
    const auto words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      // A region of the country's name is the country once more.
      if (main_names.contains(name_word(without_possessive(words[i])))) {
        country = true;
        continue;
      }
      const auto [place, size] = own_place(knowledge.gazetteer, words, i);
      if (!place) continue;
      places.insert(place->id);
      i += size - 1;
    }
  }
  // One place in passing is nothing, two say more than the country's name alone.
  return std::max(0, 2 * static_cast<int>(places.size()) + (country ? 3 : 0) - 1);
}

namespace {

std::optional<ClaimType> first_type(
    const std::unordered_map<std::string, std::vector<std::size_t>>& by_head,
    const std::vector<Frame>& frames, const std::string& lemma) {
  const auto it = by_head.find(lemma);
  return it == by_head.end() ? std::nullopt : std::optional(frames[it->second.front()].type);
}

}  // namespace

std::optional<ClaimType> Knowledge::verb_type(const std::string& lemma) const {
  return first_type(verb_frames, frames, lemma);
}

std::optional<ClaimType> Knowledge::noun_type(const std::string& lemma) const {
  return first_type(noun_frames, frames, lemma);
}

bool Knowledge::in_class(const std::string& lemma, const std::string& word_class) const {
  const auto it = classes.find(word_class);
  return it != classes.end() && it->second.contains(lemma);
}

namespace {

const EffectRow* find_row(const std::unordered_map<std::string, EffectRow>& rows,
                          const std::string& lemma, const char* pos) {
  const auto it = rows.find(lemma + "/" + pos);
  return it == rows.end() ? nullptr : &it->second;
}

}  // namespace

const EffectRow* Knowledge::cue_row(const std::string& lemma, const char* pos) const {
  return find_row(cues, lemma, pos);
}

const EffectRow* Knowledge::governor_row(const std::string& lemma, const char* pos) const {
  return find_row(governors, lemma, pos);
}

std::optional<Effect> Knowledge::cue(const std::string& lemma, const char* pos) const {
  const EffectRow* row = cue_row(lemma, pos);
  return row ? std::optional(row->effect) : std::nullopt;
}

std::optional<Effect> Knowledge::governor(const std::string& lemma, const char* pos) const {
  const EffectRow* row = governor_row(lemma, pos);
  return row ? std::optional(row->effect) : std::nullopt;
}

std::string_view to_string(Effect effect) {
  return std::ranges::find(kEffects, effect, &decltype(kEffects)::value_type::second)->first;
}

Result<Knowledge> load_knowledge(const std::string& data_dir, const std::string& theatre_dir) {
  Knowledge knowledge;
  const std::string claims = data_dir + "/claims";
  std::vector<Status> steps, theatre_steps;
  steps.push_back(load_feasts(data_dir + "/times/feasts.csv", knowledge.times));
  if (!theatre_dir.empty()) {
    if (!std::filesystem::exists(theatre_dir + "/theatre.csv"))
      return fail(ErrorCode::kTheatreMissing, "expected a folder with theatre.csv", theatre_dir);
    knowledge.theatre = theatre_dir;
    knowledge.main_country = first_country(theatre_dir);
    if (const auto days = parse_partial_day(theatre_setting(theatre_dir, "from")))
      knowledge.theatre_from = days->begin;
    if (const auto days = parse_partial_day(theatre_setting(theatre_dir, "to")))
      knowledge.theatre_to = days->end;
    steps.push_back(load_zone(data_dir + "/times/zones.csv",
                              theatre_setting(theatre_dir, "timezone"), knowledge.times));
    theatre_steps.push_back(load_theatre_places(theatre_dir, knowledge.gazetteer));
  }
  Status actors = load_actors(data_dir, theatre_dir, knowledge);
  const bool theatre_wrong = !actors && actors.error().code == ErrorCode::kTheatreInvalid;
  (theatre_wrong ? theatre_steps : steps).push_back(std::move(actors));
  steps.push_back(load_countries(data_dir, knowledge.gazetteer));
  steps.push_back(load_types(claims + "/types.csv", knowledge));
  steps.push_back(load_frames(claims + "/frames.csv", knowledge));
  steps.push_back(load_effects(claims + "/cues.csv", knowledge.cues));
  steps.push_back(load_effects(claims + "/governors.csv", knowledge.governors));
  steps.push_back(load_words(claims + "/words.csv", knowledge));
  auto demonyms = Demonyms::load(data_dir);
  steps.push_back(demonyms ? Status() : Status(tl::unexpected(demonyms.error())));
  if (demonyms) knowledge.demonyms = std::move(*demonyms);
  auto nouns = NounKinds::load(data_dir);
  steps.push_back(nouns ? Status() : Status(tl::unexpected(nouns.error())));
  if (nouns) knowledge.nouns = std::make_shared<const NounKinds>(std::move(*nouns));
  steps.push_back(load_place_tables(data_dir + "/places", knowledge.place_tables));
  for (const Status& step : theatre_steps)
    if (!step) return tl::unexpected(as_broken(step.error(), ErrorCode::kTheatreInvalid));
  for (const Status& step : steps)
    if (!step) return tl::unexpected(as_broken(step.error(), ErrorCode::kDataInvalid));
  for (const Frame& frame : knowledge.frames)
    knowledge.lemmas.insert(frame.trigger.begin(), frame.trigger.end());
  for (const auto* table : {&knowledge.cues, &knowledge.governors})
    for (const auto& [key, row] : *table) knowledge.lemmas.insert(key.substr(0, key.find('/')));
  for (const auto& [name, lemmas] : knowledge.classes)
    knowledge.lemmas.insert(lemmas.begin(), lemmas.end());
  settle_regions(knowledge.gazetteer);
  return knowledge;
}

Status load_trained(const std::string& models_dir, Knowledge& knowledge) {
  auto attribution = AttributionModel::load(models_dir + "/english.attribution.dlm");
  if (!attribution) return tl::unexpected(attribution.error());
  auto coreference = CoreferenceModel::load(models_dir + "/english.coreference.dlm");
  if (!coreference) return tl::unexpected(coreference.error());
  auto choice = FeatureWeights::load(models_dir + "/english.choice.csv");
  if (!choice) return tl::unexpected(choice.error());
  auto roles = FeatureWeights::load(models_dir + "/english.roles.csv");
  if (!roles) return tl::unexpected(roles.error());
  auto confidence = FeatureWeights::load(models_dir + "/english.confidence.csv");
  if (!confidence) return tl::unexpected(confidence.error());
  knowledge.attribution = std::move(*attribution);
  knowledge.coreference = std::move(*coreference);
  knowledge.choice = std::move(*choice);
  knowledge.roles = std::move(*roles);
  knowledge.confidence = std::move(*confidence);
  return {};
}

}  // namespace dateline
