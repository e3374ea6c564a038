// SPDX-License-Identifier: Apache-2.0
#include "entente/attain/boosted_trees.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include <fmt/format.h>
#include <xgboost/c_api.h>

#include "entente/base/error.hpp"

namespace entente::attain {
namespace {

void check(int status, std::string_view doing) {
    if (status != 0) throw Error{Errc::failed, fmt::format("boosted trees, {}: {}", doing, XGBGetLastError())};
}

/// Rows in XGBoost's own form.
class Matrix {
public:
    Matrix(std::span<const float> features, std::size_t num_columns) {
        check(XGDMatrixCreateFromMat_omp(features.data(), features.size() / num_columns, num_columns,
                                         std::numeric_limits<float>::quiet_NaN(), &handle_, 1),
              "reading rows");
    }
    ~Matrix() { XGDMatrixFree(handle_); }
    Matrix(const Matrix&) = delete;
    Matrix& operator=(const Matrix&) = delete;

    void set(const char* field, std::span<const float> values) const {
        check(XGDMatrixSetFloatInfo(handle_, field, values.data(), values.size()), field);
    }
    [[nodiscard]] DMatrixHandle handle() const noexcept { return handle_; }

private:
    DMatrixHandle handle_ = nullptr;
};

std::string constraints_of(std::span<const Sign> signs) {
    std::string text = "(";
    for (const Sign sign : signs) text += fmt::format("{}{}", text.size() > 1 ? "," : "", static_cast<int>(sign));
    return text + ")";
}

}  // namespace

struct BoostedTrees::Booster {
    BoosterHandle handle = nullptr;

    explicit Booster(const DMatrixHandle* rows) { check(XGBoosterCreate(rows, rows ? 1 : 0, &handle), "starting"); }
    ~Booster() { XGBoosterFree(handle); }
    Booster(const Booster&) = delete;
    Booster& operator=(const Booster&) = delete;

