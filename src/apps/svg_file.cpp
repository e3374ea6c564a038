// SPDX-License-Identifier: Apache-2.0
#include "svg_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "entente/base/error.hpp"

namespace entente::apps {
namespace {

/// Options that leave the picture as it is; those with a value take the next word with them.
constexpr std::array<std::pair<std::string_view, bool>, 3> kUnshown{
    {{"--atlas", true}, {"--threads", true}, {"--quiet", false}}};
constexpr std::array<std::string_view, 2> kFiles{"--svg", "--votes"};

std::string shell_word(const std::string& word) {
    const bool is_plain = word.find_first_of(" \"'$&|;<>()*?") == std::string::npos && !word.empty();
    return is_plain ? word : fmt::format("\"{}\"", word);
}

}  // namespace

void add_svg(CLI::App& command, SvgOptions& svg) {
    auto* file = command.add_option("--svg", svg.file, "Write a picture to this file instead of a table");
    command.add_option("--width", svg.width_px, "Width of the picture in pixels")->needs(file);
    command.add_option("--height", svg.height_px, "Height of the picture in pixels")->needs(file);
}

std::string shown_command(const std::vector<std::string>& arguments) {
    std::string text = "entente";
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        std::string word = arguments[k];
        const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
        const std::string name = word.substr(0, equals);
        const auto* const unshown = std::ranges::find(kUnshown, name, &std::pair<std::string_view, bool>::first);
        if (unshown != kUnshown.end()) {
            if (unshown->second && equals == std::string::npos) ++k;
            continue;
        }
        if (std::ranges::find(kFiles, name) != kFiles.end()) {
            std::string file = equals == std::string::npos && k + 1 < arguments.size() ? arguments[++k]
                               : equals == std::string::npos                           ? std::string{}
                                                                                       : word.substr(equals + 1);
            text += fmt::format(" {} {}", name, shell_word(std::filesystem::path(file).filename().string()));
            continue;
        }
        text += ' ' + shell_word(word);
    }
    return text;
}

std::string title_of(std::span<const SourceInfo> sources, std::string_view id) {
    const auto found = std::ranges::find(sources, id, &SourceInfo::id);
    if (found == sources.end()) return std::string(id);
    return found->version.empty() ? found->title : fmt::format("{} ({})", found->title, found->version);
}

charts::Frame frame_of(const CommonOptions& common, const SvgOptions& svg, double default_height_px,
                       const std::vector<std::string>& sources) {
    charts::Frame frame;
    if (svg.width_px) frame.width_px = *svg.width_px;
    frame.height_px = svg.height_px.value_or(default_height_px);
    if (!sources.empty()) frame.footer.push_back(fmt::format("Source: {}", fmt::join(sources, "; ")));
    frame.footer.push_back(fmt::format("Entente {}: {}", ENTENTE_VERSION, shown_command(common.arguments)));
    return frame;
}

void write_svg(const CommonOptions& common, const SvgOptions& svg, const std::string& picture) {
    std::ofstream out(svg.file, std::ios::binary);
    out << picture << std::flush;
    if (!out)
        throw Error{Errc::failed, fmt::format("{} cannot be written", svg.file.string()),
                    "Name a file in a folder that exists and is yours."};
    say(common, fmt::format("wrote {}", svg.file.string()));
}

}  // namespace entente::apps
