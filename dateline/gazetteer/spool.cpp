#include "dateline/gazetteer/spool.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <unistd.h>

namespace dateline {

Result<Spool> Spool::create(const std::string& beside) {
  std::string name = beside + ".XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), beside);
  ::unlink(name.c_str());
  std::FILE* file = ::fdopen(descriptor, "w+b");
  if (!file) {
    ::close(descriptor);
    return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), beside);
  }
  std::setvbuf(file, nullptr, _IOFBF, 1 << 18);
  return Spool(file, beside);
}

void Spool::append(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), file_.get());
  size_ += bytes.size();
}

Status Spool::read(std::uint64_t at, char* out, std::size_t size) {
  if (std::fflush(file_.get()) != 0 || std::ferror(file_.get()))
    return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), beside_);
  while (size > 0) {
    const ssize_t got = ::pread(::fileno(file_.get()), out, size, static_cast<off_t>(at));
    if (got <= 0)
      return fail(ErrorCode::kOutputUnwritable,
                  got < 0 ? std::strerror(errno) : "a temporary file ends early", beside_);
    at += static_cast<std::uint64_t>(got), out += got, size -= static_cast<std::size_t>(got);
  }
  return {};
}

Status Spool::copy_to(std::FILE* out) {
  std::vector<char> chunk(1 << 20);
  for (std::uint64_t at = 0; at < size_; at += chunk.size()) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), size_ - at));
    if (auto ok = read(at, chunk.data(), size); !ok) return ok;
    if (std::fwrite(chunk.data(), 1, size, out) != size)
      return fail(ErrorCode::kOutputUnwritable, std::strerror(errno), beside_);
  }
  return {};
}

}  // namespace dateline
