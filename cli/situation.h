#pragma once

#include <optional>
#include <string>

#include "cli/cli.h"
#include "cli/names.h"
#include "dateline/pipeline.h"
#include "dateline/territory/ground.h"

namespace dateline::cli {

/// What the subcommands over a record have in common.
struct RecordArguments {
  std::string db, theatre, on, known_by, weights, names = "keep";
};

/// Adds --db, --theatre, --on and --known-by.
void add_record_options(CLI::App& sub, RecordArguments& args, bool with_day);
/// Adds --weights.
void add_weights_option(CLI::App& sub, RecordArguments& args);

/// The record with its theatre and the days asked, ready for questions.
struct Asked {
  Situation situation;
  std::optional<Day> known_by;
  Day on;
  Redactions redactions;  ///< what is shown of its documents
};
/// `on` defaults to the record's last day. Fails: as load_situation; kDayInvalid.
Result<Asked> ask(const RecordArguments& args);

/// "1 day before".
std::string days_before(int days);

/// Why the control of a place is not told: it is a region or a country, or lies elsewhere.
Error no_control(const Place& place);

/// Beliefs from the record's first day to `until`, so that earlier days lead to it.
ControlTable control_until(const Asked& asked, Day until);

/// The ground of the theatre's countries, or of the places' where there is no theatre, by the roads
/// of the day.
Ground ground_of(const Situation& situation, const ControlTable& control, Day day);

/// "syria.opposition 78 %" for the most probable states, largest first.
std::string belief_text(const ControlTable& control, const std::vector<double>& probability,
                        const Parties& parties, std::size_t most);

}  // namespace dateline::cli
