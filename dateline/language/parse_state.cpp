#include "dateline/language/parse_state.h"

#include <algorithm>

#include "dateline/language/feature_key.h"

namespace dateline {

std::uint32_t pack_tag(Upos upos, const Feats& feats) {
  const auto n = [](auto value) { return static_cast<std::uint32_t>(value); };
  std::uint32_t packed = n(upos);
  packed = packed * 8 + n(feats.verb_form);
  packed = packed * 4 + n(feats.tense);
  packed = packed * 4 + n(feats.mood);
  packed = packed * 2 + n(feats.voice);
  packed = packed * 4 + n(feats.number);
  packed = packed * 4 + n(feats.person);
  packed = packed * 16 + n(feats.pron_type);
  packed = packed * 4 + n(feats.degree);
  return packed * 2 + (feats.possessive ? 1 : 0);
}

void ParseState::reset(std::size_t words) {
  nodes_.assign(words, Node{});
  stack_.clear();
  stack_.reserve(words);
  next_ = 0;
}

void ParseState::attach(std::int32_t head, std::int32_t child, Deprel deprel) {
  Node& below = nodes_[static_cast<std::size_t>(child)];
  Node& above = nodes_[static_cast<std::size_t>(head)];
  below.head = head;
  below.deprel = static_cast<std::uint8_t>(deprel);
  const std::uint32_t label = static_cast<std::uint32_t>(mix(1, below.deprel) >> 32);
  // Children come from near to far on both sides in this system.
  if (child < head) {
    above.left[1] = above.left[0];
    above.left[0] = child;
    above.left_count = static_cast<std::uint8_t>(std::min(above.left_count + 1, 200));
    above.left_labels += label;
  } else {
    above.right[1] = above.right[0];
    above.right[0] = child;
    above.right_count = static_cast<std::uint8_t>(std::min(above.right_count + 1, 200));
    above.right_labels += label;
  }
}

void ParseState::take(Step step) {
  if (step == kShift) {
    stack_.push_back(next_++);
    return;
  }
  const std::int32_t child = stack_.back();
  stack_.pop_back();
  attach(is_left(step) ? next_ : stack_.back(), child, deprel_of(step));
}

namespace {

/// A word as the templates see it; one that is not there has all zeros but for `f`.
struct Look {
  std::uint32_t w = 0;           ///< form
  std::uint32_t f = UINT32_MAX;  ///< part of speech with features
  std::uint32_t p = 255;         ///< part of speech
  std::uint32_t l = 255;         ///< relation to its head, where it has one
};

std::uint32_t distance(std::int32_t from, std::int32_t to) {
  if (from < 0 || to < 0) return 15;
  const std::int32_t d = to - from;
  return static_cast<std::uint32_t>(d <= 5 ? d : d <= 10 ? 6 : 7);
}

/// Collects keys; each call of `add` is a template of its own.
class KeyList {
 public:
  explicit KeyList(std::uint32_t* keys) : begin_(keys), at_(keys) {}
  template <class... Values>
  void add(Values... values) {
    *at_++ = feature_key(which_++, values...);
  }
  std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); }

 private:
  unsigned which_ = 200;
  std::uint32_t* begin_;
  std::uint32_t* at_;
};

/// The templates of two words between which an arc may be drawn.
void add_pair(KeyList& keys, const Look& a, const Look& b, std::uint32_t d) {
  keys.add(a.w, a.f, b.w, b.f);
  keys.add(a.w, a.f, b.w);
  keys.add(a.w, b.w, b.f);
  keys.add(a.w, b.w);
  keys.add(a.w, a.f, b.f);
  keys.add(a.f, b.w, b.f);
  keys.add(a.w, b.p);
  keys.add(a.p, b.w);
  keys.add(a.f, b.f);
  keys.add(a.p, b.p, d);
  keys.add(a.w, d);
  keys.add(a.f, d);
  keys.add(b.w, d);
  keys.add(b.f, d);
}

void add_child(KeyList& keys, const Look& head, const Look& child) {
  keys.add(child.w, child.l);
  keys.add(child.f, child.l);
  keys.add(child.l, head.w);
  keys.add(child.l, child.p, head.p);
}

}  // namespace

