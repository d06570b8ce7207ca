#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dateline/territory/whatif.h"

namespace dateline {
namespace {

constexpr std::size_t kFew = 5;           ///< names that a line holds
constexpr std::size_t kSettlements = 20;  ///< lines of the table of settlements
constexpr double kMoved = 0.05;           ///< a change worth the details of a way

class Teller {
 public:
  Teller(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties, std::string& out)
      : answer_(answer), gazetteer_(gazetteer), parties_(parties), out_(out) {}

  void tell() {
    out_ += fmt::format("On {}", to_string(answer_.question.day));
    out_ += changes(answer_.question.changes, ", if ");
    out_ += fmt::format("\nThe way of {} from {}\n", name(answer_.traveller), name(answer_.from));
    tell_pairs();
    tell_lists();
    tell_settlements();
    tell_sieges();
    tell_stated();
  }

 private:
  std::string name(const PlaceId& id) const {
    const Place* place = gazetteer_.find(id);
    return place ? place->name : id.str();
  }
  std::string name(const ActorId& party) const {
    if (party.empty()) return "nobody known";
    return party == kContested ? party.str() : parties_.name(party);
  }
  std::string held(const HeldPlace& one) const {
    if (one.holding.party.empty()) return name(one.place);
    return fmt::format("{} ({} {:.0f} %)", name(one.place), name(one.holding.party),
                       100 * one.holding.probability);
  }

  template <class List, class Each>
  static std::string few(const List& all, std::size_t most, Each each,
                         std::string_view between = ", ") {
    std::string out;
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i)
      out += fmt::format("{}{}", i ? between : "", each(all[i]));
    if (all.size() > most) out += fmt::format(" and {} more", all.size() - most);
    return out;
  }

  std::string places(const std::vector<PlaceId>& all, std::string_view between) const {
    return few(
        all, all.size(), [&](const PlaceId& id) { return name(id); }, between);
  }

  std::string changes(const std::vector<PlaceChange>& all, std::string_view first) const {
    std::string out;
    for (const auto& [place, party] : all)
      out += fmt::format("{}{}: {}", out.empty() ? first : "; ", name(place), name(party));
    return out;
  }

  static std::string chance(const Chance& chance) {
    const double percent = 100 * chance.value;
    // What is not sure is not called so.
    std::string out = percent > 99.5 && chance.value < 1 - 1e-9 ? "over 99 %"
                      : percent < 0.5 && chance.value > 1e-9    ? "under 1 %"
                                                                : fmt::format("{:.0f} %", percent);
    if (!chance.exact)
      out += fmt::format(" (sampled, standard error {:.1f} %)", 100 * chance.standard_error);
    return out;
  }

  std::string title(RoadNetwork network) const {
    switch (network) {
      case RoadNetwork::kMain:
        return "by main roads";
      case RoadNetwork::kCountry:
        return "by any road of the country";
      case RoadNetwork::kAbroad:
        return "by way of another country";
    }
    return "";
  }

  std::string road(const RoadPart& part) const {
    return fmt::format("{} {} - {} ({}, {:.0f} km{})", part.name.empty() ? "the road" : part.name,
                       name(part.from), name(part.to), to_string(part.road_class), part.km,
                       part.certainty < 1 ? fmt::format(", certainty {:.2f}", part.certainty) : "");
  }

  void line(std::string_view text) { out_ += fmt::format("           {}\n", text); }

  void tell_pairs() {
    for (const PairAnswer& pair : answer_.pairs) {
      const bool moved =
          std::any_of(pair.networks.begin(), pair.networks.end(), [](const NetworkAnswer& network) {
            return std::abs(network.after.cut_off.value - network.before.cut_off.value) >= kMoved;
          });
      out_ += fmt::format("\n{} - {}\n", name(pair.from), name(pair.to));
      for (const NetworkAnswer& network : pair.networks) {
        if (moved || !answer_.question.to.empty()) {
          out_ += fmt::format("  {}\n", title(network.network));
          tell_route("before", network.before);
          tell_route("after", network.after);
        } else {
          out_ += fmt::format("  {:<26} cut off with {}, then {}\n", title(network.network),
                              chance(network.before.cut_off), chance(network.after.cut_off));
        }
      }
      tell_approach("before", pair.approach_before);
      tell_approach("after", pair.approach_after);
    }
  }

