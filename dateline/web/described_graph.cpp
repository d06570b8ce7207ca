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

constexpr double kWidth = 1340, kBox = 286, kHigh = 44, kPort = 15, kGap = 20, kHead = 78;
constexpr std::array<double, 3> kColumns = {20, (kWidth - kBox) / 2, kWidth - kBox - 20};

struct Box {
  ActorId id;
  std::size_t column = 0;
  double y = 0, height = kHigh, wanted = 0;
  std::size_t out = 0, in = 0;  ///< ways
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
    const double height = kHead + inner_ + 20;
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
      Box box{id, column};
      for (const auto& [pair, label] : ways_) {
        box.out += pair.first == id;
        box.in += pair.second == id;
      }
      box.height = std::max(kHigh, kPort * static_cast<double>(std::max(box.out, box.in)) + 8);
      columns[column].push_back(box);
    }
    for (const auto& column : columns) inner_ = std::max(inner_, height_of(column));
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

  static double height_of(const std::vector<Box>& column) {
    double sum = 0;
    for (const Box& box : column) sum += box.height + kGap;
    return sum;
  }

  void place(std::vector<Box>& column) {
    const double spare =
        (inner_ - height_of(column)) / static_cast<double>(std::max<std::size_t>(1, column.size()));
    double y = kHead;
    for (Box& box : column) {
      box.y = y + spare / 2;
      y += box.height + kGap + spare;
      boxes_[box.id] = box;
    }
  }

  /// Where a way leaves or enters: each at its own height, in the order of the other ends.
  double port(const ActorId& of, const ActorId& other, bool leaves) const {
    const auto key = [&](const ActorId& id) { return std::pair(boxes_.at(id).y, id); };
    std::size_t before = 0;
    for (const auto& [pair, label] : ways_) {
      if ((leaves ? pair.first : pair.second) != of) continue;
      before += key(leaves ? pair.second : pair.first) < key(other);
    }
    const Box& box = boxes_.at(of);
    const auto all = static_cast<double>(leaves ? box.out : box.in);
    return box.y + box.height / 2 + kPort * (static_cast<double>(before) - (all - 1) / 2);
  }

  double mean_of_joined(const Box& box) const {
    double sum = 0;
    int count = 0;
    for (const auto& [pair, label] : ways_) {
      if (pair.first != box.id && pair.second != box.id) continue;
      const Box& other = boxes_.at(pair.first == box.id ? pair.second : pair.first);
      sum += other.y + other.height / 2;
      ++count;
    }
    return count ? sum / count : box.y;
  }

  std::string way(const ActorId& from, const ActorId& to, const std::string& label,
                  std::string& labels) const {
    const Box &a = boxes_.at(from), &b = boxes_.at(to);
    const double x0 = kColumns[a.column] + kBox, y0 = port(from, to, true);
    double x1 = kColumns[b.column];
    const double y1 = port(to, from, false);
    const std::string colour = safe_colour(parties_.colour(from));
    if (b.column <= a.column) x1 += kBox;  // both in the middle: a bow on the right
    const double bend = b.column > a.column ? (x1 - x0) / 2 : 60;
    const double c0 = x0 + bend, c1 = b.column > a.column ? x1 - bend : x1 + 60;
    // Words stand where their way leaves.
    labels += fmt::format(
        R"(<text x="{}" y="{}" font-size="11" paint-order="stroke" stroke="#ffffff" stroke-width="3">{}</text>)"
        "\n",
        px(x0 + 7), px(y0 + 4), xml_escape(label));
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
        xml_escape(box.id.str()), px(x), px(box.y), px(kBox), px(box.height), px(x), px(box.y),
        px(box.height), safe_colour(parties_.colour(box.id)), px(x + 14), px(box.y + 18),
        xml_escape(name), px(x + 14), px(box.y + 35), xml_escape(forces));
  }

  /// "20000 - 40000 fighter": the figure for all of the party, else its side.
  std::string forces_of(const ActorId& id) const {
    for (const Force& one : world_.forces) {
      if (one.party != id || !one.place.empty() || !one.low || !one.high) continue;
      return fmt::format("{:.0f} - {:.0f} {}", *one.low, *one.high, one.of);
    }
    const std::string side = parties_.side(id, world_.day);
    return side.empty() ? "" : "side: " + side;
  }

  const DescribedWorld& world_;
  const Parties& parties_;
  std::map<std::pair<ActorId, ActorId>, std::string> ways_;
  std::set<ActorId> backers_, backed_;
  std::map<ActorId, Box> boxes_;
  double inner_ = 0;
};

}  // namespace

std::string render_described_graph(const DescribedWorld& world, const Parties& parties) {
  return Graph(world, parties).draw();
}

}  // namespace dateline
