#include "dateline/web/mention_page.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "dateline/meaning/redaction.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

// A kind is told by colour and by the line below it, so that colour is never the only sign. Right
// of the text is room for a tooltip of the last word; where there is none it stands at the bottom.
constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1a1d21;--paper:#fff;--soft:#5b6470;--rule:#d5dae0;--tip:#fff;
--place:#0b5cad;--actor:#a03a12;--time:#4d6b00;--quantity:#7a2a86;--referent:#8a9099;--same:#ffe08a}
@media(prefers-color-scheme:dark){:root{--ink:#e7eaee;--paper:#14171a;--soft:#a2abb6;--rule:#363d45;
--tip:#20252a;--place:#7ab8f5;--actor:#f0a17e;--time:#b5d166;--quantity:#d9a0e3;--referent:#6d7681;--same:#5c4a00}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.75 system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:1.25rem 1rem 50vh}
@media(min-width:66rem){main{margin-left:calc((100vw - 66rem)/2)}}
h1{font-size:1.15rem;margin:0 0 .25rem}h2{font-size:1.45rem;line-height:1.3;margin:2.5rem 0 .25rem}
.about,.legend{color:var(--soft);font-size:.9rem;line-height:1.5;margin:0 0 .75rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.caption,.standfirst{color:var(--soft)}
.m{position:relative;cursor:help;border-radius:2px;text-decoration-line:underline;
text-decoration-thickness:2px;text-underline-offset:.2em}
.place{text-decoration-style:solid;text-decoration-color:var(--place)}
.actor{text-decoration-style:dashed;text-decoration-color:var(--actor)}
.time{text-decoration-style:dotted;text-decoration-color:var(--time)}
.quantity{text-decoration-style:double;text-decoration-color:var(--quantity)}
.referent{text-decoration-style:solid;text-decoration-thickness:1px;text-decoration-color:var(--referent)}
.referent.place{text-decoration-style:solid;text-decoration-thickness:2px;text-decoration-color:var(--place)}
.referent.actor{text-decoration-style:dashed;text-decoration-thickness:2px;text-decoration-color:var(--actor)}
.referent.time{text-decoration-style:dotted;text-decoration-thickness:2px;text-decoration-color:var(--time)}
.referent.quantity{text-decoration-style:double;text-decoration-thickness:2px;text-decoration-color:var(--quantity)}
.place.actor{text-decoration-style:wavy;text-decoration-thickness:1px}
.m:hover,.m:focus{background:color-mix(in srgb,var(--place) 16%,transparent);outline:none}
.m:focus-visible{outline:2px solid var(--place);outline-offset:1px}
.tip{display:none;position:absolute;left:0;top:100%;z-index:2;width:max-content;max-width:22rem;
padding:.55rem .7rem;background:var(--tip);color:var(--ink);border:1px solid var(--rule);
border-radius:6px;box-shadow:0 4px 16px #0003;font-size:.85rem;line-height:1.45;font-weight:400;
text-align:left}
.m:hover>.tip,.m:focus>.tip{display:block}
.tip b{display:block}.tip span{display:block}.tip .what{color:var(--soft)}
.tip .one+.one{border-top:1px solid var(--rule);margin-top:.4rem;padding-top:.4rem}
@media(max-width:66rem){.tip{position:fixed;left:.5rem;right:.5rem;top:auto;bottom:.5rem;width:auto;
max-width:none;max-height:45vh;overflow:auto}}
@media print{.tip{display:none!important}}
)css";

std::string percent(double probability) { return fmt::format("{:.0f} %", probability * 100); }

std::string number(double value) {
  return fmt::format("{:g}", static_cast<double>(static_cast<long long>(value * 100 + 0.5)) / 100);
}

std::string place_lines(const PlaceReading& place) {
  if (place.place.empty()) return "<span>not in the gazetteer</span>";
  std::string out =
      fmt::format("<span>{} <span class=\"what\">{}</span></span>",
                  xml_escape(fmt::format("{}, {}", place.name, percent(place.probability))),
                  xml_escape(place.place.str()));
  std::string where = place.relation == "in" ? "" : place.relation;
  std::ranges::replace(where, '_', ' ');
  if (place.distance_km)
    where += fmt::format("{}{} km", where.empty() ? "" : ", ", number(*place.distance_km));
  if (!place.facility.empty())
    where += (where.empty() ? "" : ", ") + std::string("facility: ") + place.facility;
  if (place.point)
    where += fmt::format("{}{:.3f}, {:.3f}", where.empty() ? "" : "; ", place.point->lat(),
                         place.point->lng());
  if (!where.empty()) out += fmt::format("<span class=\"what\">{}</span>", xml_escape(where));
  if (place.shape)
    out += fmt::format(
        "<span class=\"what\">{}: reaches {} km from its middle, the edge give or take {} "
        "km</span>",
        to_string(place.shape->kind), number(place.shape->extent_km),
        number(place.shape->uncertainty_km));
  return out;
}

std::string chain_lines(const ChainChoice& chain) {
  std::string what{to_string(chain.is)};
  if (chain.size > 1) what += fmt::format(", told {} times", chain.size);
  if (!chain.actor.empty()) what += ", " + chain.actor.str();
  if (chain.size < 2) return fmt::format("<span class=\"what\">{}</span>", xml_escape(what));
  return fmt::format(
      "<span>{}</span><span class=\"what\">{}</span>",
      xml_escape(fmt::format("one with {}, {}", chain.name, percent(chain.probability))),
      xml_escape(what));
}

std::string readings_of(const TextMention& mention) {
  std::string out;
  for (const PlaceReading& place : mention.places) out += place_lines(place);
  for (const ActorChoice& actor : mention.actors)
    out += fmt::format(
        "<span>{} <span class=\"what\">{}</span></span>",
        xml_escape(fmt::format("{}, {}", actor.name.empty() ? actor.id.str() : actor.name,
                               percent(actor.probability))),
        xml_escape(actor.id.str()));
  if (mention.time) {
    const DayInterval& days = mention.time->days;
    const std::string begin = to_string(days.begin), end = to_string(days.end);
    out += fmt::format("<span>{}</span><span class=\"what\">rule: {}</span>",
                       begin == end ? begin : begin + " to " + end, xml_escape(mention.time->rule));
  }
  if (mention.chain) out += chain_lines(*mention.chain);
  if (mention.quantity) {
    const Quantity& q = *mention.quantity;
    std::string text = number(q.value);
    if (q.low) text += fmt::format(", at least {}", number(*q.low));
    if (q.high) text += fmt::format(", at most {}", number(*q.high));
    out += fmt::format("<span>{}</span><span class=\"what\">{}</span>", text,
                       xml_escape(q.unit + (q.of.empty() ? "" : ": " + q.of)));
  }
  return out;
}

std::string chain_class(std::size_t document, std::uint32_t chain) {
  return fmt::format("d{}c{}", document, chain);
}

/// Rules by which pointing at one phrase of a chain shows all of them; a page without a script has
/// no other way.
std::string chain_rules(const std::vector<MentionedDocument>& documents) {
  std::set<std::string> classes;
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (const TextMention& mention : documents[d].mentions)
      if (mention.chain && mention.chain->size > 1)
        classes.insert(chain_class(d, mention.chain->chain));
  std::string out;
  for (const std::string& one : classes)
    out += fmt::format("main:has(.{0}:is(:hover,:focus)) .{0}{{background:var(--same)}}\n", one);
  return out;
}

/// Writes one document: its text is cut where mentions begin and end, so that mentions which
/// overlap are shown together.
class DocumentWriter {
 public:
  /// `number`: of the document on the page.
  DocumentWriter(const MentionedDocument& input, std::size_t number, std::size_t& next_id,
                 std::string& out)
      : document_(input.document),
        mentions_(input.mentions),
        redaction_(input.document, input.hidden),
        number_(number),
        next_id_(next_id),
        out_(out) {}

  void run() {
    const bool titled = std::ranges::any_of(
        document_.parts, [](const Part& part) { return part.kind == PartKind::kHeadline; });
    out_ += "<article>\n";
    if (!titled)
      out_ += fmt::format("<h2>{}</h2>\n",
                          xml_escape(document_.title.empty() ? document_.name : document_.title));
    bool told = titled;
    if (!titled) about();
    for (const Part& part : document_.parts) {
      const bool headline = part.kind == PartKind::kHeadline;
      out_ += headline ? "<h2>" : fmt::format("<p class=\"{}\">", to_string(part.kind));
      write(part.span);
      out_ += headline ? "</h2>\n" : "</p>\n";
      if (headline && told) {
        about();
        told = false;
      }
    }
    out_ += "</article>\n";
  }

 private:
  void about() {
    out_ += fmt::format("<p class=\"about\">{}{}</p>\n",
                        xml_escape(document_.outlet.empty() ? "" : document_.outlet + ", "),
                        to_string(document_.published.day));
  }

  void write(ByteSpan span) {
    while (first_ < mentions_.size() && mentions_[first_].span.begin < span.begin) ++first_;
    std::set<std::uint32_t> cuts{span.begin, span.end};
    std::size_t last = first_;
    for (; last < mentions_.size() && mentions_[last].span.begin < span.end; ++last) {
      cuts.insert(mentions_[last].span.begin);
      cuts.insert(std::min(mentions_[last].span.end, span.end));
    }
    // A name that is not shown is one mark, however many mentions begin inside of it.
    for (const ByteSpan name : redaction_.names())
      cuts.erase(cuts.upper_bound(name.begin), cuts.lower_bound(name.end));
    std::vector<const TextMention*> open;
    std::size_t next = first_;
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
      const ByteSpan piece{*cut, *std::next(cut)};
      std::erase_if(open, [&](const TextMention* m) { return m->span.end <= piece.begin; });
      for (; next < last && mentions_[next].span.begin <= piece.begin; ++next)
        open.push_back(&mentions_[next]);
      write_piece(piece, open);
    }
    first_ = last;
  }

  void write_piece(ByteSpan piece, const std::vector<const TextMention*>& mentions) {
    const std::string text = xml_escape(redaction_.slice(piece));
    if (mentions.empty()) {
      out_ += text;
      return;
    }
    std::set<std::string> kinds;
    std::string tip;
    const TextMention* inner = nullptr;  // the narrowest that is told more than once
    for (const TextMention* mention : mentions) {
      kinds.emplace(to_string(mention->kind));
      if (mention->chain && mention->chain->size > 1 &&
          (!inner || mention->span.size() <= inner->span.size()))
        inner = mention;
      tip += fmt::format("<span class=\"one\"><b>{}</b><span class=\"what\">{}: {}</span>{}</span>",
                         xml_escape(mention->text), to_string(mention->kind), mention->form,
                         readings_of(*mention));
    }
    if (inner) kinds.insert(chain_class(number_, inner->chain->chain));
    const std::size_t id = next_id_++;
    out_ += fmt::format(
        "<span class=\"m {0}\" tabindex=\"0\" aria-describedby=\"t{1}\">{2}<span class=\"tip\" "
        "role=\"tooltip\" id=\"t{1}\">{3}</span></span>",
        fmt::join(kinds, " "), id, text, tip);
  }

  const Document& document_;
  const std::vector<TextMention>& mentions_;
  const Redaction redaction_;
  const std::size_t number_;
  std::size_t& next_id_;
  std::string& out_;
  std::size_t first_ = 0;  ///< first mention that is not written yet
};

}  // namespace

