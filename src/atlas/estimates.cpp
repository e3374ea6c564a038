// SPDX-License-Identifier: Apache-2.0
//
// What the engine made of the sources: each estimate's rows beside its version, seed and the inputs it rests on.
#include <cmath>

#include <fmt/format.h>

#include "content.hpp"
#include "impl.hpp"
#include "read.hpp"
#include "registry_tables.hpp"
#include "row_check.hpp"
#include "statement.hpp"

namespace entente::atlas {

namespace {

/// Writes the estimate's own row. `rows` has seen its rows and gives the fingerprint where the caller gave none.
void write_info(SQLite::Database& database, const EstimateInfo& info, ContentHash& rows) {
    if (info.name.empty()) throw Error{Errc::bad_input, "an estimate without a name cannot be stored"};
    const std::string fingerprint =
        !info.fingerprint.empty() ? info.fingerprint : rows.add(info.version, info.input_fingerprint).hex();
    Statement{database, R"(
        INSERT INTO estimate VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (name) DO UPDATE SET version = ?2, seed = ?3, input_fingerprint = ?4, fingerprint = ?5, note = ?6)"}
        .run(info.name, info.version, std::to_string(info.seed), info.input_fingerprint, fingerprint, info.note);
}

void clear(SQLite::Database& database, std::string_view table, const std::string& estimate) {
    Statement{database, fmt::format("DELETE FROM {} WHERE estimate = ?", table)}.run(estimate);
}

/// Checks the rows of one estimate as it writes them; messages begin with its name.
class EstimateWriter {
public:
    EstimateWriter(SQLite::Database& database, const EstimateInfo& info)
        : database_(database), info_(info), actors_(ids_in(database, "SELECT id FROM actor")) {}

    void ideal_points(const std::vector<IdealPointRow>& rows) {
        begin("ideal_point");
        Statement insert{database_, "INSERT INTO ideal_point VALUES (?, ?, ?, ?, ?, ?)"};
        const auto key = [](const IdealPointRow& row) { return std::tuple{row.actor, row.year, row.dimension}; };
        for (const std::uint32_t k : order_by_key(rows, key)) {
            const IdealPointRow& row = rows[k];
            check(row.actor, row.mean, row.std_error);
            hash_.add(row.actor, row.year, row.dimension, row.mean, row.std_error);
            insert.run(info_.name, row.actor, row.year, row.dimension, row.mean, row.std_error);
        }
    }

