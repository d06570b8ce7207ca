#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dateline/base/file.h"
#include "dateline/language/names.h"
#include "fields.h"

namespace dateline::train {

/// What is known of a stretch of text; where the type is not known, nothing is asked of its words.
struct GoldName {
  ByteSpan span;
  std::optional<NameType> type;
};

/// A text with its names. Where not all types were marked, words outside of them may be anything
/// but the types in `marked`.
struct NamedText {
  std::string id, text;
  std::vector<GoldName> names;
  std::array<bool, kNameTypes> marked{true, true, true, true};
};

/// Lines of JSON with spans. `type_of` gives what an item is: a type, nothing for one that tells
/// nothing, or no item at all.
enum class GoldSort { kType, kUnknown, kNone };
template <class TypeOf>
Result<std::vector<NamedText>> load_named_lines(const std::string& path, TypeOf type_of,
                                                std::array<bool, kNameTypes> marked) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<NamedText> out;
  for (const std::string_view line : split_fields(*bytes, '\n')) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line);
    if (json.contains("licence") && json.value("source", "").find("BBC") != std::string::npos)
      continue;
    NamedText text{json["id"], json["text"], {}, marked};
    for (const auto& item : json["gold"]) {
      NameType type{};
      const GoldSort sort = type_of(item, type);
      if (sort == GoldSort::kNone || !item.contains("byte_begin")) continue;
      GoldName name{{item["byte_begin"], item["byte_end"]}, {}};
      if (sort == GoldSort::kType) name.type = type;
      text.names.push_back(name);
    }
    out.push_back(std::move(text));
  }
  return out;
}

