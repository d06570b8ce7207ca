#include <charconv>
#include <thread>

#include <fmt/format.h>

#include "cli/situation.h"
#include "dateline/base/csv.h"
#include "dateline/pipeline_roads.h"
#include "dateline/territory/projection.h"
#include "dateline/territory/projection_weights.h"

namespace dateline::cli {
namespace {

constexpr std::size_t kShownPlaces = 25;

struct ProjectArguments {
  RecordArguments record;
  std::vector<std::string> set;
  std::string scenario, pace = "record", format = "text", model = "front";
  int days = 7, runs = 1000, threads = 0;
  std::uint64_t seed = 1;
  bool all = false;
};

/// The `set` column of a scenario file: set,reason ; comments begin with '#'.
Result<std::vector<std::string>> read_scenario(const std::string& path) {
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const std::string_view column : {"set", "reason"})
    if (table->column(column) < 0)
      return fail(ErrorCode::kDataInvalid, fmt::format("expected the column {}", column), path);
  std::vector<std::string> out;
  for (const auto& row : table->rows) {
    if (table->cell(row, "set").empty() || table->cell(row, "reason").empty())
      return row_error(*table, row, "expected a setting and a reason");
    out.push_back(table->cell(row, "set"));
  }
  return out;
}

/// PLACE=PARTY, PARTY=absent or PARTY.HOW=off.
Status add_setting(const std::string& text, const Knowledge& knowledge,
                   ProjectionQuestion& question) {
  const auto equals = text.find('=');
  if (equals == std::string::npos)
    return fail(
        ErrorCode::kArgumentInvalid,
        fmt::format("expected PLACE=PARTY, PARTY=absent or PARTY.air=off, found \"{}\"", text));
  const std::string left = text.substr(0, equals), right = text.substr(equals + 1);
  if (right == "absent") {
    auto party = knowledge.parties.resolve(left);
    if (!party) return tl::unexpected(party.error());
    question.absent.push_back(*party);
    return {};
  }
  if (right == "off") {
    const auto dot = left.rfind('.');
    if (dot == std::string::npos)
      return fail(ErrorCode::kArgumentInvalid,
                  fmt::format("expected PARTY.air=off (or .troops, .arms, .money, .training, "
                              ".diplomacy), found \"{}\"",
                              text));
    auto party = knowledge.parties.resolve(left.substr(0, dot));
    if (!party) return tl::unexpected(party.error());
    question.without.emplace_back(*party, left.substr(dot + 1));
    return {};
  }
  auto place = knowledge.gazetteer.resolve(left);
  if (!place) return tl::unexpected(place.error());
  if (right == "contested") {
    question.changes.emplace_back((*place)->id, kContested);
    return {};
  }
  auto party = knowledge.parties.resolve(right);
  if (!party) return tl::unexpected(party.error());
  question.changes.emplace_back((*place)->id, *party);
  return {};
}

Status set_pace(const std::string& text, ProjectionQuestion& question) {
  if (text == "record") return {};
  if (text == "base") {
    question.base_pace = true;
    return {};
  }
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), question.pace);
  if (ec != std::errc{} || end != text.data() + text.size())
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("expected --pace record, base or a factor, found \"{}\"", text));
  return {};
}

Result<ProjectionQuestion> question_of(const ProjectArguments& args, const Asked& asked) {
  ProjectionQuestion out;
  out.days = args.days;
  out.runs = args.runs;
  out.seed = args.seed;
  out.threads = args.threads > 0
                    ? args.threads
                    : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  out.model = *parse_projection_model(args.model);
  std::vector<std::string> settings;
  if (!args.scenario.empty()) {
    auto read = read_scenario(args.scenario);
    if (!read) return tl::unexpected(read.error());
    settings = std::move(*read);
  }
  settings.insert(settings.end(), args.set.begin(), args.set.end());
  for (const std::string& one : settings)
    if (auto done = add_setting(one, asked.situation.knowledge, out); !done)
      return tl::unexpected(done.error());
  if (auto done = set_pace(args.pace, out); !done) return tl::unexpected(done.error());
  return out;
}

