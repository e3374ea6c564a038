// SPDX-License-Identifier: Apache-2.0
#include "entente/atlas/atlas.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "impl.hpp"
#include "read.hpp"
#include "statement.hpp"

namespace entente::atlas {

Atlas::Atlas(const std::filesystem::path& file, OpenMode mode, const AtlasOptions& options)
    : impl_(std::make_unique<Impl>(Impl{file, options, open_atlas(file, mode, options)})) {}
Atlas::~Atlas() = default;
Atlas::Atlas(Atlas&&) noexcept = default;
Atlas& Atlas::operator=(Atlas&&) noexcept = default;

const std::filesystem::path& Atlas::file() const noexcept {
    return impl_->file;
}

std::string Atlas::fingerprint() const {
    return impl_->reading("reading the fingerprints", [&] { return content_fingerprint(impl_->database); });
}

std::string Atlas::input_fingerprint(std::span<const std::string> names) const {
    return impl_->reading("reading the fingerprints", [&] {
        const std::map<std::string, std::string> known = short_fingerprints(impl_->database);
        std::vector<std::string> sorted(names.begin(), names.end());
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        std::string text;
        for (const std::string& name : sorted) {
            const auto found = known.find(name);
            text += fmt::format("{}{}:{}", text.empty() ? "" : " ", name,
                                found == known.end() ? kAbsent : std::string_view{found->second});
        }
        return text;
    });
}

std::vector<SourceInfo> Atlas::sources() const {
    return impl_->reading("reading the sources", [&] { return read_sources(impl_->database); });
}

ImportReport Atlas::import_report(std::string_view source) const {
    return impl_->reading("reading an import report", [&] {
        Statement rows{impl_->database, "SELECT rows_read, rows_kept FROM source WHERE id = ?"};
        if (!rows.bind(source).next())
            throw unknown_name("source", source, first_column(impl_->database, "SELECT id FROM source ORDER BY id"));
        ImportReport report{rows.large(0), rows.large(1), {}};
        Statement skips{
            impl_->database,
            "SELECT reason, count, first_line, example FROM import_skip WHERE source = ? ORDER BY position"};
        skips.bind(source);
        while (skips.next())
            report.skipped.push_back({skips.string(0), skips.large(1), skips.large(2), skips.string(3)});
        return report;
    });
}

}  // namespace entente::atlas
