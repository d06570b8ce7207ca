#include "dateline/meaning/redaction.h"

#include <algorithm>

namespace dateline {
namespace {

/// Letters and digits of any script.
bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

}  // namespace

Redaction::Redaction(const Document& document, std::vector<ByteSpan> names)
    : document_(&document), names_(std::move(names)) {
  for (const ByteSpan name : names_) {
    forms_.emplace_back(document.slice(name));
    // A headline has one name alone. Shorter words are "al", "de", "bin".
    const std::string whole = forms_.back();
    for (std::size_t at = 0; at < whole.size();) {
      const std::size_t end = std::min(whole.find_first_of(" \t\n", at), whole.size());
      if (end - at > 3) forms_.push_back(whole.substr(at, end - at));
      at = end + 1;
    }
  }
  std::ranges::sort(forms_, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  forms_.erase(std::ranges::unique(forms_).begin(), forms_.end());
}

std::string Redaction::slice(ByteSpan span) const {
  std::string out;
  std::uint32_t at = span.begin;
  auto name = std::ranges::lower_bound(names_, span.begin + 1, {}, &ByteSpan::end);
  for (; name != names_.end() && name->begin < span.end; ++name) {
    if (at < name->begin) out += document_->slice({at, name->begin});
    out += kMark;
    at = std::min(name->end, span.end);
  }
  if (at < span.end) out += document_->slice({at, span.end});
  return out;
}

std::string Redaction::words(std::string_view text) const {
  if (forms_.empty()) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_of_word(text[at - 1]);
    const auto form = std::ranges::find_if(forms_, [&](const std::string& one) {
      const std::size_t end = at + one.size();
      return begins && text.substr(at).starts_with(one) &&
             (end == text.size() || !is_of_word(text[end]));
    });
    if (form == forms_.end()) {
      out += text[at++];
      continue;
    }
    out += kMark;
    at += form->size();
  }
  return out;
}

std::string Redaction::words(std::string_view text, ByteSpan span) const {
  const bool own = span.end <= document_->text.size() && span.begin <= span.end &&
                   document_->slice(span) == text;
  return own ? slice(span) : words(text);
}

bool Redaction::hides(ByteSpan span) const {
  return std::ranges::any_of(names_, [&](ByteSpan name) { return name.contains(span); });
}

void Redaction::apply(Claim& claim) const {
  if (names_.empty()) return;
  for (auto* slot : {&claim.who, &claim.whom})
    for (ActorReading& actor : *slot) actor.text = words(actor.text, actor.span);
  // What is no name of a place is none that it means either.
  std::erase_if(claim.where, [&](const PlaceReading& place) { return hides(place.span); });
  for (PlaceReading& place : claim.where) place.text = words(place.text, place.span);
  for (SpeakerChain& chain : claim.sources)
    for (Speaker& speaker : chain) speaker.text = words(speaker.text, speaker.span);
  for (Quantity& quantity : claim.quantities) quantity.of = words(quantity.of);
  if (claim.when) claim.when->text = words(claim.when->text);
  claim.text = words(claim.text, claim.span);
}

void Redaction::apply(TextMention& mention) const {
  if (names_.empty()) return;
  mention.text = words(mention.text, mention.span);
  if (hides(mention.span)) mention.places.clear(), mention.actors.clear();
  for (PlaceReading& place : mention.places) place.text = words(place.text, place.span);
  if (mention.chain) mention.chain->name = words(mention.chain->name, mention.chain->name_span);
  if (mention.quantity) mention.quantity->of = words(mention.quantity->of);
  if (mention.time) mention.time->text = words(mention.time->text);
}

}  // namespace dateline
