// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::brief {

/// A feature of the models in a reader's words: `log_distance` is `how far apart their capitals lie`. A feature that
/// has none keeps its name, with blanks.
[[nodiscard]] std::string feature_words(std::string_view feature);

/// Whether a reader can weigh the feature without a codebook: only such features stand in a brief.
[[nodiscard]] bool is_plain_feature(std::string_view feature);

}  // namespace entente::brief