    void roll_calls(std::span<const RollCallParameterRow> rows) {
        clear(database_, "roll_call_parameter", info_.name);
        const IdSet known = ids_in(database_, "SELECT id FROM roll_call");
        Statement insert{database_, "INSERT INTO roll_call_parameter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
        for (const RollCallParameterRow& row : rows) {
            if (!known.has(row.roll_call.value()))
                fail(fmt::format("roll call {} is not in the atlas", row.roll_call.value()));
            for (const double value : {row.discrimination, row.discrimination_se, row.difficulty, row.difficulty_se,
                                       row.cut_low, row.cut_low_se, row.cut_high, row.cut_high_se})
                finite(value);
            hash_.add(row.roll_call, row.discrimination, row.difficulty, row.cut_low, row.cut_high);
            insert.run(info_.name, row.roll_call, row.discrimination, row.discrimination_se, row.difficulty,
                       row.difficulty_se, row.cut_low, row.cut_low_se, row.cut_high, row.cut_high_se);
        }
    }

    void known_positions(const std::vector<KnownPosition>& rows) {
        begin("known_position");
        Statement insert{database_, "INSERT INTO known_position VALUES (?, ?, ?, ?, ?)"};
        const auto key = [](const KnownPosition& row) { return std::pair{row.actor, row.year}; };
        for (const std::uint32_t k : order_by_key(rows, key)) {
            const KnownPosition& row = rows[k];
            check(row.actor, row.mean, row.std_error);
            hash_.add(row.actor, row.year, row.mean, row.std_error);
            insert.run(row.actor, row.year, row.mean, row.std_error, info_.name);
        }
    }

    void impact_shares(const std::vector<ImpactShareRow>& rows) {
        begin("impact_share");
        Statement insert{database_, "INSERT INTO impact_share VALUES (?, ?, ?, ?, ?, ?, ?)"};
        const auto key = [](const ImpactShareRow& row) {
            return std::tuple{std::string_view{row.issue}, row.actor, row.year};
        };
        for (const std::uint32_t k : order_by_key(rows, key)) {
            const ImpactShareRow& row = rows[k];
            check(row.actor, row.share, row.sd);
            hash_.add(row.issue, row.actor, row.year, row.share, row.sd, row.age_years);
            insert.run(row.issue, row.actor, row.year, row.share, row.sd, row.age_years, info_.name);
        }
    }

    void order(const std::vector<OrderValueRow>& values, std::span<const OrderDriverRow> drivers) {
        begin("order_value");
        clear(database_, "order_driver", info_.name);
        Statement insert{database_, "INSERT INTO order_value VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
        for (const OrderValueRow& row : values) {
            for (const double value : {row.mean, row.std_error, row.low, row.high}) finite(value);
            hash_.add(row.series, row.variant, row.year, row.mean, row.std_error, row.low, row.high);
            insert.run(info_.name, row.series, row.variant, row.year, row.mean, row.std_error, row.low, row.high,
                       row.count, row.age_years);
        }
        Statement driver{database_, "INSERT INTO order_driver VALUES (?, ?, ?, ?, ?)"};
        for (const OrderDriverRow& row : drivers) {
            check(row.actor, row.contribution, 0);
            hash_.add(row.series, row.year, row.actor, row.contribution);
            driver.run(info_.name, row.series, row.year, row.actor, row.contribution);
        }
    }

    void partnerships(const std::vector<Partnership>& rows) {
        begin("partnership");
        const auto key = [](const Partnership& row) { return std::string_view{row.id}; };
        Statement insert{database_, "INSERT INTO partnership VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
        Statement party{database_, "INSERT INTO partnership_party VALUES (?, ?, ?, ?, ?, ?, ?)"};
        Statement evidence{database_, "INSERT INTO partnership_evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
        Statement issue{database_, "INSERT INTO partnership_issue VALUES (?, ?, ?)"};
        Statement source{database_, "INSERT INTO partnership_source VALUES (?, ?, ?)"};
        for (const std::uint32_t k : order_by_key(rows, key)) {
            const Partnership& p = rows[k];
            hash_.add(p.id, p.name, p.family, p.scope, p.scope_rule, p.depth, p.label, p.status, p.begun, p.ended);
            insert.run(p.id, info_.name, p.name, p.family, p.scope, p.scope_rule, p.depth, p.label, p.status, p.begun,
                       p.ended);
            int position = 0;
            for (const Party& row : p.parties) {
                check_actor(actors_, row.actor, "partnership " + p.id);
                hash_.add(row.actor, row.spell, row.role, row.side);
                party.run(p.id, position++, row.actor, row.spell.first, row.spell.last, row.role, row.side);
            }
            position = 0;
            for (const Evidence& row : p.evidence) {
                hash_.add(row.sign, row.depth, row.is_present, row.since, row.citation, row.note);
                evidence.run(p.id, position++, row.sign, row.depth, row.is_present, row.since, row.citation, row.note);
            }
            write_texts(issue, p.id, p.issues);
            write_texts(source, p.id, p.sources);
        }
    }

    void finish() { write_info(database_, info_, hash_); }

private:
    /// Rows name their estimate, so its own row has to be there first; `finish` completes it.
    void begin(std::string_view table) {
        clear(database_, table, info_.name);
        ContentHash nothing;
        write_info(database_, info_, nothing);
    }
    void write_texts(Statement& insert, const std::string& id, const std::vector<std::string>& texts) {
        int position = 0;
        for (const std::string& text : texts) {
            hash_.add(text);
            insert.run(id, position++, text);
        }
    }
    [[noreturn]] void fail(const std::string& what) const {
        throw Error{Errc::bad_input, fmt::format("estimate {}: {}", info_.name, what)};
    }
    void finite(double value) const {
        if (!std::isfinite(value)) fail("a value is no finite number");
    }
    void check(ActorId actor, double value, double spread) const {
        check_actor(actors_, actor, "estimate " + info_.name);
        finite(value);
        finite(spread);
    }

    SQLite::Database& database_;
    const EstimateInfo& info_;
    IdSet actors_;
    ContentHash hash_;
};

}  // namespace

void Atlas::store_ideal_points(const EstimateRows<IdealPointRow>& points,
                               std::span<const RollCallParameterRow> roll_calls) {
    impl_->writing("storing estimate " + points.info.name, [&] {
        EstimateWriter writer{impl_->database, points.info};
        writer.ideal_points(points.rows);
        writer.roll_calls(roll_calls);
        writer.finish();
    });
}

void Atlas::store_known_positions(const EstimateRows<KnownPosition>& positions) {
    impl_->writing("storing estimate " + positions.info.name, [&] {
        EstimateWriter writer{impl_->database, positions.info};
        writer.known_positions(positions.rows);
        writer.finish();
    });
}

void Atlas::store_impact_shares(const EstimateRows<ImpactShareRow>& shares) {
    impl_->writing("storing estimate " + shares.info.name, [&] {
        EstimateWriter writer{impl_->database, shares.info};
        writer.impact_shares(shares.rows);
        writer.finish();
    });
}

void Atlas::store_partnerships(const EstimateRows<Partnership>& partnerships, const RegistryTables& tables) {
    impl_->writing("storing estimate " + partnerships.info.name, [&] {
        EstimateWriter writer{impl_->database, partnerships.info};
        writer.partnerships(partnerships.rows);
        write_registry_tables(impl_->database, partnerships.info.name, tables);
        writer.finish();
    });
}

void Atlas::store_order(const EstimateRows<OrderValueRow>& values, std::span<const OrderDriverRow> drivers) {
    impl_->writing("storing estimate " + values.info.name, [&] {
        EstimateWriter writer{impl_->database, values.info};
        writer.order(values.rows, drivers);
        writer.finish();
    });
}

void Atlas::store_model(const EstimateInfo& info, const ModelRow& model) {
    impl_->writing("storing estimate " + info.name, [&] {
        ContentHash hash;
        hash.add(model.name, model.as_of, model.json);
        write_info(impl_->database, info, hash);
        Statement{impl_->database, R"(INSERT INTO model VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (name, as_of) DO UPDATE SET json = ?3, estimate = ?4)"}
            .run(model.name, model.as_of, model.json, info.name);
    });
}

std::vector<EstimateInfo> Atlas::estimates() const {
    return impl_->reading("reading the estimates", [&] { return read_estimates(impl_->database); });
}

std::vector<IdealPointRow> Atlas::ideal_points(std::string_view estimate) const {
    return impl_->reading("reading the ideal points", [&] {
        std::vector<IdealPointRow> rows;
        Statement row{impl_->database, R"(SELECT actor, year, dimension, mean, std_error FROM ideal_point
                                          WHERE estimate = ? ORDER BY actor, year, dimension)"};
        row.bind(estimate);
        while (row.next()) rows.push_back({row.actor(0), row.year(1), row.integer(2), row.real(3), row.real(4)});
        return rows;
    });
}

std::vector<RollCallParameterRow> Atlas::roll_call_parameters(std::string_view estimate) const {
    return impl_->reading("reading the roll calls' parameters", [&] {
        std::vector<RollCallParameterRow> rows;
        Statement row{impl_->database,
                      R"(SELECT roll_call, discrimination, discrimination_se, difficulty, difficulty_se,
                                                 cut_low, cut_low_se, cut_high, cut_high_se
                                          FROM roll_call_parameter WHERE estimate = ? ORDER BY roll_call)"};
        row.bind(estimate);
        while (row.next())
            rows.push_back({RollCallId{row.integer(0)}, row.real(1), row.real(2), row.real(3), row.real(4), row.real(5),
                            row.real(6), row.real(7), row.real(8)});
        return rows;
    });
}

std::vector<ImpactShareRow> Atlas::impact_shares(std::string_view issue) const {
    return impl_->reading("reading the impact shares", [&] {
        std::vector<ImpactShareRow> rows;
        Statement row{impl_->database, R"(SELECT issue, actor, year, share, sd, age_years FROM impact_share
                                          WHERE issue = ? ORDER BY actor, year)"};
        row.bind(issue);
        while (row.next())
            rows.push_back({row.string(0), row.actor(1), row.year(2), row.real(3), row.real(4), row.integer(5)});
        return rows;
    });
}

std::vector<OrderValueRow> Atlas::order_values(std::string_view estimate) const {
    return impl_->reading("reading the series of order", [&] {
        std::vector<OrderValueRow> rows;
        Statement row{impl_->database, R"(SELECT series, variant, year, mean, std_error, low, high, num, age_years
                                          FROM order_value WHERE estimate = ? ORDER BY series, variant, year)"};
        row.bind(estimate);
        while (row.next())
            rows.push_back({row.string(0), row.string(1), row.year(2), row.real(3), row.real(4), row.real(5),
                            row.real(6), row.integer(7), row.integer(8)});
        return rows;
    });
}

std::vector<OrderDriverRow> Atlas::order_drivers(std::string_view estimate) const {
    return impl_->reading("reading the drivers of order", [&] {
        std::vector<OrderDriverRow> rows;
        Statement row{impl_->database, R"(SELECT series, actor, year, contribution FROM order_driver
                                          WHERE estimate = ? ORDER BY series, year, actor)"};
        row.bind(estimate);
        while (row.next()) rows.push_back({row.string(0), row.actor(1), row.year(2), row.real(3)});
        return rows;
    });
}

std::optional<ModelRow> Atlas::model(std::string_view name, Year as_of) const {
    return impl_->reading("reading a model", [&]() -> std::optional<ModelRow> {
        Statement row{impl_->database, R"(SELECT name, as_of, json FROM model WHERE name = ? AND as_of <= ?
                                          ORDER BY as_of DESC LIMIT 1)"};
        if (!row.bind(name, as_of).next()) return std::nullopt;
        return ModelRow{row.string(0), row.year(1), row.string(2)};
    });
}

std::vector<Year> Atlas::model_years(std::string_view name) const {
    return impl_->reading("listing models", [&] {
        Statement row{impl_->database, "SELECT as_of FROM model WHERE name = ? ORDER BY as_of"};
        std::vector<Year> years;
        row.bind(name);
        while (row.next()) years.push_back(row.year(0));
        return years;
    });
}

}  // namespace entente::atlas
