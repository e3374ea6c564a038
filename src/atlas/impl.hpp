// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include "connection.hpp"
#include "entente/atlas/atlas.hpp"

namespace entente::atlas {

struct Atlas::Impl {
    std::filesystem::path file;
    AtlasOptions options;
    mutable SQLite::Database database;

    /// Calls `work` on one unchanging state of the atlas, and turns what SQLite throws into Error with what was being
    /// done.
    template <typename Work>
    auto reading(std::string_view doing, Work&& work) const {
        return guarded(file, doing, [&] {
            const SQLite::Transaction snapshot{database, SQLite::TransactionBehavior::DEFERRED};
            return work();
        });
    }

    /// The same in a write transaction: all of it or, if anything throws, nothing.
    template <typename Work>
    auto writing(std::string_view doing, Work&& work) {
        return guarded(file, doing, [&] {
            SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
            if constexpr (std::is_void_v<decltype(work())>) {
                work();
                transaction.commit();
            } else {
                auto result = work();
                transaction.commit();
                return result;
            }
        });
    }
};

}  // namespace entente::atlas
