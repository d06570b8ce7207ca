// Writes how the words of articles may be read as events, for fit_choice.py to learn from, and
// which parties may fill the events' slots, for fit_roles.py:
//   event_readings ARTICLE.txt ... [--roles ROLES.jsonl] > READINGS.jsonl
// One line a reading: article, trigger, type, clauses, slots, whether the frames alone would take
// it
// ("frames"), and its features.

#include <fstream>
#include <nlohmann/json.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"

namespace dateline::train {
namespace {

nlohmann::json actors(const std::vector<ActorReading>& slot) {
  nlohmann::json out = nlohmann::json::array();
  for (const ActorReading& a : slot) out.push_back({{"id", a.id.str()}, {"text", a.text}});
  return out;
}

nlohmann::json spans(const std::vector<ByteSpan>& clauses) {
  nlohmann::json out = nlohmann::json::array();
  for (const ByteSpan clause : clauses)
    out.push_back({{"begin", clause.begin}, {"end", clause.end}});
  return out;
}

/// `first`: of the readings of its trigger.
nlohmann::json line(const std::string& article, const EventTrace& trace, bool first) {
  const Event& e = trace.event;
  nlohmann::json out = {{"article", article},
                        {"trigger", e.trigger},
                        {"type", to_string(e.type)},
                        {"noun", e.is_noun},
                        {"frames", first && e.needs_met},
                        {"attributive", e.attributive},
                        {"who", actors(e.who)},
                        {"whom", actors(e.whom)},
                        {"features", trace.features},
                        {"clauses", spans(trace.clauses)}};
  out["where"] = nlohmann::json::array();
  for (const auto* list : {&e.where, &e.where_list})
    for (const PlaceReading& p : *list)
      if (p.point) out["where"].push_back({{"lat", p.point->lat()}, {"lon", p.point->lng()}});
  return out;
}

nlohmann::json role_line(const std::string& article, const RoleTrace& trace) {
  const Event& e = trace.event;
  nlohmann::json out = {{"article", article},
                        {"trigger", e.trigger},
                        {"type", to_string(e.type)},
                        {"clauses", spans(trace.clauses)},
                        {"role", trace.role == PartyRole::kWho ? "who" : "whom"},
                        {"who", actors(e.who)},
                        {"whom", actors(e.whom)}};
  for (std::size_t i = 0; i < trace.candidates.size(); ++i)
    out["candidates"].push_back({{"parties", actors(trace.candidates[i].readings)},
                                 {"by_rules", trace.candidates[i].by_rules},
                                 {"features", trace.features[i]}});
  return out;
}

int run(const std::vector<std::string>& files, const std::string& roles_path) {
  std::ofstream roles;
  if (!roles_path.empty()) roles.open(roles_path);
  auto engine = load_engine("");
  if (!engine) return fmt::print(stderr, "{}\n", to_string(engine.error())), 2;
  engine->choose_by_frames();
  int status = 0;
  for (const std::string& file : files) {
    const Status read = read_dispatches(file, {}, [&](Result<Document> document) {
      if (!document) {
        fmt::print(stderr, "{}\n", to_string(document.error()));
        status = 1;
        return;
      }
      Explanation explanation;
      read_claims(*document, *engine, &explanation);
      if (roles.is_open())
        for (const RoleTrace& trace : explanation.roles)
          roles << role_line(file, trace).dump() << "\n";
      TokenIndex last = kNoToken;
      for (const EventTrace& trace : explanation.readings) {
        if (trace.fate != Fate::kUsed)
          fmt::print("{}\n", line(file, trace, trace.event.trigger != last).dump());
        last = trace.event.trigger;
      }
    });
    if (!read) return fmt::print(stderr, "{}\n", to_string(read.error())), 2;
  }
  if (roles.is_open() && !roles.flush()) {
    fmt::print(stderr, "{}: cannot be written\n", roles_path);
    return 2;
  }
  return status;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  std::vector<std::string> files;
  std::string roles;
  CLI::App app("Writes how words may be read as events");
  app.add_option("ARTICLE", files, "dated texts")->required();
  app.add_option("--roles", roles, "file to write the parties to that may fill slots");
  CLI11_PARSE(app, argc, argv);
  return dateline::train::run(files, roles);
}
