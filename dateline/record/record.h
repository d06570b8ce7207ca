#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/latlng.h"
#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"

struct sqlite3;

namespace dateline {

/// A document that was set aside, and why.
struct SetAside {
  std::string name;  ///< as messages call it; not empty
  Error error;
};

/// The bytes of a document as they came in.
struct Received {
  std::string_view bytes;
  std::string source;  ///< path or address; "-" for standard input
  std::string at;      ///< instant, ISO 8601
};

/// What a person found wrong, keyed by content, so that it holds for every record of the same
/// texts.
struct Correction {
  std::string what;  ///< "wrong": the claim `key` is none; "place": the place of the claim `key` is
                     ///< `value`; "same": the claims `key` and `value` are of one happening;
                     ///< "different": they are of two; "day": the document `key` was published on
                     ///< `value`
  std::string key, value, who, day, why;
  friend auto operator<=>(const Correction&, const Correction&) = default;
};
/// corrections.csv = what,key,value,who,day,why . Fails: kDataInvalid with line, kFileMissing.
Result<std::vector<Correction>> load_corrections(const std::string& path);

/// How a claim is read back because of what people said.
struct CorrectedClaim {
  std::optional<PlaceReading> place;  ///< in the place of those told; without one it is left out

  bool is_wrong() const { return !place; }
  /// Requires: not wrong.
  void apply(Claim& claim) const;
};
/// By the claim's id.
using CorrectedClaims = std::unordered_map<std::string, CorrectedClaim>;

/// Where names of private persons stand, by document.
using PrivateNames = std::unordered_map<DocumentId, std::vector<ByteSpan>>;

/// Which claims are asked for; what is empty asks for nothing.
struct ClaimFilter {
  std::vector<std::string> places;  ///< ids or the gazetteer's names, in any case
  std::optional<LatLng> centre;     ///< within `radius_km` of this point
  double radius_km = 0;
  std::vector<ActorId> parties;  ///< who or whom, or below it
  std::vector<ClaimType> types;
  std::vector<ClaimStatus> statuses;
  std::optional<bool> negated;
  bool without_background = false;     ///< no history, no adjectives
  std::vector<SpeakerKind> sources;    ///< said by a speaker of such a kind
  std::vector<std::string> outlets;    ///< as documents name them
  std::optional<DayInterval> days;     ///< what may have been so on one of these days
  std::optional<Day> known_by;         ///< published by then
  std::string words;                   ///< words of the sentence, in the grammar of SQLite's FTS5
  double confidence = 0;               ///< at least
  std::optional<ClaimId> id;           ///< this one
  std::optional<DocumentId> document;  ///< of this document
  std::optional<ClaimId> after;        ///< behind this claim in the order of all
  std::optional<std::size_t> most;     ///< only the first so many
  bool as_read = false;                ///< without corrections, those called wrong too
};

/// Claims on disk: one SQLite file (WAL). The schema is documented in docs/formats.md, "The
/// record". Adding a document that is there already changes nothing. Not thread-safe; one writer at
/// a time (others wait up to ten seconds), any number of readers beside it. Numbers of places and
/// quantities come back with six decimals; all else comes back as it was.
class Record {
 public:
  /// Opens or makes the record. Fails: kRecordUnreadable, kRecordForeign (a file that is something
  /// else or of a later version), naming path, expected and found.
  static Result<Record> open(const std::string& path);
  /// Opens one that must exist; nothing is written to it, and no right to write is needed. Fails:
  /// as open; kRecordUnreadable where it is missing.
  static Result<Record> open_existing(const std::string& path);

  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  /// True where the document was new. All or nothing. Requires: the claims' ids differ from each
  /// other. What was forgotten is not taken again. `private_names` as find_private_names gives
  /// them. With `received` its bytes are kept, compressed, with their SHA-256. Fails: kRecordWrite
  /// (an id that another claim has, a full disk, a file open for reading).
  ///
  /// `read_as` is the day by which the times of the claims were read, where a correction says
  /// another than the document's own. A document that is there, but was read by another day than it
  /// has now, gets these claims in the place of those it had: false nevertheless.
  Result<bool> add(const Document& document, const std::vector<Claim>& claims,
                   const std::vector<ByteSpan>& private_names = {},
                   const Received* received = nullptr, std::optional<Day> read_as = {});
  /// Says nothing twice: one row for each name, code and detail. Fails: kRecordWrite.
  Status add(const SetAside& set_aside);

  /// What is added between the two is written at once, which is many times quicker. What was begun
  /// and not ended is lost. A second begin_batch and an end_batch without one change nothing.
  /// Fails: kRecordWrite.
  Status begin_batch();
  Status end_batch();

  /// "theatre", "program_version", ...: what the record was made with.
  Status set_meta(const std::string& key, const std::string& value);
  Result<std::optional<std::string>> meta(const std::string& key) const;

  /// Puts these corrections in the place of those before; what is read back from now on has them
  /// applied. Returns those that match nothing in the record. Fails: kRecordWrite.
  Result<std::vector<Correction>> set_corrections(const std::vector<Correction>& corrections);
  Result<std::vector<Correction>> corrections() const;
  /// The day of publication that a correction gives a document, whether it is there or not.
  Result<std::optional<Day>> corrected_day(const DocumentId& id) const;

