#include "dateline/web/described_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dateline/web/map_labels.h"
#include "dateline/web/map_marks.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr double kWidth = 1180, kBox = 250, kHigh = 44, kStep = 62, kHead = 78;
constexpr std::array<double, 3> kColumns = {20, (kWidth - kBox) / 2, kWidth - kBox - 20};

struct Box {
  ActorId id;
  std::size_t column = 0;
  double y = 0, wanted = 0;
};

class Graph {
 public:
  Graph(const DescribedWorld& world, const Parties& parties) : world_(world), parties_(parties) {
    for (const Backing& one : world.backing) {
      if (one.backer == one.backed) continue;
      std::string& label = ways_[{one.backer, one.backed}];
      if (label.find(one.how) == std::string::npos) label += (label.empty() ? "" : ", ") + one.how;
      backers_.insert(one.backer);
      backed_.insert(one.backed);
    }
    lay_out();
  }

  std::string draw() const {
    const double height = kHead + static_cast<double>(rows_) * kStep + 20;
    const std::string title = "Who backs whom on " + to_string(world_.day);
    std::string out = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"><title>{2}</title>)"
        R"(<rect width="{0}" height="{1}" fill="#ffffff"/><g font-family="Helvetica, Arial, sans-serif" fill="#2a2824">)"
        R"(<text x="20" y="34" font-size="21" font-weight="700">{2}</text>)"
        R"(<text x="20" y="58" font-size="13" fill="#6f6a61">from left to right; the words on a line say with what; a bar shows the party's colour</text>)"
        "\n",
        px(kWidth), px(height), xml_escape(title));
    std::string labels;
    for (const auto& [pair, label] : ways_) out += way(pair.first, pair.second, label, labels);
    for (const auto& [id, box] : boxes_) out += draw_box(box);
    return out + labels + "</g></svg>\n";
  }

 private:
  /// In each column by the mean height of whom they are joined with, so that few lines cross.
  void lay_out() {
    std::array<std::vector<Box>, 3> columns;
    std::set<ActorId> all = backers_;
    all.insert(backed_.begin(), backed_.end());
    for (const ActorId& id : all) {
      const std::size_t column = !backed_.contains(id) ? 0 : backers_.contains(id) ? 1 : 2;
      columns[column].push_back({id, column, 0, 0});
    }
    for (const auto& column : columns) rows_ = std::max(rows_, column.size());
    for (auto& column : columns) place(column);
    for (int round = 0; round < 8; ++round) {
      for (auto& column : columns) {
        for (Box& box : column) box.wanted = mean_of_joined(box);
        std::stable_sort(column.begin(), column.end(),
                         [](const Box& a, const Box& b) { return a.wanted < b.wanted; });
        place(column);
      }
    }
  }

  void place(std::vector<Box>& column) {
    const double gap =
        static_cast<double>(rows_) / static_cast<double>(std::max<std::size_t>(1, column.size()));
    for (std::size_t i = 0; i < column.size(); ++i) {
      column[i].y = kHead + kStep * (gap * (static_cast<double>(i) + 0.5) - 0.5);
      boxes_[column[i].id] = column[i];
    }
  }

  double mean_of_joined(const Box& box) const {
    double sum = 0;
    int count = 0;
    for (const auto& [pair, label] : ways_) {
      if (pair.first != box.id && pair.second != box.id) continue;
      sum += boxes_.at(pair.first == box.id ? pair.second : pair.first).y;
      ++count;
    }
    return count ? sum / count : box.y;
  }

  std::string way(const ActorId& from, const ActorId& to, const std::string& label,
                  std::string& labels) const {
    const Box &a = boxes_.at(from), &b = boxes_.at(to);
    const double x0 = kColumns[a.column] + kBox, y0 = a.y + kHigh / 2;
    double x1 = kColumns[b.column], y1 = b.y + kHigh / 2;
    const std::string colour = safe_colour(parties_.colour(from));
    if (b.column <= a.column) x1 += kBox;  // both in the middle: a bow on the right
    const double bend = b.column > a.column ? (x1 - x0) / 2 : 60;
    const double c0 = x0 + bend, c1 = b.column > a.column ? x1 - bend : x1 + 60;
    // Words stand at a third of the way, near their backer.
    const double t = 0.34, u = 1 - t;
    const double x = u * u * u * x0 + 3 * u * u * t * c0 + 3 * u * t * t * c1 + t * t * t * x1;
    const double y = u * u * u * y0 + 3 * u * u * t * y0 + 3 * u * t * t * y1 + t * t * t * y1;
    labels += fmt::format(
        R"(<text x="{}" y="{}" font-size="11" text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="3">{}</text>)"
        "\n",
        px(x), px(y + 4), xml_escape(label));
    return fmt::format(
        R"(<path d="M{} {}C{} {} {} {} {} {}" fill="none" stroke="{}" stroke-width="1.8" stroke-opacity=".75"/>)"
        R"(<circle cx="{}" cy="{}" r="3.4" fill="{}"/>)"
        "\n",
        px(x0), px(y0), px(c0), px(y0), px(c1), px(y1), px(x1), px(y1), colour, px(x1), px(y1),
        colour);
  }

  std::string draw_box(const Box& box) const {
    const double x = kColumns[box.column];
    std::string name = parties_.name(box.id);
    const std::string forces = forces_of(box.id);
    return fmt::format(
        R"(<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="5" fill="#fbfaf7" stroke="#9c968b"/>)"
        R"(<rect x="{}" y="{}" width="6" height="{}" fill="{}"/>)"
        R"(<text x="{}" y="{}" font-size="13.5" font-weight="600">{}</text>)"
        R"(<text x="{}" y="{}" font-size="11" fill="#6f6a61">{}</text></g>)"
        "\n",
        xml_escape(box.id.str()), px(x), px(box.y), px(kBox), px(kHigh), px(x), px(box.y),
        px(kHigh), safe_colour(parties_.colour(box.id)), px(x + 14), px(box.y + 18),
        xml_escape(name), px(x + 14), px(box.y + 35), xml_escape(forces));
  }

  /// "20000 - 40000 fighter": the figure for all of the party, else its side.
  std::string forces_of(const ActorId& id) const {
    for (const Force& one : world_.forces) {
      if (one.party != id || !one.place.empty() || !one.low || !one.high) continue;
      return fmt::format("{:.0f} - {:.0f} {}s", *one.low, *one.high, one.of);
    }
    const std::string side = parties_.side(id, world_.day);
    return side.empty() ? "" : "side: " + side;
  }

  const DescribedWorld& world_;
  const Parties& parties_;
  std::map<std::pair<ActorId, ActorId>, std::string> ways_;
  std::set<ActorId> backers_, backed_;
  std::map<ActorId, Box> boxes_;
  std::size_t rows_ = 1;
};

}  // namespace

std::string render_described_graph(const DescribedWorld& world, const Parties& parties) {
  return Graph(world, parties).draw();
}

}  // namespace dateline
