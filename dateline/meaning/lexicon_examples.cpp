#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "dateline/base/table_check.h"
#include "dateline/language/layers.h"
#include "dateline/meaning/claims.h"
#include "dateline/meaning/event_finder.h"
#include "dateline/meaning/lexicon_check.h"

namespace dateline {
namespace {

using Row = CsvTable::Row;

/// A day of which examples tell; those that name none are of no day.
const Day kDay(2024, 6, 1);

/// An example as any text is read, by rows alone: without the weights that overrule them.
class ReadExample {
 public:
  ReadExample(const std::string& text, const LanguageModel& language, const Knowledge& knowledge) {
    document_.id = DocumentId("0000000000000001");
    document_.text = text;
    document_.published.day = kDay;
    const ByteSpan all{0, static_cast<std::uint32_t>(text.size())};
    document_.parts = {{PartKind::kBody, all}};
    tokens_ = split(text, all, *language.splitter);
    layers_ = analyse(text, tokens_, language);
    const Toponyms toponyms =
        read_toponyms(text, tokens_, layers_.tags, layers_.trees, language, knowledge);
    make_claims(document_, tokens_, layers_.tags, layers_.trees, toponyms, knowledge, &told_);
    syntax_.emplace(document_, tokens_, layers_.tags, layers_.trees, knowledge.lemmas);
  }

  /// What is amiss, or "".
  std::string frame(int line) const {
    const Frame* unmet = nullptr;
    bool used = false;
    std::string others;
    for (const EventTrace& t : told_.readings) {
      if (!t.event.frame) continue;
      if (t.event.frame->line != line) {
        others += fmt::format("{}line {} ({})", others.empty() ? "" : ", ", t.event.frame->line,
                              to_string(t.event.type));
      } else if (!t.event.needs_met) {
        unmet = t.event.frame;
      } else if (t.fate == Fate::kUsed) {
        used = true;
      } else if (t.event.type == t.event.frame->type) {
        return "";
      }
    }
    if (unmet) return "its need is not met in this example";
    if (used) return "its words are part of another event's in this example";
    return others.empty() ? "nothing is read in this example"
                          : fmt::format("not read in this example, but {}", others);
  }

  std::string governor(int line, Effect effect) const {
    std::string found;
    for (const EventStory& e : told_.events) {
      for (const CommitmentStep& step : e.steps)
        if (step.line == line && step.effect == effect && shows(e.committed, effect)) return "";
      found += fmt::format("{}{} {}{}", found.empty() ? "" : ", ", to_string(e.event.type),
                           to_string(e.committed.status), e.committed.negated ? " negated" : "");
    }
    return found.empty() ? "no event is read in this example"
                         : fmt::format("does not govern in this example, which reads {}", found);
  }

  std::string cue(const std::string& lemma, bool noun, Effect effect) const {
    std::string found;
    for (const Attribution& a : told_.attributions) {
      const bool said = std::ranges::any_of(a.content, [](TokenRange r) { return r.size() > 0; });
      if (syntax_->lemma(a.cue) == lemma && (syntax_->upos(a.cue) == Upos::kNoun) == noun &&
          a.effect == effect && said)
        return "";
      found += fmt::format("{}\"{}\"", found.empty() ? "" : ", ", syntax_->form(a.cue));
    }
    return found.empty() ? "nobody speaks in this example"
                         : fmt::format("not the cue in this example, but {}", found);
  }

 private:
  static bool shows(const Commitment& committed, Effect effect) {
    switch (effect) {
      case Effect::kNeutral:
        return true;
      case Effect::kNegated:
        return committed.negated;
      default:
        return to_string(committed.status) == to_string(effect);
    }
  }

  Document document_;
  Tokens tokens_;
  SyntaxLayers layers_;
  Explanation told_;
  std::optional<Syntax> syntax_;
};

/// Tells of each row that has an example what `judge` finds amiss in it.
template <class Judge>
void check_rows(TableCheck& check, const char* file, Judge judge) {
  const CsvTable* table = check.sheet(file);
  if (!table) return;
  for (const Row& row : table->rows) {
    const std::string& example = table->cell(row, "example");
    if (example.empty()) continue;
    const std::string amiss = judge(*table, row, example);
    if (!amiss.empty()) check.tell(file, row.line, "example", amiss);
  }
}

}  // namespace

std::vector<Finding> check_lexicon_examples(const std::string& data_dir,
                                            const LanguageModel& language,
                                            const Knowledge& knowledge) {
  Knowledge plain = knowledge;
  plain.choice = {};
  plain.attribution = nullptr;
  TableCheck check(data_dir);
  for (const char* file : {"claims/frames.csv", "claims/governors.csv", "claims/cues.csv"})
    check.load(file, {});
  check_rows(check, "claims/frames.csv",
             [&](const CsvTable&, const Row& row, const std::string& example) {
               return ReadExample(example, language, plain).frame(row.line);
             });
  check_rows(check, "claims/governors.csv",
             [&](const CsvTable& t, const Row& row, const std::string& example) {
               const EffectRow* known =
                   plain.governor_row(t.cell(row, "lemma"), t.cell(row, "pos").c_str());
               return ReadExample(example, language, plain)
                   .governor(row.line, known ? known->effect : Effect::kNeutral);
             });
  check_rows(check, "claims/cues.csv",
             [&](const CsvTable& t, const Row& row, const std::string& example) {
               const std::string &lemma = t.cell(row, "lemma"), &pos = t.cell(row, "pos");
               const auto effect = plain.cue(lemma, pos.c_str());
               return ReadExample(example, language, plain)
                   .cue(lemma, pos == "noun", effect.value_or(Effect::kNeutral));
             });
  return check.take();
}

}  // namespace dateline
