#include "dateline/web/report.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "cli/events.h"
#include "cli/sharing.h"
#include "cli/situation.h"
#include "dateline/base/file.h"
#include "dateline/record/contradictions.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct ReportArguments {
  RecordArguments record;
  SharingArguments sharing;
  std::string out, from, to;
};

/// Fills the page's input from a record and its beliefs.
class ReportFiller {
 public:
  ReportFiller(const Asked& asked, const ControlTable& control,
               const std::vector<Contradiction>& contradictions, const Sharing& sharing,
               DayInterval days)
      : asked_(asked),
        s_(asked.situation),
        control_(control),
        ground_(ground_of(s_, control, days.end)),
        contradictions_(contradictions),
        sharing_(sharing),
        days_(days) {
    for (const Claim& c : s_.claims)
      if (sharing_.coarsens(c)) coarsened_.insert(c.id);
  }

  ReportInput fill(ReportText text) {
    ReportInput out;
    out.text = text;
    out.theatre = s_.theatre.title;
    out.title = "Situation by day";
    out.made_with = fmt::format("dateline {}", DATELINE_VERSION);
    for (Day d = days_.begin; d <= days_.end; d = d + 1) out.days.push_back(d);
    parties(out);
    places(out);
    roads(out);
    out.ground = &ground_;
    words(out, text);
    for (const Contradiction& c : contradictions_) {
      const bool hidden = coarsened_.contains(c.a) || coarsened_.contains(c.b);
      out.contradictions.push_back(
          {c.a, c.b, hidden ? PlaceId() : c.place, std::string(to_string(c.kind))});
    }
    return out;
  }

 private:
  void parties(ReportInput& out) const {
    const Parties& p = s_.knowledge.parties;
    for (const ActorId& state : control_.states())
      if (!(state == kContested)) out.parties.push_back({state, p.name(state), p.colour(state)});
    for (const Party& party : p.parties()) out.actor_names.emplace(party.id, party.name);
  }

  static std::vector<double> favoured(const ControlTable& control, const Influence& one) {
    const auto& states = control.states();
    const auto i = static_cast<std::size_t>(std::find(states.begin(), states.end(), one.favours) -
                                            states.begin());
    if (i >= states.size()) return {0, 0};
    return {one.before[i], one.after[i]};
  }

  /// A reason may name who spoke.
  std::string reason(const Influence& one) const {
    return asked_.redactions.words(one.document, one.reason);
  }

  ReportPlaceDay place_day(const PlaceId& id, const ControlState& state) const {
    ReportPlaceDay out;
    out.day = state.day;
    for (std::size_t i = 0; i < state.probability.size(); ++i)
      if (state.probability[i] >= 0.005)
        out.shares.push_back({control_.states()[i], state.probability[i]});
    out.support.reports = state.support.reports;
    if (state.support.days_since_last >= 0) out.support.days_since = state.support.days_since_last;
    out.besieged_by = state.support.besieged_by;
    for (const Influence& one : control_.why(id, state.day)) {
      const auto p = favoured(control_, one);
      // A place leads to no claim whose place is not told.
      const ClaimId claim = coarsened_.contains(one.claim) ? ClaimId() : one.claim;
      out.influences.push_back({claim, std::string(to_string(one.kind)), reason(one), one.favours,
                                one.weight, p[0], p[1]});
    }
    return out;
  }

  void places(ReportInput& out) const {
    const Gazetteer& gazetteer = s_.knowledge.gazetteer;
    for (const PlaceId& id : control_.places()) {
      const Place* place = gazetteer.find(id);
      if (!place || !place->point) continue;
      ReportPlace one{id, place->name, *place->point, place->kind, place->population, "", {}};
      if (const Place* parent = gazetteer.find(place->parent)) one.region = parent->name;
      // A place of which nothing is ever reported is a dot in the colour of the start: the page
      // asks for its days all the same, so that every colour unfolds.
      for (Day d = days_.begin; d <= days_.end; d = d + 1)
        if (auto state = control_.find(id, d)) one.days.push_back(place_day(id, *state));
      out.places.push_back(std::move(one));
    }
  }

  void roads(ReportInput& out) const {
    for (const Road& road : s_.roads.roads()) {
      const Place* from = s_.knowledge.gazetteer.find(s_.roads.place(road.from));
      const Place* to = s_.knowledge.gazetteer.find(s_.roads.place(road.to));
      if (!from || !to || !from->point || !to->point || !road.stands_on(days_.end)) continue;
      out.roads.push_back({{*from->point, *to->point},
                           std::string(to_string(road.road_class)),
                           road.name,
                           road.certainty});
    }
  }

