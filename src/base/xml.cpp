// SPDX-License-Identifier: Apache-2.0
#include "entente/base/xml.hpp"

namespace entente {

std::string xml_escaped(std::string_view text) {
    std::string result;
    for (const char c : text) switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default: {
                const auto byte = static_cast<unsigned char>(c);
                result += byte < 0x20U || byte == 0x7fU ? ' ' : c;
            }
        }
    return result;
}

}  // namespace entente
