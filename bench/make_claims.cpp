// A record of many claims, or a feed of many short dispatches, made of the sentences of articles:
//   make_claims FEED.jsonl --db big.db [--claims 1000000] [--days 3200]
//   make_claims FEED.jsonl --documents 100000 > made.jsonl
// The articles are read once. Sentences that make claims are then mixed across articles, with
// places, days, numbers and parties swapped; the record is written by Record::add, as reading
// writes it. The same seed makes the same bytes. What comes out tells of nothing that happened: it
// is for measuring time alone.

#include <cctype>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/base/sha256.h"
#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"
#include "dateline/record/record.h"

namespace dateline::bench {
namespace {

struct Sentence {
  std::string text;
  std::vector<Claim> claims;  ///< spans are of `text`
  Day day;
};

struct Pool {
  std::vector<Sentence> sentences;
  std::vector<std::string> outlets;
  std::vector<PlaceReading> places;
  std::vector<ActorReading> actors;
};

/// A span of the document as one of the sentence; what lies outside is empty.
ByteSpan moved(ByteSpan span, ByteSpan sentence) {
  if (span.begin < sentence.begin || span.end > sentence.end) return {0, 0};
  return {span.begin - sentence.begin, span.end - sentence.begin};
}

/// Each span of a claim, changed.
template <class Change>
void each_span(Claim& claim, const Change& change) {
  change(claim.span), change(claim.sentence);
  for (auto* slot : {&claim.who, &claim.whom})
    for (ActorReading& one : *slot) change(one.span);
  for (PlaceReading& one : claim.where) change(one.span);
  for (SpeakerChain& chain : claim.sources)
    for (Speaker& one : chain) change(one.span);
}

void take_article(const Document& document, const Engine& engine, Pool& pool) {
  pool.outlets.push_back(document.outlet.empty() ? "Wire" : document.outlet);
  ByteSpan last{0, 0};
  for (Claim& claim : read_claims(document, engine)) {
    const ByteSpan sentence = claim.sentence;
    if (!(sentence == last) || pool.sentences.empty())
      pool.sentences.push_back({std::string(document.slice(sentence)), {}, document.published.day});
    last = sentence;
    for (const PlaceReading& one : claim.where)
      if (one.point && !one.place.empty()) pool.places.push_back(one);
    for (const ActorReading& one : claim.who) pool.actors.push_back(one);
    each_span(claim, [&](ByteSpan& span) { span = moved(span, sentence); });
    claim.links.clear();
    pool.sentences.back().claims.push_back(std::move(claim));
  }
}

/// Mixes sentences.
class Mixer {
 public:
  Mixer(const Pool& pool, unsigned seed, std::size_t days)
      : pool_(pool), dice_(seed), days_(days) {}

  /// One dispatch of so many sentences at most, with its claims.
  Document next(std::size_t most, bool swap_words, std::vector<Claim>& claims) {
    claims.clear();
    const Day day = Day(2011, 3, 15) + static_cast<int>(below(days_));
    std::string text;
    const std::size_t sentences = most <= 2 ? 1 + below(most) : most / 2 + below(most);
    for (std::size_t i = 0; i < sentences; ++i) {
      Sentence one = any(pool_.sentences);
      if (swap_words) swap_place(one);
      swap_numbers(one.text);
      const auto at = static_cast<std::uint32_t>(text.size());
      text += one.text + (i + 1 < sentences ? "\n" : "");
      for (Claim& claim : one.claims) {
        swap(claim, one.day, day);
        each_span(claim, [&](ByteSpan& span) { span = {span.begin + at, span.end + at}; });
        claim.text = text.substr(claim.span.begin, claim.span.end - claim.span.begin);
        claims.push_back(std::move(claim));
      }
    }
    Document out;
    out.name = fmt::format("made:{}", ++made_);
    out.published.day = day;
    out.published.text = to_string(day);
    out.outlet = any(pool_.outlets);
    out.text = text;
    out.id = DocumentId(sha256(text + to_string(day) + out.outlet).substr(0, 16));
    out.map = SpanMap::identity(static_cast<std::uint32_t>(text.size()));
    out.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(text.size())}}};
    for (std::size_t i = 0; i < claims.size(); ++i) {
      claims[i].document = out.id;
      claims[i].id = ClaimId(sha256(fmt::format("{}-{}", out.id.str(), i)).substr(0, 16));
    }
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return n ? dice_() % n : 0; }
  bool chance(unsigned percent) { return dice_() % 100 < percent; }
  template <class T>
  const T& any(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  /// Digits by others, as many of them, so that spans stay.
  void swap_numbers(std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (std::isdigit(static_cast<unsigned char>(text[i])))
        text[i] = static_cast<char>(
            '0' + (i > 0 && std::isdigit(text[i - 1]) ? below(10) : 1 + below(9)));
  }

  /// Another place in the words; the claims' spans no longer hold and are not used.
  void swap_place(Sentence& one) {
    for (const Claim& claim : one.claims)
      for (const PlaceReading& place : claim.where) {
        const ByteSpan span = place.span;
        if (span.end <= span.begin || span.end > one.text.size()) continue;
        one.text.replace(span.begin, span.end - span.begin, any(pool_.places).text);
        one.claims.clear();
        return;
      }
    one.claims.clear();
  }

  void swap(Claim& claim, Day was, Day is) {
    if (!claim.where.empty() && chance(60)) {
      const ByteSpan span = claim.where.front().span;
      claim.where.front() = any(pool_.places);
      claim.where.front().span = span;
    }
    if (!claim.who.empty() && chance(20)) {
      const ByteSpan span = claim.who.front().span;
      claim.who.front() = any(pool_.actors);
      claim.who.front().span = span;
    }
    if (claim.when) {
      const int shift = is - was - static_cast<int>(below(4));
      claim.when->days = {claim.when->days.begin + shift, claim.when->days.end + shift};
    }
    for (Quantity& q : claim.quantities) {
      q.value = static_cast<double>(1 + below(chance(80) ? 30 : 400));
      q.low.reset(), q.high.reset();
    }
  }

  const Pool& pool_;
  std::mt19937 dice_;
  std::size_t days_, made_ = 0;
};

