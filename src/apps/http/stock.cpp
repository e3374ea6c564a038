// SPDX-License-Identifier: Apache-2.0
#include "stock.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"
#include "paths.hpp"

namespace entente::apps::http {
namespace {

/// Of a file's text; empty where there is none.
std::string fingerprint_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    return fingerprint_of(std::string(std::istreambuf_iterator<char>(in), {}));
}

/// Of the files of Entente's own content that views read besides the atlas.
std::string fingerprint_of_content() {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(data_folder()))
        if (entry.path().extension() == ".toml") files.insert(entry.path());
    Fingerprint fingerprint;
    for (const auto& file : files) fingerprint.add(file.filename().string()).add(fingerprint_of_file(file));
    return fingerprint.hex();
}

/// A fault in the draft under the overlay's name: where files lie is not told over HTTP.
std::string named_alone(std::string text, const std::filesystem::path& draft, const std::filesystem::path& overlay) {
    const std::string path = draft.string();
    const std::string name = overlay.filename().string();
    for (std::size_t at = text.find(path); at != std::string::npos; at = text.find(path, at + name.size()))
        text.replace(at, path.size(), name);
    return text;
}

}  // namespace

Stock::Stock(CommonOptions common, std::filesystem::path overlay)
    : common_(std::move(common)),
      overlay_(std::move(overlay)),
      engine_(common_.atlas, data_folder()),
      voters_(*engine_.world(std::nullopt), atlas::Atlas(common_.atlas, atlas::OpenMode::read_only).actor_records()),
      content_fingerprint_(fingerprint_of_content()),
      overlay_fingerprint_(fingerprint_of_file(overlay_)) {}

std::shared_ptr<const Registry> Stock::registry() const {
    const std::scoped_lock lock(mutex_);
    if (!registry_) {
        const Overlays overlays = overlay_fingerprint_.empty() ? Overlays{} : Overlays{overlay_};
        registry_ = std::make_shared<const Registry>(load_registry(common_, overlays));
    }
    return registry_;
}

void Stock::replace_overlay(const std::string& toml) {
    const std::scoped_lock one_at_a_time(writing_);
    const std::filesystem::path draft = overlay_.string() + ".new";
    std::ofstream out(draft, std::ios::binary);
    out << toml;
    out.close();
    if (!out)
        throw Error{Errc::failed, fmt::format("cannot write {}", draft.filename().string()),
                    "The overlay is kept beside the atlas; its folder has to be writable."};
    std::shared_ptr<const Registry> registry;
    try {
        registry = std::make_shared<const Registry>(load_registry(common_, {draft}));
    } catch (const Error& error) {
        std::filesystem::remove(draft);
        throw Error{error.errc(), named_alone(error.what(), draft, overlay_), error.hint()};
    } catch (...) {
        std::filesystem::remove(draft);
        throw;
    }
    std::filesystem::rename(draft, overlay_);
    const std::scoped_lock lock(mutex_);
    registry_ = std::move(registry);
    overlay_fingerprint_ = fingerprint_of(toml);
}

void Stock::remove_overlay() {
    const std::scoped_lock one_at_a_time(writing_);
    std::error_code error;
    std::filesystem::remove(overlay_, error);
    if (error) throw Error{Errc::failed, fmt::format("cannot remove the overlay: {}", error.message())};
    const std::scoped_lock lock(mutex_);
    registry_.reset();
    overlay_fingerprint_.clear();
}

std::shared_ptr<const engine::Positions> Stock::positions(const std::string& issue, order::Sight sight) const {
    const std::scoped_lock lock(mutex_);
    auto& kept = positions_[{issue, sight}];
    if (kept) return kept;
    const atlas::Atlas atlas(common_.atlas, atlas::OpenMode::read_only);
    engine::PositionsRequest request{.issue = issue, .data = data_folder()};
    if (sight == order::Sight::then) request.as_of = atlas.last_year();
    auto stored = engine::stored_positions(atlas, request);
    if (!stored)
        throw Error{Errc::unknown_id, fmt::format("the atlas holds no positions on '{}'", issue),
                    fmt::format("entente principles --issue {} fits them from its votes.", issue)};
    kept = std::make_shared<const engine::Positions>(std::move(*stored));
    return kept;
}

std::string Stock::state() const {
    const std::scoped_lock lock(mutex_);
    return fmt::format("{} {} {} {}", ENTENTE_VERSION, content_fingerprint_, engine_.atlas_fingerprint(),
                       overlay_fingerprint_);
}

}  // namespace entente::apps::http
