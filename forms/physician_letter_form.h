// The forms behind a physician's letters and sheets: a day, hours, a place, an agreement with its date and
// the one recipient it is for. Nothing of it is kept. No field is about health, and the three that take a few
// words of one's own pass the health-word check.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_place = 120;      // characters
inline constexpr std::size_t longest_recipient = 120;  // characters
inline constexpr std::size_t longest_request = 280;    // characters

// Minutes from midnight, French civil time.
using MinuteOfDay = int;

// "09:30", "9h30", "9 h 30"; nothing for anything else.
std::optional<MinuteOfDay> parse_time_of_day(std::string_view text);
std::string time_of_day_words(MinuteOfDay minute);  // "9 h 30"

// What the forms are held against.
struct LetterBounds {
    const HealthWords& health_words;
    Date received_on;  // of the person's message: nothing here is earlier
    Date today;
};

struct Attendance {
    Date on;
    MinuteOfDay from = 0;
    MinuteOfDay until = 0;
};
// Errors: a missing day or hour, a day to come, an end that is not after the beginning.
Result<Attendance> read_attendance(const PostedForm& form, const LetterBounds& bounds);

struct Appointment {
    Date on;
    MinuteOfDay at = 0;
    std::string place;
};
// To the employee: nobody else reads it, so no agreement is asked. Errors: a missing day, hour or place, a
// day that has passed or lies more than a year ahead, a health word.
Result<Appointment> read_invited_appointment(const PostedForm& form, const LetterBounds& bounds);

struct AgreedAppointment {
    Appointment appointment;
    Date agreed_on;
};
// To the employer: refused without the person's agreement to this very letter and its date.
Result<AgreedAppointment> read_agreed_appointment(const PostedForm& form, const LetterBounds& bounds);

struct AgreedSheet {
    std::string recipient;              // a code of config/sheet_recipients.csv
    std::string recipient_name;         // "Cap emploi 38, Mme Exemple"
    std::vector<std::string> contents;  // codes of config/sheet_contents.csv, in their order
    std::string request;                // what is asked of the recipient; may be empty
    Date agreed_on;
};
// One recipient. Refused without the person's agreement for this recipient, its date, and what is handed
// over.
Result<AgreedSheet> read_agreed_sheet(const PostedForm& form, const ChoiceList& recipients,
                                      const ChoiceList& contents, const LetterBounds& bounds);

}  // namespace prevenance::forms