/// The proper names among the entities of a treebank in GUM's notation (`Entity=` in MISC): of each
/// entity whose head is a proper noun, the run of proper nouns around the head; of nested ones the
/// longest. Documents as `# newdoc` tells.
class GumReader {
 public:
  static Result<std::vector<NamedText>> load(const std::string& path) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    GumReader reader;
    for (const std::string_view line : split_fields(*bytes, '\n')) reader.line(line);
    reader.end_document();
    return std::move(reader.out_);
  }

 private:
  struct Word {
    ByteSpan span;
    bool proper = false;
    std::string lower;
  };
  struct Entity {
    std::string type;
    std::size_t begin = 0, end = 0, head = 0;
  };

  void line(std::string_view line) {
    if (line.starts_with("# newdoc")) {
      end_document();
      text_.id = std::string(line.substr(line.find('=') + 2));
    }
    if (line.starts_with("# newpar") && !text_.text.empty()) text_.text += "\n\n";
    if (line.empty() || line[0] == '#') return;
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 10) return;
    const std::string_view misc = fields[9];
    const bool glued = misc.find("SpaceAfter=No") != std::string_view::npos;
    if (fields[0].find('-') != std::string_view::npos) {
      inside_until_ = std::stoul(std::string(fields[0].substr(fields[0].find('-') + 1)));
      glued_ = glued;
      return;
    }
    if (fields[0].find('.') != std::string_view::npos) return;
    const std::size_t number = std::stoul(std::string(fields[0]));
    Word word;
    word.span.begin = static_cast<std::uint32_t>(text_.text.size());
    text_.text += fields[1];
    word.span.end = static_cast<std::uint32_t>(text_.text.size());
    word.proper = fields[3] == "PROPN";
    word.lower = fields[1];
    for (char& c : word.lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const bool inside = number < inside_until_;
    const bool last = number == inside_until_;
    if (number >= inside_until_) inside_until_ = 0;
    if (!(inside || (last ? glued_ : glued))) text_.text += ' ';
    words_.push_back(word);
    entities(misc);
  }

  /// "Entity=(8-organization-new-nnnnn-cf3-3,5,6-sgl-Link(9-place-...)": opens and closes.
  void entities(std::string_view misc) {
    const std::size_t at = misc.find("Entity=");
    if (at == std::string_view::npos) return;
    std::string_view value = misc.substr(at + 7);
    value = value.substr(0, value.find('|'));
    const std::size_t here = words_.size() - 1;
    for (std::size_t i = 0; i < value.size();) {
      if (value[i] == '(') {
        std::size_t end = value.find_first_of("()", i + 1);
        if (end == std::string_view::npos) end = value.size();
        const auto parts = split_fields(value.substr(i + 1, end - i - 1), '-');
        Entity entity;
        entity.begin = here;
        entity.type = parts.size() > 1 ? std::string(parts[1]) : "";
        // The head is the first word of the minimal span, counted from 1.
        std::size_t head = 1;
        for (const std::string_view part : parts)
          if (!part.empty() && part.find_first_not_of("0123456789,") == std::string_view::npos &&
              &part != &parts[0])
            head = static_cast<std::size_t>(std::atoi(std::string(part).c_str()));
        entity.head = here + std::max<std::size_t>(head, 1) - 1;
        open_.emplace_back(std::string(parts[0]), entity);
        const bool single = end < value.size() && value[end] == ')';
        if (single) {
          open_.back().second.end = here + 1;
          done_.push_back(open_.back().second);
          open_.pop_back();
          i = end + 1;
        } else {
          i = end;
        }
      } else {
        std::size_t end = value.find_first_of("()", i);
        if (end == std::string_view::npos) break;
        const std::string id(value.substr(i, end - i));
        for (std::size_t k = open_.size(); k-- > 0;)
          if (open_[k].first == id) {
            open_[k].second.end = here + 1;
            done_.push_back(open_[k].second);
            open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(k));
            break;
          }
        i = end + 1;
      }
    }
  }

  void end_document() {
    static const std::map<std::string, NameType> kTypes = {
        {"place", NameType::kPlace},
        {"person", NameType::kPerson},
        {"organization", NameType::kOrganisation},
        {"event", NameType::kOther},
        {"object", NameType::kOther},
        {"abstract", NameType::kOther},
        {"animal", NameType::kOther},
        {"plant", NameType::kOther}};
    std::stable_sort(done_.begin(), done_.end(), [](const Entity& a, const Entity& b) {
      return a.end - a.begin > b.end - b.begin;
    });
    std::vector<bool> taken(words_.size(), false);
    for (const Entity& e : done_) {
      const auto type = kTypes.find(e.type);
      if (type == kTypes.end() || e.head >= e.end || !words_[e.head].proper) continue;
      const auto bridge = [&](std::size_t k) {
        const std::string& w = words_[k].lower;
        if (w == "-" || w == "de" || w == "al") return true;
        if (type->second == NameType::kPerson) return false;
        return w == "of" || w == "the" || w == "'s" || w == "for" || w == "&" ||
               (w == "and" && type->second == NameType::kOrganisation);
      };
      std::size_t begin = e.head, end = e.head + 1;
      while (begin > e.begin) {
        std::size_t k = begin - 1;
        while (k > e.begin && !words_[k].proper && bridge(k)) --k;
        if (!words_[k].proper) break;
        begin = k;
      }
      while (end < e.end) {
        std::size_t k = end;
        while (k + 1 < e.end && !words_[k].proper && bridge(k)) ++k;
        if (!words_[k].proper) break;
        end = k + 1;
      }
      if (std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                      taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; }))
        continue;
      std::fill(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                taken.begin() + static_cast<std::ptrdiff_t>(end), true);
      text_.names.push_back({{words_[begin].span.begin, words_[end - 1].span.end}, type->second});
    }
    for (const Entity& e : done_)
      if (e.type == "time")
        for (std::size_t k = e.begin; k < e.end; ++k) taken[k] = true;
    // A proper noun that is nobody's name may be one that was not marked.
    for (std::size_t k = 0; k < words_.size(); ++k)
      if (words_[k].proper && !taken[k]) text_.names.push_back({words_[k].span, {}});
    if (!text_.text.empty()) out_.push_back(std::move(text_));
    text_ = {};
    words_.clear();
    open_.clear();
    done_.clear();
  }

  std::vector<NamedText> out_;
  NamedText text_;
  std::vector<Word> words_;
  std::vector<std::pair<std::string, Entity>> open_;
  std::vector<Entity> done_;
  std::size_t inside_until_ = 0;
  bool glued_ = false;
};

}  // namespace dateline::train
