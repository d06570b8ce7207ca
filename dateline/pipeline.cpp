#include "dateline/pipeline.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/meaning/attribution_model.h"
#include "dateline/meaning/coreference_model.h"
#include "dateline/meaning/explain.h"
#include "dateline/meaning/lexicon_check.h"
#include "dateline/record/record.h"

namespace dateline {

std::string home_dir() {
  if (const char* home = std::getenv("DATELINE_HOME")) return home;
  std::error_code ec;
  const auto binary = std::filesystem::read_symlink("/proc/self/exe", ec);
  // build/PRESET/dateline in the source tree, bin/dateline in an installation.
  for (auto folder = binary.parent_path(); !ec && folder.has_relative_path();
       folder = folder.parent_path()) {
    for (const auto& home : {folder, folder / "share" / "dateline"})
      if (std::filesystem::exists(home / "data" / "claims" / "frames.csv")) return home.string();
  }
  return ".";
}

std::string world_file() {
  if (const char* file = std::getenv("DATELINE_GAZETTEER"); file && *file) return file;
  const std::string installed = home_dir() + "/data/world/world.dlg";
  std::error_code ec;
  if (std::filesystem::exists(installed, ec)) return installed;
  return (std::filesystem::read_symlink("/proc/self/exe", ec).parent_path() / "world.dlg").string();
}

Result<std::shared_ptr<const World>> load_world() {
  auto world = World::open(world_file());
  if (!world) return tl::unexpected(world.error());
  return std::make_shared<const World>(std::move(*world));
}

Result<std::string> theatre_dir(const std::string& name_or_dir) {
  if (name_or_dir == "none") return std::string();
  for (const std::string& folder : {home_dir() + "/data/theatres/" + name_or_dir, name_or_dir})
    if (!name_or_dir.empty() && std::filesystem::exists(folder + "/theatre.csv")) return folder;
  return fail(ErrorCode::kTheatreMissing,
              "expected a bundled theatre's name or a folder with theatre.csv", name_or_dir);
}

Result<Engine> load_engine(const std::string& theatre) {
  Engine engine;
  const std::string data = home_dir() + "/data";
  std::vector<std::string> folders;
  if (theatre.empty()) {
    engine.choose = true;
    std::error_code ec;
    for (const auto& entry : std::filesystem::directory_iterator(data + "/theatres", ec))
      if (std::filesystem::exists(entry.path() / "theatre.csv"))
        folders.push_back(entry.path().string());
    std::sort(folders.begin(), folders.end());
  } else {
    auto folder = theatre_dir(theatre);
    if (!folder) return tl::unexpected(folder.error());
    if (!folder->empty()) folders.push_back(*folder);
  }
  auto general = load_knowledge(data, "");
  if (!general) return tl::unexpected(general.error());
  engine.general = std::move(*general);
  auto world = load_world();
  if (!world) return tl::unexpected(world.error());
  engine.general.world = *world;
  for (const std::string& folder : folders) {
    auto knowledge = load_knowledge(data, folder);
    if (!knowledge) return tl::unexpected(knowledge.error());
    engine.theatres.push_back(std::move(*knowledge));
    engine.theatres.back().world = *world;
  }
  auto language = load_language(home_dir() + "/models");
  if (!language) return tl::unexpected(language.error());
  engine.language = std::move(*language);
  if (auto trained = load_trained(home_dir() + "/models", engine.general); !trained)
    return tl::unexpected(trained.error());
  for (Knowledge& knowledge : engine.theatres) {
    knowledge.attribution = engine.general.attribution;
    knowledge.coreference = engine.general.coreference;
    knowledge.choice = engine.general.choice;
    knowledge.roles = engine.general.roles;
    knowledge.confidence = engine.general.confidence;
  }
  return engine;
}

void Engine::attribute_by_rules() {
  general.attribution = nullptr;
  for (Knowledge& knowledge : theatres) knowledge.attribution = nullptr;
}

void Engine::choose_by_frames() {
  general.choice = general.roles = {};
  for (Knowledge& knowledge : theatres) knowledge.choice = knowledge.roles = {};
}

const Knowledge& Engine::knowledge_for(const Document& document) const {
  if (!choose) return theatres.empty() ? general : theatres.front();
  const Knowledge* best = &general;
  int most = kTheatreFits - 1;  // a single name in passing does not make a theatre
  for (const Knowledge& knowledge : theatres) {
    const int score = theatre_fit(document, knowledge);
    if (score > most) most = score, best = &knowledge;
  }
  return *best;
}

Layers read_layers(const Document& document, const LanguageModel& language, bool whole) {
  Layers out;
  for (const Part& part : document.parts) {
    if (!whole && (part.kind == PartKind::kDateline || part.kind == PartKind::kByline)) continue;
    const Tokens tokens = split(document.text, part.span, *language.splitter);
    const TokenIndex offset = out.tokens.size();
    out.tokens.spans.insert(out.tokens.spans.end(), tokens.spans.begin(), tokens.spans.end());
    for (const TokenRange& s : tokens.sentences)
      out.tokens.sentences.push_back({s.begin + offset, s.end + offset});
    for (const TokenRange& c : tokens.contractions)
      out.tokens.contractions.push_back({c.begin + offset, c.end + offset});
    out.tokens.sentence_spans.insert(out.tokens.sentence_spans.end(), tokens.sentence_spans.begin(),
                                     tokens.sentence_spans.end());
  }
  SyntaxLayers syntax = analyse(document.text, out.tokens, language);
  out.tags = std::move(syntax.tags);
  out.trees = std::move(syntax.trees);
  return out;
}

namespace {

Toponyms toponyms_of(const Document& document, const Layers& layers, const Engine& engine,
                     const Knowledge& knowledge) {
  return read_toponyms(document.text, layers.tokens, layers.tags, layers.trees, engine.language,
                       knowledge);
}

}  // namespace

Mentions read_mentions(const Document& document, const Engine& engine) {
  const Layers layers = read_layers(document, engine.language, true);
  const Knowledge& knowledge = engine.knowledge_for(document);
  return find_mentions(Syntax(document, layers.tokens, layers.tags, layers.trees, knowledge.lemmas),
                       toponyms_of(document, layers, engine, knowledge), knowledge);
}

DocumentReading read_meaning(const Document& document, const Engine& engine,
                             Explanation* explanation) {
  const Layers layers = read_layers(document, engine.language);
  const Knowledge& knowledge = engine.knowledge_for(document);
  return make_reading(document, layers.tokens, layers.tags, layers.trees,
                      toponyms_of(document, layers, engine, knowledge), knowledge, explanation);
}

std::vector<Claim> read_claims(const Document& document, const Engine& engine,
                               Explanation* explanation) {
  return read_meaning(document, engine, explanation).claims;
}

std::string explain_claims(const Document& document, const Engine& engine, bool hides) {
  const Layers layers = read_layers(document, engine.language);
  const Knowledge& knowledge = engine.knowledge_for(document);
  const Toponyms toponyms = toponyms_of(document, layers, engine, knowledge);
  Explanation explanation;
  const DocumentReading reading = make_reading(document, layers.tokens, layers.tags, layers.trees,
                                               toponyms, knowledge, &explanation);
  const Redaction redaction(document, hides ? reading.private_names : std::vector<ByteSpan>());
  const Syntax syntax(document, layers.tokens, layers.tags, layers.trees, knowledge.lemmas);
  return explain(syntax, knowledge, find_mentions(syntax, toponyms, knowledge).mentions,
                 explanation, redaction);
}

Result<std::vector<Finding>> check_lexicon(const std::string& data_dir) {
  std::vector<Finding> findings = check_lexicon_tables(data_dir);
  auto knowledge = load_knowledge(data_dir, "");
  if (!knowledge) {
    // What the tables' own check has told need not be told again.
    if (findings.empty()) return tl::unexpected(knowledge.error());
    return findings;
  }
  auto world = load_world();
  if (!world) return tl::unexpected(world.error());
  knowledge->world = std::move(*world);
  if (auto trained = load_trained(home_dir() + "/models", *knowledge); !trained)
    return tl::unexpected(trained.error());
  auto language = load_language(home_dir() + "/models");
  if (!language) return tl::unexpected(language.error());
  for (Finding& one : check_lexicon_examples(data_dir, *language, *knowledge))
    findings.push_back(std::move(one));
  std::ranges::stable_sort(findings, {},
                           [](const Finding& f) { return std::pair(f.file, f.line); });
  return findings;
}

std::vector<TimeSpan> read_times(const Document& document, const Engine& engine) {
  const Layers layers = read_layers(document, engine.language);
  return find_time_spans(document, layers.tokens, layers.tags, layers.trees,
                         engine.knowledge_for(document).times);
}

std::optional<DayInterval> Situation::span() const {
  if (documents.empty()) return {};
  DayInterval out{documents.front().published.day, documents.front().published.day};
  for (const Document& d : documents) {
    out.begin = std::min(out.begin, d.published.day);
    out.end = std::max(out.end, d.published.day);
  }
  out.begin = out.begin - 1;
  return out;
}

std::string hash_of_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> lines;
  std::error_code ec;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ec)) {
    if (!entry.is_regular_file(ec) || entry.path().extension() == ".dlg") continue;
    if (const auto bytes = read_file(entry.path().string()))
      lines.push_back(fs::relative(entry.path(), folder, ec).string() + " " + content_hash(*bytes));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return lines.empty() ? "" : content_hash(all);
}

