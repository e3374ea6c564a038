// SPDX-License-Identifier: Apache-2.0
#include "importers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "entente/base/nearest.hpp"
#include "entente/sources/importer.hpp"

namespace entente::sources {
namespace {

const FileShape kRollCalls{
    "un_roll_calls", ',', {"rcid", "session", "importantvote", "date", "unres", "short", "descr"}};

// clang-format off
const std::vector<Importer> kImporters{
    {"cow_states", {{"cow_states", ',', {"stateabb", "ccode", "statenme", "styear", "endyear", "endmonth", "endday"}}},
     import_cow_states},
    {"cow_majors", {{"cow_majors", ',', {"ccode", "styear", "endyear", "endmonth", "endday"}}}, import_cow_majors},
    {"cow_capitals", {{"cow_capitals", ',', {"ccode", "capital", "stdate", "enddate", "lat", "lng"}}},
     import_cow_capitals},
    {"un_m49", {{"un_m49", ',', {"iso2", "iso3", "iso_numeric", "name", "official_name"}}}, import_un_m49},
    {"cow_contdir", {{"cow_contdir", ',', {"ccode1", "ccode2", "conttype", "stdate", "enddate"}}}, import_cow_contdir},
    {"gml_mid", {{"gml_mid_ddydisps", ',', {"ccode1", "ccode2", "year", "gmlmidonset", "gmlmidongoing", "hostlev"}}},
     import_gml_mid},
    {"tss_rivalries", {{"tss_rivalries", ',', {"ccode1", "ccode2", "start", "end", "positional", "spatial",
                                               "ideological", "interventionary", "principal", "aprin"}}},
     import_tss_rivalries},
    {"cow_nmc", {{"cow_nmc", ',', {"ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc"}}},
     import_cow_nmc},
    {"cow_trade", {{"cow_trade_sy", ',', {"ccode", "year", "imports", "exports"}}}, import_cow_trade},
    {"sipri_milex", {{"sipri-milex-data", ',', {"Country", "1988", "2018"}}}, import_sipri_milex},
    {"wb_gdp", {{"wb_gdp", ',', {"country", "country_code", "year", "gdp_current_usd"}}}, import_wb_gdp},
    {"wb_population", {{"wb_population", ',', {"country", "country_code", "year", "population"}}},
     import_wb_population},
    {"maddison", {{"maddison-data", ',', {"countrycode", "year", "cgdppc", "rgdpnapc", "pop"}}}, import_maddison},
    {"cdiac_co2", {{"cdiac_co2", ',', {"year", "country", "total_ktC"}}}, import_cdiac_co2},
    {"polity5", {{"polity5", ',', {"year", "polity", "polity2", "extended_country_name", "GWn", "cown"}}},
     import_polity5},
    {"vdem", {{"vdem_core", ',', {"country_text_id", "year", "vdem_cowcode", "v2x_polyarchy", "v2x_polyarchy_sd",
                                  "v2x_libdem", "v2x_libdem_sd"}}},
     import_vdem},
    {"un_roll_calls", {kRollCalls}, import_un_roll_calls},
    {"un_roll_call_issues", {{"un_roll_call_issues", ',', {"rcid", "short_name", "issue"}}, kRollCalls},
     import_un_roll_call_issues},
    {"un_votes", {{"un_votes", ',', {"rcid", "country", "country_code", "vote"}}, kRollCalls}, import_un_votes},
    {"ideal_points", {{"ideal_All_Apr2020", ',', {"ccode", "session", "IdealPoint", "Q5%", "Q95%"}}},
     import_ideal_points},
    {"atop", {{"atop-alliance-level", ',', {"atopid", "begyr", "endyr", "term", "mem1", "hinst", "formorg"}},
              {"atop-member-level", ',', {"atopid", "member", "yrent", "yrexit", "phase", "defense"}}},
     import_atop},
    {"desta", {{"desta", ';', {"number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "typememb",
                               "regioncon", "consolidated", "wto_listed", "c1", "mc1"}}},
     import_desta},
    {"trend", {{"trend", ';', {"Trade.Agreement", "Year", "X15.OTHER.ENVIRONMENTAL.NORMS"}}}, import_trend},
    {"cow_igo", {{"cow_igo_organizations", ',', {"igo", "name", "sdate", "deaddate", "integrated", "replaced",
                                                 "political", "social", "economic", "first_year", "last_year"}},
                 {"cow_igo_memberships", ',', {"igo", "ccode", "membership", "first_year", "last_year"}}},
     import_cow_igo},
    {"digo", {{"digo_organizations", ',', {"igoID", "Title", "Begin", "End", "Death", "function_c", "scope_c",
                                           "region_c", "full_membership_start", "full_membership_end"}}},
     import_digo},
    {"igo_informal", {{"igo_memberships", ',', {"igoID", "stateID", "StateName", "membership", "Year", "cowID"}}},
     import_igo_informal},
    {"iigo", {{"iigo_organizations", ',', {"igoID", "Title", "Begin", "End", "End_reason", "Regional", "Domain",
                                           "Ind. Sec. Year", "Formal Treaty Year", "Nbr State Mbrs 2017 (or end)"}},
              {"iigo_memberships", ',', {"stateID", "StateName", "igoID", "Title", "Begin", "End", "Year"}}},
     import_iigo},
    {"figures", {{"sources", ',', {}}, {"", ',', {"actor", "year", "value", "sd"}}}, import_figures},
};
// clang-format on

}  // namespace

const std::vector<Importer>& importers() {
    return kImporters;
}

const Importer& importer(std::string_view id) {
    std::vector<std::string> ids;
    for (const Importer& known : kImporters) {
        if (known.id == id) return known;
        ids.emplace_back(known.id);
    }
    throw Error{Errc::unknown_id,
                fmt::format("there is no importer '{}'; nearest: {}", id, fmt::join(nearest_names(id, ids), ", "))};
}

}  // namespace entente::sources
