#include "dateline/meaning/referents.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace dateline {
namespace {

using enum Deprel;

class Finder {
 public:
  Finder(const Syntax& syntax, const NounKinds& nouns, std::span<const Name> names)
      : s_(syntax), nouns_(nouns), names_(names) {}

  std::vector<Referent> run() {
    for (TokenIndex i = 0; i < s_.size(); ++i) {
      if (!is_head(i)) continue;
      out_.push_back(of(i));
      if (s_.child(i, {kConj}) != kNoToken) add_list(i);
    }
    std::ranges::stable_sort(out_, [](const Referent& a, const Referent& b) {
      return std::tie(a.range.begin, b.range.end) < std::tie(b.range.begin, a.range.end);
    });
    return std::move(out_);
  }

 private:
  bool is_head(TokenIndex i) const {
    const bool named = name_at(names_, i) != nullptr;
    if (s_.is(i, {kFlat, kFixed, kGoeswith, kExpl, kPunct, kAux, kAuxPass, kCop, kMark, kCase, kCc,
                  kDiscourse, kReparandum}))
      return false;
    switch (s_.upos(i)) {
      case Upos::kPron:
        return pronoun_sort(s_.lower(i)) != PronounSort::kNone &&
               s_.feats(i).pron_type != Feats::PronType::kRel &&
               s_.feats(i).pron_type != Feats::PronType::kInt;
      case Upos::kDet:  // "these said", where taggers see no pronoun
        return s_.is(i, {kNsubj, kNsubjPass, kObj}) &&
               pronoun_sort(s_.lower(i)) != PronounSort::kNone;
      case Upos::kPropn:
        break;
      case Upos::kNoun:
        break;
      case Upos::kNum:
        return s_.is(i, {kNsubj, kNsubjPass, kObj, kObl, kNmod, kNmodUnmarked, kOblUnmarked});
      default:
        return named && s_.is(i, {kNsubj, kNsubjPass, kObj, kObl, kNmod, kNmodPoss}) &&
               s_.is_capitalised(i);
    }
    // A noun that qualifies another refers only where it is a name of its own: "a Reuters report".
    if (s_.is(i, {kCompound, kAmod, kNummod}))
      return named && name_at(names_, i) != name_at(names_, s_.head(i)) && last_of_name(i) == i;
    return true;
  }

  TokenIndex last_of_name(TokenIndex i) const { return name_at(names_, i)->range.end - 1; }

  static bool outside(Deprel relation) {
    switch (relation) {
      case kConj:
      case kCc:
      case kCase:
      case kPunct:
      case kMark:
      case kCop:
      case kNsubj:
      case kNsubjPass:
      case kNsubjOuter:
      case kDiscourse:
      case kParataxis:
      case kAdvmod:
      case kAppos:
      case kAux:
      case kAdvcl:
      case kCcPreconj:
      case kVocative:
      case kDislocated:
      case kOrphan:
      case kCsubj:
      case kExpl:
        return true;
      default:
        return false;
    }
  }

  /// The words of the phrase. What is left out behind the head ends it.
  TokenRange range_of(TokenIndex head) const {
    TokenRange range{head, head + 1};
    for (const TokenIndex c : s_.children(head)) {
      const TokenRange inner = s_.subtree(c);
      const bool possessive = s_.is(c, {kCase}) && c == head + 1;  // "Brook's"
      if (outside(s_.deprel(c)) && !possessive) continue;
      range.begin = std::min(range.begin, inner.begin);
      range.end = std::max(range.end, inner.end);
    }
    const auto edge = [&](TokenIndex i) { return s_.upos(i) == Upos::kPunct; };
    while (range.begin < head && (edge(range.begin) || outside(s_.deprel(range.begin))) &&
           s_.head(range.begin) == head)
      ++range.begin;
    while (range.end > head + 1 && edge(range.end - 1) && s_.form(range.end - 1) != ")")
      --range.end;
    return range;
  }

  Referent of(TokenIndex head) const {
    Referent out;
    out.head = head;
    out.sentence = static_cast<std::uint32_t>(s_.sentence_of(head));
    out.range = range_of(head);
    out.plural = s_.feats(head).number == Feats::Number::kPlur;
    if (s_.upos(head) == Upos::kPron || s_.upos(head) == Upos::kDet) {
      out.form = ReferentForm::kPronoun;
      describe_pronoun(out);
      return out;
    }
    const Name* name = name_at(names_, head);
    if (name || s_.upos(head) == Upos::kPropn) {
      out.form = ReferentForm::kName;
      if (name) describe_name(*name, out);
      if (out.kind != ReferentKind::kThing) return out;
    } else {
      out.form = is_definite(head) ? ReferentForm::kDefinite : ReferentForm::kIndefinite;
    }
    const NounKinds::Entry entry = nouns_.find(s_.lemma(head));
    out.kind = entry.kind;
    out.gender = entry.gender;
    return out;
  }

  void describe_pronoun(Referent& out) const {
    switch (pronoun_sort(s_.lower(out.head))) {
      case PronounSort::kHe:
        out.gender = Gender::kMale;
        out.kind = ReferentKind::kPerson;
        out.plural = false;
        break;
      case PronounSort::kShe:
        out.gender = Gender::kFemale;
        out.kind = ReferentKind::kPerson;
        out.plural = false;
        break;
      case PronounSort::kI:
      case PronounSort::kYou:
        out.kind = ReferentKind::kPerson;
        break;
      case PronounSort::kWe:
      case PronounSort::kThey:
      case PronounSort::kThese:
        out.plural = true;
        break;
      default:
        out.plural = false;
    }
  }

