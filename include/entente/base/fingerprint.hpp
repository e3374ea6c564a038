// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace entente {

/// Names the content of inputs: 128-bit XXH3, written as 32 hexadecimal digits. Guards against mix-ups, not attackers.
class Fingerprint {
public:
    Fingerprint();
    ~Fingerprint();
    Fingerprint(Fingerprint&&) noexcept;
    Fingerprint& operator=(Fingerprint&&) noexcept;

    Fingerprint& add(std::string_view bytes);
    /// What was added so far, as 32 hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Fingerprint of one text.
[[nodiscard]] std::string fingerprint_of(std::string_view bytes);

}  // namespace entente
