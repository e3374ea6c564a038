// SPDX-License-Identifier: Apache-2.0
#include "gzip.hpp"

#include <algorithm>

#include <zlib.h>

#include "entente/base/error.hpp"

namespace entente::apps::http {
namespace {

constexpr int kLevel = 5;             ///< Beyond it JSON gets hardly smaller, and slower.
constexpr int kGzipWindow = 15 + 16;  ///< The largest window, with a gzip header.
constexpr int kMemory = 8;            ///< zlib's default.

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Whether an item such as `gzip;q=0.5` refuses what it names: its quality is 0.
bool is_refused(std::string_view item) {
    const auto quality = item.find("q=");
    if (quality == std::string_view::npos) return false;
    const std::string_view value = item.substr(quality + 2);
    return value.starts_with('0') && value.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::string gzipped(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw Error{Errc::failed, "no memory to compress an answer"};
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    // zlib reads what it takes for writable and leaves it as it is.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw Error{Errc::failed, "an answer could not be compressed"};
    return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool takes_any = false;
    while (!accept_encoding.empty()) {
        const std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
        const std::string_view name = trimmed(item.substr(0, item.find(';')));
        if (name == "gzip" || name == "x-gzip") return !is_refused(item);
        if (name == "*") takes_any = !is_refused(item);
    }
    return takes_any;
}

}  // namespace entente::apps::http
