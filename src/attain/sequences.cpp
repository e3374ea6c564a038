// SPDX-License-Identifier: Apache-2.0
#include "sequences.hpp"

#include <algorithm>
#include <vector>

namespace entente::attain {

Followed what_follows(const Eigen::MatrixXi& entry, const Eigen::VectorXf& lines, const Eigen::VectorXf& columns,
                      int year, int least, int window) {
    using Eigen::Index;
    constexpr float kDoubt = 3;  // Entries' worth of doubt in a share.
    Followed result{Eigen::MatrixXf::Zero(entry.rows(), entry.cols()),
                    Eigen::MatrixXf::Zero(entry.rows(), entry.cols())};
    std::vector<Index> teachers;
    std::vector<Index> recent;
    for (Index b = 0; b < entry.cols(); ++b) {
        teachers.clear();
        recent.clear();
        for (Index i = 0; i < entry.rows(); ++i) {
            if (entry(i, b) == kNeverEntered || columns[b] == 0) continue;
            if (lines[i] > 0) teachers.push_back(i);
            if (year - 1 - entry(i, b) < window) recent.push_back(i);
        }
        for (Index c = 0; c < entry.cols() && !recent.empty(); ++c) {
            int followed = 0;
            for (const Index i : teachers) {
                const int gap = entry(i, c) - entry(i, b);
                followed += c != b && gap >= least && gap <= window;
            }
            if (followed == 0) continue;
            const float share = static_cast<float>(followed) / (static_cast<float>(teachers.size()) + kDoubt);
            for (const Index i : recent) {
                result.sum(i, c) += share;
                result.most(i, c) = std::max(result.most(i, c), share);
            }
        }
    }
    return result;
}

}  // namespace entente::attain
