// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "entente/attain/model.hpp"

namespace entente::attain {
namespace {

using nlohmann::json;

constexpr int kDigits = 5;            ///< Far below any standard error.
constexpr int kCovarianceDigits = 3;  ///< Intervals do not show more.

/// The value in few significant digits: a third of the size as text.
double rounded(double value, int digits = kDigits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    double result = 0;
    std::from_chars(text, text + sizeof text, result);
    return result;
}

template <typename Range>
json numbers(const Range& range) {
    json list = json::array();
    for (const auto value : range) list.push_back(rounded(static_cast<double>(value)));
    return list;
}

json vector_json(const Eigen::VectorXd& vector) {
    return numbers(std::vector<double>(vector.data(), vector.data() + vector.size()));
}

Eigen::VectorXd vector_from(const json& list) {
    Eigen::VectorXd vector(static_cast<Eigen::Index>(list.size()));
    for (std::size_t k = 0; k < list.size(); ++k) vector[static_cast<Eigen::Index>(k)] = list[k].get<double>();
    return vector;
}

/// Lower triangle, row by row: covariances are symmetric.
json triangle(const Eigen::MatrixXd& matrix) {
    json list = json::array();
    for (Eigen::Index r = 0; r < matrix.rows(); ++r)
        for (Eigen::Index c = 0; c <= r; ++c) list.push_back(rounded(matrix(r, c), kCovarianceDigits));
    return list;
}

Eigen::MatrixXd triangle_from(const json& list) {
    const auto n = static_cast<Eigen::Index>((std::sqrt(8.0 * static_cast<double>(list.size()) + 1) - 1) / 2 + 0.5);
    Eigen::MatrixXd matrix(n, n);
    std::size_t k = 0;
    for (Eigen::Index r = 0; r < n; ++r)
        for (Eigen::Index c = 0; c <= r; ++c) matrix(r, c) = matrix(c, r) = list[k++].get<double>();
    return matrix;
}

template <typename Array>
void fill(Array& array, const json& list) {
    for (std::size_t k = 0; k < array.size(); ++k) array[k] = list.at(k).get<typename Array::value_type>();
}

json fit_json(const LogisticFit& fit) {
    return {{"coefficients", vector_json(fit.coefficients)}, {"covariance", triangle(fit.covariance)}};
}

LogisticFit fit_from(const json& object) {
    return {.coefficients = vector_from(object.at("coefficients")),
            .covariance = triangle_from(object.at("covariance")),
            .has_converged = true};
}

json formation_json(const FormationFit& fit) {
    json groups = json::array();
    for (std::size_t g = 0; g < kNumCaseGroups; ++g)
        groups.push_back({{"group", name_of(static_cast<CaseGroup>(g))},
                          {"num_cases", fit.num_cases[g]},
                          {"mean", numbers(fit.scale[g].mean)},
                          {"inverse_sd", numbers(fit.scale[g].inverse_sd)},
                          {"coefficients", vector_json(fit.coefficients.col(static_cast<Eigen::Index>(g)))}});
    return groups;
}

FormationFit formation_from(const json& groups, Year before) {
    FormationFit fit{.before = before};
    fit.coefficients.resize(kNumDesign, kNumCaseGroups);
    for (std::size_t g = 0; g < kNumCaseGroups; ++g) {
        const json& group = groups.at(g);
        fit.num_cases[g] = group.at("num_cases").get<int>();
        fill(fit.scale[g].mean, group.at("mean"));
        fill(fit.scale[g].inverse_sd, group.at("inverse_sd"));
        fit.coefficients.col(static_cast<Eigen::Index>(g)) = vector_from(group.at("coefficients"));
    }
    return fit;
}

json joint_json(const JointModel& model) {
    return {{"num_foundings", model.num_foundings},     {"mean", numbers(model.mean)},
            {"inverse_sd", numbers(model.inverse_sd)},  {"founding", fit_json(model.founding)},
            {"joining", fit_json(model.joining)},       {"accession", fit_json(model.accession)},
            {"exact_share", numbers(model.exact_share)}};
}

JointModel joint_from(const json& object) {
    JointModel model{.founding = fit_from(object.at("founding")),
                     .joining = fit_from(object.at("joining")),
                     .accession = fit_from(object.at("accession")),
                     .num_foundings = object.at("num_foundings").get<int>()};
    fill(model.mean, object.at("mean"));
    fill(model.inverse_sd, object.at("inverse_sd"));
    fill(model.exact_share, object.at("exact_share"));
    return model;
}

json depth_json(const DepthModel& model) {
    const DepthModel::State state = model.state();
    return {{"num_cases", state.num_cases},
            {"uses_covariates", state.uses_covariates},
            {"skill", rounded(state.skill)},
            {"is_observable", state.is_observable},
            {"share", numbers(state.share)},
            {"cut_depths", state.cut_depths},
            {"cuts", numbers(state.cuts)},
            {"beta", numbers(state.beta)},
            {"covariance", triangle(state.covariance)}};
}

DepthModel depth_from(const json& object) {
    DepthModel::State state{.num_cases = object.at("num_cases").get<int>(),
                            .uses_covariates = object.at("uses_covariates").get<bool>(),
                            .skill = object.at("skill").get<double>(),
                            .cut_depths = object.at("cut_depths").get<std::vector<int>>(),
                            .cuts = object.at("cuts").get<std::vector<double>>(),
                            .beta = object.at("beta").get<std::vector<double>>(),
                            .covariance = triangle_from(object.at("covariance"))};
    fill(state.is_observable, object.at("is_observable"));
    fill(state.share, object.at("share"));
    return DepthModel::of_state(std::move(state));
}

json calibration_json(const ChoiceCalibration& calibration) {
    json groups = json::array();
    for (const auto& group : calibration.of_group)
        groups.push_back(
            {{"slope", rounded(group.slope)}, {"log_mean", rounded(group.log_mean)}, {"num_cases", group.num_cases}});
    return groups;
}

ChoiceCalibration calibration_from(const json& groups) {
    ChoiceCalibration calibration;
    for (std::size_t g = 0; g < kNumCaseGroups; ++g) {
        auto& group = calibration.of_group[g];
        group.slope = groups.at(g).at("slope").get<double>();
        group.log_mean = groups.at(g).at("log_mean").get<double>();
        group.num_cases = groups.at(g).at("num_cases").get<int>();
    }
    return calibration;
}

json precedents_json(const std::vector<Precedent>& precedents) {
    json list = json::array();
    for (const Precedent& precedent : precedents) {
        json place = json::array();
        for (const float z : precedent.place) place.push_back(rounded(z, 2));
        list.push_back({precedent.id, place});
    }
    return list;
}

std::vector<Precedent> precedents_from(const json& list) {
    std::vector<Precedent> precedents;
    for (const json& entry : list) {
        Precedent precedent{.id = entry.at(0).get<std::string>()};
        fill(precedent.place, entry.at(1));
        precedents.push_back(std::move(precedent));
    }
    return precedents;
}

template <typename Array, typename Function>
json each(const Array& array, Function function) {
    json list = json::array();
    for (const auto& one : array) list.push_back(function(one));
    return list;
}

}  // namespace

std::string to_json(const AttainModel& model) {
    const json object{{"columns", columns_fingerprint()},
                      {"before", model.before.value()},
                      {"formation", formation_json(model.formation)},
                      {"calibration", calibration_json(model.calibration)},
                      {"joint", each(model.joint, joint_json)},
                      {"depth", each(model.depth, depth_json)},
                      {"precedents", precedents_json(model.precedents)}};
    return object.dump();
}

AttainModel model_from_json(std::string_view text) {
    try {
        const json object = json::parse(text);
        if (object.at("columns").get<std::string>() != columns_fingerprint())
            throw Error{Errc::failed, "the stored model was fitted on other features than this engine computes",
                        "Run entente estimate attain."};
        const Year before{object.at("before").get<int>()};
        for (const json& depth : object.at("depth"))
            if (const auto num_slopes = depth.at("beta").size(); num_slopes > 0 && num_slopes != kNumDepthCovariates)
                throw Error{Errc::failed, "the stored model of depth has other covariates than this engine computes",
                            "Run entente estimate attain."};
        AttainModel model{.before = before,
                          .formation = formation_from(object.at("formation"), before),
                          .calibration = calibration_from(object.at("calibration")),
                          .precedents = precedents_from(object.at("precedents"))};
        for (std::size_t f = 0; f < model.joint.size(); ++f) {
            model.joint[f] = joint_from(object.at("joint").at(f));
            model.depth[f] = depth_from(object.at("depth").at(f));
        }
        return model;
    } catch (const json::exception& error) {
        throw Error{Errc::failed, std::string("the stored model cannot be read: ") + error.what(),
                    "Run entente estimate attain."};
    }
}

}  // namespace entente::attain
