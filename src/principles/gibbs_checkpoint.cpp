// SPDX-License-Identifier: Apache-2.0
#include "gibbs_checkpoint.hpp"

#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "entente/base/error.hpp"
#include "entente/base/fingerprint.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kMagic = "entente gibbs 2\n";

class Writer {
public:
    template <typename Value>
    void operator()(const Value& value) {
        static_assert(std::is_arithmetic_v<Value>);
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    template <typename Value>
    void operator()(const std::vector<Value>& values) {
        (*this)(static_cast<std::uint64_t>(values.size()));
        for (const Value& value : values) (*this)(value);
    }
    template <int Rows, int Columns>
    void operator()(const Eigen::Matrix<double, Rows, Columns>& matrix) {
        bytes.append(reinterpret_cast<const char*>(matrix.data()), sizeof(double) * Rows * Columns);
    }
    std::string bytes{kMagic};
};

/// Reads what Writer wrote into values of the same shape: a run of the same votes and options.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {
        if (rest_.substr(0, kMagic.size()) != kMagic)
            throw Error{Errc::bad_input, "these bytes are no checkpoint of this version's sampler"};
        rest_.remove_prefix(kMagic.size());
    }
    template <typename Value>
    void operator()(Value& value) {
        static_assert(std::is_arithmetic_v<Value>);
        take(&value, sizeof value);
    }
    template <typename Value>
    void operator()(std::vector<Value>& values) {
        std::uint64_t size = 0;
        (*this)(size);
        if (size != values.size()) throw Error{Errc::bad_input, "the checkpoint belongs to another run"};
        for (Value& value : values) (*this)(value);
    }
    template <int Rows, int Columns>
    void operator()(Eigen::Matrix<double, Rows, Columns>& matrix) {
        take(matrix.data(), sizeof(double) * Rows * Columns);
    }
    [[nodiscard]] std::string text(std::size_t size) {
        std::string result(size, ' ');
        take(result.data(), size);
        return result;
    }
    void expect_end() const {
        if (!rest_.empty()) throw Error{Errc::bad_input, "the checkpoint is longer than its run"};
    }

private:
    void take(void* to, std::size_t size) {
        if (rest_.size() < size) throw Error{Errc::bad_input, "the checkpoint is cut short"};
        std::memcpy(to, rest_.data(), size);
        rest_.remove_prefix(size);
    }
    std::string_view rest_;
};

/// The one list of what a checkpoint holds, for reading and writing.
template <typename Pass, typename Run>
void pass_run(Pass& pass, Run& run) {
    pass(run.num_given_out);
    for (auto& chain : run.chains) {
        pass(chain.number), pass(chain.sweep);
        pass(chain.positions), pass(chain.items);
        pass(chain.tau_sq), pass(chain.step_precision), pass(chain.pooled_tau_sq);
        pass(chain.log_widths), pass(chain.widths), pass(chain.first_width_var), pass(chain.width_step_var);
        pass(chain.item_mean), pass(chain.item_precision);
        for (auto* points : {&chain.reference, &chain.sums})
            pass(points->positions), pass(points->items), pass(points->log_widths);
        pass(chain.num_summed);
        pass(chain.log_likelihood);
        for (auto* acceptance : {&chain.path_acceptance, &chain.item_acceptance, &chain.width_acceptance})
            pass(acceptance->accepted), pass(acceptance->proposed);
    }
    pass(run.draws.positions), pass(run.draws.roll_calls), pass(run.draws.step_scales);
    pass(run.draws.log_widths), pass(run.draws.pooled_tau), pass(run.draws.log_likelihood);
}

}  // namespace

std::string run_fingerprint(const VoteMatrix& votes, const GibbsOptions& options, Seed seed) {
    Writer text;
    const IdealPointOptions& model = options.model;
    text(model.num_dimensions), text(model.anchor ? model.anchor->value() : -1);
    text(static_cast<int>(model.bridging)), text(static_cast<int>(model.abstention));
    for (const double value : {model.tau_prior_years, model.step_degrees_of_freedom, model.outlier_bound,
                               model.outlier_sd, model.discrimination_sd, model.difficulty_sd, model.log_spacing_sd})
        text(value);
    text(options.num_chains), text(options.num_warmup), text(options.num_draws), text(options.thin);
    text(seed.value());
    return entente::fingerprint_of(text.bytes + fingerprint_of(votes));
}

template <int K>
std::string write_checkpoint(const GibbsRun<K>& run) {
    Writer writer;
    writer.bytes += run.fingerprint;
    pass_run(writer, run);
    return std::move(writer.bytes);
}

template <int K>
void read_checkpoint(const std::string& bytes, GibbsRun<K>& run) {
    Reader reader(bytes);
    if (reader.text(run.fingerprint.size()) != run.fingerprint)
        throw Error{Errc::bad_input, "the checkpoint belongs to a run of other votes, options or seed",
                    "resume with the votes, options and seed of the run that was stopped, or start anew"};
    pass_run(reader, run);
    reader.expect_end();
}

#define ENTENTE_INSTANTIATE(K)                                    \
    template std::string write_checkpoint<K>(const GibbsRun<K>&); \
    template void read_checkpoint<K>(const std::string&, GibbsRun<K>&);
ENTENTE_EACH_DIMENSION(ENTENTE_INSTANTIATE)
#undef ENTENTE_INSTANTIATE

}  // namespace entente::principles
