// SPDX-License-Identifier: Apache-2.0
// What a frame reads of a World: figures of each state, and counts of each dyad, by slots.
#pragma once

#include <array>
#include <vector>

#include <Eigen/Core>

#include "panel_data.hpp"

namespace entente::attain {

/// Figures of each living state as of the year before, by slot; NaN where not known.
struct StateFigures {
    Eigen::VectorXf log_capability, democracy, log_gdp_per_head, log_gdp, position, statehood;
};

/// Counts and sums of each dyad, by slots; symmetric.
struct DyadTables {
    std::array<Eigen::MatrixXf, kNumTieKinds> tied, last_founding, recent;
    std::array<Eigen::VectorXf, kNumTieKinds> rate;  ///< Foundings in the last years of each state.
    Eigen::MatrixXf active_pact, lapsed, formal, informal, close;
    Eigen::VectorXf memberships;
    Eigen::MatrixXf rivalry, disputes, last_dispute, land, sea;

    /// Calls visit(matrix) for each of the dyads' matrices.
    template <typename Visit>
    void for_each_matrix(const Visit& visit) {
        for (auto* group : {&tied, &last_founding, &recent})
            for (Eigen::MatrixXf& m : *group) visit(m);
        for (Eigen::MatrixXf* m :
             {&active_pact, &lapsed, &formal, &informal, &close, &rivalry, &disputes, &last_dispute, &land, &sea})
            visit(*m);
    }
};

/// Reads one year's figures and tables: rows dated before the year, geography and who is alive in it.
class FrameReader {
public:
    /// Throws Error{bad_input} for more states than a frame holds.
    FrameReader(const atlas::World& world, Year year, std::span<const atlas::ActorIndex> besides);

    [[nodiscard]] StateFigures figures(const std::vector<int>& born) const;
    /// Great-circle distances between capitals in km.
    [[nodiscard]] Eigen::MatrixXf distances() const;
    /// `sets` gets the ties in force in the year before.
    [[nodiscard]] DyadTables tables(const std::vector<Tie>& ties, const std::vector<FoundingTies>& foundings,
                                    std::vector<TieSet>& sets) const;

    [[nodiscard]] const std::vector<atlas::ActorIndex>& states() const { return states_; }
    [[nodiscard]] const std::vector<Slot>& slots() const { return slot_of_; }
    [[nodiscard]] Eigen::Index n() const { return n_; }
    [[nodiscard]] bool is_alive(Eigen::Index s) const;
    [[nodiscard]] bool is_major(Eigen::Index s) const;
    [[nodiscard]] bool is_major_now(Eigen::Index s) const;

private:
    [[nodiscard]] Eigen::MatrixXf zeros(float value = 0) const { return Eigen::MatrixXf::Constant(n_, n_, value); }
    void add_ties(const std::vector<Tie>& ties, DyadTables& d, std::vector<TieSet>& sets) const;
    void add_lapsed(const Tie& tie, DyadTables& d) const;
    void add_foundings(const std::vector<FoundingTies>& foundings, DyadTables& d) const;
    void add_conflict(DyadTables& d) const;
    /// The cell of two states in the lower half; nothing where one is not in the frame.
    [[nodiscard]] float* cell(ActorId first, ActorId second, Eigen::MatrixXf& m) const;

    const atlas::World& world_;
    int t_;           ///< The frame's year.
    int p_;           ///< The last year that is known.
    Year geography_;  ///< Year of borders and of who is alive.
    std::vector<atlas::ActorIndex> states_;
    Eigen::Index n_;
    std::vector<Slot> slot_of_;
};

}  // namespace entente::attain
