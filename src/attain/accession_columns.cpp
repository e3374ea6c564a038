// SPDX-License-Identifier: Apache-2.0
#include "accession_columns.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace entente::attain {
namespace {

std::string lifted_name(std::string_view lift, DyadFeature feature) {
    return std::string(lift) + '.' + std::string(kDyadFeatures[static_cast<std::size_t>(feature)].name);
}

}  // namespace

std::span<const FeatureInfo> accession_features() {
    // Names are built once and live as long as the table that points to them.
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Lifted& lifted : kLifted) all.push_back(lifted_name("mean", lifted.feature));
        for (const Lifted& lifted : kLifted)
            if (lifted.has_max) all.push_back(lifted_name("max", lifted.feature));
        for (const Lifted& lifted : kLifted)
            if (lifted.has_min) all.push_back(lifted_name("min", lifted.feature));
        for (const Ranked& ranked : kRanked) all.push_back("rank." + std::string(ranked.column));
        return all;
    }();
    static const std::vector<FeatureInfo> table = [] {
        std::vector<FeatureInfo> all;
        for (std::size_t k = 0; k < names.size() - kRanked.size(); ++k) {
            const std::string_view name = names[k];
            const auto feature = std::ranges::find(kDyadFeatures, name.substr(name.find('.') + 1), &FeatureInfo::name);
            all.push_back({name, feature->unit, feature->definition, Sign::free});
        }
        all.insert(all.end(), kOwn.begin(), kOwn.end());
        for (std::size_t k = names.size() - kRanked.size(); k < names.size(); ++k)
            all.push_back({names[k], "log(1+n)", "how many of those outside are nearer by this column", Sign::free});
        return all;
    }();
    return table;
}

}  // namespace entente::attain
