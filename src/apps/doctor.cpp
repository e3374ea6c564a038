// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "command.hpp"
#include "entente/atlas/atlas.hpp"
#include "paths.hpp"

namespace entente::apps {
namespace {

/// Parts of the set-up that lie outside of the atlas.
std::vector<atlas::Finding> check_setup() {
    std::vector<atlas::Finding> findings;
    const auto expect = [&](const std::filesystem::path& path, const char* what) {
        const bool is_there = std::filesystem::exists(path);
        findings.push_back({.is_problem = !is_there,
                            .what = std::string(what) + (is_there ? ": there" : ": missing, " + path.string()),
                            .remedy = is_there ? "" : "Run ./run once; it builds what is missing."});
    };
    expect(data_folder() / "issues.toml", "Entente's own content");
    expect(web_folder() / "index.html", "the workbench");
    return findings;
}

void doctor(const CommonOptions& common) {
    auto findings = atlas::Atlas(common.atlas, atlas::OpenMode::read_only).check();
    const auto setup = check_setup();
    findings.insert(findings.end(), setup.begin(), setup.end());
    Table table{.columns = {"sound", "finding", "remedy"}};
    bool is_sound = true;
    for (const atlas::Finding& finding : findings) {
        table.rows.push_back({!finding.is_problem, finding.what, finding.remedy});
        is_sound = is_sound && !finding.is_problem;
    }
    print(std::cout, table, common.format());
    if (!is_sound) throw Error{Errc::failed, "not everything is sound", "The table above says what to do."};
}

}  // namespace

void add_doctor(CLI::App& app, CommonOptions& common) {
    CLI::App& command = *app.add_subcommand("doctor", "Check the atlas and the set-up, and say what to do");
    add_common(command, common);
    command.callback([&common] { doctor(common); });
}

}  // namespace entente::apps
