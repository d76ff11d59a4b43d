// The physician's letters: what their forms take and refuse, and what is never on the paper.
#include "forms/health_words.h"
#include "forms/physician_letter_form.h"
#include "forms/physician_letter_page.h"
#include "forms/templates.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace prevenance::forms {
namespace {

const std::filesystem::path source = PREVENANCE_SOURCE_DIR;

std::string text_of(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

ChoiceList list_of(const std::string& file) {
    return ChoiceList::parse(file, text_of(source / "config" / file)).value();
}

struct Case {
    HealthWords words = HealthWords::read(text_of(source / "config" / "health_words.txt"));
    ChoiceList recipients = list_of("sheet_recipients.csv");
    ChoiceList contents = list_of("sheet_contents.csv");
    Templates templates{source / "forms"};
    Date received = *parse_iso_date("2026-03-01");
    Date today = *parse_iso_date("2026-03-12");
    LetterBounds bounds{words, received, today};
};

PostedForm form(const std::string& body) {
    return PostedForm::parse_urlencoded(body).value();
}

template <class T>
std::vector<std::string> refused(const Result<T>& read) {
    std::vector<std::string> fields;
    if (!read)
        for (const auto& error : read.error().fields) fields.push_back(error.field + " " + error.code);
    std::ranges::sort(fields);
    return fields;
}
using Fields = std::vector<std::string>;

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

TEST(TimeOfDay, is_read_as_people_write_it) {
    for (const auto* typed : {"09:30", "9:30", "9h30", "9 h 30", "09 h30"})
        EXPECT_EQ(parse_time_of_day(typed), 570) << typed;
    EXPECT_EQ(parse_time_of_day("14h"), 840);
    EXPECT_EQ(parse_time_of_day("0:00"), 0);
    for (const auto* typed :
         {"", "9", "24:00", "9:60", "9:3", "9:", "9h300", "neuf heures", "-1:00", "9:30<b>"})
        EXPECT_FALSE(parse_time_of_day(typed)) << typed;
}

RC_GTEST_PROP(TimeOfDay, comes_back_as_it_was_written, ()) {
    const auto minute = *rc::gen::inRange(0, 1440);
    auto words = time_of_day_words(minute);
    for (std::size_t at; (at = words.find("\u00A0")) != std::string::npos;) words.replace(at, 2, " ");
    RC_ASSERT(parse_time_of_day(words) == std::optional{minute});
}

TEST(Attendance, has_a_day_and_two_hours_in_order) {
    const Case given;
    const auto read = read_attendance(form("on=2026-03-12&from=9h30&until=10:15"), given.bounds);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->until - read->from, 45);
    EXPECT_EQ(refused(read_attendance(form(""), given.bounds)),
              (Fields{"from missing", "on missing", "until missing"}));
    EXPECT_EQ(refused(read_attendance(form("on=2026-02-28&from=9h&until=9h"), given.bounds)),
              (Fields{"on before_receipt", "until before_beginning"}));
    EXPECT_EQ(refused(read_attendance(form("on=2026-03-12&from=x&until=y"), given.bounds)),
              (Fields{"from no_such_time", "until no_such_time"}));
    EXPECT_FALSE(read_attendance(form("on=2026-03-13&from=9h&until=10h"), given.bounds)) << "a day to come";
}

TEST(Appointment, goes_to_the_employer_with_an_agreement_and_its_day_only) {
    const Case given;
    const std::string day = "on=2026-03-20&at=9h&place=Centre+de+Meylan";
    ASSERT_TRUE(read_agreed_appointment(form(day + "&agreed=true&agreed_on=2026-03-10"), given.bounds));
    EXPECT_EQ(refused(read_agreed_appointment(form(day), given.bounds)),
              (Fields{"agreed missing", "agreed_on missing"}));
    EXPECT_EQ(refused(read_agreed_appointment(form(day + "&agreed_on=2026-03-10"), given.bounds)),
              Fields{"agreed missing"});
    EXPECT_EQ(refused(read_agreed_appointment(form(day + "&agreed=true&agreed_on=2026-02-20"), given.bounds)),
              Fields{"agreed_on before_receipt"});
    EXPECT_EQ(
        refused(read_agreed_appointment(form(day + "&agreed=false&agreed_on=2026-03-10"), given.bounds)),
        Fields{"agreed missing"});
    EXPECT_EQ(refused(read_invited_appointment(form("on=2026-03-11&at=9h&place=Service+de+psychiatrie"),
                                               given.bounds)),
              (Fields{"on passed", "place health_word"}));
    EXPECT_EQ(refused(read_invited_appointment(form("on=2028-03-11&at=9h&place=Meylan"), given.bounds)),
              Fields{"on too_far"});
}

const std::string sheet =
    "recipient=job_adviser&recipient_name=Cap+emploi+38&contents=employer&agreed=true&agreed_on=2026-03-10";

TEST(Sheet, is_for_one_recipient_with_that_recipients_own_agreement) {
    const Case given;
    const auto read = read_agreed_sheet(form(sheet), given.recipients, given.contents, given.bounds);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->recipient, "job_adviser");
    EXPECT_EQ(read->contents, Fields{"employer"});
    const auto refusals = [&](const std::string& body) {
        return refused(read_agreed_sheet(form(body), given.recipients, given.contents, given.bounds));
    };
    EXPECT_EQ(refusals(""), (Fields{"agreed missing", "agreed_on missing", "contents missing",
                                    "recipient missing", "recipient_name missing"}));
    EXPECT_EQ(
        refusals("recipient=job_adviser&recipient_name=Cap+emploi+38&contents=employer&agreed_on=2026-03-10"),
        Fields{"agreed missing"});
    EXPECT_EQ(refusals(sheet + "&contents=diagnosis"), Fields{"contents unknown"});
    EXPECT_EQ(refusals(sheet + "&request=Un+conseil"), Fields{"request not_ticked"});
    EXPECT_EQ(refusals(sheet + "&contents=request"), Fields{"request not_ticked"});
    EXPECT_EQ(refusals(sheet + "&contents=request&request=Il+a+une+hernie"), Fields{"request health_word"});
    // Two recipients in one post are two agreements: the post is refused before anybody reads it.
    EXPECT_FALSE(PostedForm::parse_urlencoded(sheet + "&recipient=social_service"));
}