  /// Removes a document with all that was drawn from it; a hash of its id stays, so that it is not
  /// taken again. False where it is not there. Fails: kRecordWrite.
  Result<bool> forget(const DocumentId& id, const std::string& at, const std::string& why);
  /// Overwrites the words, as they stand, with as many '*' in every text, and drops the bytes as
  /// received of the documents that had them. Returns how many documents had them. Fails:
  /// kRecordWrite, kArgumentInvalid (fewer than three characters).
  Result<int> forget_words(const std::string& words, const std::string& at, const std::string& why);

  /// What is not as it was written: damage of the file, bytes whose SHA-256 is another. Empty where
  /// all is well. Sets `checked` to the number of documents whose bytes were compared.
  Result<std::vector<std::string>> verify(int& checked) const;

  // Reading fails with kRecordUnreadable where the file is damaged.

  /// All documents, by day, then id. `with_text` false leaves `text`, `map` and `parts` empty.
  Result<std::vector<Document>> documents(bool with_text) const;
  /// One document; `with_text` as above.
  Result<std::optional<Document>> document(const DocumentId& id, bool with_text = true) const;
  /// All claims, ordered by document's day, document id, span, id. Independent of the order in
  /// which they were added.
  Result<std::vector<Claim>> claims() const { return claims(ClaimFilter{}); }
  /// Those that pass the filter, in the same order. Fails: kArgumentInvalid where `words` break the
  /// grammar.
  Result<std::vector<Claim>> claims(const ClaimFilter& filter) const;
  /// The same one by one, as they come out of the file, until `take` gives an error, which is then
  /// given back. Cost: of what is taken, not of all that pass.
  Status each_claim(const ClaimFilter& filter, const std::function<Status(Claim&&)>& take) const;
  /// One claim; nullopt where it is not there, or called wrong.
  Result<std::optional<Claim>> claim(const ClaimId& id) const;
  /// How many pass, whatever `most` and `after` say. Linear in how many do.
  Result<std::int64_t> count_claims(const ClaimFilter& filter) const;
  /// The point of the place of that id or name that most claims speak of; nullopt for none.
  Result<std::optional<LatLng>> find_point(const std::string& place) const;
  /// Where names of private persons stand, of the documents that have any; ascending.
  Result<PrivateNames> private_names() const { return read_private_names(nullptr); }
  /// Those of one document.
  Result<PrivateNames> private_names(const DocumentId& of) const { return read_private_names(&of); }
  /// All that was set aside, by name, line, code, detail.
  Result<std::vector<SetAside>> set_aside() const;

 private:
  friend class EventStore;  // what is kept of origins, happenings and contradictions
  struct Statements;
  Record(sqlite3* db, std::string path);
  Status write_all(const Document& document, const std::vector<Claim>& claims,
                   const std::vector<ByteSpan>& private_names, const Received* received,
                   Day read_as);
  Status write_claims(const Document& document, std::int64_t number,
                      const std::vector<Claim>& claims);
  /// Puts these claims in the place of those that a document had.
  Status write_again(const Document& document, const std::vector<Claim>& claims, Day read_as);
  /// Undoes all that was drawn from a document's claims and those of one origin with it, and marks
  /// what has to be drawn anew.
  Status detach_events(const DocumentId& id);
  Status write_received(const DocumentId& id, const Received& received);
  Result<std::unordered_map<std::string, Day>> corrected_days() const;
  Result<CorrectedClaims> corrected_claims() const;
  Result<std::optional<CorrectedClaim>> find_correction(const ClaimId& id) const;
  Status write_correction(const ClaimId& id, const CorrectedClaim& one);
  Status correct_claims(const DocumentId& id);
  Status documents_with(const std::string& words, std::vector<DocumentId>& out) const;
  Result<bool> is_forgotten(const DocumentId& id) const;
  /// A row of the index of words and facets.
  struct IndexRow {
    std::int64_t number;
    std::string facets, sentence;
  };
  /// The day of publication as corrected, else its own.
  Result<Day> day_of(const DocumentId& id, Day own) const;
  Result<std::int64_t> free_number(const DocumentId& id, Day published) const;
  Result<std::vector<DocumentId>> corrected_documents(const std::vector<Correction>& list,
                                                      bool late = false) const;
  Status replace_corrections(const std::vector<Correction>& corrections,
                             std::vector<Correction>& unmatched);
  Result<bool> is_matched(const Correction& one) const;
  Status move_document(const DocumentId& id);
  /// Takes documents out of the index, and all that was drawn from them, before they change.
  Status take_out(const std::vector<DocumentId>& documents);
  /// What the index holds of a document's claims, as they are read back now.
  Status collect_index(const DocumentId& id, std::vector<IndexRow>& out) const;
  Status write_index(std::vector<IndexRow> rows);
  Status erase_index(const std::vector<IndexRow>& rows);
  Status flush_index();
  Status check_words(const ClaimFilter& filter) const;
  Status visit_claims(const ClaimFilter& filter,
                      const std::function<Status(std::int64_t, Claim&&)>& take) const;
  Result<PrivateNames> read_private_names(const DocumentId* of) const;
  Result<std::vector<Document>> read_documents(const DocumentId* id, bool with_text) const;

  sqlite3* db_ = nullptr;
  std::string path_;
  std::unique_ptr<Statements> statements_;  ///< prepared once; gone before db_ is closed
  std::vector<IndexRow> pending_;           ///< written to the index when the batch ends
  bool in_batch_ = false;
};

}  // namespace dateline
