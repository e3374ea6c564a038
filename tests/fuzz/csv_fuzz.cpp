// SPDX-License-Identifier: Apache-2.0
//
// Feeds arbitrary bytes to the CSV reader (libFuzzer). Whatever the bytes are, the reader gives rows of the header's
// width or throws Error; and rows that are written down again, every field quoted, are read back as they were.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "entente/sources/csv.hpp"

namespace {

using entente::Error;
using entente::Monitor;
using entente::sources::CsvReader;

using Rows = std::vector<std::vector<std::string>>;

/// A file in memory, reached by its path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("csv", 0)) {
        if (descriptor_ < 0 || write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            std::abort();
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// All rows, the header's first. Throws Error as the reader does.
Rows read(std::string_view bytes, char delimiter) {
    const MemoryFile file{bytes};
    const Monitor silent;
    CsvReader csv{file.path(), delimiter, silent};
    Rows rows{csv.header()};
    std::int64_t line = 0;
    while (csv.next()) {
        if (csv.fields().size() != csv.header().size() || csv.line() <= line) std::abort();
        line = csv.line();
        rows.emplace_back(csv.fields().begin(), csv.fields().end());
    }
    return rows;
}

std::string written(const Rows& rows, char delimiter) {
    std::string text;
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t k = 0; k < row.size(); ++k) {
            if (k > 0) text += delimiter;
            text += '"';
            for (const char c : row[k]) text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += '\n';
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const char delimiter = (data[0] & 1U) != 0 ? ';' : ',';
    const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
    Rows rows;
    try {
        rows = read(bytes, delimiter);
    } catch (const Error&) {
        return 0;
    }
    // A header whose only field is blank is an empty line once it is written down again.
    if (rows[0].size() == 1 && rows[0][0].empty()) return 0;
    if (read(written(rows, delimiter), delimiter) != rows) std::abort();
    return 0;
}
