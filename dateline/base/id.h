#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace dateline {

/// A name that identifies one thing of one kind, the same in every run. Ids of different kinds do
/// not convert into each other, so that they cannot be swapped in a call.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}
  explicit Id(std::string_view value) : value_(value) {}
  explicit Id(const char* value) : value_(value) {}

  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string value_;
};

struct PlaceTag;
struct ActorTag;
struct ClaimTag;
struct DocumentTag;

/// A place or region of a theatre or gazetteer: "homs", "gn:169577".
using PlaceId = Id<PlaceTag>;
/// A party or other actor as a path, widest first: "syria.opposition.hts".
using ActorId = Id<ActorTag>;
/// A claim: derived from its document's content hash and its own content.
using ClaimId = Id<ClaimTag>;
/// A document: derived from its bytes.
using DocumentId = Id<DocumentTag>;

/// True where `inner` is `outer` or lies below it ("syria.opposition.hts" in "syria.opposition").
inline bool is_within(const ActorId& inner, const ActorId& outer) {
  const std::string& i = inner.str();
  const std::string& o = outer.str();
  return i.size() >= o.size() && i.compare(0, o.size(), o) == 0 &&
         (i.size() == o.size() || i[o.size()] == '.');
}

/// True where one lies within the other.
inline bool are_related(const ActorId& a, const ActorId& b) {
  return is_within(a, b) || is_within(b, a);
}

}  // namespace dateline

template <class Tag>
struct std::hash<dateline::Id<Tag>> {
  std::size_t operator()(const dateline::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
