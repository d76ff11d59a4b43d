// Leaflets and documents about a whole structure: contacts are filled in or left as lines, nobody is on them,
// and a spreadsheet runs nothing of them.
#include "forms/council_page.h"
#include "forms/leaflet_page.h"
#include "forms/risk_register_page.h"
#include "forms/templates.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::forms {
namespace {

const Templates& templates() {
    static const Templates read{std::filesystem::path{PREVENANCE_SOURCE_DIR} / "forms"};
    return read;
}

std::string filled(const std::string& name, TemplateData data) {
    data.set("title", "Titre").set_optional("pdf_path", "");
    return templates().fill(name, data).text;
}

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

constexpr std::array<const char*, 6> leaflets{"leaflet_employee",        "leaflet_employer",
                                              "leaflet_procedure",       "leaflet_general_practitioner",
                                              "leaflet_interview_guide", "leaflet_signal_form"};

TEST(Leaflets, carry_the_contacts_or_lines_to_fill_in) {
    LeafletView view;
    view.contacts.address = "https://prevenance.exemple.fr";
    for (const auto* name : leaflets) {
        const auto empty = filled(name, leaflet_data(view));
        EXPECT_TRUE(holds(empty, "<dt>Téléphone</dt><dd>………")) << name;
        EXPECT_FALSE(holds(empty, "<dd></dd>")) << name;
    }
    view.contacts = {"Aide <Exemple>", "Service Exemple", "Dominique Essai",
                     "01 00 00 00 01", "01 00 00 00 00",  "https://prevenance.exemple.fr"};
    for (const auto* name : leaflets) {
        const auto text = filled(name, leaflet_data(view));
        for (const auto* words :
             {"Aide &lt;Exemple&gt;", "Service Exemple", "Dominique Essai", "01 00 00 00 01"})
            EXPECT_TRUE(holds(text, words)) << name << words;
        EXPECT_FALSE(holds(text, "<dt>Téléphone</dt><dd>………")) << name;
    }
}

TEST(Leaflets, of_six_steps_have_six) {
    for (const auto* name : {"leaflet_employee", "leaflet_employer"}) {
        const auto text = filled(name, leaflet_data({}));
        static const std::regex step{"<li><h2>"};
        EXPECT_EQ(std::distance(std::sregex_iterator{text.begin(), text.end(), step}, {}), 6) << name;
    }
}

// Before « : ; ! ? » and inside « » the space does not break, so that no line begins with a colon.
TEST(PrintedTexts, have_the_spaces_of_french_printing) {
    static const std::regex breaking{"[^\\s>] [:;!?](?:[\\s<]|$)|« | »"};
    for (const auto* name :
         {"leaflet_employee", "leaflet_employer", "leaflet_procedure", "leaflet_general_practitioner",
          "leaflet_interview_guide", "leaflet_signal_form", "risk_register", "council_sheet"}) {
        auto text = name == std::string{"risk_register"}   ? filled(name, risk_register_data({}))
                    : name == std::string{"council_sheet"} ? filled(name, council_data({}))
                                                           : filled(name, leaflet_data({}));
        text = std::regex_replace(text, std::regex{"<[^>]*>"}, "<>");
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, breaking))
            << name << ": " << found.str() << found.suffix();
    }
}

TEST(RiskRegister, escapes_a_team_that_is_called_like_a_formula) {
    const RiskRegisterLine line{"=HYPERLINK(\"http://x\")", "Risque", "Indicateur", "Action",
                                *parse_iso_date("2026-03-12")};
    const auto csv = csv_for_spreadsheet(risk_register_table({line}));
    EXPECT_TRUE(holds(csv, "'=HYPERLINK"));
    EXPECT_TRUE(holds(csv, "12/03/2026"));
    const auto text = filled("risk_register", risk_register_data({"Aide", "1", "12 mars", {line}, true}));
    EXPECT_TRUE(holds(text, "trop petites"));
    EXPECT_TRUE(holds(filled("risk_register", risk_register_data({})), "Aucune ligne à ce jour"));
}

TEST(CouncilSheet, says_why_a_number_is_hidden) {
    CouncilView view;
    EXPECT_TRUE(holds(filled("council_sheet", council_data(view)),
                      "Non dit\u00A0: le nombre de personnes est trop petit."));
    view.figures = {40, 24, 9, 0};
    const auto text = filled("council_sheet", council_data(view));
    for (const auto* words : {"<td>40</td>", "<td>24\u00A0%</td>", "<td>9\u00A0%</td>", "<td>0</td>"})
        EXPECT_TRUE(holds(text, words)) << words;
    EXPECT_FALSE(holds(text, "Non dit"));
}

}  // namespace
}  // namespace prevenance::forms
