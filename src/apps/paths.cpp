// SPDX-License-Identifier: Apache-2.0
#include "paths.hpp"

#include <cstdlib>

#include "entente/base/error.hpp"

namespace entente::apps {
namespace fs = std::filesystem;

namespace {

constexpr const char* kOwnAtlas = "entente.atlas";  ///< The user's atlas, beside the program.

/// `relative` below the installed share folder if it is there, else below the source tree.
fs::path share_or_source(const char* shared, const char* source) {
    const fs::path installed = program_folder().parent_path() / "share" / "entente" / shared;
    return fs::exists(installed) ? installed : fs::path(ENTENTE_SOURCE_DIR) / source;
}

}  // namespace

fs::path program_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::current_path() : program.parent_path();
}

fs::path data_folder() {
    return share_or_source("data", "data");
}

fs::path web_folder() {
    return share_or_source("web", "web/dist");
}

fs::path api_folder() {
    return share_or_source("http", "docs/http");
}

fs::path starter_atlas() {
    const fs::path built = program_folder() / "starter.atlas";
    return fs::exists(built) ? built : program_folder().parent_path() / "share" / "entente" / "starter.atlas";
}

fs::path default_atlas() {
    if (const char* named = std::getenv("ENTENTE_ATLAS"); named != nullptr && *named != 0) return named;
    const fs::path own = program_folder() / kOwnAtlas;
    return fs::exists(own) ? own : starter_atlas();
}

fs::path own_atlas(const fs::path& asked) {
    std::error_code error;
    if (!fs::equivalent(asked, starter_atlas(), error)) return asked;
    const fs::path own = program_folder() / kOwnAtlas;
    fs::copy_file(asked, own, fs::copy_options::overwrite_existing, error);
    if (error)
        throw Error{Errc::failed, "cannot write " + own.string() + ": " + error.message(),
                    "Name an atlas with --atlas."};
    return own;
}

}  // namespace entente::apps
