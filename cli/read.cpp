#include <cstdio>
#include <cstdlib>
#include <deque>
#include <future>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "cli/cli.h"
#include "cli/input.h"
#include "cli/names.h"
#include "cli/progress.h"
#include "cli/shown.h"
#include "cli/tables.h"
#include "dateline/dispatch/published.h"
#include "dateline/dispatch/read.h"
#include "dateline/language/language.h"
#include "dateline/meaning/claim_json.h"
#include "dateline/pipeline.h"
#include "dateline/record/record.h"

namespace dateline::cli {
namespace {

struct ReadArguments {
  std::vector<std::string> files;
  std::string db, theatre, gazetteer, format = "table", date, outlet, attribution = "model",
                                      choice = "model", names, now;
  double max_mb = 4;
  bool explain = false;
  unsigned threads = 0;
};

/// Reads files one after the other and hands the claims on to the printer and the record.
class ReadCommand {
 public:
  explicit ReadCommand(const ReadArguments& args) : args_(args) {}

  ExitCode run() {
    ReadOptions options;
    options.outlet = args_.outlet;
    options.max_bytes = static_cast<std::uint64_t>(args_.max_mb * 1024 * 1024);
    if (!args_.date.empty()) {
      auto day = require_day(args_.date);
      if (!day) return report_error(day.error());
      options.date = *day;
    }
    now_ = args_.now.empty() ? clock_instant() : args_.now;
    if (!args_.now.empty() && !parse_published(now_))
      return report_error({ErrorCode::kArgumentInvalid,
                           fmt::format("expected --now YYYY-MM-DD[THH:MM[Z]], found \"{}\"", now_),
                           {}});
    options.on_bytes = [this](std::string_view bytes) {
      if (record_ != nullptr) bytes_ = bytes;
    };
    auto engine = load_engine(args_.theatre);
    if (!engine && is_theatres(engine.error())) {
      // The claims are worth reading without it, but not worth keeping: they lack its names.
      broken_ = report_error(engine.error());
      fmt::print(stderr, "dateline: the files are read without a theatre{}\n",
                 args_.db.empty() ? "" : ", and nothing is kept");
      engine = load_engine("none");
    }
    if (!engine) return report_error(engine.error());
    if (args_.attribution == "rules") engine->attribute_by_rules();
    if (args_.choice == "frames") engine->choose_by_frames();
    engine_ = &*engine;
    std::optional<Record> record;
    if (!args_.db.empty() && !broken_) {
      auto opened = Record::open(args_.db);
      Status ready = opened ? opened->begin_batch() : Status(tl::unexpected(opened.error()));
      if (ready) {
        record.emplace(std::move(*opened));
        record_ = &*record;
      } else {
        broken_ = report_error(ready.error());
        fmt::print(stderr, "dateline: the files are read, but nothing is kept\n");
      }
    }
    printer_ = make_claim_printer(args_.format);
    Progress progress("reading", args_.files.size());
    for (const std::string& file : args_.files) {
      file_ = file;
      const Status status =
          read_input(file, options, [&](Result<Document> document) { take(std::move(document)); });
      if (!status) {
        finish_all();
        set_aside({file, status.error()});
      }
      if (failed_) {
        finish_all();
        return *failed_;
      }
      progress.step();
    }
    finish_all();
    if (failed_) return *failed_;
    progress.finish();
    if (record_) {
      if (auto ok = finish_record(); !ok) return report_error(ok.error());
    }
    if (!args_.explain) printer_->finish();
    if (record_ || set_aside_ > 0) summary();
    return broken_ ? *broken_ : set_aside_ > 0 ? 1 : 0;
  }

 private:
  /// A document that is being read.
  struct Waiting {
    std::unique_ptr<Document> document;
    std::string bytes, file;  ///< as received
    std::future<DocumentReading> reading;
    Day own_day;  ///< of publication, as the document itself tells it
  };

  static bool is_theatres(const Error& error) {
    return error.code == ErrorCode::kTheatreMissing || error.code == ErrorCode::kTheatreInvalid;
  }

  void take(Result<Document> document) {
    if (failed_) return;
    if (!document) {
      finish_all();
      return set_aside({document.error().path, document.error()});
    }
    const auto threads =
        args_.threads ? args_.threads : std::max(1u, std::thread::hardware_concurrency());
    Waiting one{std::make_unique<Document>(std::move(*document)), bytes_, file_, {}, {}};
    if (auto ok = correct_day(one); !ok) {
      failed_ = report_error(ok.error());
      return;
    }
    if (!args_.explain)
      one.reading =
          std::async(threads > 1 ? std::launch::async : std::launch::deferred,
                     [this, read = one.document.get()] { return read_meaning(*read, *engine_); });
    waiting_.push_back(std::move(one));
    // One more than there are threads, so that none waits for a slow document before it.
    while (!failed_ && waiting_.size() > (threads > 1 ? threads : 0)) finish_next();
  }