std::string mention_page(const std::vector<MentionedDocument>& documents) {
  std::array<std::size_t, 5> counts{};
  for (const MentionedDocument& document : documents)
    for (const TextMention& mention : document.mentions)
      ++counts[static_cast<std::size_t>(mention.kind)];
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>Mentions</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n"
      "<h1>Mentions</h1>\n<p class=\"about\">Point at underlined words, tap them, or go from one "
      "to "
      "the next with the tab key, to see what they may mean and how probably. What is "
      "one with them lights up.</p>\n"
      "<ul class=\"legend\">\n",
      kStyle, chain_rules(documents));
  for (const auto& [kind, label] :
       {std::pair{MentionKind::kPlace, "places"},
        {MentionKind::kActor, "actors"},
        {MentionKind::kTime, "times"},
        {MentionKind::kQuantity, "quantities"},
        {MentionKind::kReferent, "persons, groups and what is told again"}})
    out += fmt::format("<li><span class=\"m {}\">{}</span> {}</li>\n", to_string(kind), label,
                       counts[static_cast<std::size_t>(kind)]);
  out += "</ul>\n";
  std::size_t next_id = 0;
  for (std::size_t d = 0; d < documents.size(); ++d)
    DocumentWriter(documents[d], d, next_id, out).run();
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace dateline
