// SPDX-License-Identifier: Apache-2.0
#include "entente/base/xml.hpp"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Xml, EscapesWhatXmlForbids) {
    EXPECT_EQ(xml_escaped("a < b & \"c\" > d\x01"), "a &lt; b &amp; &quot;c&quot; &gt; d ");
    EXPECT_EQ(xml_escaped("C\u00f4te"), "C\u00f4te");
}

}  // namespace
}  // namespace entente
