// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "entente/base/error.hpp"

namespace entente::atlas::testing {

/// Calls and returns the Error that is thrown.
template <typename Call>
Error error_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no Error was thrown";
    return Error{Errc::failed, "none"};
}

}  // namespace entente::atlas::testing
