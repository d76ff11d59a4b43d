#include "forms/templates.h"

#include <fstream>

#include <gtest/gtest.h>

#include "forms/field.h"
#include "forms/page.h"

namespace prevenance::forms {
namespace {

const Templates& shipped() {
    static const Templates templates{std::filesystem::path{PREVENANCE_SOURCE_DIR} / "forms"};
    return templates;
}

TEST(Templates, a_name_that_nobody_set_is_a_defect) {
    EXPECT_THROW(shipped().fill("error", TemplateData{}.set("title", "T")), std::logic_error);
    EXPECT_THROW(shipped().fill("no_such_page", {}), std::logic_error);
}

TEST(Templates, every_text_is_escaped) {
    const InputField field{.name = "name", .label = "<b>\"'&", .hint = "<i>", .value = "\"><script>alert(1)</script>",
                           .type = "text", .autocomplete = "", .input_mode = "", .longest = 10};
    const auto html = shipped().fill("input_field", input_field(field, {{"name", "code", "<u>faux</u>"}})).text;
    for (const auto* raw : {"<b>", "<i>", "<u>", "<script>", "value=\"\">"}) EXPECT_EQ(html.find(raw), std::string::npos) << html;
}

TEST(Field, describes_itself_with_ids_that_exist) {
    const InputField field{.name = "day", .label = "Quand ?", .hint = "Jour", .value = "", .type = "date",
                           .autocomplete = "", .input_mode = "", .longest = 10};
    const auto without = shipped().fill("input_field", input_field(field, {})).text;
    EXPECT_NE(without.find("aria-describedby=\"day-hint\""), std::string::npos);
    EXPECT_EQ(without.find("aria-invalid"), std::string::npos);
    const auto with = shipped().fill("input_field", input_field(field, {{"day", "missing", "Choisissez un jour."}})).text;
    EXPECT_NE(with.find("aria-describedby=\"day-hint day-error\""), std::string::npos);
    EXPECT_NE(with.find("id=\"day-error\""), std::string::npos);
    EXPECT_NE(with.find("aria-invalid=\"true\""), std::string::npos);
}

TEST(Field, the_first_choice_has_the_id_that_the_error_summary_links_to) {
    const ChoiceField field{.name = "type", .legend = "Quoi ?", .hint = "", .several = true,
                            .choices = {{"A", "Un", "", false}, {"B", "Deux", "", true}}};
    const auto html = shipped().fill("choice_field", choice_field(field, {{"type", "missing", "Cochez."}})).text;
    EXPECT_NE(html.find("id=\"type\""), std::string::npos);
    EXPECT_NE(html.find("id=\"type-2\" name=\"type\" value=\"B\" checked"), std::string::npos);
}

TEST(Page, an_error_shows_in_the_title_and_in_the_summary) {
    PageFrame frame;
    frame.title = "Noter un signal";
    frame.stylesheet = "/assets/prevenance.css";
    frame.errors = {{"day", "missing", "Choisissez un jour."}, {"type", "missing", "Cochez un constat."}};
    const auto html = page(shipped(), frame, "error", TemplateData{}.set("detail", false).set("request_id", "7"));
    EXPECT_NE(html.find("<title>Erreur : Noter un signal – Prévenance</title>"), std::string::npos);
    EXPECT_NE(html.find("<a href=\"#day\">Choisissez un jour.</a>"), std::string::npos);
    EXPECT_NE(html.find("<a href=\"#type\">Cochez un constat.</a>"), std::string::npos);
    EXPECT_EQ(html.find("Se déconnecter"), std::string::npos);
}

TEST(Page, the_demo_says_so_on_every_page) {
    PageFrame frame;
    frame.title = "T";
    frame.fictitious_data = true;
    const auto html = page(shipped(), frame, "home", {});
    EXPECT_NE(html.find("Données fictives"), std::string::npos);
}

}  // namespace
}  // namespace prevenance::forms