std::size_t parse_features(const ParseState& state, const std::vector<ParseWord>& words,
                           std::uint32_t* out) {
  using Node = ParseState::Node;
  static const Node kNoNode;
  const auto node = [&](std::int32_t i) -> const Node& { return i < 0 ? kNoNode : state.node(i); };
  const auto look = [&](std::int32_t i) {
    if (i < 0) return Look{};
    const ParseWord& word = words[static_cast<std::size_t>(i)];
    const Node& n = state.node(i);
    return Look{word.form, word.fine, word.upos, n.head < 0 ? 254u : n.deprel};
  };
  const std::int32_t is0 = state.stack(0), is1 = state.stack(1), ib0 = state.next(0);
  const Node &n0 = node(is0), &n1 = node(is1), &nb = node(ib0);
  const Look s0 = look(is0), s1 = look(is1), s2 = look(state.stack(2)), s3 = look(state.stack(3));
  const Look b0 = look(ib0), b1 = look(state.next(1)), b2 = look(state.next(2));
  const Look b3 = look(state.next(3));
  const Look s0l = look(n0.left[0]), s0m = look(n0.left[1]);
  const Look s0r = look(n0.right[0]), s0q = look(n0.right[1]);
  const Look s1l = look(n1.left[0]), s1m = look(n1.left[1]);
  const Look s1r = look(n1.right[0]), s1q = look(n1.right[1]);
  const Look b0l = look(nb.left[0]), b0m = look(nb.left[1]);
  const std::uint32_t d0 = distance(is0, ib0), d1 = distance(is1, is0);

  KeyList keys(out);
  keys.add();
  for (const Look& x : {s0, s1, b0}) {
    keys.add(x.w, x.f);
    keys.add(x.w);
    keys.add(x.f);
  }
  for (const Look& x : {s2, b1, b2}) {
    keys.add(x.w, x.p);
    keys.add(x.f);
  }
  keys.add(s3.f);
  keys.add(b3.f);
  add_pair(keys, s0, b0, d0);
  add_pair(keys, s1, s0, d1);
  keys.add(s1.w, b0.w);
  keys.add(s1.f, b0.f);
  keys.add(s1.w, b0.p);
  keys.add(s1.p, b0.w);
  keys.add(b0.f, b1.f);
  keys.add(b0.w, b1.w);
  keys.add(b0.w, b1.p);
  keys.add(s0.w, b1.w);
  keys.add(s0.f, b1.f);
  keys.add(s1.p, s0.p, b0.p, d1, d0);
  keys.add(b0.f, b1.f, b2.f);
  keys.add(s0.f, b0.f, b1.f);
  keys.add(s0.w, b0.p, b1.p);
  keys.add(s0.p, b0.w, b1.p);
  keys.add(s1.f, s0.f, b0.f);
  keys.add(s1.w, s0.p, b0.p);
  keys.add(s1.p, s0.w, b0.p);
  keys.add(s1.p, s0.p, b0.w);
  keys.add(s1.p, s0.p, b0.p, b1.p);
  keys.add(s2.f, s1.f, s0.f);
  keys.add(s2.p, s1.p, s0.p, b0.p);
  keys.add(s3.p, s2.p, s1.p, s0.p);
  add_child(keys, s0, s0l);
  add_child(keys, s0, s0r);
  add_child(keys, s1, s1l);
  add_child(keys, s1, s1r);
  add_child(keys, b0, b0l);
  keys.add(s0m.f, s0m.l, s0.p);
  keys.add(s0q.f, s0q.l, s0.p);
  keys.add(s1m.f, s1m.l, s1.p);
  keys.add(s1q.f, s1q.l, s1.p);
  keys.add(b0m.f, b0m.l, b0.p);
  keys.add(s0.p, s0l.p, b0.p);
  keys.add(s0.p, s0r.p, b0.p);
  keys.add(s0.p, b0.p, b0l.p, b0l.l);
  keys.add(s1.p, s1l.p, s0.p);
  keys.add(s1.p, s1r.p, s0.p, s1r.l);
  keys.add(s1.p, s0.p, s0l.p, s0l.l);
  keys.add(s1.p, s0.p, s0r.p, s0r.l);
  keys.add(s1.w, s0.p, s0l.w);
  keys.add(s0.p, s0l.p, s0m.p);
  keys.add(s0.p, s0r.p, s0q.p);
  keys.add(s1.p, s1r.p, s1q.p);
  keys.add(s0.w, n0.left_count);
  keys.add(s0.p, n0.left_count);
  keys.add(s0.w, n0.right_count);
  keys.add(s0.p, n0.right_count);
  keys.add(s1.w, n1.right_count);
  keys.add(s1.p, n1.right_count);
  keys.add(b0.w, nb.left_count);
  keys.add(b0.p, nb.left_count);
  keys.add(s0.w, n0.left_labels);
  keys.add(s0.p, n0.left_labels, n0.right_labels);
  keys.add(s0.w, n0.right_labels);
  keys.add(s1.w, n1.right_labels);
  keys.add(s1.p, n1.left_labels, n1.right_labels, s0.p);
  keys.add(b0.p, nb.left_labels, s0.p);
  keys.add(s1.w, s1l.l, s1r.l, s0.p);
  return keys.size();
}

}  // namespace dateline