/// The beliefs of the day by what had been published until then, never later.
Result<ControlTable> known_then(const Asked& asked) {
  const Day known_by = asked.known_by.value_or(asked.on);
  if (known_by > asked.on)
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("expected --known-by a day up to the start {}, found {}",
                            to_string(asked.on), to_string(known_by)));
  DayInterval days{asked.on, asked.on};
  if (const auto span = asked.situation.span()) days.begin = std::min(span->begin, asked.on);
  return control_of(asked.situation, days, known_by);
}

ExitCode run(const ProjectArguments& args) {
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  const auto question = question_of(args, *asked);
  if (!question) return report_error(question.error());
  const auto control = known_then(*asked);
  if (!control) return report_error(control.error());
  const Situation& situation = asked->situation;
  const auto folder = theatre_dir_of(args.record.db, args.record.theatre);
  if (!folder) return report_error(folder.error());
  auto rows = load_described_rows(*folder);
  if (!rows) return report_error(rows.error());
  const auto weights = load_projection_weights(home_dir() + "/data/territory/projection.csv");
  if (!weights) return report_error(weights.error());
  ProjectionInputs inputs;
  inputs.control = &*control;
  inputs.gazetteer = &situation.knowledge.gazetteer;
  inputs.parties = &situation.knowledge.parties;
  inputs.roads = &situation.roads;
  inputs.backing = std::move(rows->backing);
  inputs.forces = std::move(rows->forces);
  inputs.weights = *weights;
  const auto projection = project(inputs, *question);
  if (!projection) return report_error(projection.error());
  const Gazetteer& gazetteer = situation.knowledge.gazetteer;
  if (args.format == "json")
    fmt::print("{}\n", to_json(*projection, gazetteer));
  else if (args.format == "csv")
    fmt::print("{}", to_csv(*projection, gazetteer));
  else
    fmt::print("{}", to_text(*projection, gazetteer, situation.knowledge.parties,
                             args.all ? 0 : kShownPlaces));
  return 0;
}

}  // namespace

void add_project(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ProjectArguments>();
  CLI::App* sub = app.add_subcommand(
      "project", "Run the fronts forward from a day: chances, not a forecast of fact");
  add_record_options(*sub, args->record, false);
  sub->add_option("--from,--on", args->record.on,
                  "The day from which to run, by what was known then (YYYY-MM-DD)")
      ->required();
  sub->add_option("--days", args->days, "How many days to run")->capture_default_str();
  sub->add_option("--set", args->set,
                  "PLACE=PARTY, PARTY=absent or PARTY.air=off (also .troops, .arms, .money, "
                  ".training, .diplomacy); may be given again");
  sub->add_option("--scenario", args->scenario,
                  "A CSV file of settings with a reason each (set,reason), before those of --set");
  sub->add_option("--pace", args->pace,
                  "record (as the record shows), base (of a front of which nothing is known) or a "
                  "factor of the record's")
      ->capture_default_str();
  sub->add_option("--runs", args->runs, "Number of runs")->capture_default_str();
  sub->add_option("--seed", args->seed, "The same seed gives the same bytes")
      ->capture_default_str();
  sub->add_option("--threads", args->threads, "Threads; changes nothing but the time");
  sub->add_option("--format", args->format, "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}))
      ->capture_default_str();
  sub->add_option("--model", args->model,
                  "front, or a plain rule to compare with: same (nothing changes), yesterday (as "
                  "many places as yesterday, the nearest first) or evenly (the same, spread)")
      ->check(CLI::IsMember({"front", "same", "yesterday", "evenly"}))
      ->capture_default_str();
  sub->add_flag("--all", args->all, "In the text, show every place");
  sub->footer(
      "Examples:\n"
      "  dateline project --db war.db --from 2024-12-06 --days 7\n"
      "  dateline project --db war.db --from 2024-12-06 --days 7 --set Homs=syria.opposition\n"
      "  dateline project --db war.db --from 2024-12-06 --days 30 --set hezbollah=absent --set "
      "russia.air=off\n"
      "  dateline project --db war.db --from 2024-12-06 --days 30 --pace 0.5 --format csv\n"
      "A projection is an aid to planning: it says what follows from the pace so far and from the "
      "assumptions that it\n"
      "lists, and knows nothing of what people will decide. docs/evaluation.md says how often it "
      "was right.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
