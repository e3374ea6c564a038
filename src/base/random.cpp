// SPDX-License-Identifier: Apache-2.0
#include "entente/base/random.hpp"

#include <cmath>
#include <limits>

namespace entente {

RandomStream::RandomStream(Seed seed, StreamId stream) noexcept
    : key_{{static_cast<std::uint32_t>(seed.value()), static_cast<std::uint32_t>(seed.value() >> 32U)}},
      counter_{{0, stream.purpose, stream.item, stream.step}} {}

RandomStream::result_type RandomStream::operator()() noexcept {
    if (used_ == 4) {
        block_ = r123::Philox4x32{}(counter_, key_);
        ++counter_[0];
        used_ = 0;
    }
    return block_[used_++];
}

double RandomStream::uniform() noexcept {
    const std::uint64_t high = (*this)() >> 5U;
    const std::uint64_t low = (*this)() >> 6U;
    // Half a step off both ends keeps 0 and 1 out, which the inverse of the normal cannot take.
    return (static_cast<double>((high << 26U) | low) + 0.5) * 0x1p-53;
}

std::uint32_t RandomStream::below(std::uint32_t bound) noexcept {
    std::uint64_t product = static_cast<std::uint64_t>((*this)()) * bound;
    auto low = static_cast<std::uint32_t>(product);
    if (low < bound) {
        const std::uint32_t threshold = (0U - bound) % bound;
        while (low < threshold) {
            product = static_cast<std::uint64_t>((*this)()) * bound;
            low = static_cast<std::uint32_t>(product);
        }
    }
    return static_cast<std::uint32_t>(product >> 32U);
}

double RandomStream::normal() noexcept {
    return normal_quantile(uniform());
}

double RandomStream::gamma(double shape) noexcept {
    if (shape < 1) return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        if (std::log(uniform()) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
    }
}

namespace {

/// Horner's scheme, highest power first.
template <std::size_t N>
double polynomial(const double (&coefficients)[N], double x) noexcept {
    double sum = 0;
    for (const double c : coefficients) sum = sum * x + c;
    return sum;
}

}  // namespace

double normal_quantile(double p) noexcept {
    if (!(p > 0)) return p == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    if (!(p < 1)) return p == 1 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        static constexpr double a[] = {2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
                                       45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                                       133.14166789178437745, 3.387132872796366608};
        static constexpr double b[] = {
            5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
            5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1.0};
        const double r = 0.180625 - q * q;
        return q * polynomial(a, r) / polynomial(b, r);
    }
    double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
    double value = 0;
    if (r <= 5) {
        static constexpr double c[] = {7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177,
                                       1.27045825245236838258,   3.64784832476320460504,  5.7694972214606914055,
                                       4.6303378461565452959,    1.42343711074968357734};
        static constexpr double d[] = {
            1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459,
            .68976733498510000455,     1.6763848301838038494,   2.05319162663775882187,  1.0};
        r -= 1.6;
        value = polynomial(c, r) / polynomial(d, r);
    } else {
        static constexpr double e[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386,
                                       .026532189526576123093,    .29656057182850489123,     1.7848265399172913358,
                                       5.4637849111641143699,     6.6579046435011037772};
        static constexpr double f[] = {
            2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
            .0148753612908506148525,    .13692988092273580531,    .59983220655588793769,    1.0};
        r -= 5;
        value = polynomial(e, r) / polynomial(f, r);
    }
    return q < 0 ? -value : value;
}

}  // namespace entente
