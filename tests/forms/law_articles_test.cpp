#include "forms/law_articles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace prevenance::forms {
namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

ErrorCode refused(std::string_view json) {
    const auto read = read_law_articles(json);
    EXPECT_FALSE(read) << json.substr(0, 60);
    if (!read) {
        EXPECT_FALSE(read.error().detail.empty());
    }
    return read ? ErrorCode::internal : read.error().code;
}

TEST(LawArticles, reads_the_short_list) {
    const auto read = read_law_articles(
        R"({"source":"…","articles":{"R4624-31":{"id":"LEGIARTI1","version_start":"2022-04-28","text":"Le travailleur…"},
            "L1226-1-3":{"version_start":"2022-03-31"}}})");
    ASSERT_TRUE(read) << read.error().detail;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->front().versions.front().id, "") << "the one before it keeps its identifier to itself";
    EXPECT_EQ((*read)[1], (LawArticle{"R4624-31", {{day("2022-04-28"), std::nullopt, "LEGIARTI1"}}, false}));
}

// Milliseconds since 1970, the end of a version exclusive and 2999 for none, as the package writes them.
TEST(LawArticles, reads_a_code_of_the_package_with_all_versions) {
    const auto read =
        read_law_articles(R"({"type":"code","data":{"id":"LEGITEXT1","title":"Code du travail","num":null},
      "children":[{"type":"section","data":{"id":"LEGISCTA1","dateDebut":"2008-05-01"},"children":[
        {"type":"article","data":{"articleVersions":[
            {"id":"B","etat":"VIGUEUR","dateDebut":1651104000000,"dateFin":32472144000000},
            {"id":"A","etat":"MODIFIE","dateDebut":1209600000000,"dateFin":1651104000000}],
          "dateDebut":1651104000000,"lienModifications":[{"num":"X","dateDebut":5}],"num":"R4624-31","texte":"…"}},
        {"type":"article","data":{"num":"R4624-99","articleVersions":[],"texte":"sans date"}}]}]})");
    ASSERT_TRUE(read) << read.error().detail;
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(
        read->front(),
        (LawArticle{"R4624-31",
                    {{day("2008-05-01"), day("2022-04-28"), "A"}, {day("2022-04-28"), std::nullopt, "B"}},
                    true}));
}

TEST(LawArticles, refuses_what_is_no_register_and_says_why) {
    EXPECT_EQ(refused(""), ErrorCode::invalid);
    EXPECT_EQ(refused(" \r\n"), ErrorCode::invalid);
    EXPECT_EQ(refused("article;version\r\nR4624-31;2022-04-28\r\n"), ErrorCode::malformed);
    EXPECT_EQ(refused(R"({"articles":{"R4624-31":{"version_start":"2022-04-28")"), ErrorCode::malformed);
    EXPECT_EQ(refused("{}"), ErrorCode::invalid);
    EXPECT_EQ(refused("[1,2,3]"), ErrorCode::invalid);
    EXPECT_EQ(refused("42"), ErrorCode::invalid);
    EXPECT_EQ(refused(R"("R4624-31")"), ErrorCode::invalid);
    EXPECT_EQ(refused(R"({"articles":{"R4624-31":"2022-04-28"}})"), ErrorCode::invalid);
    EXPECT_EQ(refused(R"({"articles":{"R4624-31":{"version_start":"28/04/2022"}}})"), ErrorCode::malformed);
    EXPECT_EQ(refused(R"({"articles":{"R4624-31":{"version_start":"2022-02-30"}}})"), ErrorCode::malformed);
}

TEST(LawArticles, refuses_other_encodings) {
    EXPECT_EQ(refused("{\"articles\":{\"pr\xE9vention\":{}}}"), ErrorCode::malformed) << "Latin-1";
    EXPECT_EQ(refused(std::string_view("\xFF\xFE{\0}\0", 6)), ErrorCode::malformed) << "UTF-16";
}

TEST(LawArticles, a_file_without_end_or_without_bottom_is_refused_at_once) {
    EXPECT_EQ(refused(std::string(law_file_bytes_limit + 1, ' ')), ErrorCode::too_large);
    EXPECT_EQ(refused(std::string(5'000'000, '[')), ErrorCode::malformed);
    EXPECT_EQ(refused(R"({"articles":{"A":{"version_start":1e999}}})"), ErrorCode::malformed);
}

}  // namespace
}  // namespace prevenance::forms
