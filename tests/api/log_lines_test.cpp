#include "api/log_lines.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

TEST(LogLines, what_somebody_sent_begins_no_line_and_steers_no_terminal) {
    EXPECT_EQ(on_one_line("bad\r\n[2026-03-12] [info] all is well"),
              "bad\\x0d\\x0a[2026-03-12] [info] all is well");
    EXPECT_EQ(on_one_line("\x1b[2J\x07\x7f\t"), "\\x1b[2J\\x07\\x7f\\x09");
    EXPECT_EQ(on_one_line(std::string_view{"a\0b", 3}), "a\\x00b");
    EXPECT_EQ(on_one_line("Salariée n° 12 – déjà lu"), "Salariée n° 12 – déjà lu");
}

}  // namespace
}  // namespace prevenance::api
