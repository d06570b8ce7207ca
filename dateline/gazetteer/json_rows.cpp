#include "dateline/gazetteer/json_rows.h"

#include <nlohmann/json.hpp>

#include "dateline/base/mapped_file.h"

namespace dateline {
namespace {

using nlohmann::json;

class RowSink : public nlohmann::json_sax<json> {
 public:
  using Row = std::map<std::string, std::string>;
  explicit RowSink(const std::function<void(const Row&)>& sink) : sink_(sink) {}

  std::size_t failed_at = 0;

  bool string(string_t& value) override {
    row_[key_] = std::move(value);
    return true;
  }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool start_object(std::size_t) override {
    row_.clear();
    return ++depth_ == 1;
  }
  bool end_object() override {
    --depth_;
    sink_(row_);
    return true;
  }
  bool start_array(std::size_t) override { return depth_ == 0; }
  bool end_array() override { return true; }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t at, const std::string&, const json::exception&) override {
    failed_at = at;
    return false;
  }

 private:
  const std::function<void(const Row&)>& sink_;
  Row row_;
  std::string key_;
  int depth_ = 0;
};

}  // namespace

Status each_json_row(const std::string& path,
                     const std::function<void(const std::map<std::string, std::string>&)>& sink) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  RowSink rows(sink);
  if (json::sax_parse((*file)->bytes(), &rows)) return {};
  Error error{ErrorCode::kDataInvalid,
              "expected an array of objects with texts, found another form", path};
  error.byte = rows.failed_at;
  return tl::unexpected(std::move(error));
}

}  // namespace dateline