LetterFrame frame(const PostedForm& posted) {
    return {"/boite/x",
            "/boite/x/lettres/y",
            posted,
            false,
            {"Service Exemple", "Dominique Essai", "01 00 00 00 01"},
            "Docteure Essai",
            Sensitive<std::string>{"<script>Camille</script> \"O'Neil\""},
            "12 mars 2026"};
}

std::string filled(const Case& given, const std::string& name, TemplateData data) {
    data.set("title", "Titre").set("form_token", "");
    const auto text = given.templates.fill(name, data).text;
    return text.substr(text.find("<article"));  // what is printed
}

TEST(AttendanceLetter, says_hours_and_no_reason) {
    const Case given;
    const auto posted = form("");
    const auto text = filled(given, "attendance_letter",
                             attendance_letter_data({frame(posted), "12 mars 2026", "9 h 30", "10 h 15"}));
    for (const auto* words :
         {"12 mars 2026, de 9 h 30 à 10 h 15", "Service Exemple", "Docteure Essai", "&lt;script&gt;Camille"})
        EXPECT_TRUE(holds(text, words)) << words << text;
    for (const auto* reason :
         {"<script>", "à la demande", "préreprise", "préconisation", "mesure", "motif", "santé de", "Objet"})
        EXPECT_FALSE(holds(text, reason)) << reason;
}

TEST(AppointmentLetter, tells_the_employer_nothing_but_the_appointment) {
    const Case given;
    const auto posted = form("");
    const auto text = filled(given, "appointment_letter",
                             appointment_letter_data({frame(posted), Sensitive<std::string>{"Aide Exemple"},
                                                      "20 mars", "9 h 00", "Centre", "10 mars"}));
    for (const auto* words :
         {"Aide Exemple", "20 mars à 9 h 00", "accord à cet envoi le 10 mars", "R4624-39"})
        EXPECT_TRUE(holds(text, words)) << words;
    for (const auto* reason :
         {"cellule", "maintien", "alerte", "message", "à la demande", "préreprise", "R4624-34"})
        EXPECT_FALSE(holds(text, reason)) << reason;
}

TEST(Sheet, holds_what_was_ticked_and_nothing_else) {
    const Case given;
    const auto posted = form("");
    HandOverSheet view{frame(posted)};
    view.recipient = "Cap emploi";
    view.recipient_name = "Cap emploi 38";
    view.agreed_on = "10 mars 2026";
    view.handed_over = {"Le nom de son employeur"};
    view.employer = Sensitive<std::string>{"Aide Exemple"};
    auto text = filled(given, "hand_over_sheet", hand_over_sheet_data(view));
    for (const auto* words : {"Aide Exemple", "pour Cap emploi 38 et pour personne d’autre", "10 mars 2026"})
        EXPECT_TRUE(holds(text, words)) << words;
    for (const auto* absent : {"Comment la joindre", "Mesures de travail proposées", "Visites faites",
                               "Ce qu’elle attend", "quinze jours"})
        EXPECT_FALSE(holds(text, absent)) << absent;
    view.is_referral = true;
    view.contact = Sensitive<std::string>{"06 00 00 00 00"};
    text = filled(given, "hand_over_sheet", hand_over_sheet_data(view));
    EXPECT_TRUE(holds(text, "06 00 00 00 00"));
    EXPECT_TRUE(holds(text, "quinze jours"));
}

}  // namespace
}  // namespace prevenance::forms
