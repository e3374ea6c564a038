// SPDX-License-Identifier: Apache-2.0
#include "content.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"
#include "entente/power/power.hpp"

namespace entente::engine {
namespace fs = std::filesystem;

std::string read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in.is_open()) throw Error{Errc::failed, fmt::format("cannot open {}", file.string())};
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw Error{Errc::failed, fmt::format("cannot read {}", file.string())};
    return text;
}

std::vector<Issue> read_issues(const fs::path& data) {
    return power::parse_issues(read_text(data / "issues.toml"), "issues.toml");
}

registry::ScopeRules read_scope_rules(const fs::path& data) {
    return registry::parse_scope_rules(read_text(data / "scopes.toml"), "scopes.toml");
}

registry::Codebook read_codebook(const fs::path& data) {
    return registry::parse_codebook(read_text(data / "codebook" / "depth.toml"), "depth.toml");
}

std::vector<registry::Label> read_labels(const fs::path& data) {
    return registry::parse_labels(read_text(data / "labels.toml"), "labels.toml");
}

std::vector<std::string> read_label_words(const fs::path& data) {
    std::vector<std::string> words;
    for (const registry::Label& label : read_labels(data)) words.push_back(label.word);
    return words;
}

std::vector<registry::Resolution> read_resolutions(const fs::path& data) {
    return registry::parse_resolutions(read_text(data / "resolutions.toml"), "resolutions.toml");
}

registry::RecordNames read_record_names(const fs::path& data) {
    return registry::parse_record_names(read_text(data / "names.toml"), "names.toml");
}

std::vector<registry::RegistryText> read_registry_texts(const fs::path& data) {
    std::vector<registry::RegistryText> texts;
    for (const fs::directory_entry& entry : fs::directory_iterator(data / "registry"))
        if (entry.path().extension() == ".toml")
            texts.push_back({.file = entry.path().filename().string(), .toml = read_text(entry.path())});
    std::ranges::sort(texts, {}, &registry::RegistryText::file);
    return texts;
}

void store_content(atlas::Atlas& atlas, const fs::path& data) {
    Fingerprint fingerprint;
    for (const char* file : {"issues.toml", "scopes.toml", "codebook/depth.toml", "labels.toml", "resolutions.toml",
                             "names.toml", "order.toml"})
        fingerprint.add(read_text(data / file));
    for (const registry::RegistryText& text : read_registry_texts(data)) fingerprint.add(text.file).add(text.toml);
    SourceTable table;
    table.source = {.id = "content",
                    .title = "Entente's own issues, scope rules, codebook and curated registry",
                    .citation = "The Entente maintainers, data/ of the Entente repository, version " ENTENTE_VERSION,
                    .version = ENTENTE_VERSION,
                    .terms = "Apache-2.0",
                    .fingerprint = fingerprint.hex()};
    atlas.store(table);
}

}  // namespace entente::engine
