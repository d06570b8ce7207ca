#include "dateline/meaning/attribution_tagger.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using Row = std::array<std::int32_t, kSpanLabels>;

/// The sum of what cannot be.
constexpr std::int64_t kNever = INT64_MIN / 2;

/// The runs of words with one of the two labels.
std::vector<TokenRange> runs_of(const std::vector<SpanLabel>& labels, TokenIndex first,
                                SpanLabel begin, SpanLabel more) {
  std::vector<TokenRange> out;
  for (TokenIndex i = 0; i < labels.size(); ++i) {
    if (labels[i] != begin && labels[i] != more) continue;
    if (labels[i] == more && !out.empty() && out.back().end == first + i)
      ++out.back().end;
    else
      out.push_back({first + i, first + i + 1});
  }
  return out;
}

TokenIndex distance(TokenRange range, TokenIndex i) {
  return range.contains(i) ? 0 : range.begin > i ? range.begin - i : i + 1 - range.end;
}

/// Of several runs the one nearest to the cue.
void keep_nearest(std::vector<TokenRange>& runs, TokenIndex cue) {
  if (runs.size() < 2) return;
  const TokenRange best = *std::min_element(
      runs.begin(), runs.end(),
      [&](TokenRange a, TokenRange b) { return distance(a, cue) < distance(b, cue); });
  runs = {best};
}

}  // namespace

std::vector<SpanLabel> label_spans(const AttributionFeatures::Around& around, TokenIndex cue,
                                   const AttributionModel& model) {
  const TokenRange window = around.window();
  const std::size_t n = window.size();
  std::vector<std::array<std::uint8_t, kSpanLabels>> from(n);
  std::array<std::int64_t, kSpanLabels> best{}, next{};
  std::vector<FeatureKey> keys;
  for (std::size_t i = 0; i < n; ++i) {
    Row row{};
    if (window.begin + i == cue)
      for (const SpanLabel label : {SpanLabel::kCueBegin, SpanLabel::kCue})
        row[static_cast<std::size_t>(label)] = model.cue_bonus;
    around.of(window.begin + static_cast<TokenIndex>(i), keys);
    for (const FeatureKey key : keys)
      if (const std::int8_t* weights = model.spans.find(key))
        for (std::size_t k = 0; k < kSpanLabels; ++k) row[k] += weights[k];
    for (std::size_t to = 0; to < kSpanLabels; ++to) {
      std::int64_t top = kNever;
      for (std::size_t label = 0; label < kSpanLabels; ++label) {
        if (i == 0 && label != 0) break;  // before the window is outside
        if (!may_follow(label, to)) continue;
        const std::int64_t score = best[label] + model.steps[label * kSpanLabels + to];
        if (score <= top) continue;
        top = score;
        from[i][to] = static_cast<std::uint8_t>(label);
      }
      next[to] = std::max(top + row[to], kNever);
    }
    best = next;
  }
  std::vector<SpanLabel> labels(n);
  std::size_t label =
      static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = n; i-- > 0;) {
    labels[i] = static_cast<SpanLabel>(label);
    label = from[i][label];
  }
  return labels;
}

std::vector<TaggedSpeech> tag_speech(const Syntax& syntax, const AttributionFeatures& features,
                                     const AttributionModel& model) {
  std::vector<std::uint8_t> cues(syntax.size(), 0);
  std::vector<FeatureKey> keys;
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    if (!features.may_be_cue(i)) continue;
    features.of_cue(i, keys);
    cues[i] = model.cue_strength(keys);
  }
  std::vector<TaggedSpeech> out;
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    if (cues[i] == 0) continue;
    const AttributionFeatures::Around around(features, i, cues);
    const std::vector<SpanLabel> labels = label_spans(around, i, model);
    const TokenIndex first = around.window().begin;
    TaggedSpeech one;
    one.head = i;
    auto cue = runs_of(labels, first, SpanLabel::kCueBegin, SpanLabel::kCue);
    one.source = runs_of(labels, first, SpanLabel::kSourceBegin, SpanLabel::kSource);
    one.content = runs_of(labels, first, SpanLabel::kContentBegin, SpanLabel::kContent);
    if (cue.empty() || one.content.empty()) continue;
    keep_nearest(cue, i);
    keep_nearest(one.source, i);
    one.cue = cue.front();
    // Two heads of one cue ("said in a statement") are one.
    if (!out.empty() && out.back().cue.begin == one.cue.begin && out.back().cue.end == one.cue.end)
      continue;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace dateline
