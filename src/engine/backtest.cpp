// SPDX-License-Identifier: Apache-2.0
#include "entente/engine/backtest.hpp"

#include <algorithm>
#include <map>

#include "entente/engine/case_files.hpp"
#include "entente/engine/models.hpp"
#include "entente/sources/csv.hpp"

namespace entente::engine {
namespace {

/// What other models say, by the id of a case.
struct Rivals {
    std::vector<std::string> names{};
    std::map<std::string, std::vector<double>, std::less<>> of_case{};
};

Rivals read_rivals(const std::filesystem::path& file, std::string_view id_column, const Monitor& monitor) {
    sources::CsvReader csv(file, ',', monitor);
    const auto id = csv.column(id_column);
    Rivals rivals;
    std::vector<sources::Column> columns;
    for (const std::string& name : csv.header()) {
        if (name == id_column) continue;
        rivals.names.push_back(name);
        columns.push_back(csv.column(name));
    }
    while (csv.next()) {
        auto& values = rivals.of_case[std::string(csv.text(id))];
        for (const auto column : columns) values.push_back(csv.number(column));
    }
    return rivals;
}

/// The model over which gains are measured: the strongest that a file of baselines brings.
std::string reference_of(const std::vector<std::string>& names) {
    for (const char* name : {"net_blend", "blend"})
        if (std::ranges::find(names, name) != names.end()) return name;
    return names.empty() ? "" : names.back();
}

/// Foundings by family, year and states, to find a case's partnership.
using FoundingKey = std::tuple<Family, Year, std::vector<atlas::ActorIndex>>;

FoundingKey key_of(Family family, Year year, std::span<const std::vector<atlas::ActorIndex>> units) {
    std::vector<atlas::ActorIndex> states;
    for (const auto& unit : units) states.insert(states.end(), unit.begin(), unit.end());
    std::ranges::sort(states);
    return {family, year, std::move(states)};
}

attain::ChoiceCases read_choices(const std::filesystem::path& folder, const attain::Panel& panel,
                                 const Monitor& monitor) {
    const Rivals rivals = read_rivals(folder / "partnership_baselines.csv.gz", "set_id", monitor);
    std::map<FoundingKey, std::uint32_t> foundings;
    for (const attain::FoundingEvent& event : panel.foundings())
        foundings.emplace(key_of(event.family, event.year, event.units), event.partnership);
    std::map<std::string, std::map<int, SetRow>> events;
    for (SetRow& row : read_sets(folder / "partnership_cases.csv.gz", panel.world(), monitor))
        events[row.event].emplace(row.candidate, std::move(row));
    attain::ChoiceCases choices{.rivals = rivals.names, .reference = reference_of(rivals.names)};
    for (auto& [event, candidates] : events) {
        const SetRow& real = candidates.begin()->second;
        if (real.candidate != 0) continue;
        attain::ChoiceCase one{.family = real.set.family, .year = real.set.year};
        if (const auto found = foundings.find(key_of(one.family, one.year, real.set.units)); found != foundings.end())
            one.partnership = found->second;
        one.rivals.resize(rivals.names.size());
        bool is_scored = true;
        for (auto& [number, row] : candidates) {
            const auto said = rivals.of_case.find(row.set.id);
            is_scored = is_scored && said != rivals.of_case.end();
            if (!is_scored) break;
            for (std::size_t r = 0; r < rivals.names.size(); ++r)
                one.rivals[r].push_back(attain::logit(std::clamp(said->second[r], 1e-9, 1 - 1e-9)));
            one.candidates.push_back(std::move(row.set));
        }
        if (is_scored) choices.cases.push_back(std::move(one));
    }
    return choices;
}

attain::AccessionTests read_accessions(const std::filesystem::path& folder, const AccessionData& data,
                                       const atlas::World& world, const Monitor& monitor) {
    const Rivals rivals = read_rivals(folder / "accession_baselines.csv.gz", "case_id", monitor);
    attain::AccessionTests tests{.rivals = rivals.names, .reference = reference_of(rivals.names)};
    for (const AccessionRow& row : read_accession_cases(folder / "accession_cases.csv.gz", data, world, monitor))
        if (const auto said = rivals.of_case.find(row.id); said != rivals.of_case.end())
            tests.cases.push_back({row.asked, row.joins, row.weight, said->second});
    return tests;
}

bool has_cases(const std::filesystem::path& folder, std::string_view kind) {
    return !folder.empty() && std::filesystem::exists(folder / (std::string(kind) + "_cases.csv.gz")) &&
           std::filesystem::exists(folder / (std::string(kind) + "_baselines.csv.gz"));
}

/// Every `step`-th, so that every family and decade stays in.
template <typename Item>
void thin(std::vector<Item>& items, std::size_t step) {
    std::size_t kept = 0;
    for (std::size_t k = 0; k < items.size(); k += step) {
        if (kept != k) items[kept] = std::move(items[k]);
        ++kept;
    }
    items.resize(kept);
}

}  // namespace

BacktestRequest small_backtest(BacktestRequest request) {
    request.case_step = 8;
    request.options.dyad_year_step = 10;
    request.options.num_resamples = 100;
    return request;
}

attain::BacktestReport run_backtest(const atlas::Atlas& atlas, const std::filesystem::path& data,
                                    const BacktestRequest& request, const Monitor& monitor) {
    request.options.validate();
    constexpr double kOutsiderShare = 0.05;
    const atlas::World world = atlas.world(atlas.last_year());
    const attain::Panel panel(world);
    const auto models = stored_models(atlas, "attain", attain::model_from_json);
    const auto pairs = stored_models(atlas, kPairModels, attain::pair_model_from_json);
    attain::ChoiceCases choices = has_cases(request.cases, "partnership")
                                      ? read_choices(request.cases, panel, monitor)
                                      : attain::sample_choices(panel, {}, request.options.from, request.seed, monitor);
    thin(choices.cases, request.case_step);

    attain::BacktestInputs inputs{
        .panel = panel, .models = models, .pairs = pairs, .choices = choices, .seed = request.seed};
    AccessionData organisations;
    std::vector<attain::AccessionModel> accession_models;
    attain::AccessionTests tests;
    std::optional<attain::AccessionInputs> accession_inputs;
    if (atlas.source_fingerprint(kOrganisationTable)) {
        organisations = read_accession_data(atlas, world, data);
        accession_models = stored_models(atlas, "accession", attain::accession_model_from_json);
        accession_inputs.emplace(organisations.inputs(panel));
        tests = has_cases(request.cases, "accession")
                    ? read_accessions(request.cases, organisations, world, monitor)
                    : attain::sample_accessions(*accession_inputs, request.options.from, kOutsiderShare, request.seed,
                                                monitor);
        if (request.case_step > 1) {
            // Whole organisations, since newcomers are ranked among all that stayed outside of theirs.
            std::erase_if(tests.cases, [&](const attain::AccessionTest& test) {
                return test.asked.organisation % request.case_step != 0;
            });
        }
        inputs.organisations = &*accession_inputs;
        inputs.accession_models = accession_models;
        inputs.accessions = &tests;
    }
    return attain::run_backtest(inputs, request.options, monitor);
}

}  // namespace entente::engine