  void words(ReportInput& out, ReportText text) const {
    std::unordered_map<DocumentId, std::pair<const Document*, std::size_t>> by_id;
    for (const Document& d : s_.documents) {
      if (asked_.known_by && d.published.day > *asked_.known_by) continue;
      by_id.emplace(d.id, std::pair(&d, out.documents.size()));
      out.documents.push_back(document(d, text));
    }
    for (const Claim& c : s_.claims) {
      const auto at = by_id.find(c.document);
      if (at == by_id.end()) continue;
      const auto& [d, index] = at->second;
      ReportClaim one{c, sharing_.words(c, asked_.redactions.slice(*d, c.sentence))};
      if (sharing_.coarsens(c)) {
        ReportDocument& shown = out.documents[index];
        shown.title = sharing_.words(c, std::move(shown.title));
        shown.text = sharing_.words(c, std::move(shown.text));
      }
      asked_.redactions.apply(one.claim);
      sharing_.apply(one.claim);
      // The page names places, and shows no points of claims.
      std::erase_if(one.claim.where, [](const PlaceReading& p) { return p.name.empty(); });
      out.claims.push_back(std::move(one));
    }
  }

  ReportDocument document(const Document& d, ReportText text) const {
    Document shown = d;
    shown.title = asked_.redactions.words(d.id, d.title);
    sharing_.apply(shown);
    const std::string file = std::filesystem::path(shown.name).filename().string();
    return {d.id,
            shown.title,
            d.outlet.empty() ? file : d.outlet,
            d.url,
            d.published.iso(),
            text == ReportText::kFull
                ? asked_.redactions.slice(d, {0, static_cast<std::uint32_t>(d.text.size())})
                : ""};
  }

  const Asked& asked_;
  const Situation& s_;
  const ControlTable& control_;
  const Ground ground_;
  const std::vector<Contradiction>& contradictions_;
  const Sharing& sharing_;
  DayInterval days_;
  std::unordered_set<ClaimId> coarsened_;
};

ExitCode run(const ReportArguments& args) {
  const auto sharing = Sharing::make(args.sharing);
  if (!sharing) return report_error(sharing.error());
  auto asked = ask(args.record);
  if (!asked) return report_error(asked.error());
  if (const auto last = sharing->last_day())
    asked->known_by = std::min(asked->known_by.value_or(*last), *last);
  auto days = asked->situation.span();
  if (!days)
    return report_error(Error{ErrorCode::kArgumentInvalid,
                              "expected documents in the record, found none", args.record.db});
  if (const auto last = sharing->last_day()) {
    days->end = std::min(days->end, *last);
    if (days->end < days->begin)
      return report_error(Error{ErrorCode::kArgumentInvalid,
                                fmt::format("expected documents of {} or before (--delay), found "
                                            "the first of {}",
                                            to_string(*last), to_string(days->begin)),
                                args.record.db});
  }
  for (const auto& [text, day] :
       {std::pair(&args.from, &days->begin), std::pair(&args.to, &days->end)}) {
    if (text->empty()) continue;
    auto parsed = require_day(*text);
    if (!parsed) return report_error(parsed.error());
    *day = *parsed;
  }
  constexpr int kMostDays = 400;
  if (days->length() > kMostDays) {
    fmt::print(stderr,
               "dateline: the record spans {} days; the page shows the last {} (--from and --to "
               "choose others)\n",
               days->length(), kMostDays);
    days->begin = days->end - (kMostDays - 1);
  }
  // The same happenings as every other command tells, with what people said of them.
  const auto record = Record::open_existing(args.record.db);
  if (!record) return report_error(record.error());
  const auto events = make_events(*record, asked->situation.documents, asked->situation.claims,
                                  asked->known_by, asked->redactions);
  if (!events) return report_error(events.error());
  const auto contradictions = contradictions_of(*events, asked->situation.knowledge.parties);
  const ControlTable control = control_of(asked->situation, *days, asked->known_by);
  const ReportText text = args.sharing.text == "none"   ? ReportText::kNone
                          : args.sharing.text == "full" ? ReportText::kFull
                                                        : ReportText::kSentence;
  ReportFiller filler(*asked, control, contradictions, *sharing, *days);
  const std::string page = render_report(filler.fill(text));
  if (auto ok = write_file(args.out, page); !ok) return report_error(ok.error());
  fmt::print("{}: {} to {}, {} documents, {} claims, {:.1f} MB; open it in a browser\n", args.out,
             to_string(days->begin), to_string(days->end), asked->situation.documents.size(),
             asked->situation.claims.size(), static_cast<double>(page.size()) / 1e6);
  return 0;
}

}  // namespace

void add_report(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ReportArguments>();
  CLI::App* sub = app.add_subcommand(
      "report", "Write the situation page: a map by day that unfolds to the sentences");
  add_record_options(*sub, args->record, false);
  sub->add_option("-o,--output", args->out, "The HTML file to write")->required();
  add_sharing_options(*sub, args->sharing);
  add_names_option(*sub, args->record.names);
  sub->add_option("--from", args->from,
                  "First day of the slider; without it, the day before the first dispatch");
  sub->add_option("--to", args->to,
                  "Last day of the slider; without it, the day of the last dispatch");
  sub->footer(
      "Examples:\n"
      "  dateline report --db war.db -o situation.html\n"
      "  dateline report --db war.db -o public.html --text none      no words of others' texts\n"
      "The page is one file that needs no network and opens from disk.");
  sub->callback([args, &exit_code] { exit_code = run(*args); });
}

}  // namespace dateline::cli