  void tell_approach(std::string_view when, const std::optional<Approach>& approach) {
    if (!approach) return;
    out_ += fmt::format("  nearest ground of {} {}: {}, {:.0f} km by road\n",
                        name(answer_.traveller), when, held(approach->place), approach->km);
  }

  void tell_route(std::string_view when, const RouteAnswer& route) {
    out_ += fmt::format("    {:<7}cut off with {}", when, chance(route.cut_off));
    if (route.passage == Passage::kClosed) {
      out_ += "; no way in the most probable world\n";
      return;
    }
    out_ += fmt::format("; {}, {:.0f} km, {:.1f} h: {}\n", to_string(route.passage), route.km,
                        route.hours, places(route.places, " - "));
    for (const RoadPart& part : route.uncertain)
      line(fmt::format("uncertain: open only by {}, {}", road(part), part.row));
    if (!route.contested.empty())
      line(fmt::format("contested on the way: {}", places(route.contested, ", ")));
    if (!route.countries.empty())
      line(fmt::format("through {}{}{}", fmt::join(route.countries, ", "),
                       route.crossings.empty() ? "" : " by ", places(route.crossings, ", ")));
    const auto held_name = [&](const HeldPlace& one) { return held(one); };
    if (!route.all_pass.empty())
      line(fmt::format("every {}way passes {}", route.passage == Passage::kOpen ? "sure " : "",
                       few(route.all_pass, kFew, held_name)));
    if (!route.last_roads.empty()) {
      std::vector<RoadPart> weakest = route.last_roads;
      std::stable_sort(weakest.begin(), weakest.end(), [](const RoadPart& a, const RoadPart& b) {
        return a.certainty < b.certainty;
      });
      line(fmt::format("last open road{}: {}", weakest.size() > 1 ? "s, one after the other" : "",
                       few(weakest, 3, [&](const RoadPart& part) { return road(part); })));
    }
    if (route.smallest_cut && route.smallest_cut->size() > 1)
      line(fmt::format("the fewest places that cut it: {}",
                       few(*route.smallest_cut, kFew, held_name)));
  }

  void tell_lists() {
    out_ += fmt::format("\nCut off from {} by main roads, most probably\n", name(answer_.from));
    const auto tell = [&](std::string_view when, const std::vector<PlaceId>& all) {
      out_ += fmt::format("  {:<7}{}: {}\n", when, all.size(),
                          all.empty() ? "none" : places(all, ", "));
    };
    tell("before", answer_.cut_off_before);
    tell("after", answer_.cut_off_after);
    tell("newly", answer_.newly_cut_off);
    std::int64_t people = 0;
    for (const PlaceId& id : answer_.newly_cut_off)
      if (const Place* place = gazetteer_.find(id)) people += place->population;
    if (people > 0) out_ += fmt::format("  people newly cut off, where known: {}\n", people);
  }

  void tell_settlements() {
    std::vector<const Isolation*> likely;
    for (const Isolation& one : answer_.isolation) {
      const auto half = [](const CutOffFrom& cut) { return cut.main.value_or(cut.any) >= 0.5; };
      if (half(one.before) || half(one.after)) likely.push_back(&one);
    }
    if (likely.empty()) return;
    out_ += fmt::format(
        "\nSettlements more likely cut off than not: percent of {} drawn worlds, before and after\n"
        "(standard error at most {:.1f}); from {} by main roads and by any road, from every open "
        "crossing, port, airport\n"
        "  {:<24} {:>9}  {:<10} {:<10} {:<10} {:<10} {:<10} since\n",
        answer_.drawn_worlds, 100 * largest_error({answer_.drawn_worlds}), name(answer_.from),
        "place", "people", "main", "any", "crossings", "ports", "airports");
    for (std::size_t i = 0; i < std::min(likely.size(), kSettlements); ++i) {
      const Isolation& one = *likely[i];
      const auto both = [](double before, double after) {
        return fmt::format("{:.0f} > {:.0f}", 100 * before, 100 * after);
      };
      out_ += fmt::format(
          "  {} {:>9}  {:<10} {:<10} {:<10} {:<10} {:<10} {}\n", padded(name(one.place), 24),
          one.population > 0 ? std::to_string(one.population) : "-",
          one.before.main ? both(*one.before.main, *one.after.main) : "-",
          both(one.before.any, one.after.any), both(one.before.crossings, one.after.crossings),
          both(one.before.ports, one.after.ports), both(one.before.airports, one.after.airports),
          one.since ? to_string(*one.since) + (one.or_earlier ? " or earlier" : "") : "-");
    }
    if (likely.size() > kSettlements)
      out_ += fmt::format("  and {} smaller ones\n", likely.size() - kSettlements);
  }