int fail_with(const Error& error) {
  fmt::print(stderr, "make_claims: {}\n", to_string(error));
  return 2;
}

int write_record(Mixer& mixer, const std::string& path, std::size_t most) {
  constexpr std::size_t kBatch = 256, kSentences = 10;
  auto record = Record::open(path);
  if (!record) return fail_with(record.error());
  std::vector<Claim> claims;
  std::size_t written = 0;
  for (std::size_t i = 0; written < most; ++i) {
    if (i % kBatch == 0) {
      Status ok = record->end_batch();
      if (ok) ok = record->begin_batch();
      if (!ok) return fail_with(ok.error());
    }
    const Document document = mixer.next(kSentences, false, claims);
    const Received received{document.text, document.name, "2026-01-01T00:00:00Z"};
    const auto added = record->add(document, claims, {}, &received);
    if (!added) return fail_with(added.error());
    written += *added ? claims.size() : 0;
  }
  if (auto ok = record->set_meta("theatre", "syria"); !ok) return fail_with(ok.error());
  if (auto ok = record->end_batch(); !ok) return fail_with(ok.error());
  fmt::print("{} claims in {}\n", written, path);
  return 0;
}

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

void write_feed(Mixer& mixer, std::size_t documents) {
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < documents; ++i) {
    const Document one = mixer.next(2, true, claims);
    fmt::print("{{\"id\": \"made-{}\", \"date\": \"{}\", \"outlet\": {}, \"text\": {}}}\n", i,
               to_string(one.published.day), json_text(one.outlet), json_text(one.text));
  }
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  using namespace dateline;
  using namespace dateline::bench;
  CLI::App app("Makes a record or a feed of many claims, for measuring time.");
  std::vector<std::string> feeds;
  std::string db;
  std::size_t claims = 1000000, documents = 0, days = 3200;
  unsigned seed = 1;
  app.add_option("FEED", feeds, "Articles, JSON Lines")->required();
  app.add_option("--db", db, "The record to make");
  app.add_option("--claims", claims, "So many claims")->capture_default_str();
  app.add_option("--documents", documents, "Print a feed of so many short dispatches instead");
  app.add_option("--days", days, "Spread over so many days")->capture_default_str();
  app.add_option("--seed", seed)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto engine = load_engine("syria");
  if (!engine) return fail_with(engine.error());
  Pool pool;
  ReadOptions options;
  options.date = Day(2015, 6, 15);
  for (const std::string& feed : feeds) {
    const auto ok = read_dispatches(feed, options, [&](Result<Document> one) {
      if (one) take_article(*one, *engine, pool);
    });
    if (!ok) return fail_with(ok.error());
  }
  if (pool.sentences.empty() || pool.places.empty() || pool.actors.empty()) {
    fmt::print(stderr, "make_claims: expected articles with claims, found none\n");
    return 2;
  }
  fmt::print(stderr, "{} sentences with claims\n", pool.sentences.size());
  Mixer mixer(pool, seed, days);
  if (documents > 0) {
    write_feed(mixer, documents);
    return 0;
  }
  return write_record(mixer, db, claims);
}
