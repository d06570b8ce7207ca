#include <algorithm>

#include "dateline/meaning/events.h"

namespace dateline {
namespace {

/// The words of the event without those of a place of a list.
TokenRange extent(const Reading& r, const Event& event) {
  const Syntax& s = r.syntax;
  TokenRange range{event.trigger, event.trigger + 1};
  const TokenRange sentence = s.sentence(s.sentence_of(event.trigger));
  const auto take = [&](TokenRange more) {
    if (more.begin < sentence.begin || more.end > sentence.end) return;
    range.begin = std::min(range.begin, more.begin);
    range.end = std::max(range.end, more.end);
  };
  for (TokenIndex t : event.trigger_tokens) take({t, t + 1});
  for (TokenIndex h : event.heads) take(r.actors.phrase(h));
  if (event.clause != event.trigger && !event.is_noun) take({event.clause, event.clause + 1});
  return range;
}

}  // namespace

ByteSpan clause_span(const Reading& reading, const Event& event, const PlaceReading* item) {
  const Syntax& s = reading.syntax;
  ByteSpan span = s.span(extent(reading, event));
  if (!item) return span;
  const ByteSpan sentence = s.sentence_span(s.sentence_of(event.trigger));
  // Of a list of places the clause reaches to its own item: "taken Quneitra, Deraa".
  std::uint32_t last_other = item->span.end;
  for (const PlaceReading& other : event.where_list)
    last_other = std::max(last_other, other.span.end);
  if (span.end <= last_other && item->span.end > s.span(event.trigger).end)
    span.end = item->span.end;
  return hull(span, sentence.contains(item->span) ? item->span : span);
}

}  // namespace dateline