  /// Counted in characters.
  static std::string padded(std::string text, std::size_t width) {
    const auto size = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    if (size < width) text.append(width - size, ' ');
    return text;
  }

  void tell_sieges() {
    if (answer_.sieges.empty()) return;
    out_ +=
        "\nSiege test (OCHA: surrounded by armed actors; aid cannot regularly enter; civilians and "
        "wounded cannot\nregularly leave), before any change, by roads and reports of 30 days: a "
        "list of evidence, no finding\n";
    for (const SiegeTest& test : answer_.sieges) {
      // What roads alone say stands in the table above.
      if (test.surrounded.supporting.empty() && test.aid.supporting.empty() &&
          test.leaving.supporting.empty())
        continue;
      out_ += fmt::format("  {}: {} of 3 parts have evidence\n", held({test.place, test.holding}),
                          test.parts());
      out_ += fmt::format("    surrounded      enclosed on the roads with {:.0f} %\n",
                          100 * test.enclosed);
      tell_evidence(test.surrounded);
      tell_part("aid kept out", test.aid);
      tell_part("people kept in", test.leaving);
    }
    const auto alone =
        std::count_if(answer_.sieges.begin(), answer_.sieges.end(), [](const SiegeTest& test) {
          return test.surrounded.supporting.empty() && test.aid.supporting.empty() &&
                 test.leaving.supporting.empty();
        });
    if (alone > 0)
      out_ += fmt::format(
          "  enclosed on the roads alone, with no report of a siege, of aid or of people kept in: "
          "{}\n",
          alone);
  }

  void tell_part(std::string_view title, const SiegePart& part) {
    out_ += fmt::format("    {:<15} {}\n", title,
                        part.supporting.empty() && part.opposing.empty() ? "no evidence"
                        : part.has_evidence()                            ? "told"
                        : part.supporting.empty()                        ? "the contrary is told"
                                                                         : "told both ways");
    tell_evidence(part);
  }

  void tell_evidence(const SiegePart& part) {
    for (const SiegeEvidence& one : part.supporting) tell_sentence("for", one);
    for (const SiegeEvidence& one : part.opposing) tell_sentence("against", one);
  }

  template <class Told>
  void tell_sentence(std::string_view side, const Told& told) {
    std::string words = told.sentence;
    std::replace(words.begin(), words.end(), '\n', ' ');
    out_ += fmt::format("      {} \"{}\" ({}{})\n", side, words,
                        told.outlet.empty() ? "" : told.outlet + ", ", to_string(told.published));
  }

  void tell_stated() {
    if (answer_.stated.empty()) return;
    out_ +=
        "\nStated beside computed: what the dispatches of 30 days say would follow, and the "
        "roads\n";
    for (const StatedConsequence& one : answer_.stated) {
      tell_sentence(fmt::format("{}:", to_string(one.agreement)), one);
      std::string of;
      if (one.after)
        of = fmt::format("{} from {} {} for {}: ", name(one.from),
                         few(
                             one.to, kFew, [&](const PlaceId& id) { return name(id); }, " or "),
                         title(one.network), name(one.traveller));
      out_ +=
          fmt::format("        {}{}{}\n",
                      one.changes.empty() ? "" : changes_short(one.changes) + "; ", of, one.reason);
    }
  }

  std::string changes_short(const std::vector<PlaceChange>& all) const {
    return "if " + few(all, kFew, [&](const PlaceChange& change) {
             return name(change.first) + ": " + name(change.second);
           });
  }

  const WhatIf& answer_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  std::string& out_;
};

}  // namespace

std::string to_text(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties) {
  std::string out;
  Teller(answer, gazetteer, parties, out).tell();
  return out;
}

}  // namespace dateline
