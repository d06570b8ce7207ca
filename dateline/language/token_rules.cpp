// The sure rules of TokenFinder: what needs no weights, or what news needs and treebanks do not
// show.

#include "dateline/language/token_finder.h"
#include "dateline/language/word_rules.h"

namespace dateline {

void TokenFinder::apply_rules() {
  links_.assign(atoms_.size(), Link::kUnsure);
  const ByteSpan chunk{atoms_.front().span.begin, atoms_.back().span.end};
  if (may_hold_address(slice(text_, chunk))) mark_addresses();
  for (std::size_t i = 0; i + 1 < atoms_.size(); ++i) {
    if (links_[i] != Link::kUnsure) continue;
    links_[i] = rule(i);
    if (links_[i] == Link::kUnsure && atoms_[i + 1].sign == '.' && is_lost_space(i + 1)) {
      links_[i] = Link::kBreaks;
      links_[i + 1] = Link::kBreaks;
    }
    if (is_article_hyphen(i + 1)) {
      links_[i] = Link::kJoins;
      links_[i + 1] = Link::kJoins;
    }
  }
}

void TokenFinder::mark_addresses() {
  const std::uint32_t end = atoms_.back().span.end;
  for (std::size_t i = 0; i < atoms_.size();) {
    const bool inside = i > 0 && atoms_[i - 1].kind != CharKind::kOther;
    const std::uint32_t stop =
        inside ? atoms_[i].span.begin : address_end(text_, {atoms_[i].span.begin, end});
    const std::size_t first = i++;
    if (stop == atoms_[first].span.begin) continue;
    while (i < atoms_.size() && atoms_[i].span.end <= stop) ++i;
    for (std::size_t k = first; k + 1 < i; ++k) links_[k] = Link::kJoins;
    if (first > 0) links_[first - 1] = Link::kBreaks;
    links_[i - 1] = Link::kBreaks;
  }
}

/// What is sure about atoms `left` and left + 1.
TokenFinder::Link TokenFinder::rule(std::size_t left) const {
  const Atom& a = atoms_[left];
  const Atom& b = atoms_[left + 1];
  if (a.kind == CharKind::kBroken || b.kind == CharKind::kBroken) return Link::kBreaks;
  if (b.sign == ',' || a.sign == ',') {
    const std::size_t comma = b.sign == ',' ? left + 1 : left;
    const bool digits = comma > 0 && atoms_[comma - 1].kind == CharKind::kDigit &&
                        atom(comma + 1).kind == CharKind::kDigit;
    if (!digits) return Link::kBreaks;
  }
  if (b.sign == '.' && b.span.size() == 1 && is_initial(left)) return Link::kJoins;
  if (is_date(left) || is_name_of_file(left) || is_domain(left)) return Link::kJoins;
  const bool digits = a.kind == CharKind::kDigit || b.kind == CharKind::kDigit;
  const Atom& before = atom(left - 1);
  const Atom& after = atom(left + 2);
  if (digits && ((b.sign == '.' && b.span.size() == 1 && after.kind == CharKind::kDigit) ||
                 (a.sign == '.' && a.span.size() == 1 && before.kind == CharKind::kDigit)))
    return Link::kJoins;
  // "300-400" is two numbers; telephone numbers have groups of different lengths.
  if (is_range(left) || is_range(left - 1)) return Link::kBreaks;
  if (a.kind == CharKind::kDigit && b.sign == '(') return Link::kBreaks;
  // "Shi'ite", "O'Neil's"
  const auto is_inner = [&](const Atom& mark, const Atom& other) {
    return is_apostrophe(mark.sign) && mark.sign != U'\u2018' && other.kind == CharKind::kLetter;
  };
  if (a.kind == CharKind::kLetter && is_inner(b, after)) return Link::kJoins;
  if (b.kind == CharKind::kLetter && is_inner(a, before)) return Link::kJoins;
  // "Lt. Gen. ..."
  if (b.sign == '.' && b.span.size() == 1 && left + 2 == atoms_.size() &&
      next_.kind == CharKind::kLetter && is_upper(next_.sign) &&
      abbreviation(slice(text_, a.span)) == Abbreviation::kTitle)
    return Link::kJoins;
  // "name_of_it", "==----".
  const auto is_word = [](const Atom& x) {
    return x.kind == CharKind::kLetter || x.kind == CharKind::kDigit;
  };
  if (b.sign == '_' && is_word(a) && is_word(after)) return Link::kJoins;
  if (a.sign == '_' && is_word(b) && is_word(before)) return Link::kJoins;
  static constexpr std::u32string_view kLines = U"-=_*~";
  if (kLines.find(a.sign) != kLines.npos && kLines.find(b.sign) != kLines.npos &&
      a.span.size() + b.span.size() > 2)
    return Link::kJoins;
  return Link::kUnsure;
}

/// The first of two initials ("A. B."), or the last letter of "U.S." and "a.m.".
bool TokenFinder::is_initial(std::size_t at) const {
  const auto is_letter = [&](std::size_t i) {
    return atom(i).kind == CharKind::kLetter && atom(i).code / 8 == 1000 / 8 + 1;
  };
  if (!is_letter(at)) return false;
  if (atom(at - 1).sign == '.' && is_letter(at - 2)) return true;
  const bool last = at + 2 == atoms_.size() && at == 0;
  if (last && is_upper(atom(at).sign) && !tokens_->empty()) {
    const SplitToken& before = tokens_->back();
    if (before.span.size() == 2 && before.last == '.' && is_upper(before.first)) return true;
  }
  return last && is_upper(atom(at).sign) && is_upper(next_.sign) && next_.span.size() == 1 &&
         next_.span.end < end_ && text_[next_.span.end] == '.';
}

/// Whether atoms `left` and left + 1 are of a date such as "2024-12-07".
bool TokenFinder::is_date(std::size_t left) const {
  const auto is_number = [&](std::size_t i, std::uint32_t digits) {
    return atom(i).kind == CharKind::kDigit && atom(i).span.size() == digits;
  };
  for (std::size_t year = left > 3 ? left - 3 : 0; year <= left; ++year)
    if (is_number(year, 4) && atom(year + 1).sign == '-' && is_number(year + 2, 2) &&
        atom(year + 3).sign == '-' && is_number(year + 4, 2))
      return true;
  return false;
}

/// Whether atom `first` begins two numbers with a hyphen between them, the whole chunk but for
/// signs around it.
bool TokenFinder::is_range(std::size_t first) const {
  const auto is_number = [&](std::size_t i) { return atom(i).kind == CharKind::kDigit; };
  if (!is_number(first) || !is_hyphen(atom(first + 1).sign) || !is_number(first + 2)) return false;
  const auto is_outer = [&](std::size_t i) {
    const char32_t sign = atom(i).sign;
    return i >= atoms_.size() || sign == ',' || sign == '(' || sign == ')' || sign == ';';
  };
  const std::uint32_t digits = atom(first).span.size();
  return digits <= 4 && digits == atom(first + 2).span.size() && is_outer(first - 1) &&
         is_outer(first + 3);
}

/// Whether atoms `left` and left + 1 are of "report.pdf".
bool TokenFinder::is_name_of_file(std::size_t left) const {
  const std::size_t stop = atom(left).sign == '.' ? left : left + 1;
  const Atom& ending = atom(stop + 1);
  const Atom& name = atom(stop - 1);
  return stop > 0 && atom(stop).sign == '.' && atom(stop).span.size() == 1 &&
         (name.kind == CharKind::kLetter || name.kind == CharKind::kDigit) &&
         (ending.kind == CharKind::kLetter || ending.kind == CharKind::kDigit) &&
         is_file_ending(slice(text_, ending.span));
}

/// Whether atoms `left` and left + 1 are of small words with two full stops or more between them:
/// "alt.politics.news".
bool TokenFinder::is_domain(std::size_t left) const {
  const auto is_small = [&](std::size_t i) {
    return atom(i).kind == CharKind::kLetter && atom(i).span.size() > 2 && is_lower(atom(i).sign);
  };
  const auto is_inner_stop = [&](std::size_t i) {
    return atom(i).sign == '.' && atom(i).span.size() == 1 && is_small(i - 1) && is_small(i + 1);
  };
  const std::size_t stop = atom(left).sign == '.' ? left : left + 1;
  return is_inner_stop(stop) && (is_inner_stop(stop - 2) || is_inner_stop(stop + 2));
}

bool TokenFinder::is_article_hyphen(std::size_t hyphen) const {
  const Atom& sign = atom(hyphen);
  if (hyphen == 0 || !is_hyphen(sign.sign) || sign.span.size() != (sign.sign < 0x80 ? 1 : 3))
    return false;
  const Atom& first = atoms_[hyphen - 1];
  const Atom& second = atom(hyphen + 1);
  return first.kind == CharKind::kLetter && second.kind == CharKind::kLetter &&
         joins_article(slice(text_, first.span), slice(text_, second.span),
                       is_hyphen(atom(hyphen + 2).sign));
}

/// Whether the full stop ends a sentence whose following space was lost ("area.The army").
bool TokenFinder::is_lost_space(std::size_t stop) const {
  const Atom& left = atoms_[stop - 1];
  const Atom& right = atom(stop + 1);
  if (left.kind != CharKind::kLetter || right.kind != CharKind::kLetter) return false;
  if (atoms_[stop].span.size() != 1 || !is_upper(right.sign)) return false;
  if (stop > 1 && atoms_[stop - 2].sign == '.') return false;
  const CharAt after =
      char_at(text_, right.span.begin + char_at(text_, right.span.begin, end_).length, end_);
  const bool capital = is_lower(after.code) || after.kind == CharKind::kSpace;
  const std::string_view word = slice(text_, left.span);
  return capital && word.size() > 1 && word.back() >= 'a' && word.back() <= 'z' &&
         abbreviation(word) == Abbreviation::kNone;
}

}  // namespace dateline
