// SPDX-License-Identifier: Apache-2.0
//
// The words of a brief: names, numbers, likelihoods.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/brief/brief.hpp"

namespace entente::brief {

/// The word for a probability on the yardstick of the Professional Head of Intelligence Assessment (UK, 2019): a remote
/// chance, highly unlikely, unlikely, a realistic possibility, likely, highly likely, almost certain. The yardstick
/// leaves gaps between its bands; each is split in the middle.
[[nodiscard]] std::string_view likelihood(double probability);

/// `94 %`, `under 1 %`, `over 99 %`.
[[nodiscard]] std::string percent(double part);

/// `It is likely (66 %, range 34 to 93 %) that it rains.`; the range is left out where it says no more than the figure.
[[nodiscard]] std::string likely_that(const attain::Chance& chance, std::string_view clause);

/// `highly likely (87 %)`.
[[nodiscard]] std::string in_words(double probability);
/// `71 to 94 %`.
[[nodiscard]] std::string range_of(const attain::Chance& chance);

/// What a depth is in plain words: practice is `regular practice`.
[[nodiscard]] std::string_view plain(Depth depth);

/// one .. twelve in words, larger numbers in figures.
[[nodiscard]] std::string count(std::size_t number);

/// `A, B and C`.
[[nodiscard]] std::string listed(std::span<const std::string> words);

/// The first letter as a capital.
[[nodiscard]] std::string capitalised(std::string text);
/// A name in the middle of a sentence: `Climate change` is `climate change`; what begins with two capitals stays.
[[nodiscard]] std::string uncapitalised(std::string text);

/// `the United States`, `India`: a name with the article that English gives it.
[[nodiscard]] std::string with_article(const std::string& name);

/// `the two`, `all three`: everyone of a pool of so many.
[[nodiscard]] std::string all_of(std::size_t number);

/// `the Kimberley Process`, `New START`: a partnership's name with the article that English gives it.
[[nodiscard]] std::string partnership_with_article(const std::string& name);

/// The names of what an answer speaks of by key.
class NameBook {
public:
    explicit NameBook(const BriefInputs& inputs);

    /// The name, with its article; the key itself where there is no name.
    [[nodiscard]] std::string actor(std::string_view key) const;
    /// The name as it is; the id itself where there is no name.
    [[nodiscard]] std::string partnership(std::string_view id) const;
    /// `the United States, India and China`; `all four` where they are all of the actors asked about;
    /// of more than eight the first six and how many others.
    [[nodiscard]] std::string actors(std::span<const std::string> keys) const;
    /// `between India and China`, `among all four`.
    [[nodiscard]] std::string among(std::span<const std::string> keys) const;
    /// A text in which each key of an actor that stands alone has become its name.
    [[nodiscard]] std::string spelled_out(std::string_view text) const;

private:
    const BriefInputs& inputs_;
    std::map<std::string, std::string, std::less<>> of_pool_;
};

}  // namespace entente::brief
