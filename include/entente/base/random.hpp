// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <Random123/philox.h>

namespace entente {

/// A user's seed. The same seed, version and input give the same numbers.
class Seed {
public:
    constexpr Seed() noexcept = default;
    explicit constexpr Seed(std::uint64_t value) noexcept : value_(value) {}
    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(Seed, Seed) noexcept = default;

private:
    std::uint64_t value_ = 1;
};

/// What a stream of random numbers is for: no two purposes share numbers, whatever the order of work.
struct StreamId {
    std::uint32_t purpose = 0;  ///< Constant of the caller, one per use in the code.
    std::uint32_t item = 0;     ///< Actor, roll call, event, run, ...
    std::uint32_t step = 0;     ///< Iteration, draw, year, ...
};

/// A counter-based stream (Philox 4x32-10; Salmon et al. 2011, SC'11): each (seed, stream, position) names one number,
/// so no order of work and no number of threads can change it. Distributions are kept here because those of the
/// standard library differ between vendors. Satisfies UniformRandomBitGenerator.
class RandomStream {
public:
    using result_type = std::uint32_t;

    RandomStream(Seed seed, StreamId stream) noexcept;

    static constexpr result_type min() noexcept { return 0; }
    static constexpr result_type max() noexcept { return 0xffffffffU; }
    result_type operator()() noexcept;

    /// Uniform on the open interval (0, 1), 53 bits.
    [[nodiscard]] double uniform() noexcept;
    /// Uniform on 0 .. bound-1 without bias (Lemire 2019, rejection); bound must be positive.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) noexcept;
    /// Standard normal by inversion (Wichura 1988, AS 241): one uniform a draw.
    [[nodiscard]] double normal() noexcept;
    /// Gamma with this shape (> 0) and scale 1, by rejection (Marsaglia & Tsang 2000, ACM TOMS 26:363).
    [[nodiscard]] double gamma(double shape) noexcept;
    /// Chi-squared with this many degrees of freedom (> 0).
    [[nodiscard]] double chi_squared(double degrees_of_freedom) noexcept { return 2 * gamma(degrees_of_freedom / 2); }

private:
    r123::Philox4x32::key_type key_;
    r123::Philox4x32::ctr_type counter_;
    r123::Philox4x32::ctr_type block_{};
    unsigned used_ = 4;
};

/// Quantile of the standard normal (Wichura 1988, Applied Statistics 37:477, algorithm AS 241, PPND16); relative
/// accuracy about 1e-16. p in (0, 1); -inf at 0 and +inf at 1.
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace entente
