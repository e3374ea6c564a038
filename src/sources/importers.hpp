// SPDX-License-Identifier: Apache-2.0
//
// One function a table, each in the file named after its producer's table; importers.cpp holds them in one list.
#pragma once

namespace entente::sources {

class ImportJob;

void import_atop(ImportJob& job);
void import_cdiac_co2(ImportJob& job);
void import_cow_capitals(ImportJob& job);
void import_cow_contdir(ImportJob& job);
void import_cow_igo(ImportJob& job);
void import_cow_majors(ImportJob& job);
void import_cow_nmc(ImportJob& job);
void import_cow_states(ImportJob& job);
void import_cow_trade(ImportJob& job);
void import_desta(ImportJob& job);
void import_digo(ImportJob& job);
void import_figures(ImportJob& job);
void import_gml_mid(ImportJob& job);
void import_ideal_points(ImportJob& job);
void import_igo_informal(ImportJob& job);
void import_iigo(ImportJob& job);
void import_maddison(ImportJob& job);
void import_polity5(ImportJob& job);
void import_sipri_milex(ImportJob& job);
void import_trend(ImportJob& job);
void import_tss_rivalries(ImportJob& job);
void import_un_m49(ImportJob& job);
void import_un_roll_call_issues(ImportJob& job);
void import_un_roll_calls(ImportJob& job);
void import_un_votes(ImportJob& job);
void import_vdem(ImportJob& job);
void import_wb_gdp(ImportJob& job);
void import_wb_population(ImportJob& job);

}  // namespace entente::sources
