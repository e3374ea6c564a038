// SPDX-License-Identifier: Apache-2.0
#include "graphml.hpp"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>

#include "entente/base/xml.hpp"

namespace entente::apps {
namespace {

std::string node_id(std::string_view kind, const std::string& key) {
    return xml_escaped(std::string(kind) + ":" + key);
}

std::size_t column_of(const Table& table, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, name) - table.columns.begin());
}

const std::string& text_of(const Value& value) {
    return std::get<std::string>(value);
}

}  // namespace

const std::vector<Network>& networks() {
    static const std::vector<Network> all{
        {"partnerships", "partnership_parties", "actor", "partnership", "actor", "partnership"},
        {"agreements", "agreement_parties", "actor", "agreement", "actor", "agreement"},
        {"memberships", "memberships", "actor", "collective", "actor", "actor"},
    };
    return all;
}

void print_graphml(std::ostream& out, const Network& network, const Table& edges) {
    const std::size_t source = column_of(edges, network.source);
    const std::size_t target = column_of(edges, network.target);
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
           "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
           "<key id=\"key\" for=\"node\" attr.name=\"key\" attr.type=\"string\"/>\n";
    for (std::size_t k = 0; k < edges.columns.size(); ++k)
        if (k != source && k != target)
            out << "<key id=\"" << edges.columns[k] << "\" for=\"edge\" attr.name=\"" << edges.columns[k]
                << "\" attr.type=\"string\"/>\n";
    out << "<graph edgedefault=\"" << (network.source_kind == network.target_kind ? "directed" : "undirected")
        << "\">\n";
    std::set<std::pair<std::string_view, std::string>> nodes;
    for (const auto& row : edges.rows) {
        nodes.emplace(network.source_kind, text_of(row[source]));
        nodes.emplace(network.target_kind, text_of(row[target]));
    }
    for (const auto& [kind, key] : nodes)
        out << "<node id=\"" << node_id(kind, key) << "\"><data key=\"kind\">" << kind << "</data><data key=\"key\">"
            << xml_escaped(key) << "</data></node>\n";
    for (const auto& row : edges.rows) {
        out << "<edge source=\"" << node_id(network.source_kind, text_of(row[source])) << "\" target=\""
            << node_id(network.target_kind, text_of(row[target])) << "\">";
        for (std::size_t k = 0; k < row.size(); ++k)
            if (k != source && k != target && !text_of(row[k]).empty())
                out << "<data key=\"" << edges.columns[k] << "\">" << xml_escaped(text_of(row[k])) << "</data>";
        out << "</edge>\n";
    }
    out << "</graph>\n</graphml>\n";
}

}  // namespace entente::apps
