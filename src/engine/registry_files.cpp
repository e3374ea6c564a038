// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/registry_files.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "content.hpp"
#include "entente/base/error.hpp"
#include "entente/sources/actor_tables.hpp"

namespace entente::engine {
namespace fs = std::filesystem;
namespace {

bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    return fs::equivalent(a, b, error) && !error;
}

/// A coder may overrule the scope rules, but must say why. Shares of issues are not known here, as no atlas is.
void require_scope_reasons(const registry::RegistryInputs& inputs, std::vector<registry::FileFault>& faults) {
    const auto estimate = registry::derive_registry(inputs);
    for (const registry::ScopeCheck& scope : estimate.scope_checks) {
        if (scope.coder == scope.rules || !scope.reason.empty()) continue;
        const auto& entry = *std::ranges::find(inputs.curated.partnerships, scope.id,
                                               [](const registry::CuratedPartnership& e) { return e.partnership.id; });
        faults.push_back(
            {entry.file, entry.line, 1,
             fmt::format("'{}' is {} to its coder and {} by rule {}; expected the same or a 'scope_reason'", scope.id,
                         to_string(scope.coder), to_string(scope.rules), scope.rule)});
    }
}

}  // namespace

RegistryCheck check_registry_files(std::span<const fs::path> files, const fs::path& data) {
    std::vector<registry::RegistryText> texts;
    auto shipped = read_registry_texts(data);
    const std::size_t num_shipped = shipped.size();
    for (registry::RegistryText& text : shipped) {
        const bool is_checked = std::ranges::any_of(
            files, [&](const fs::path& file) { return is_same_file(file, data / "registry" / text.file); });
        if (!is_checked) texts.push_back(std::move(text));
    }
    std::vector<std::string> names;
    for (const fs::path& file : files) {
        names.push_back(file.string());
        texts.push_back({.file = names.back(), .toml = read_text(file)});
    }
    const auto is_checked = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };

    const auto actors = sources::read_actor_tables(data / "actors").actors;
    const auto issues = read_issues(data);
    const auto codebook = read_codebook(data);
    const auto labels = read_label_words(data);
    auto curated = registry::parse_curated(texts, {.actors = actors,
                                                   .issues = issues,
                                                   .codebook = codebook,
                                                   .labels = labels,
                                                   .is_overlay = texts.size() == num_shipped + files.size()});

    auto faults = curated.faults;
    curated.faults.clear();
    const auto rules = read_scope_rules(data);
    require_scope_reasons({.actors = actors, .curated = curated, .codebook = codebook, .scope_rules = rules}, faults);

    RegistryCheck check;
    for (registry::FileFault& fault : faults)
        (is_checked(fault.file) ? check.faults : check.other_faults).push_back(std::move(fault));
    for (const registry::CuratedPartnership& entry : curated.partnerships)
        check.num_partnerships += is_checked(entry.file);
    for (const auto& [key, citation] : curated.citations) check.num_citations += is_checked(citation.file);
    return check;
}

registry::CuratedRegistry read_overlay(std::span<const fs::path> files, const fs::path& data,
                                       std::span<const Actor> actors, std::span<const std::string> citations) {
    std::vector<registry::RegistryText> texts;
    for (const fs::path& file : files) {
        if (!fs::is_directory(file)) {
            texts.push_back({.file = file.string(), .toml = read_text(file)});
            continue;
        }
        for (const fs::directory_entry& entry : fs::directory_iterator(file))
            if (entry.path().extension() == ".toml")
                texts.push_back({.file = entry.path().string(), .toml = read_text(entry.path())});
    }
    std::ranges::sort(texts, {}, &registry::RegistryText::file);
    const auto issues = read_issues(data);
    const auto codebook = read_codebook(data);
    const auto labels = read_label_words(data);
    return registry::parse_curated(texts, {.actors = actors,
                                           .issues = issues,
                                           .codebook = codebook,
                                           .labels = labels,
                                           .citations = citations,
                                           .is_overlay = true});
}

std::vector<registry::Label> label_vocabulary(const fs::path& data) {
    return read_labels(data);
}

registry::Codebook depth_codebook(const fs::path& data) {
    return read_codebook(data);
}

}  // namespace entente::engine
