#include "dateline/meaning/time_markup.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/meaning/syntax.h"

namespace dateline {
namespace {

void add_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format(" {}=\"{}\"", name, value);
}

}  // namespace

std::vector<TimeSpan> find_time_spans(const Document& document, const Tokens& tokens,
                                      const Tags& tags, const Trees& trees,
                                      const TimeKnowledge& knowledge) {
  static const std::unordered_set<std::string> kNoLemmas;
  const Syntax syntax(document, tokens, tags, trees, kNoLemmas);
  std::vector<TimeSpan> out;
  for (TimeMention& time : find_time_expressions(syntax, knowledge))
    out.push_back({syntax.span(time.range), std::move(time.timex), std::move(time.reading)});
  return out;
}

std::string to_timex3(const Document& document, const TimeKnowledge& knowledge,
                      const std::vector<TimeSpan>& times) {
  std::string out = fmt::format(
      "<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{}\" functionInDocument=\"CREATION_TIME\"/>",
      to_string(knowledge.day_of(document.published)));
  std::uint32_t at = 0;
  int id = 0;
  for (const TimeSpan& time : times) {
    out += document.slice({at, time.span.begin});
    out += fmt::format("<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"{}\"", ++id,
                       to_string(time.timex.type), time.timex.value);
    add_attribute(out, "mod", time.timex.mod);
    if (!time.reading.rule.empty()) {
      add_attribute(out, "begin", to_string(time.reading.days.begin));
      add_attribute(out, "end", to_string(time.reading.days.end));
      add_attribute(out, "rule", time.reading.rule);
    }
    out += '>';
    out += document.slice(time.span);
    out += "</TIMEX3>";
    at = time.span.end;
  }
  out += document.slice({at, static_cast<std::uint32_t>(document.text.size())});
  if (out.empty() || out.back() != '\n') out += '\n';
  return out;
}

std::string to_json_lines(const Document& document, const TimeKnowledge& knowledge,
                          const std::vector<TimeSpan>& times) {
  using Json = nlohmann::ordered_json;
  std::string out;
  for (const TimeSpan& time : times) {
    const bool has_days = !time.reading.rule.empty();
    Json line;
    line["document"] = {{"id", document.id.str()},
                        {"external_id", document.external_id},
                        {"published", to_string(knowledge.day_of(document.published))}};
    line["text"] = document.slice(time.span);
    line["span"] = {{"begin", time.span.begin}, {"end", time.span.end}};
    line["type"] = to_string(time.timex.type);
    line["value"] = time.timex.value;
    line["mod"] = time.timex.mod.empty() ? Json() : Json(time.timex.mod);
    line["begin"] = has_days ? Json(to_string(time.reading.days.begin)) : Json();
    line["end"] = has_days ? Json(to_string(time.reading.days.end)) : Json();
    line["rule"] = has_days ? Json(time.reading.rule) : Json();
    out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  return out;
}

}  // namespace dateline