  void describe_name(const Name& name, Referent& out) const {
    switch (name.type) {
      case NameType::kPerson:
        out.kind = ReferentKind::kPerson;
        break;
      case NameType::kOrganisation:
        out.kind = ReferentKind::kGroup;
        break;
      case NameType::kPlace:
        out.kind = ReferentKind::kPlace;
        break;
      case NameType::kOther:
        break;
    }
    if (out.kind != ReferentKind::kPerson) return;
    // "Mrs", "his wife": what stands before a name tells the gender.
    for (TokenIndex i = out.range.begin; i < out.head; ++i) {
      const std::string& word = s_.lower(i);
      if (word == "mr" || word == "mr.") out.gender = Gender::kMale;
      if (word == "mrs" || word == "ms" || word == "mrs." || word == "ms.")
        out.gender = Gender::kFemale;
      if (out.gender == Gender::kUnknown) out.gender = nouns_.find(s_.lemma(i)).gender;
    }
  }

  bool is_definite(TokenIndex head) const {
    for (const TokenIndex c : s_.children(head)) {
      if (s_.is(c, {kNmodPoss})) return true;
      if (!s_.is(c, {kDet, kDetPredet})) continue;
      const std::string& word = s_.lower(c);
      if (word == "the" || word == "this" || word == "that" || word == "these" || word == "those" ||
          word == "both")
        return true;
    }
    return false;
  }

  void add_list(TokenIndex head) {
    Referent list = out_.back();
    const TokenIndex last = [&] {
      TokenIndex end = head;
      for (const TokenIndex c : s_.children(head))
        if (s_.is(c, {kConj}) && s_.is_nominal(c)) end = std::max(end, range_of(c).end);
      return end;
    }();
    if (last == head) return;
    list.range.end = last;
    list.plural = true;
    list.list = true;
    list.form = ReferentForm::kIndefinite;
    list.gender = Gender::kUnknown;
    out_.push_back(list);
  }

  const Syntax& s_;
  const NounKinds& nouns_;
  std::span<const Name> names_;
  std::vector<Referent> out_;
};

}  // namespace

std::string_view to_string(ReferentForm form) {
  switch (form) {
    case ReferentForm::kPronoun:
      return "pronoun";
    case ReferentForm::kName:
      return "name";
    case ReferentForm::kDefinite:
      return "definite";
    case ReferentForm::kIndefinite:
      return "indefinite";
  }
  return "";
}

PronounSort pronoun_sort(const std::string& lower) {
  using enum PronounSort;
  static const std::unordered_map<std::string, PronounSort> sorts = {{"i", kI},
                                                                     {"me", kI},
                                                                     {"my", kI},
                                                                     {"mine", kI},
                                                                     {"myself", kI},
                                                                     {"we", kWe},
                                                                     {"us", kWe},
                                                                     {"our", kWe},
                                                                     {"ours", kWe},
                                                                     {"ourselves", kWe},
                                                                     {"you", kYou},
                                                                     {"your", kYou},
                                                                     {"yours", kYou},
                                                                     {"yourself", kYou},
                                                                     {"yourselves", kYou},
                                                                     {"he", kHe},
                                                                     {"him", kHe},
                                                                     {"his", kHe},
                                                                     {"himself", kHe},
                                                                     {"she", kShe},
                                                                     {"her", kShe},
                                                                     {"hers", kShe},
                                                                     {"herself", kShe},
                                                                     {"it", kIt},
                                                                     {"its", kIt},
                                                                     {"itself", kIt},
                                                                     {"they", kThey},
                                                                     {"them", kThey},
                                                                     {"their", kThey},
                                                                     {"theirs", kThey},
                                                                     {"themselves", kThey},
                                                                     {"this", kThis},
                                                                     {"that", kThat},
                                                                     {"these", kThese},
                                                                     {"those", kThese},
                                                                     {"both", kOther},
                                                                     {"one", kOther},
                                                                     {"ones", kOther},
                                                                     {"some", kOther},
                                                                     {"others", kOther},
                                                                     {"all", kOther},
                                                                     {"each", kOther},
                                                                     {"none", kOther},
                                                                     {"everyone", kOther},
                                                                     {"someone", kOther},
                                                                     {"something", kOther},
                                                                     {"everything", kOther},
                                                                     {"nothing", kOther},
                                                                     {"anyone", kOther},
                                                                     {"anything", kOther},
                                                                     {"nobody", kOther},
                                                                     {"everybody", kOther},
                                                                     {"somebody", kOther},
                                                                     {"many", kOther},
                                                                     {"most", kOther},
                                                                     {"another", kOther}};
  const auto it = sorts.find(lower);
  return it == sorts.end() ? kNone : it->second;
}

const Name* name_at(std::span<const Name> names, TokenIndex i) {
  const auto it =
      std::ranges::upper_bound(names, i, {}, [](const Name& n) { return n.range.begin; });
  if (it == names.begin()) return nullptr;
  const Name& name = *std::prev(it);
  return name.range.contains(i) ? &name : nullptr;
}

std::vector<Referent> find_referents(const Syntax& syntax, const NounKinds& nouns,
                                     std::span<const Name> names) {
  return Finder(syntax, nouns, names).run();
}

}  // namespace dateline
