// SPDX-License-Identifier: Apache-2.0
#include "paths.hpp"

namespace entente::apps {
namespace fs = std::filesystem;

namespace {

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

fs::path data_folder() { return share_or_source("data", "data"); }

fs::path web_folder() { return share_or_source("web", "web/dist"); }

fs::path starter_atlas() {
    const fs::path built = program_folder() / "starter.atlas";
    return fs::exists(built) ? built : program_folder().parent_path() / "share" / "entente" / "starter.atlas";
}

}  // namespace entente::apps
