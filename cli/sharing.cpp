#include "cli/sharing.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/dispatch/published.h"
#include "dateline/pipeline.h"

namespace dateline::cli {
namespace {

/// Cells of what is sensitive are not smaller.
constexpr double kSensitiveKm = 10;
constexpr double kDayMinutes = 24 * 60;

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80) != 0; }

/// The words at the end of which no letter goes on, but for a plural's s.
bool has_words(const std::string& text, const std::string& words) {
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string::npos; ++at) {
    std::size_t end = at + words.size();
    if (end < text.size() && text[end] == 's') ++end;
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end])))
      return true;
  }
  return false;
}

/// The middle of the cell, so wide in both directions, that holds the point.
LatLng coarsened(LatLng point, double km) {
  constexpr double kKmPerDegree = kEarthRadiusM / 1000 * std::numbers::pi / 180;
  const double height = km / kKmPerDegree;
  const double lat = std::clamp((std::floor(point.lat() / height) + 0.5) * height, -90.0, 90.0);
  const double width = height / std::max(0.05, std::cos(lat * std::numbers::pi / 180));
  const double lng = std::clamp((std::floor(point.lng() / width) + 0.5) * width, -180.0, 180.0);
  return LatLng::make(Latitude{lat}, Longitude{lng}).value_or(point);
}

/// Puts a mark in the place of a name, however its letters are cased.
void hide(const std::string& name, std::string& text) {
  if (name.size() < 3) return;
  constexpr std::string_view kInstead = "[place]";
  const std::string wanted = lowered(name);
  for (std::size_t at = 0; (at = lowered(text).find(wanted, at)) != std::string::npos;
       at += kInstead.size())
    text.replace(at, name.size(), kInstead);
}

}  // namespace

void add_sharing_options(CLI::App& sub, SharingArguments& args) {
  sub.add_option("--text", args.text,
                 "How much of the dispatches' words goes out: none, sentence or full")
      ->check(CLI::IsMember({"none", "sentence", "full"}))
      ->capture_default_str();
  sub.add_option("--delay", args.delay_hours,
                 "Leave out days of publication that ended less than so many hours ago")
      ->check(CLI::NonNegativeNumber);
  sub.add_option("--now", args.now,
                 "The instant from which --delay counts; without it, the clock's");
  sub.add_option("--coarsen", args.coarsen_km,
                 "Move every point to the middle of a cell of so many kilometres; without it only "
                 "hospitals, camps, shelters and aid convoys (10), with 0 nothing")
      ->check(CLI::NonNegativeNumber);
}

Result<Sharing> Sharing::make(const SharingArguments& args) {
  Sharing out;
  out.text_ = args.text, out.coarsen_km_ = args.coarsen_km;
  const std::string now = args.now.empty() ? clock_instant() : args.now;
  const auto instant = parse_published(now);
  if (!instant)
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("expected --now YYYY-MM-DD[THH:MM[Z]], found \"{}\"", now));
  if (args.delay_hours > 0) {
    const double minutes =
        static_cast<double>(instant->minute.value_or(0) - instant->utc_offset_minutes.value_or(0)) -
        args.delay_hours * 60;
    out.last_day_ = instant->day + static_cast<int>(std::floor(minutes / kDayMinutes)) - 1;
  }
  auto table = load_csv(home_dir() + "/data/sharing/sensitive.csv");
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    out.kinds_.push_back(table->cell(row, "kind"));
    for (std::string& one : split_list(table->cell(row, "words")))
      out.words_.push_back(std::move(one));
  }
  return out;
}

bool Sharing::is_sensitive(const Claim& claim) const {
  for (const PlaceReading& place : claim.where)
    if (!place.facility.empty() &&
        std::find(kinds_.begin(), kinds_.end(), place.facility) != kinds_.end())
      return true;
  std::string text = lowered(claim.text);
  for (const PlaceReading& place : claim.where) text += " " + lowered(place.name);
  return std::any_of(words_.begin(), words_.end(),
                     [&](const std::string& one) { return has_words(text, one); });
}

double Sharing::km_of(const Claim& claim) const {
  if (coarsen_km_ && *coarsen_km_ == 0) return 0;
  const double all = coarsen_km_.value_or(0);
  return is_sensitive(claim) ? std::max(kSensitiveKm, all) : all;
}

std::string Sharing::words(const Claim& claim, std::string text) const {
  return words(claim.where, km_of(claim), std::move(text));
}

std::string Sharing::words(const std::vector<PlaceReading>& where, double km,
                           std::string text) const {
  if (hides_words()) return "";
  if (km == 0) return text;
  for (const PlaceReading& place : where)
    if (!place.is_region) hide(place.text, text), hide(place.name, text);
  return text;
}

void Sharing::apply(Claim& claim) const {
  const double km = km_of(claim);
  const auto shorten = [&](std::string& text) { text = words(claim.where, km, std::move(text)); };
  shorten(claim.text);
  for (auto* slot : {&claim.who, &claim.whom})
    for (ActorReading& one : *slot) shorten(one.text);
  for (SpeakerChain& chain : claim.sources)
    for (Speaker& one : chain) shorten(one.text);
  if (claim.when && hides_words()) claim.when->text.clear();
  for (PlaceReading& place : claim.where) {
    if (hides_words()) place.text.clear();
    if (km == 0 || place.is_region) continue;
    if (place.point) place.point = coarsened(*place.point, km);
    place.place = {}, place.name.clear(), place.text.clear();
    place.distance_km.reset(), place.shape.reset();
  }
}

void Sharing::apply(Document& document) const {
  if (!hides_words()) return;
  document.title.clear();
  // An address stays: it leads to the words, and a name of a file may be made of them.
  document.name.clear();
}

}  // namespace dateline::cli
