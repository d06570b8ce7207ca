#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/cli.h"
#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"

namespace dateline::cli {

/// What of a record goes out to others.
struct SharingArguments {
  std::string text = "sentence", now;
  double delay_hours = 0;
  std::optional<double> coarsen_km;
};

/// Adds --text, --delay, --now and --coarsen.
void add_sharing_options(CLI::App& sub, SharingArguments& args);

/// Leaves out, shortens and coarsens what goes out.
class Sharing {
 public:
  /// Loads data/sharing/sensitive.csv. Fails: kDataInvalid, kFileMissing, kArgumentInvalid.
  static Result<Sharing> make(const SharingArguments& args);

  /// The last day of publication that goes out: it ended, in UTC, at least the delay before now.
  /// nullopt: all do.
  std::optional<Day> last_day() const { return last_day_; }
  /// True where whole texts go out.
  bool shows_texts() const { return text_ == "full"; }
  /// True where no words go out.
  bool hides_words() const { return text_ == "none"; }

  /// Words and places of a claim as they go out. Points are moved to the middle of their cell of
  /// --coarsen kilometres; of what is sensitive those, and 10 at least, with the names of its
  /// places taken out of the words. Spans stay those of the text.
  void apply(Claim& claim) const;
  /// Its headline, and its name where no words go out.
  void apply(Document& document) const;
  /// A sentence of the claim, its document's headline, or another text that goes out with it.
  /// Requires: the claim as it was before `apply`.
  std::string words(const Claim& claim, std::string text) const;

  /// True where the claim's points are moved.
  bool coarsens(const Claim& claim) const { return km_of(claim) > 0; }

 private:
  /// True where the claim tells of a hospital, a camp, a shelter or an aid convoy.
  bool is_sensitive(const Claim& claim) const;
  double km_of(const Claim& claim) const;
  std::string words(const std::vector<PlaceReading>& where, double km, std::string text) const;

  std::string text_;
  std::optional<Day> last_day_;
  std::optional<double> coarsen_km_;
  std::vector<std::string> kinds_, words_;
};

}  // namespace dateline::cli
