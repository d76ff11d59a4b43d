#include "forms/signal_form.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::forms {
namespace {

const Date today = *parse_iso_date("2026-03-12");
const std::string person = "00000000-0000-0000-0000-000000000001";

SignalCatalogue catalogue() {
    return {{{"LATE", "Retards", "ways", RuleLevel::individual, true, true, true},
             {"PLAIN", "Sans texte", "ways", RuleLevel::individual, true, true, false},
             {"TEAM", "Équipe", "team", RuleLevel::team, true, false, false}},
            {},
            {}};
}

Result<NewSignal> read(const std::string& body) {
    return read_signal_form(PostedForm::parse_urlencoded(body).value(), catalogue(),
                            HealthWords::read("dos\n"), today);
}

std::vector<std::string> codes_of(const std::string& body) {
    std::vector<std::string> codes;
    if (const auto signal = read(body); !signal)
        for (const auto& error : signal.error().fields) codes.push_back(error.code);
    return codes;
}

using Codes = std::vector<std::string>;

TEST(SignalForm, presets_are_days_and_a_written_date_wins_over_them) {
    EXPECT_EQ(read("employee=" + person + "&type=PLAIN&day=today")->happened_on, today);
    EXPECT_EQ(read("employee=" + person + "&type=PLAIN&day=yesterday")->happened_on, today - Days{1});
    EXPECT_EQ(read("employee=" + person + "&type=PLAIN&day=today&happened_on=01/03/2026")->happened_on,
              *parse_iso_date("2026-03-01"));
}

TEST(SignalForm, a_form_with_nothing_gets_every_message) {
    EXPECT_EQ(codes_of(""), (Codes{"missing", "missing", "missing"}));
}

TEST(SignalForm, one_subject_only) {
    EXPECT_EQ(codes_of("employee=" + person + "&payroll_number=1&type=PLAIN&day=today"),
              Codes{"one_subject"});
    EXPECT_EQ(codes_of("team=" + person + "&type=PLAIN&day=today"), Codes{"unknown_type"});
    EXPECT_TRUE(read("team=" + person + "&type=TEAM&day=today")->team.has_value());
}

TEST(SignalForm, a_type_ticked_twice_counts_once) {
    EXPECT_EQ(read("employee=" + person + "&types=PLAIN&types=PLAIN&day=today")->types, Codes{"PLAIN"});
}

TEST(SignalForm, a_short_fact_has_its_limit_and_its_place) {
    const auto of_length = [](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += "%C3%A9";  // é: two bytes, one character
        return "employee=" + person + "&type=LATE&day=today&fact=" + text;
    };
    EXPECT_TRUE(read(of_length(longest_fact)).has_value());
    EXPECT_EQ(codes_of(of_length(longest_fact + 1)), Codes{"too_long"});
    EXPECT_EQ(codes_of("employee=" + person + "&type=PLAIN&day=today&fact=tard"), Codes{"no_text_here"});
    EXPECT_EQ(codes_of("employee=" + person + "&type=LATE&day=today&fact=le+Dos"), Codes{"health_word"});
}

}  // namespace
}  // namespace prevenance::forms
