// SPDX-License-Identifier: Apache-2.0
#include "entente/sources/text_reader.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unicode/utf8.h>
#include <zlib.h>

#include "entente/base/fingerprint.hpp"

namespace entente::sources {
namespace {

constexpr unsigned kZlibBuffer = 1U << 17;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct CloseGz {
    void operator()(gzFile_s* file) const noexcept { gzclose_r(file); }
};

/// Length of the longest valid prefix. A character that is cut off at the end is not part of it.
std::size_t valid_prefix(const char* text, std::size_t size) {
    std::size_t at = 0;
    while (at < size) {
        // Eight ASCII bytes at a time: all but a few characters of the producers' tables are ASCII.
        std::uint64_t word = 0;
        while (at + sizeof word <= size) {
            std::memcpy(&word, text + at, sizeof word);
            if ((word & 0x8080808080808080U) != 0) break;
            at += sizeof word;
        }
        if (at >= size) break;
        const auto before = static_cast<std::int32_t>(at);
        std::int32_t next = before;
        UChar32 character = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(text), next, static_cast<std::int32_t>(size), character);
        if (character < 0) return at;
        at = static_cast<std::size_t>(next);
    }
    return at;
}

/// Whether the bytes could be the beginning of a character that the next piece completes.
bool is_cut_character(std::string_view tail) {
    if (tail.empty() || tail.size() > 3) return false;
    const auto lead = static_cast<unsigned char>(tail[0]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || tail.size() >= length) return false;
    return std::all_of(tail.begin() + 1, tail.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
}

}  // namespace

struct TextReader::State {
    std::filesystem::path path;
    std::string name;
    const Monitor* monitor = nullptr;
    std::unique_ptr<gzFile_s, CloseGz> file;
    std::uintmax_t size_on_disk = 0;
    Fingerprint fingerprint;
    std::array<char, 4> carried{};  ///< Bytes of a character whose rest is still to come.
    std::size_t num_carried = 0;
    std::int64_t line = 1;
    std::int64_t line_bytes = 0;  ///< Bytes of the current line that were handed out.
    bool at_start = true;

    std::size_t read_raw(char* into, std::size_t size);
    void count(std::string_view text);
    [[noreturn]] void refuse(std::string_view text, std::size_t at);
};

TextReader::TextReader(std::filesystem::path file, const Monitor& monitor) : state_(std::make_unique<State>()) {
    State& state = *state_;
    state.path = std::move(file);
    state.name = state.path.filename().string();
    state.monitor = &monitor;
    std::error_code error;
    state.size_on_disk = std::filesystem::file_size(state.path, error);
    if (error)
        throw Error{Errc::failed, fmt::format("cannot read {}: {}", state.path.string(), error.message()),
                    "check that the file is there and may be read"};
    errno = 0;
    state.file.reset(gzopen(state.path.c_str(), "rb"));
    if (!state.file)
        throw Error{Errc::failed,
                    fmt::format("cannot open {}: {}", state.path.string(),
                                std::generic_category().message(errno == 0 ? ENOMEM : errno)),
                    "check that the file is there and may be read"};
    gzbuffer(state.file.get(), kZlibBuffer);
}

TextReader::~TextReader() = default;
TextReader::TextReader(TextReader&&) noexcept = default;
TextReader& TextReader::operator=(TextReader&&) noexcept = default;

const std::string& TextReader::name() const noexcept {
    return state_->name;
}

std::string TextReader::fingerprint() const {
    return state_->fingerprint.hex();
}

std::size_t TextReader::State::read_raw(char* into, std::size_t size) {
    monitor->check_stop();
    const int got = gzread(file.get(), into, static_cast<unsigned>(size));
    int code = Z_OK;
    const char* message = gzerror(file.get(), &code);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
        if (code == Z_ERRNO) throw Error{Errc::failed, fmt::format("cannot read {}: {}", path.string(), message)};
        const std::string_view what = code == Z_BUF_ERROR ? "the gzip stream ends early" : "the gzip stream is damaged";
        throw Error{Errc::bad_input,
                    fmt::format("{}: {} after {} bytes of text (byte {} of {} on disk, line {}): {}", name, what,
                                gztell(file.get()), gzoffset(file.get()), size_on_disk, line, message),
                    "the download was probably cut off: fetch the file again"};
    }
    fingerprint.add({into, static_cast<std::size_t>(got)});
    if (size_on_disk > 0) {
        const auto done = static_cast<double>(gzoffset(file.get())) / static_cast<double>(size_on_disk);
        monitor->report(name, std::clamp(done, 0.0, 1.0));
    }
    return static_cast<std::size_t>(got);
}

void TextReader::State::count(std::string_view text) {
    line += std::count(text.begin(), text.end(), '\n');
    const std::size_t last = text.rfind('\n');
    line_bytes = static_cast<std::int64_t>(text.size() - (last == std::string_view::npos ? 0 : last + 1)) +
                 (last == std::string_view::npos ? line_bytes : 0);
}

void TextReader::State::refuse(std::string_view text, std::size_t at) {
    count(text.substr(0, at));
    const auto byte = static_cast<unsigned char>(text[at]);
    throw Error{Errc::bad_input,
                fmt::format("{} line {}, position {}: byte 0x{:02X} is not UTF-8 (in Latin-1 it would be U+{:04X})",
                            name, line, line_bytes + 1, byte, byte),
                "convert the file to UTF-8, for example: iconv -f LATIN1 -t UTF-8"};
}

std::size_t TextReader::read(char* into, std::size_t size) {
    assert(size >= 4);
    State& state = *state_;
    std::memcpy(into, state.carried.data(), state.num_carried);
    const std::size_t num_before = std::exchange(state.num_carried, 0);
    const std::size_t num_got = state.read_raw(into + num_before, size - num_before);
    std::string_view text{into, num_before + num_got};
    if (state.at_start) {
        state.at_start = false;
        if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
            throw Error{Errc::bad_input, fmt::format("{}: the file is UTF-16; UTF-8 is expected", state.name),
                        "convert the file to UTF-8, for example: iconv -f UTF-16 -t UTF-8"};
        if (text.starts_with(kByteOrderMark)) {
            text.remove_prefix(kByteOrderMark.size());
            std::memmove(into, text.data(), text.size());
            text = {into, text.size()};
            if (text.empty()) return read(into, size);
        }
    }
    const std::size_t num_valid = valid_prefix(text.data(), text.size());
    const std::string_view tail = text.substr(num_valid);
    if (!tail.empty()) {
        if (num_got == 0 || !is_cut_character(tail)) state.refuse(text, num_valid);
        std::copy(tail.begin(), tail.end(), state.carried.begin());
        state.num_carried = tail.size();
        if (num_valid == 0) return read(into, size);
    }
    state.count(text.substr(0, num_valid));
    return num_valid;
}

std::string fingerprint_of_file(const std::filesystem::path& file, const Monitor& monitor) {
    TextReader reader{file, monitor};
    std::vector<char> buffer(kZlibBuffer);
    while (reader.read(buffer.data(), buffer.size()) > 0) {
    }
    return reader.fingerprint();
}

}  // namespace entente::sources
