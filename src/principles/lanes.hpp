// SPDX-License-Identifier: Apache-2.0
//
// Four numbers at a time. The vector type is an extension that g++ and clang share: its operators are element by
// element, and what a machine has no wide registers for is done in narrower ones, to the same bits.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

// How a call would pass four numbers depends on the machine that is compiled for; here there are no calls, all of it is
// inlined.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace entente::principles {

inline constexpr std::size_t kNumLanes = 4;
typedef double Lanes __attribute__((vector_size(kNumLanes * sizeof(double))));
typedef std::int32_t IntLanes __attribute__((vector_size(kNumLanes * sizeof(std::int32_t))));

/// What is used inside run_wide() has to be inlined into it, or it is not compiled for wide registers.
#define ENTENTE_INLINE [[gnu::always_inline]] inline

namespace detail {
#if defined(__x86_64__)
template <typename Body>
[[gnu::target("avx2"), gnu::noinline]] void run_avx2(const Body& body) {
    body();
}
#endif
}  // namespace detail

/// Calls body() as compiled for the widest registers of this machine; the same bits on all. The body is a lambda with
/// __attribute__((always_inline)).
template <typename Body>
void run_wide(const Body& body) {
#if defined(__x86_64__)
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2) return detail::run_avx2(body);
#endif
    body();
}

ENTENTE_INLINE Lanes at_least(Lanes x, double floor) noexcept {
    return x > floor ? x : Lanes{} + floor;
}
ENTENTE_INLINE Lanes at_most(Lanes x, double ceiling) noexcept {
    return x < ceiling ? x : Lanes{} + ceiling;
}

/// {get(index[0]), get(index[1]), ...}
template <typename Index, typename Get>
ENTENTE_INLINE Lanes gather(const Index& index, const Get& get) noexcept {
    return Lanes{get(index[0]), get(index[1]), get(index[2]), get(index[3])};
}

struct FourLanes {
    Lanes first, second, third, fourth;
};
/// Four records of four numbers, as the four records' first numbers, their second ones, ...
ENTENTE_INLINE FourLanes transposed(Lanes a, Lanes b, Lanes c, Lanes d) noexcept {
    const Lanes ab_even = __builtin_shufflevector(a, b, 0, 4, 2, 6);
    const Lanes ab_odd = __builtin_shufflevector(a, b, 1, 5, 3, 7);
    const Lanes cd_even = __builtin_shufflevector(c, d, 0, 4, 2, 6);
    const Lanes cd_odd = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    return {__builtin_shufflevector(ab_even, cd_even, 0, 1, 4, 5), __builtin_shufflevector(ab_odd, cd_odd, 0, 1, 4, 5),
            __builtin_shufflevector(ab_even, cd_even, 2, 3, 6, 7), __builtin_shufflevector(ab_odd, cd_odd, 2, 3, 6, 7)};
}

ENTENTE_INLINE Lanes exp_each(Lanes x) noexcept {
    return Lanes{std::exp(x[0]), std::exp(x[1]), std::exp(x[2]), std::exp(x[3])};
}
ENTENTE_INLINE Lanes log_each(Lanes x) noexcept {
    return Lanes{std::log(x[0]), std::log(x[1]), std::log(x[2]), std::log(x[3])};
}

ENTENTE_INLINE double sum(Lanes x) noexcept {
    return (x[0] + x[1]) + (x[2] + x[3]);
}

}  // namespace entente::principles
