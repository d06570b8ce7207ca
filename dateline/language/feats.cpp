#include "dateline/language/feats.h"

#include <iterator>

namespace dateline {
namespace {

struct Row {
  std::string_view name;
  void (*set)(Feats&);
};

constexpr Row kRows[] = {
    {"VerbForm=Fin", [](Feats& f) { f.verb_form = Feats::VerbForm::kFin; }},
    {"VerbForm=Inf", [](Feats& f) { f.verb_form = Feats::VerbForm::kInf; }},
    {"VerbForm=Part", [](Feats& f) { f.verb_form = Feats::VerbForm::kPart; }},
    {"VerbForm=Ger", [](Feats& f) { f.verb_form = Feats::VerbForm::kGer; }},
    {"Tense=Past", [](Feats& f) { f.tense = Feats::Tense::kPast; }},
    {"Tense=Pres", [](Feats& f) { f.tense = Feats::Tense::kPres; }},
    {"Mood=Ind", [](Feats& f) { f.mood = Feats::Mood::kInd; }},
    {"Mood=Imp", [](Feats& f) { f.mood = Feats::Mood::kImp; }},
    {"Mood=Sub", [](Feats& f) { f.mood = Feats::Mood::kSub; }},
    {"Voice=Pass", [](Feats& f) { f.voice = Feats::Voice::kPass; }},
    {"Number=Sing", [](Feats& f) { f.number = Feats::Number::kSing; }},
    {"Number=Plur", [](Feats& f) { f.number = Feats::Number::kPlur; }},
    {"Number=Ptan", [](Feats& f) { f.number = Feats::Number::kPlur; }},
    {"Person=1", [](Feats& f) { f.person = Feats::Person::k1; }},
    {"Person=2", [](Feats& f) { f.person = Feats::Person::k2; }},
    {"Person=3", [](Feats& f) { f.person = Feats::Person::k3; }},
    {"PronType=Prs", [](Feats& f) { f.pron_type = Feats::PronType::kPrs; }},
    {"PronType=Art", [](Feats& f) { f.pron_type = Feats::PronType::kArt; }},
    {"PronType=Dem", [](Feats& f) { f.pron_type = Feats::PronType::kDem; }},
    {"PronType=Rel", [](Feats& f) { f.pron_type = Feats::PronType::kRel; }},
    {"PronType=Int", [](Feats& f) { f.pron_type = Feats::PronType::kInt; }},
    {"PronType=Neg", [](Feats& f) { f.pron_type = Feats::PronType::kNeg; }},
    {"PronType=Tot", [](Feats& f) { f.pron_type = Feats::PronType::kTot; }},
    {"PronType=Ind", [](Feats& f) { f.pron_type = Feats::PronType::kInd; }},
    {"PronType=Emp", [](Feats& f) { f.pron_type = Feats::PronType::kOther; }},
    {"PronType=Rcp", [](Feats& f) { f.pron_type = Feats::PronType::kOther; }},
    {"Degree=Pos", [](Feats& f) { f.degree = Feats::Degree::kPos; }},
    {"Degree=Cmp", [](Feats& f) { f.degree = Feats::Degree::kCmp; }},
    {"Degree=Sup", [](Feats& f) { f.degree = Feats::Degree::kSup; }},
    {"Poss=Yes", [](Feats& f) { f.possessive = true; }},
};

}  // namespace

Feats parse_feats(std::string_view cell) {
  Feats feats;
  while (!cell.empty()) {
    const std::size_t end = cell.find('|');
    const std::string_view item = cell.substr(0, end);
    for (const Row& row : kRows)
      if (row.name == item) row.set(feats);
    cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
  }
  return feats;
}

Feats shown_feats(Feats feats) {
  const bool third = feats.tense == Feats::Tense::kPres && feats.number == Feats::Number::kSing &&
                     feats.person == Feats::Person::k3;
  if (feats.verb_form == Feats::VerbForm::kFin && !third) {
    feats.number = Feats::Number::kNone;
    feats.person = Feats::Person::kNone;
  }
  return feats;
}

}  // namespace dateline