    void set(const char* name, const std::string& value) const {
        check(XGBoosterSetParam(handle, name, value.c_str()), name);
    }
};

void BoostingOptions::validate() const {
    const auto require = [](bool holds, std::string_view field, double value, std::string_view range) {
        if (!holds)
            throw Error{Errc::wrong_usage,
                        fmt::format("BoostingOptions::{} is {}; it must be {}", field, value, range)};
    };
    require(num_trees >= 1 && num_trees <= 10'000, "num_trees", num_trees, "1 .. 10000");
    require(learning_rate > 0 && learning_rate <= 1, "learning_rate", learning_rate, "in (0, 1]");
    require(max_leaves >= 2 && max_leaves <= 1024, "max_leaves", max_leaves, "2 .. 1024");
    require(min_leaf_weight >= 0, "min_leaf_weight", min_leaf_weight, "0 or more");
    require(ridge >= 0, "ridge", ridge, "0 or more");
    require(column_share > 0 && column_share <= 1, "column_share", column_share, "in (0, 1]");
}

BoostedTrees BoostedTrees::fit(const TrainingRows& rows, std::span<const Sign> signs, const BoostingOptions& options,
                               Seed seed) {
    options.validate();
    if (rows.num_rows() == 0 || rows.features.size() != rows.num_rows() * rows.num_columns ||
        rows.weight.size() != rows.num_rows() || (!signs.empty() && signs.size() != rows.num_columns))
        throw Error{
            Errc::wrong_usage,
            fmt::format("boosted trees: {} outcomes, {} weights, {} features of {} columns, {} signs", rows.num_rows(),
                        rows.weight.size(), rows.features.size(), rows.num_columns, signs.size())};
    const Matrix matrix(rows.features, rows.num_columns);
    matrix.set("label", rows.outcome);
    matrix.set("weight", rows.weight);
    const DMatrixHandle handle = matrix.handle();
    auto booster = std::make_shared<Booster>(&handle);
    double weighted_outcome = 0;
    double total_weight = 0;
    for (std::size_t k = 0; k < rows.num_rows(); ++k) {
        weighted_outcome += static_cast<double>(rows.weight[k]) * rows.outcome[k];
        total_weight += rows.weight[k];
    }
    const std::array<std::pair<const char*, std::string>, 14> parameters{{
        {"booster", "gbtree"},
        {"objective", "binary:logistic"},
        {"tree_method", "hist"},
        {"grow_policy", "lossguide"},
        {"max_depth", "0"},
        {"nthread", "1"},
        {"verbosity", "0"},
        {"seed", fmt::format("{}", seed.value() % 2'147'483'647)},
        {"max_leaves", fmt::format("{}", options.max_leaves)},
        {"eta", fmt::format("{}", options.learning_rate)},
        {"min_child_weight", fmt::format("{}", options.min_leaf_weight)},
        {"lambda", fmt::format("{}", options.ridge)},
        {"colsample_bytree", fmt::format("{}", options.column_share)},
        // Starting from the rate itself: from one half the first hundred trees would only learn how rare events are.
        {"base_score", fmt::format("{}", std::clamp(weighted_outcome / total_weight, 1e-6, 1 - 1e-6))},
    }};
    for (const auto& [name, value] : parameters) booster->set(name, value);
    if (!signs.empty()) booster->set("monotone_constraints", constraints_of(signs));
    for (int tree = 0; tree < options.num_trees; ++tree)
        check(XGBoosterUpdateOneIter(booster->handle, tree, handle), "growing a tree");
    BoostedTrees result;
    result.booster_ = std::move(booster);
    result.num_columns_ = rows.num_columns;
    return result;
}

std::vector<double> BoostedTrees::log_odds(std::span<const float> features) const {
    if (!is_fitted() || features.size() % num_columns_ != 0)
        throw Error{Errc::wrong_usage,
                    fmt::format("boosted trees of {} columns asked about {} features", num_columns_, features.size())};
    if (features.empty()) return {};
    const std::size_t num_rows = features.size() / num_columns_;
    // The rows are read where they stand: a matrix of XGBoost's own would copy them, which takes longer than the trees.
    const std::string where =
        fmt::format(R"({{"data": [{}, true], "shape": [{}, {}], "typestr": "<f4", "version": 3}})",
                    reinterpret_cast<std::uintptr_t>(features.data()), num_rows, num_columns_);
    constexpr const char* kConfig =
        R"({"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false,)"
        R"( "missing": NaN, "cache_id": 0})";
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* result = nullptr;
    check(XGBoosterPredictFromDense(booster_->handle, where.c_str(), kConfig, nullptr, &shape, &dimensions, &result),
          "predicting");
    return {result, result + num_rows};
}

std::string BoostedTrees::to_json() const {
    if (!is_fitted()) return "null";
    bst_ulong length = 0;
    const char* bytes = nullptr;
    check(XGBoosterSaveModelToBuffer(booster_->handle, R"({"format": "json"})", &length, &bytes), "writing");
    return {bytes, bytes + length};
}

BoostedTrees BoostedTrees::from_json(std::string_view json) {
    BoostedTrees trees;
    if (json == "null") return trees;
    // XGBoost parses the whole; what is certainly none of its models never reaches it.
    if (!json.starts_with('{') || json.find("\"learner\"") == std::string_view::npos)
        throw Error{Errc::failed, "boosted trees: the stored model is not one of XGBoost"};
    auto booster = std::make_shared<Booster>(nullptr);
    booster->set("nthread", "1");
    check(XGBoosterLoadModelFromBuffer(booster->handle, json.data(), json.size()), "reading");
    booster->set("nthread", "1");
    bst_ulong num_columns = 0;
    check(XGBoosterGetNumFeature(booster->handle, &num_columns), "reading");
    trees.booster_ = std::move(booster);
    trees.num_columns_ = num_columns;
    return trees;
}

}  // namespace entente::attain
