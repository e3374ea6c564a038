// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "kept_answers.hpp"

namespace entente::apps::http {

/// Files that are served as they are, read once when the server starts: the built workbench and the API's description.
///
/// An address names an entry of a table or nothing, so that no path, however written, leads out of the folders.
class Files {
public:
    /// Adds every file below a folder under an address such as `/`. Throws Error{failed} where there is no folder.
    void add(const std::string& address, const std::filesystem::path& folder, std::string_view extension = {});

    struct File {
        std::shared_ptr<const KeptAnswer> content{};
        bool is_immutable = false;  ///< Its name holds its content's hash: it never changes.
    };
    /// Null where there is none. An address that ends in '/' stands for its index.html.
    [[nodiscard]] const File* find(std::string_view path) const;

private:
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace entente::apps::http
