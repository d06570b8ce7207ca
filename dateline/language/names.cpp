#include "dateline/language/names.h"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

#include "dateline/language/model_file.h"

namespace dateline {

std::string_view to_string(NameType type) {
  switch (type) {
    case NameType::kPlace:
      return "place";
    case NameType::kPerson:
      return "person";
    case NameType::kOrganisation:
      return "organisation";
    case NameType::kOther:
      break;
  }
  return "other";
}

Result<NameTagger> NameTagger::read(const ModelFile& file) {
  NameTagger out;
  auto weights = file.numbers<std::int8_t>("names.weights");
  if (!weights) return tl::unexpected<Error>(weights.error());
  const std::size_t rows = weights->size() / kNameStride;
  if (rows == 0 || rows * kNameStride != weights->size() || !std::has_single_bit(rows))
    return file.invalid("names.weights",
                        fmt::format("expected a power of two of rows of {} bytes", kNameStride));
  auto steps = file.numbers<std::int16_t>("names.steps", kNameLabels * kNameLabels);
  if (!steps) return tl::unexpected<Error>(steps.error());
  out.weights = *weights;
  out.steps = *steps;
  return out;
}

Result<NameTagger> NameTagger::load(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) {
    Error error = file.error();
    error.code = ErrorCode::kModelInvalid;
    return tl::unexpected<Error>(std::move(error));
  }
  auto out = read(*file);
  if (out) out->bytes = file->mapped();
  return out;
}

namespace {

using Row = std::array<std::int32_t, kNameStride>;

/// The type of a label that begins or goes on, or -1 outside.
int type_of(std::size_t label) { return static_cast<int>(label + 1) / 2 - 1; }

/// The best labels of one run of words. `rows`: scores, a word each.
void best_labels(const std::vector<Row>& rows, const NameTagger& tagger,
                 std::vector<std::uint8_t>& labels) {
  const std::size_t words = rows.size();
  std::vector<std::array<std::uint8_t, kNameLabels>> from(words);
  std::array<std::int64_t, kNameLabels> best{};
  std::array<std::int64_t, kNameLabels> next{};
  for (std::size_t word = 0; word < words; ++word) {
    for (std::size_t to = 0; to < kNameLabels; ++to) {
      std::int64_t top = INT64_MIN / 2;
      for (std::size_t label = 0; label < kNameLabels; ++label) {
        if (word == 0 && label != 0) break;  // before a run is outside
        const bool goes_on = to != 0 && to % 2 == 0;
        if (goes_on && type_of(label) != type_of(to)) continue;
        const std::int64_t score = best[label] + tagger.steps[label * kNameLabels + to];
        if (score > top) {
          top = score;
          from[word][to] = static_cast<std::uint8_t>(label);
        }
      }
      next[to] = top + rows[word][to];
    }
    best = next;
  }
  labels.assign(words, 0);
  std::size_t label =
      static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t word = words; word-- > 0;) {
    labels[word] = static_cast<std::uint8_t>(label);
    label = from[word][label];
  }
}

}  // namespace

std::vector<Name> find_names(const NameInput& input, const std::vector<bool>& active,
                             const NameTagger& tagger, const Splitter& splitter) {
  const NameFeatures features(input, active, splitter);
  const std::size_t mask = tagger.weights.size() / kNameStride - 1;
  std::vector<Name> out;
  std::vector<FeatureKey> keys;
  std::vector<Row> rows;
  std::vector<std::uint8_t> labels;
  for (const TokenRange sentence : input.tokens.sentences) {
    for (TokenIndex i = sentence.begin; i < sentence.end;) {
      if (!active[i]) {
        ++i;
        continue;
      }
      const TokenIndex begin = i;
      rows.clear();
      for (; i < sentence.end && active[i]; ++i) {
        Row& row = rows.emplace_back();
        features.of(i, keys);
        for (const FeatureKey key : keys) {
          const std::int8_t* weights = tagger.weights.data() + (key & mask) * kNameStride;
          for (std::size_t k = 0; k < kNameStride; ++k) row[k] += weights[k];
        }
      }
      best_labels(rows, tagger, labels);
      for (TokenIndex k = begin; k < i;) {
        const std::size_t label = labels[k - begin];
        if (label == 0) {
          ++k;
          continue;
        }
        Name name{{k, k + 1}, static_cast<NameType>(type_of(label))};
        while (name.range.end < i && labels[name.range.end - begin] == 2 * (type_of(label) + 1))
          ++name.range.end;
        k = name.range.end;
        out.push_back(name);
      }
    }
  }
  return out;
}

}  // namespace dateline
