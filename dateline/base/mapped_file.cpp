#include "dateline/base/mapped_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const int why = errno;
    const bool missing = why == ENOENT || why == ENOTDIR;
    return fail(missing ? ErrorCode::kFileMissing : ErrorCode::kFileUnreadable,
                missing ? "" : std::strerror(why), path);
  }
  struct stat info {};
  const bool known = ::fstat(file, &info) == 0;
  if (!known || !S_ISREG(info.st_mode)) {
    ::close(file);
    return fail(ErrorCode::kFileUnreadable,
                known && S_ISDIR(info.st_mode) ? "expected a file, found a folder"
                                               : "expected a plain file",
                path);
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* address = nullptr;
  if (size > 0) {
    address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (address == MAP_FAILED) {
      const int why = errno;
      ::close(file);
      return fail(ErrorCode::kFileUnreadable, std::strerror(why), path);
    }
  }
  ::close(file);
  return std::shared_ptr<const MappedFile>(new MappedFile(address, size));
}

MappedFile::~MappedFile() {
  if (address_) ::munmap(address_, size_);
}

}  // namespace dateline