Result<std::vector<TypeMapping>> load_type_mappings() {
  auto table = load_csv(home_dir() + "/data/claims/types.csv");
  if (!table) return tl::unexpected(table.error());
  std::vector<TypeMapping> out(kClaimTypes);
  for (const auto& row : table->rows)
    if (const auto type = parse_claim_type(table->cell(row, "type")))
      out[static_cast<std::size_t>(*type)] = {table->cell(row, "acled"),
                                              table->cell(row, "plover")};
  return out;
}

Result<Situation> load_situation(const std::string& db, const std::string& theatre) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  std::string name = theatre;
  if (name.empty()) {
    auto kept = record->meta("theatre");
    if (!kept) return tl::unexpected(kept.error());
    name = kept->value_or("none");
  }
  auto folder = theatre_dir(name);
  if (!folder) return tl::unexpected(folder.error());
  const std::string data = home_dir() + "/data";
  Situation out;
  auto knowledge = load_knowledge(data, *folder);
  if (!knowledge) return tl::unexpected(knowledge.error());
  out.knowledge = std::move(*knowledge);
  auto world = load_world();
  if (!world) return tl::unexpected(world.error());
  out.knowledge.world = std::move(*world);
  if (!folder->empty()) {
    auto info = load_theatre_info(*folder);
    if (!info) return tl::unexpected(info.error());
    auto start = load_starting_control(*folder, out.knowledge.gazetteer);
    if (!start) return tl::unexpected(start.error());
    auto roads = load_theatre_roads(*folder, out.knowledge.gazetteer);
    if (!roads) return tl::unexpected(roads.error());
    out.theatre = std::move(*info);
    out.start = std::move(*start);
    out.roads = std::move(*roads);
  }
  auto weights = load_control_weights(data + "/territory/weights.csv");
  if (!weights) return tl::unexpected(weights.error());
  out.weights = *weights;
  auto documents = record->documents(true);
  if (!documents) return tl::unexpected(documents.error());
  auto claims = record->claims();
  if (!claims) return tl::unexpected(claims.error());
  out.documents = std::move(*documents);
  out.claims = std::move(*claims);
  return out;
}

ControlInputs control_inputs(const Situation& situation, DayInterval days,
                             std::optional<Day> known_by) {
  ControlInputs inputs;
  inputs.gazetteer = &situation.knowledge.gazetteer;
  inputs.parties = &situation.knowledge.parties;
  inputs.start = &situation.start;
  inputs.weights = situation.weights;
  inputs.reports = make_reports(situation.claims, situation.documents);
  inputs.days = days;
  inputs.known_by = known_by;
  inputs.roads = &situation.roads;
  inputs.countries = situation.theatre.countries;
  if (const auto it = situation.knowledge.classes.find("force");
      it != situation.knowledge.classes.end())
    inputs.forces = &it->second;
  return inputs;
}

ControlTable control_of(const Situation& situation, DayInterval days, std::optional<Day> known_by,
                        ControlModel model) {
  ControlInputs inputs = control_inputs(situation, days, known_by);
  inputs.model = model;
  return infer_control(inputs);
}

}  // namespace dateline
