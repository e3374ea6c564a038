// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>

namespace entente {

/// A calendar year. Tables run from 1494 (rivalries) to the present; anything outside of 1 .. 2200 is refused at the
/// door by the importers, not here.
class Year {
public:
    constexpr Year() noexcept = default;
    explicit constexpr Year(int value) noexcept : value_(value) {}
    [[nodiscard]] constexpr int value() const noexcept { return value_; }
    friend constexpr auto operator<=>(Year, Year) noexcept = default;
    friend constexpr Year operator+(Year year, int years) noexcept { return Year{year.value_ + years}; }
    friend constexpr Year operator-(Year year, int years) noexcept { return Year{year.value_ - years}; }
    friend constexpr int operator-(Year later, Year earlier) noexcept { return later.value_ - earlier.value_; }

private:
    int value_ = 0;
};

/// Years from `first` to `last`, both included; no `last` means that it goes on as far as is known.
struct Spell {
    Year first{};
    std::optional<Year> last{};

    [[nodiscard]] constexpr bool holds_in(Year year) const noexcept {
        return first <= year && (!last || year <= *last);
    }
    friend constexpr bool operator==(const Spell&, const Spell&) noexcept = default;
};

/// The spell as it was known at the end of `as_of`: an end that came later is not known yet.
/// Nothing if the spell itself began later.
[[nodiscard]] constexpr std::optional<Spell> known_by(const Spell& spell, Year as_of) noexcept {
    if (spell.first > as_of) return std::nullopt;
    if (spell.last && *spell.last >= as_of) return Spell{spell.first, std::nullopt};
    return spell;
}

}  // namespace entente