  /// Days in the text are told from the day of publication: the corrected one, where a person said
  /// so.
  Status correct_day(Waiting& one) const {
    one.own_day = one.document->published.day;
    if (record_ == nullptr) return {};
    const auto day = record_->corrected_day(one.document->id);
    if (!day) return tl::unexpected(day.error());
    if (*day) one.document->published.day = **day;
    return {};
  }

  void finish_all() {
    while (!failed_ && !waiting_.empty()) finish_next();
    waiting_.clear();  // after a failure: waits for those that are being read
  }

  /// What the first document of those that are being read says, in the order in which they came.
  void finish_next() {
    Waiting one = std::move(waiting_.front());
    waiting_.pop_front();
    Document* document = one.document.get();
    for (const std::string& note : document->notes)
      fmt::print(stderr, "{}: note: {}\n", document->name, note);
    const Knowledge& knowledge = engine_->knowledge_for(*document);
    if (engine_->choose && knowledge.theatre.empty())
      fmt::print(stderr,
                 "{}: note: read without a theatre: it names too few places of any that is known; "
                 "--theatre names one\n",
                 document->name);
    if (args_.explain)
      return fmt::print("{}", explain_claims(*document, *engine_, args_.names == "redact"));
    DocumentReading reading = one.reading.get();
    if (theatre_.empty()) theatre_ = knowledge.theatre;
    ++documents_;
    claims_ += reading.claims.size();
    if (record_) {
      const Received received{one.bytes, one.file, now_};
      const Day read_as = std::exchange(document->published.day, one.own_day);
      auto added =
          record_->add(*document, reading.claims, reading.private_names, &received, read_as);
      document->published.day = read_as;
      if (!added) {
        failed_ = report_error(added.error());
        return;
      }
      new_ += *added;
      if (*added && new_ % kCommitEvery == 0) {
        Status kept = record_->end_batch();
        if (kept) kept = record_->begin_batch();
        if (!kept) {
          failed_ = report_error(kept.error());
          return;
        }
      }
    }
    const Redaction redaction = redaction_for(args_.names, *document, reading.private_names);
    document->title = redaction.words(document->title);
    for (Claim& claim : reading.claims) {
      redaction.apply(claim);
      printer_->print(claim, *document, knowledge.mapping(claim.type));
    }
  }

  void set_aside(SetAside one) {
    ++set_aside_;
    report_error(one.error);
    if (record_)
      if (auto ok = record_->add(one); !ok) failed_ = report_error(ok.error());
  }

  Status finish_record() {
    auto known = record_->meta("theatre");
    if (!known) return tl::unexpected(known.error());
    if (!*known || !theatre_.empty()) {
      const std::string name = theatre_.substr(theatre_.rfind('/') + 1);
      // A bundled theatre is kept by name, so that the record can move to another machine.
      const auto bundled = theatre_dir(name);
      const bool is_bundled = bundled && *bundled == theatre_;
      if (auto ok = record_->set_meta("theatre", theatre_.empty() ? "none"
                                                 : is_bundled     ? name
                                                                  : theatre_);
          !ok)
        return ok;
    }
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, std::string>>{
             {"program_version", DATELINE_VERSION},
             {"models", hash_of_folder(home_dir() + "/models")},
             {"data", hash_of_folder(home_dir() + "/data")}})
      if (auto ok = record_->set_meta(key, value); !ok) return ok;
    if (auto ok = record_->end_batch(); !ok) return ok;
    // What people said before and nothing answers to any more.
    const auto corrections = record_->corrections();
    if (!corrections) return tl::unexpected(corrections.error());
    if (!corrections->empty()) {
      const auto unmatched = record_->set_corrections(*corrections);
      if (!unmatched) return tl::unexpected(unmatched.error());
      for (const Correction& one : *unmatched)
        fmt::print(stderr, "{} {}{}{}: a correction that matches nothing in the record\n", one.what,
                   one.key, one.value.empty() ? "" : " ", one.value);
    }
    return update_events(*record_);
  }

  void summary() const {
    fmt::print(stderr, "{} document{} read", documents_, documents_ == 1 ? "" : "s");
    if (record_) fmt::print(stderr, " ({} new to {})", new_, args_.db);
    fmt::print(stderr, ", {} claims, {} set aside\n", claims_, set_aside_);
  }

