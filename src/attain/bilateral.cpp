// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/bilateral.hpp"

#include <algorithm>

#include "entente/attain/attain.hpp"
#include "entente/base/parallel.hpp"
#include "matrix.hpp"

namespace entente::attain {
namespace {

std::optional<Depth> deepest_cleared(const std::vector<CellAnswer>& row, double threshold) {
    std::optional<Depth> deepest;
    for (const CellAnswer& cell : row)
        if (cell.chance && cell.chance->probability >= threshold) deepest = cell.cell.depth;
    return deepest;
}

}  // namespace

std::vector<BilateralReach> bilateral_reach(const AnswerInputs& inputs, const Question& question,
                                            atlas::ActorIndex actor, std::span<const atlas::ActorIndex> others,
                                            const Monitor& monitor) {
    std::optional<AnswerGround> own;
    const AnswerGround& ground =
        inputs.ground ? *inputs.ground : own.emplace(answer_ground(inputs.world, question.as_of));
    std::vector<BilateralReach> reach(others.size());
    parallel_for(others.size(), [&](std::size_t k) {
        if (monitor.stop.stop_requested()) return;
        Question pair = question;
        pair.pool = {std::min(actor, others[k]), std::max(actor, others[k])};
        const Pool pool(inputs, pair, ground);
        reach[k].other = others[k];
        const Prospects prospects(inputs, pair, pool, ground);
        reach[k].row = fill_row(inputs, pair, pool, ground, prospects, Scope::bilateral, monitor);
        reach[k].depth = deepest_cleared(reach[k].row, question.threshold);
    });
    monitor.check_stop();
    return reach;
}

}  // namespace entente::attain
