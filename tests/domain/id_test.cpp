#include "domain/id.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

RC_GTEST_PROP(Id, text_comes_back, (const std::array<std::uint8_t, 16>& bytes)) {
    RC_ASSERT(EmployeeId::parse(EmployeeId{bytes}.text()) == EmployeeId{bytes});
}

TEST(Id, has_one_spelling) {
    const std::string text = "0123abcd-4567-89ef-0123-456789abcdef";
    ASSERT_TRUE(EmployeeId::parse(text));
    EXPECT_EQ(EmployeeId::parse(text)->text(), text);
    for (const auto* wrong : {"0123ABCD-4567-89ef-0123-456789abcdef", "0123abcd456789ef0123456789abcdef",
                              "0123abcd-4567-89ef-0123-456789abcde", "0123abcd-4567-89ef-0123-456789abcdefa",
                              "{123abcd-4567-89ef-0123-456789abcde}", "", "0123abcd_4567_89ef_0123_456789abcdef"})
        EXPECT_EQ(EmployeeId::parse(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace prevenance
