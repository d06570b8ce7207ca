#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dateline/meaning/parties.h"
#include "dateline/record/contradictions.h"
#include "dateline/record/happenings.h"
#include "dateline/record/record.h"

namespace dateline {

/// Which happenings are asked for; what is empty asks for nothing.
struct HappeningFilter {
  std::string id;                   ///< of the happening or of any claim of it, dissent too
  std::optional<DayInterval> days;  ///< what may have happened on one of these days
  std::string place;                ///< id or name
  std::string party;                ///< did it, or one below it
  int origins = 1;                  ///< told by at least so many
  bool with_toll = false;           ///< with killed, wounded or displaced
  std::optional<std::size_t> most;  ///< only the first so many
};

struct ContradictionFilter {
  std::optional<Day> on;     ///< what both say of that day
  std::optional<Day> since;  ///< told after that day
  PlaceId place;
};

/// Origins, happenings and contradictions that a record keeps: those that find_origins,
/// find_happenings and find_contradictions would find among all of its documents, whatever the
/// order in which they came. Each update looks at what is new and at the blocks of reports that it
/// bears on. Keeps: record, model and parties must outlive it.
class EventStore {
 public:
  EventStore(Record& record, HappeningModel model, const Parties& parties)
      : record_(record), model_(std::move(model)), parties_(parties) {}

  /// Draws all that is missing, all or nothing. Needs a record that is open for writing, outside of
  /// a batch. Fails: kRecordWrite, kRecordUnreadable.
  Status update();

  /// How many documents or reports wait for an update.
  static Result<std::int64_t> waiting(const Record& record);

  /// Happenings by first day, then id, one by one, until `take` gives an error.
  static Status each_happening(const Record& record, const HappeningFilter& filter,
                               const std::function<Status(Happening&&)>& take);
  static Result<std::vector<Happening>> happenings(const Record& record,
                                                   const HappeningFilter& filter);
  /// Those that would be found among what had been published by a day: of the days asked for.
  /// `model` has the record's corrections. Requires: all is drawn. Only reports near these days are
  /// looked at, with all that bears on them.
  static Result<std::vector<Happening>> happenings_known_by(const Record& record,
                                                            const HappeningModel& model,
                                                            Day known_by, DayInterval days);

  /// As find_contradictions sorts them, of equal origins the first.
  static Result<std::vector<Contradiction>> contradictions(const Record& record,
                                                           const ContradictionFilter& filter);
  /// Origins of more than one document, or all, as find_origins sorts them.
  static Result<std::vector<Origin>> origins(const Record& record);

  /// What corrections of the record say of happenings.
  static Status add_corrections(const Record& record, HappeningModel& model);

 private:
  class Update;
  static sqlite3* db_of(const Record& record) { return record.db_; }
  static const std::string& path_of(const Record& record) { return record.path_; }
  Status update_places();

  Record& record_;
  HappeningModel model_;
  const Parties& parties_;
};

}  // namespace dateline
