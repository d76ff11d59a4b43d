// The absences of a real courier company, 2007 to 2010 (UCI "Absenteeism at work", CC BY 4.0): data that
// nobody here invented.

#include "integrations/imports/absence_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace prevenance::integrations {
namespace {

const std::filesystem::path source{PREVENANCE_SOURCE_DIR};
const std::filesystem::path courier_file = source / "../shared/data/absences-courier-2007-2010.csv";

class CourierAbsences : public ::testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(courier_file))
            GTEST_SKIP()
                << "NOT TESTED ON REAL DATA: ../shared/data/absences-courier-2007-2010.csv is absent";
        std::ifstream file{courier_file, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        const auto read = read_table_file(bytes);
        ASSERT_TRUE(read) << read.error().detail;
        table = *read;
        const auto reasons = AbsenceReasons::from_file(source / "config/absence_reasons.csv");
        ASSERT_TRUE(reasons);
        const auto judged = read_absences(table, detect_columns(table), *reasons,
                                          {parse_iso_date("2010-07-31").value(), std::nullopt, std::nullopt});
        ASSERT_TRUE(judged);
        preview = *judged;
    }

    TableFile table;
    AbsencePreview preview;
};

TEST_F(CourierAbsences, are_recognised_without_a_hint) {
    EXPECT_EQ(table.encoding, TextEncoding::utf8);
    EXPECT_EQ(table.separator, Separator::semicolon);
    EXPECT_EQ(preview.date_format, DateFormat::day_month_year);
    EXPECT_EQ(table.rows.size(), 696U);
}

TEST_F(CourierAbsences, two_hundred_and_ninety_three_rows_may_count) {
    EXPECT_EQ(preview.rows, 696U);
    EXPECT_EQ(preview.rows_that_may_count(), 293U);
    EXPECT_EQ(preview.sickness_rows, 260U);
    EXPECT_EQ(preview.unexplained_rows, 33U);
    EXPECT_EQ(preview.dropped.size(), 403U);
    EXPECT_TRUE(preview.refused.empty());
    EXPECT_EQ(preview.skipped_rows, 0U);
}

// Three rows repeat the person, the dates and the category of another; only their hours differ, or nothing.
TEST_F(CourierAbsences, a_day_written_twice_counts_once) {
    EXPECT_EQ(preview.duplicates.size(), 3U);
    EXPECT_EQ(preview.ready.size(), 290U);
}

// Counted apart from this program, by sorting and merging the same rows in a script.
TEST_F(CourierAbsences, become_256_spells_of_33_people) {
    std::set<std::string> people;
    for (const auto& spell : preview.spells) people.insert(spell.payroll_number.reveal());
    EXPECT_EQ(people.size(), 33U);
    EXPECT_EQ(preview.spells.size(), 256U);
    const auto overlaps = std::ranges::count(preview.notices, std::string{"overlap"}, &RowNotice::code);
    EXPECT_EQ(overlaps, 6);
    EXPECT_EQ(preview.notices.size(), 6U);
    for (const auto& person : people) EXPECT_EQ(person.size(), 4U) << "a leading zero was lost";
}

}  // namespace
}  // namespace prevenance::integrations
