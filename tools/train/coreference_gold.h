#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/file.h"
#include "dateline/pipeline.h"
#include "fields.h"

namespace dateline::train {

/// A marked phrase; one chain of a document has one label.
struct GoldReferent {
  ByteSpan span, head;
  std::string chain;
  std::string type;  ///< person, organization, place, ...
};

struct CoreferenceText {
  Document document;
  std::vector<GoldReferent> gold;
};

/// Reads documents in GUM's notation: `# newdoc`, paragraphs, `Entity=` in MISC. A phrase that is
/// cut in two is left out.
class CoreferenceReader {
 public:
  static Result<std::vector<CoreferenceText>> load(const std::string& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    CoreferenceReader reader;
    for (const std::string_view line : split_fields(*bytes, '\n')) reader.line(line);
    reader.end_document();
    return std::move(reader.out_);
  }

 private:
  struct Open {
    std::string chain, type;
    std::size_t first = 0;
  };

  void line(std::string_view line) {
    if (line.starts_with("# newdoc")) {
      end_document();
      text_.document.name = std::string(line.substr(line.find('=') + 2));
    }
    if (line.starts_with("# newpar") && !text_.document.text.empty()) text_.document.text += "\n\n";
    if (line.empty()) end_sentence();
    if (line.empty() || line[0] == '#') return;
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 10 || fields[0].find('.') != std::string_view::npos) return;
    const bool glued = fields[9].find("SpaceAfter=No") != std::string_view::npos;
    if (const std::size_t dash = fields[0].find('-'); dash != std::string_view::npos) {
      last_of_group_ = std::stoul(std::string(fields[0].substr(dash + 1)));
      group_glued_ = glued;
      return;
    }
    const std::size_t number = std::stoul(std::string(fields[0]));
    std::string& text = text_.document.text;
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += fields[1];
    spans_.push_back({begin, static_cast<std::uint32_t>(text.size())});
    heads_.push_back(std::stoul(std::string(fields[6])));
    const bool inside = number < last_of_group_;
    const bool last = number == last_of_group_;
    if (!inside) last_of_group_ = 0;
    if (!inside && !(last ? group_glued_ : glued)) text += ' ';
    entities(fields[9]);
  }

  /// "(8-organization-new-...(9-place-...)": opens and closes.
  void entities(std::string_view misc) {
    std::size_t at = misc.find("Entity=");
    if (at == std::string_view::npos) return;
    const std::string_view value = misc.substr(at + 7, misc.find('|', at) - at - 7);
    for (at = 0; at < value.size();) {
      if (value[at] == '(') {
        const std::size_t end = std::min(value.find_first_of("()", at + 1), value.size());
        const auto parts = split_fields(value.substr(at + 1, end - at - 1), '-');
        open_.push_back({std::string(parts[0]), std::string(parts.size() > 1 ? parts[1] : ""),
                         spans_.size() - 1});
        at = end;
        if (at < value.size() && value[at] == ')') close(open_.size() - 1), ++at;
        continue;
      }
      const std::size_t end = std::min(value.find(')', at), value.size());
      const std::string_view chain = value.substr(at, end - at);
      for (std::size_t k = open_.size(); k-- > 0;)
        if (open_[k].chain == chain) {
          close(k);
          break;
        }
      at = end + 1;
    }
  }

  void close(std::size_t k) {
    pending_.push_back({open_[k], spans_.size()});
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(k));
  }

  void end_sentence() {
    for (const auto& [open, end] : pending_) {
      // The head is the word that hangs on one outside.
      std::size_t head = open.first;
      for (std::size_t i = end; i-- > open.first;)
        if (heads_[i] == 0 || heads_[i] - 1 < open.first - first_ || heads_[i] - 1 >= end - first_)
          head = i;
      if (open.chain.find('[') != std::string::npos) continue;
      text_.gold.push_back(
          {{spans_[open.first].begin, spans_[end - 1].end}, spans_[head], open.chain, open.type});
    }
    pending_.clear();
    open_.clear();
    first_ = spans_.size();
  }

  void end_document() {
    end_sentence();
    if (!text_.document.text.empty()) {
      const std::string& text = text_.document.text;
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (end > begin)
          text_.document.parts.push_back(
              {PartKind::kBody,
               {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}});
        begin = end + 1;
      }
      out_.push_back(std::move(text_));
    }
    text_ = {};
    spans_.clear();
    heads_.clear();
    first_ = 0;
    last_of_group_ = 0;
  }

  CoreferenceText text_;
  std::vector<CoreferenceText> out_;
  std::vector<ByteSpan> spans_;
  std::vector<std::size_t> heads_;  ///< 1-based in their sentence, 0 at the root
  std::vector<Open> open_;
  std::vector<std::pair<Open, std::size_t>> pending_;
  std::size_t first_ = 0;  ///< word of the document that begins the sentence
  std::size_t last_of_group_ = 0;
  bool group_glued_ = false;
};

}  // namespace dateline::train
