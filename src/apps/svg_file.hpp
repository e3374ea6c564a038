// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "entente/base/records.hpp"
#include "entente/charts/charts.hpp"

namespace entente::apps {

/// What `--svg`, `--width` and `--height` say.
struct SvgOptions {
    std::filesystem::path file{};
    std::optional<double> width_px{};
    std::optional<double> height_px{};

    [[nodiscard]] bool is_wanted() const noexcept { return !file.empty(); }
};
void add_svg(CLI::App& command, SvgOptions& svg);

/// Size, sources and command of a picture; title and subtitle are the caller's.
[[nodiscard]] charts::Frame frame_of(const CommonOptions& common, const SvgOptions& svg, double default_height_px,
                                     const std::vector<std::string>& sources);

/// Title and version of a source, for the footer; its id where it is not among them.
[[nodiscard]] std::string title_of(std::span<const SourceInfo> sources, std::string_view id);

/// The command as it was typed, without what does not change the picture (atlas, threads, folders of files).
[[nodiscard]] std::string shown_command(const std::vector<std::string>& arguments);

/// Writes the file as a whole, and says so. Throws Error{failed} where it cannot be written.
void write_svg(const CommonOptions& common, const SvgOptions& svg, const std::string& picture);

}  // namespace entente::apps
