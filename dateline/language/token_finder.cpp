#include "dateline/language/token_finder.h"

#include <algorithm>

#include "dateline/language/word_rules.h"

namespace dateline {
namespace {

// Signs of which several in a row are one token: "...", "--", "!!!".
constexpr std::u32string_view kRuns = U".-*_=~!?#+<>";

// A longer run without white space is cut, so that no text takes more than linear time.
constexpr std::uint32_t kLongestChunk = 2000;
// How far the features of a long chunk see.
constexpr std::uint32_t kSight = 40;

/// The last kSight bytes of a span, or the first.
ByteSpan last_part(ByteSpan s) { return {s.size() > kSight ? s.end - kSight : s.begin, s.end}; }
ByteSpan first_part(ByteSpan s) { return {s.begin, s.size() > kSight ? s.begin + kSight : s.end}; }

}  // namespace

void TokenFinder::run(ByteSpan paragraph, std::vector<SplitToken>& tokens) {
  tokens_ = &tokens;
  at_ = paragraph.begin;
  end_ = paragraph.end;
  gap_ = TokenGap::kSpace;
  open_quote_ = false;
  before_ = 0;
  while (at_ < end_) {
    const CharAt c = char_at(text_, at_, end_);
    if (c.kind == CharKind::kSpace) {
      if (gap_ == TokenGap::kNone) gap_ = TokenGap::kSpace;
      if (c.code == '\n' || c.code == '\r') gap_ = TokenGap::kLineBreak;
      at_ += c.length;
      continue;
    }
    scan_chunk();
    take_chunk();
  }
}

/// Reads atoms from at_ to the next white space.
void TokenFinder::scan_chunk() {
  atoms_.clear();
  const std::uint32_t limit = at_ + kLongestChunk;
  for (CharAt c = char_at(text_, at_, end_); c.kind != CharKind::kSpace && at_ < limit;) {
    Atom atom{{at_, at_}, c.kind, c.code};
    const bool one = c.kind == CharKind::kOther && kRuns.find(c.code) == kRuns.npos;
    do {
      at_ += c.length;
      c = char_at(text_, at_, end_);
    } while (!one && c.kind == atom.kind && at_ < limit &&
             (c.kind != CharKind::kOther || c.code == atom.sign));
    atom.span.end = at_;
    atoms_.push_back(atom);
  }
}

void TokenFinder::push(std::uint32_t begin, std::uint32_t end) {
  tokens_->push_back(make_split_token(text_, {begin, end}, gap_, words_));
  gap_ = TokenGap::kNone;
}

void TokenFinder::take_chunk() {
  const std::size_t n = atoms_.size();
  if (n == 1) return push(atoms_[0].span.begin, atoms_[0].span.end);
  if (n == 2 && atoms_[0].kind == CharKind::kLetter && atoms_[1].sign == ',') {
    push(atoms_[0].span.begin, atoms_[0].span.end);
    return push(atoms_[1].span.begin, atoms_[1].span.end);
  }
  before_ = tokens_->empty() ? 0 : tokens_->back().lower;
  for (Atom& atom : atoms_) describe(atom);
  look_ahead();
  apply_rules();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool ends = i + 1 == n || links_[i] == Link::kBreaks ||
                      (links_[i] == Link::kUnsure && ask_break(i, begin));
    if (!ends) continue;
    push(atoms_[begin].span.begin, atoms_[i].span.end);
    if (begin == i && is_apostrophe(atoms_[i].sign)) {
      const bool opens = i + 1 < n && (i == 0 || atoms_[i - 1].kind == CharKind::kOther);
      open_quote_ = opens;
    }
    begin = i + 1;
  }
}

void TokenFinder::describe(Atom& atom) const {
  const std::uint32_t length = std::min<std::uint32_t>(atom.span.size(), 5);
  atom.folded = folded_hash(text_, atom.span);
  switch (atom.kind) {
    case CharKind::kLetter: {
      const bool upper = is_upper(atom.sign);
      bool rest_upper = false, rest_lower = false;
      for (std::uint32_t at = atom.span.begin + 1; at < atom.span.end; ++at) {
        rest_upper |= text_[at] >= 'A' && text_[at] <= 'Z';
        rest_lower |= text_[at] >= 'a' && text_[at] <= 'z';
      }
      atom.code = 1000 + length * 8 + upper * 4u + rest_upper * 2u + rest_lower;
      break;
    }
    case CharKind::kDigit:
      atom.code = 2000 + length;
      break;
    case CharKind::kOther:
      atom.code = folded(atom.sign) + (length > 1 && atom.sign < 0x80 ? 3000 + length * 128 : 0);
      break;
    default:
      atom.code = 4000;
  }
}

