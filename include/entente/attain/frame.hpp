// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "entente/atlas/world.hpp"
#include "entente/attain/features.hpp"
#include "entente/base/partnership.hpp"

namespace entente::attain {

/// Position of a living state in a frame.
using Slot = std::uint16_t;
inline constexpr Slot kNoSlot = 0xffff;

/// Kind of tie under which partnerships are counted as network: organisations are formal and informal together.
enum class TieKind : std::uint8_t { alliance, trade, organisation };
inline constexpr std::size_t kNumTieKinds = 3;

/// Members of one partnership in the year before a frame's, as bits over slots.
struct TieSet {
    TieKind kind{};
    std::uint32_t partnership = 0;  ///< Position in World::partnerships().
    int size = 0;
    std::array<std::uint64_t, 4> members{};
};

/// What is known of all dyads of living states at the start of a year: columnar, immutable, built once per World and
/// year. A value that is not known is NaN, never zero.
class DyadFrame {
public:
    static constexpr std::size_t kStride = (kNumDyadFeatures + 7) / 8 * 8;

    [[nodiscard]] Year year() const noexcept { return year_; }
    [[nodiscard]] std::size_t num_states() const noexcept { return states_.size(); }
    /// Living states, and those asked for besides, in the order of their ids.
    [[nodiscard]] std::span<const atlas::ActorIndex> states() const noexcept { return states_; }
    [[nodiscard]] bool is_living(Slot slot) const noexcept { return living_[slot] != 0; }
    [[nodiscard]] std::size_t num_living() const noexcept { return num_living_; }
    [[nodiscard]] Slot slot_of(atlas::ActorIndex actor) const noexcept {
        return actor < slot_of_.size() ? slot_of_[actor] : kNoSlot;
    }
    /// The dyad's features, kNumDyadFeatures of them; a != b; symmetric.
    [[nodiscard]] std::span<const float> dyad(Slot a, Slot b) const noexcept { return {row(a, b), kNumDyadFeatures}; }
    [[nodiscard]] float value(Slot a, Slot b, DyadFeature feature) const noexcept {
        return row(a, b)[static_cast<std::size_t>(feature)];
    }
    /// Contiguous, of one region, or with a major power among them.
    [[nodiscard]] bool is_relevant(Slot a, Slot b) const noexcept { return relevant_[a][b / 64] >> (b % 64) & 1; }
    [[nodiscard]] const std::array<std::uint64_t, 4>& relevant_to(Slot a) const noexcept { return relevant_[a]; }
    [[nodiscard]] std::span<const TieSet> ties() const noexcept { return ties_; }
    [[nodiscard]] int region_of(Slot slot) const noexcept { return region_[slot]; }
    [[nodiscard]] int subregion_of(Slot slot) const noexcept { return subregion_[slot]; }
    [[nodiscard]] int subregion_size(int subregion) const noexcept {
        return subregion_size_[static_cast<std::size_t>(subregion)];
    }
    [[nodiscard]] bool is_major(Slot slot) const noexcept { return major_[slot] != 0; }
    /// Share of the living states' capability; NaN where not known.
    [[nodiscard]] float capability_share(Slot slot) const noexcept { return capability_[slot]; }
    /// The state with the largest share of capability; kNoSlot where none is known.
    [[nodiscard]] Slot capability_leader() const noexcept { return leader_; }
    /// Position of principles as known the year before; NaN where not known.
    [[nodiscard]] float position(Slot slot) const noexcept { return position_[slot]; }
    /// log(1 + partnerships of a kind founded with this state in the five years before).
    [[nodiscard]] float rate(TieKind kind, Slot slot) const noexcept {
        return rate_[static_cast<std::size_t>(kind)][slot];
    }
    /// Foundings a year over the three years before, of a family.
    [[nodiscard]] double founding_rate(Family family) const noexcept {
        return founding_rate_[static_cast<std::size_t>(family)];
    }

    /// The same frame with one value of one dyad replaced: how blockers ask 'what if'. Cost: one state's dyads, all
    /// others are shared.
    [[nodiscard]] DyadFrame with(Slot a, Slot b, DyadFeature feature, float value) const;

private:
    friend class FrameWriter;
    /// Dyads of one state with each that comes before it, kStride values each; zeros fill the stride.
    using StateDyads = std::vector<float>;
    [[nodiscard]] const float* row(Slot a, Slot b) const noexcept {
        return dyads_[a < b ? b : a]->data() + (a < b ? a : b) * kStride;
    }

    Year year_{};
    std::vector<atlas::ActorIndex> states_{};
    std::vector<std::uint8_t> living_{};
    std::size_t num_living_ = 0;
    std::vector<Slot> slot_of_{};
    std::vector<std::shared_ptr<StateDyads>> dyads_{};  ///< Never written once the frame is built.
    std::vector<std::array<std::uint64_t, 4>> relevant_{};
    std::vector<TieSet> ties_{};
    std::vector<int> region_{};
    std::vector<int> subregion_{};
    std::vector<int> subregion_size_{};
    std::vector<std::uint8_t> major_{};
    std::vector<float> capability_{};
    Slot leader_ = kNoSlot;
    std::vector<float> position_{};
    std::array<std::vector<float>, kNumTieKinds> rate_{};
    std::array<double, 4> founding_rate_{};
};

/// A founding: who set up a partnership of a family in a year, and which of them acted as one (a bloc).
struct FoundingEvent {
    std::uint32_t partnership = 0;  ///< Position in World::partnerships().
    Family family = Family::alliance;
    Year year{};
    std::vector<std::vector<atlas::ActorIndex>> units{};  ///< Each in the order of ids; units in order of their first.
};

/// Everything of a World that frames are cut from, in a form that makes a frame cheap. The World must outlive it.
///
/// frame(t) reads rows dated t-1 or earlier; geography and who is alive are read at t (or at as_of, if t is later).
/// Cost of a frame: about 10 ms for 190 states. Safe to call from many threads.
class Panel {
public:
    explicit Panel(const atlas::World& world);
    ~Panel();
    Panel(Panel&&) noexcept;
    Panel& operator=(Panel&&) noexcept;

    /// Frame of the states that live in the year, and of those named besides (states that come to life later, asked
    /// about all the same). t is 1817 or later and at most as_of + 1; throws Error{wrong_usage} otherwise.
    [[nodiscard]] DyadFrame frame(Year year, std::span<const atlas::ActorIndex> besides = {}) const;
    /// Foundings of the four families by two or more living states, in the order of year, then of the partnerships'
    /// ids. Partnerships that only curators hold are no cases: what was chosen for being well known would bias rates.
    [[nodiscard]] std::span<const FoundingEvent> foundings() const noexcept;
    [[nodiscard]] const atlas::World& world() const noexcept;
    [[nodiscard]] Year first_year() const noexcept;
    [[nodiscard]] Year last_year() const noexcept;

    struct Data;
    /// For this floor's own sources (src/attain/panel_data.hpp).
    [[nodiscard]] const Data& data() const noexcept { return *data_; }

private:
    std::unique_ptr<const Data> data_;
};

}  // namespace entente::attain
