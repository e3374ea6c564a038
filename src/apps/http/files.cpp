// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::apps::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
}};

std::string_view type_of(std::string_view extension) {
    for (const auto& [known, type] : kTypes)
        if (known == extension) return type;
    return "application/octet-stream";
}

}  // namespace

void Files::add(const std::string& address, const std::filesystem::path& folder, std::string_view extension) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
        if (!entry.is_regular_file() || (!extension.empty() && entry.path().extension() != extension)) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        const std::string path = address + fs::relative(entry.path(), folder).generic_string();
        std::string etag = etag_of("file", path, text);
        files_[path] = {keep(std::move(text), std::string(type_of(entry.path().extension().string())), std::move(etag)),
                        path.starts_with("/assets/")};
    }
    if (error)
        throw Error{Errc::failed, fmt::format("cannot read the folder {}: {}", folder.string(), error.message()),
                    "Run ./run once; it builds what is served."};
}

const Files::File* Files::find(std::string_view path) const {
    const auto found = path.ends_with('/') ? files_.find(std::string(path) + "index.html") : files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace entente::apps::http