/// The first atom of the next chunk, as a hint.
void TokenFinder::look_ahead() {
  std::uint32_t at = at_;
  CharAt c = char_at(text_, at, end_);
  while (c.kind == CharKind::kSpace && c.length > 0) {
    at += c.length;
    c = char_at(text_, at, end_);
  }
  next_ = {};
  if (c.length == 0) return;
  next_ = {{at, at}, c.kind, c.code};
  static constexpr std::uint32_t kFarthest = 64;
  while (c.length > 0 && c.kind == next_.kind && at < next_.span.begin + kFarthest) {
    at += c.length;
    c = char_at(text_, at, end_);
    if (next_.kind == CharKind::kOther) break;
  }
  next_.span.end = at;
  describe(next_);
}

/// Whether a token that begins with atom `token_begin` ends after atom `left`.
bool TokenFinder::ask_break(std::size_t left, std::size_t token_begin) {
  const auto code = [&](std::size_t i) { return atom(i).code; };
  const auto fine = [&](std::size_t i) { return atom(i).folded; };
  const std::size_t r = left + 1, l = left, p = left - 1, n = left + 2;  // p may wrap: nothing_
  const ByteSpan so_far{atoms_[token_begin].span.begin, atoms_[l].span.end};
  const std::uint32_t chunk_begin = atoms_.front().span.begin, chunk_end = atoms_.back().span.end;
  const std::uint32_t so_far_hash = folded_hash(text_, last_part(so_far));
  const std::uint32_t head_hash = folded_hash(text_, last_part({chunk_begin, so_far.end}));
  const std::uint32_t tail_hash = folded_hash(text_, first_part({so_far.end, chunk_end}));
  const Abbreviation kind = atoms_[r].sign == '.' || atoms_[l].sign == '.'
                                ? abbreviation(slice(text_, so_far))
                                : Abbreviation::kNone;
  const std::string_view left_text = slice(text_, atoms_[l].span);
  const std::string_view right_text = slice(text_, atoms_[r].span);
  const WordEntry& left_entry = words_.find(fine(l));
  const WordSort left_sort = left_entry.sort;
  const bool letters_after = atom(n).kind == CharKind::kLetter;
  const WordEntry& next_entry = words_.find(letters_after ? fine(n) : fine(r));
  const WordSort next_sort = next_entry.sort;
  const unsigned known = left_entry.known + 2u * left_entry.frequent + 4u * next_entry.known;
  const bool ending = is_file_ending(letters_after ? slice(text_, atom(n).span) : right_text);
  const unsigned hints = is_prefix(left_text) + 2u * is_unit(right_text) +
                         4u * (atoms_[r].kind == CharKind::kOther && letters_after &&
                               is_unit(slice(text_, atom(n).span))) +
                         8u * ending;
  const bool ends_chunk = r + 1 == atoms_.size();
  const bool begins_token = token_begin == l;
  const char last_char = left_text.back();

  FeatureList f;
  f.add(code(p), code(l), code(r), code(n));
  f.add(code(l), code(r), begins_token);
  f.add(fine(l), code(r));
  f.add(code(l), fine(r));
  f.add(fine(l), fine(r));
  f.add(fine(p), fine(l), fine(r));
  f.add(fine(l), fine(r), fine(n));
  f.add(fine(r), fine(n), code(l));
  f.add(so_far_hash, code(r));
  f.add(so_far_hash, fine(r), ends_chunk);
  f.add(head_hash, tail_hash);
  f.add(head_hash, code(r), code(n));
  f.add(tail_hash, code(l), begins_token);
  f.add(code(left - 2), code(p), code(l), code(r), code(n), code(left + 3));
  f.add(code(l), code(r), code(n), ends_chunk, next_.code);
  f.add(fine(l), fine(r), next_.code);
  f.add(fine(l), fine(r), next_.folded);
  f.add(before_, fine(l), fine(r));
  f.add(open_quote_, code(l), code(r), code(n), last_char == 's');
  f.add(open_quote_, fine(r), last_char == 's', next_.code / 1000);
  f.add(left_sort, code(r), next_sort);
  f.add(left_sort, code(r), fine(n));
  f.add(fine(l), code(r), next_sort);
  f.add(kind, code(r), next_.code / 1000, next_.kind == CharKind::kLetter && is_upper(next_.sign));
  f.add(kind, code(l), code(r), code(n));
  f.add(hints, code(l) / 1000, code(r) / 1000, is_upper(atom(n).sign));
  f.add(hints, code(l), code(r));
  f.add(atoms_.size() > 9 ? 9 : atoms_.size(), l > 9 ? 9 : l, code(r), code(l) / 1000);
  f.add(code(p), code(r), code(n), begins_token);
  f.add(known, hints, code(r), begins_token);
  f.add(left_sort, hints, code(r), begins_token);
  f.add(words_.find(next_.folded).sort, kind, code(l), code(r));
  return decider_.decide(SplitQuestion::kBreak, f.keys(), atoms_[l].span.end);
}

}  // namespace dateline