  /// So many new documents are written at once: what is lost when the program is ended.
  static constexpr std::size_t kCommitEvery = 64;

  const ReadArguments& args_;
  std::deque<Waiting> waiting_;
  std::string now_, file_, bytes_;  ///< bytes of the document at hand, as received
  const Engine* engine_ = nullptr;
  Record* record_ = nullptr;
  std::unique_ptr<ClaimPrinter> printer_;
  std::string theatre_;
  std::size_t documents_ = 0, new_ = 0, claims_ = 0, set_aside_ = 0;
  std::optional<ExitCode> failed_;
  std::optional<ExitCode> broken_;  ///< theatre or record cannot be used, the files are read
};

/// The syntax of the files, for those who want to see what reading rests on.
ExitCode print_conllu(const ReadArguments& args) {
  auto engine = load_engine(args.theatre);
  if (!engine) return report_error(engine.error());
  ReadOptions options;
  options.date = parse_day(args.date);
  ExitCode code = 0;
  for (const std::string& file : args.files) {
    const Status status = read_input(file, options, [&](Result<Document> document) {
      if (!document) {
        code = report_error(document.error());
        return;
      }
      const Layers layers = read_layers(*document, engine->language);
      fmt::print("# newdoc id = {}\n{}", document->id.str(),
                 to_conllu(document->text, layers.tokens, layers.tags, layers.trees));
    });
    if (!status) code = report_error(status.error());
  }
  return code;
}

}  // namespace

void add_read(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ReadArguments>();
  CLI::App* sub = app.add_subcommand("read", "Read dispatches and print or keep their claims");
  sub->add_option(
         "FILE", args->files,
         "Dispatches: text with a date line or header, or JSON Lines; - for standard input")
      ->required();
  sub->add_option("--db", args->db,
                  "Keep documents and claims in this record (made where it is not there)");
  sub->add_option(
      "--theatre", args->theatre,
      "Theatre by NAME or DIR, or 'none'; without it, chosen by what each document speaks of");
  sub->add_option("--gazetteer", args->gazetteer,
                  "Places of the world: a file that `gazetteer import` wrote");
  sub->add_option("--format", args->format, "table, jsonl, csv, geojson or conllu (the syntax)")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "geojson", "conllu"}))
      ->capture_default_str();
  sub->add_option("--date", args->date,
                  "Day of publication (YYYY-MM-DD) of files that do not say theirs");
  sub->add_option("--now", args->now,
                  "Instant that is kept as that of receiving; without it, the clock's");
  sub->add_option("--outlet", args->outlet, "Outlet of files that do not say theirs");
  sub->add_option("--attribution", args->attribution,
                  "How it is found who says what: rules with a trained model, or rules alone")
      ->check(CLI::IsMember({"model", "rules"}))
      ->capture_default_str();
  sub->add_option("--choice", args->choice,
                  "Which readings of words are events: trained weights choose, or frames alone")
      ->check(CLI::IsMember({"model", "frames"}))
      ->capture_default_str();
  sub->add_option("--threads", args->threads,
                  "Documents read side by side; 0: as many as the machine has cores. The output is "
                  "the same bytes with any number");
  add_names_option(*sub, args->names);
  sub->add_flag(
         "--explain", args->explain,
         "Show for each sentence how its claims came about: tree, mentions, speech, readings "
         "taken and lost")
      ->excludes("--db")
      ->excludes("--format");
  sub->add_option(
         "--max-mb", args->max_mb,
         "Largest document that is read, in MiB; a text full of claims takes up to 60 times "
         "its size in memory, and time that grows with the square of it (1 MB: 13 s)")
      ->capture_default_str();
  sub->footer(
      "Examples:\n"
      "  dateline read dispatch.txt                          a table of its claims\n"
      "  dateline read *.txt --db war.db                     keep them; reading twice changes "
      "nothing\n"
      "  dateline read feed.jsonl --format jsonl > claims.jsonl\n"
      "  dateline read note.txt --date 2024-12-07 --outlet SANA\n"
      "Exit code: 0 all read, 1 some documents set aside (each told with its reason), 2 could not "
      "run.");
  sub->callback([args, &exit_code] {
    if (!args->gazetteer.empty()) ::setenv("DATELINE_GAZETTEER", args->gazetteer.c_str(), 1);
    exit_code = args->format == "conllu" ? print_conllu(*args) : ReadCommand(*args).run();
  });
}

}  // namespace dateline::cli
