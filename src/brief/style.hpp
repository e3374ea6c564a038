// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace entente::brief {

/// The page's style: system fonts, light on screen and on paper, margins that suit A4 and Letter alike.
inline constexpr std::string_view kStyle = R"(
@page { margin: 14mm 15mm; }
* { box-sizing: border-box; }
html { color-scheme: light; background: #f3f4f6; }
body { margin: 0; color: #16181d; font: 10pt/1.38 "Source Sans 3", "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; }
main { max-width: 190mm; margin: 8mm auto; padding: 12mm 14mm; background: #fff; }
h1 { margin: 0 0 1mm; font: 600 17pt/1.18 Georgia, "DejaVu Serif", serif; }
h2 { margin: 3.2mm 0 1mm; font-size: 10.5pt; color: #1b4f8a; break-after: avoid; }
.subtitle { margin: 0 0 2mm; color: #4a4f59; }
ul { margin: 0; padding-left: 4.2mm; }
li { margin: 0 0 .7mm; break-inside: avoid; }
.bottom-line { padding: 2mm 4mm 2.4mm; background: #eef3f9; border-left: 1.2mm solid #1b4f8a; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.bottom-line h2 { margin-top: 0; }
.table { break-inside: avoid; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
th { padding: 1mm 1.4mm; font-weight: 600; font-size: 9pt; text-align: center; }
th[scope=row] { text-align: left; }
thead td, th[scope=row] { width: 25mm; }
tbody td { height: 9.6mm; padding: .6mm; border: .2mm solid #c6ccd6; text-align: center; vertical-align: middle;
  font-variant-numeric: tabular-nums; }
td small { display: block; font-size: 7.2pt; line-height: 1.1; }
td.none { background: repeating-linear-gradient(45deg, #fff 0 1.2mm, #e3e6eb 1.2mm 1.5mm); color: #5b616c; }
td.t { border-top: .8mm solid #111; } td.b { border-bottom: .8mm solid #111; }
td.l { border-left: .8mm solid #111; } td.r { border-right: .8mm solid #111; }
.legend { margin: 1.2mm 0 0; color: #4a4f59; font-size: 8pt; line-height: 1.3; }
.against { margin-top: 3mm; padding: .1mm 4mm 2mm; border: .3mm solid #a4581b; }
.against h2 { color: #8a4511; margin-top: 2mm; }
.sources { color: #4a4f59; font-size: 7.2pt; line-height: 1.25; }
.sources ul { columns: 2; column-gap: 7mm; }
details { margin-top: 2mm; font-size: 8pt; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7pt; }
footer { margin-top: 3mm; padding-top: 1.4mm; border-top: .2mm solid #c6ccd6; color: #4a4f59; font-size: 8pt; }
@media print {
  html { background: none; }
  body { font-size: 9pt; line-height: 1.28; }
  main { max-width: none; margin: 0; padding: 0 .5mm; }
  h1 { font-size: 15pt; }
  h2 { margin-top: 2.4mm; font-size: 9.6pt; }
  .columns { columns: 2; column-gap: 7mm; }
  .against { break-inside: avoid; padding: .1mm 3mm 1.4mm; }
  .sources { font-size: 6.5pt; line-height: 1.18; }
  .sources ul { columns: 3; column-gap: 5mm; padding-left: 3mm; }
  .sources li { margin-bottom: .3mm; }
  details:not([open]) { display: none; }
}
@media (max-width: 700px) { main { margin: 0; padding: 5mm; } .sources ul { columns: 1; } .table { overflow-x: auto; } }
)";

}  // namespace entente::brief
