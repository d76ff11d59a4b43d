// The absences of a real courier company, 2007 to 2010 (UCI "Absenteeism at work", CC BY 4.0), through the
// whole story by the command line: file, people, absences, suggestions month by month.
#include "api/commands/import_absences.h"
#include "api/commands/screen.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace prevenance::api {
namespace {

const std::filesystem::path courier_file =
    std::filesystem::path{PREVENANCE_SOURCE_DIR} / "../shared/data/absences-courier-2007-2010.csv";
constexpr const char* siret = "73282932000074";

class CourierStory : public ::testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(courier_file))
            GTEST_SKIP()
                << "NOT TESTED ON REAL DATA: ../shared/data/absences-courier-2007-2010.csv is absent";
    }

    std::string run_import(bool commit, bool create_missing) {
        std::ostringstream out;
        exit_code = import_absences(instance.whole(), {courier_file, siret, commit, create_missing, ""}, out);
        return spaced(out.str());
    }

    std::string run_screen(const ScreenOptions& options) {
        std::ostringstream out;
        exit_code = screen(instance.whole(), options, out);
        return spaced(out.str());
    }

    static std::string spaced(std::string text) {
        for (auto at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0", at))
            text.replace(at, 2, " ");
        return text;
    }

    std::int64_t count(storage::Sql sql) {
        return instance.services().cases.read(
            [&](const storage::Reader& reader) { return reader.number(sql); });
    }

    TestInstance instance;
    int exit_code = -1;
};

TEST_F(CourierStory, a_preview_records_nothing_and_names_the_unknown_people) {
    const auto shown = run_import(false, false);
    EXPECT_EQ(exit_code, 0);
    EXPECT_NE(shown.find("696 lignes lues. 0 prête."), std::string::npos) << shown;
    EXPECT_NE(shown.find("290 refusées. 403 absences écartées"), std::string::npos) << shown;
    EXPECT_NE(shown.find("est un matricule inconnu"), std::string::npos);
    EXPECT_EQ(count("SELECT count(*) FROM absence_import"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM employee"), 0);
}

TEST_F(CourierStory, imports_as_one_employers_history_and_again_changes_nothing) {
    const auto shown = run_import(true, true);
    EXPECT_EQ(exit_code, 0);
    EXPECT_NE(shown.find("33 personnes créées avec leur seul matricule"), std::string::npos) << shown;
    EXPECT_NE(
        shown.find("696 lignes lues. 290 prêtes. 0 déjà connue (rien à faire). 3 en double dans le fichier."),
        std::string::npos)
        << shown;
    EXPECT_NE(shown.find("403 absences écartées"), std::string::npos);
    EXPECT_NE(shown.find("256 absences ajoutées"), std::string::npos) << shown;
    EXPECT_EQ(count("SELECT count(*) FROM absence"), 256);
    const auto again = run_import(true, true);
    EXPECT_NE(again.find("0 prête. 290 déjà connues (rien à faire)."), std::string::npos) << again;
    EXPECT_EQ(count("SELECT count(*) FROM absence"), 256);
    EXPECT_EQ(count("SELECT count(*) FROM absence_change"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM employee"), 33);
}

TEST_F(CourierStory, is_screened_month_by_month_with_evidence) {
    run_import(true, true);
    const auto months = run_screen({siret, "", {"2007-07", "2010-07"}, true, false});
    EXPECT_EQ(exit_code, 0);
    EXPECT_EQ(std::ranges::count(months, '\n'), 2 + 37);
    const auto day = run_screen({siret, "2010-07-31", {}, true, false});
    EXPECT_NE(day.find("Des absences courtes se répètent"), std::string::npos) << day;
    EXPECT_NE(day.find("    Les faits :\n      – Absence : "), std::string::npos);
    EXPECT_EQ(count("SELECT count(*) FROM suggestion WHERE as_of < 14000"), 0)
        << "screening the past stores nothing";
    RecordProperty("months", months);
}

TEST_F(CourierStory, of_the_past_shows_nothing_that_was_not_recorded_then) {
    run_import(true, true);
    const auto day = run_screen({siret, "2010-07-31", {}, false, false});
    EXPECT_EQ(day.find("Des absences courtes"), std::string::npos) << day;
}

TEST_F(CourierStory, stores_none_of_the_causes_of_the_file) {
    run_import(true, true);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(instance.folder() / "data")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        for (const auto* cause : {"Rendez-vous", "Don du sang", "Maternit", "Absence non motiv", "Maladie"})
            EXPECT_EQ(bytes.find(cause), std::string::npos) << cause << " in " << entry.path();
    }
}

TEST(ScreenCommand, says_what_it_does_not_understand) {
    TestInstance instance;
    std::ostringstream out;
    EXPECT_EQ(screen(instance.whole(), {"123", "", {}, false, false}, out), 1);
    EXPECT_EQ(screen(instance.whole(), {siret, "31/07/2010", {}, false, false}, out), 2);
    EXPECT_EQ(screen(instance.whole(), {siret, "", {"2010-07", "2007-07"}, false, false}, out), 2);
}

TEST(ImportCommand, refuses_what_it_cannot_read_and_asks_for_the_date_of_information) {
    TestInstance instance;
    const auto file = instance.folder() / "absences.csv";
    std::ofstream{file} << "matricule;date_debut;date_fin;motif\n0042;02/02/2026;04/02/2026;Maladie\n";
    std::ostringstream out;
    EXPECT_EQ(
        import_absences(instance.whole(), {instance.folder() / "none.csv", siret, true, false, ""}, out), 1);
    EXPECT_EQ(import_absences(instance.whole(), {file, "73282932000075", true, false, ""}, out), 1);
    EXPECT_EQ(import_absences(instance.whole(), {file, "40483304800022", true, true, ""}, out), 1);
    EXPECT_NE(out.str().find("--staff-informed-on"), std::string::npos);
    EXPECT_EQ(import_absences(instance.whole(), {file, "40483304800022", true, true, "2027-01-01"}, out), 1);
    EXPECT_EQ(instance.services().cases.read([](const storage::Reader& reader) {
        return reader.number("SELECT count(*) FROM absence_import");
    }),
              0);
    EXPECT_EQ(import_absences(instance.whole(), {file, "40483304800022", true, true, "2026-01-05"}, out), 0)
        << out.str();
}

}  // namespace
}  // namespace prevenance::api
