#include <algorithm>
#include <cstdio>
#include <deque>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "cli/cli.h"
#include "dateline/base/file.h"
#include "dateline/language/language.h"
#include "dateline/pipeline.h"

namespace dateline::cli {
namespace {

struct ParseArguments {
  std::vector<std::string> files;
  unsigned threads = 0;
  std::uint64_t max_mb = 1024;
};

/// Pieces of some hundred thousand bytes that end where a blank line does, so that no sentence is
/// cut.
std::vector<ByteSpan> pieces_of(std::string_view text) {
  constexpr std::size_t kPiece = 256 << 10;
  std::vector<ByteSpan> pieces;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.size();
    if (end - begin > kPiece) {
      const std::size_t blank = text.find("\n\n", begin + kPiece);
      if (blank != std::string_view::npos) end = blank + 2;
    }
    pieces.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end;
  }
  return pieces;
}

/// Prints the pieces in their order, however many threads work on them.
void print_syntax(std::string_view text, const LanguageModel& model, unsigned threads) {
  const auto work = [&](ByteSpan piece) {
    const Tokens tokens = split(text, piece, *model.splitter);
    const SyntaxLayers syntax = analyse(text, tokens, model);
    return to_conllu(text, tokens, syntax.tags, syntax.trees);
  };
  const auto print = [](const std::string& table) {
    std::fwrite(table.data(), 1, table.size(), stdout);
  };
  std::deque<std::future<std::string>> waiting;
  for (const ByteSpan piece : pieces_of(text)) {
    if (threads <= 1) {
      print(work(piece));
      continue;
    }
    if (waiting.size() >= threads) {
      print(waiting.front().get());
      waiting.pop_front();
    }
    waiting.push_back(std::async(std::launch::async, work, piece));
  }
  for (auto& rest : waiting) print(rest.get());
}

ExitCode parse_files(const ParseArguments& args) {
  const auto model = load_language(home_dir() + "/models");
  if (!model) return report_error(model.error());
  const unsigned threads =
      args.threads ? args.threads : std::max(1u, std::thread::hardware_concurrency());
  // Offsets are 32 bits wide.
  const std::uint64_t limit = std::min<std::uint64_t>(args.max_mb << 20, UINT32_MAX);
  ExitCode code = 0;
  for (const std::string& file : args.files) {
    const Result<std::string> text = file == "-" ? read_stdin(limit) : read_file(file, limit);
    if (!text) {
      code = report_error(text.error());
      continue;
    }
    if (args.files.size() > 1) fmt::print("# newdoc id = {}\n", file);
    print_syntax(*text, *model, threads);
  }
  return code;
}

}  // namespace

void add_parse(CLI::App& app, ExitCode& exit_code) {
  auto args = std::make_shared<ParseArguments>();
  CLI::App* sub = app.add_subcommand(
      "parse", "Print sentences, words, tags and trees of plain text as CoNLL-U");
  sub->add_option("FILE", args->files,
                  "Plain English text in UTF-8; - or nothing for standard input");
  sub->add_option("--threads", args->threads,
                  "Threads; 0 as many as there are cores (the output is the same)")
      ->capture_default_str();
  sub->add_option("--max-mb", args->max_mb, "Largest text that is read, in MiB (at most 4095)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{4095}))
      ->capture_default_str();
  sub->footer(
      "Universal Dependencies: parts of speech, features, lemmas and basic trees; MISC has each "
      "word's bytes\n"
      "(TokenRange=BEGIN:END). A blank line ends a paragraph.\n"
      "Examples:\n"
      "  dateline parse < article.txt > article.conllu\n"
      "  echo 'Rebels seized Hama on Thursday.' | dateline parse\n"
      "  dateline parse a.txt b.txt --threads 1\n"
      "Exit code: 0 all read, 1 some files set aside, 2 could not run.");
  sub->callback([args, &exit_code] {
    if (args->files.empty()) args->files.push_back("-");
    exit_code = parse_files(*args);
  });
}

}  // namespace dateline::cli
