// What a physician prints about one person: the form, and the letter or sheet it becomes. Each letter is for
// one reader, and has a view of its own. None has a field for a reason, a finding or anything about health.
#pragma once

#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/interview_page.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

enum class LetterKind { attendance, appointment, pre_return, sheet };

struct LetterFormView {
    LetterKind kind = LetterKind::attendance;
    std::string alert_path;   // "/boite/…"
    std::string letter_path;  // where the form goes; the file is made at the same with /pdf behind it
    const PostedForm& typed;
    std::string day_as_known;  // of the visit, for a form that was not posted yet; ISO, may be empty
    bool can_print = false;    // PDF files are made here
    const ChoiceList& recipients;
    const ChoiceList& contents;
};

TemplateData letter_form_data(const LetterFormView& view, const std::vector<FieldError>& errors);

// What every letter begins and ends with.
struct LetterFrame {
    std::string alert_path;
    std::string letter_path;
    const PostedForm& posted;  // travels on, so that the file can be asked for
    bool can_print = false;
    ServiceContact service;
    std::string physician;
    Sensitive<std::string> person;
    std::string written_on;  // "12 mars 2026"
};

// For the employee, who gives it to whom they like: hours, no reason, no kind of visit.
struct AttendanceLetter {
    LetterFrame frame;
    std::string on;
    std::string from;
    std::string until;
};
TemplateData attendance_letter_data(const AttendanceLetter& letter);

// For the employer, who learns that the person is expected, and nothing else.
struct AppointmentLetter {
    LetterFrame frame;
    Sensitive<std::string> employer;  // as an own request names it: the person's words; may be empty
    std::string on;
    std::string at;
    std::string place;
    std::string agreed_on;
};
TemplateData appointment_letter_data(const AppointmentLetter& letter);

// For the employee alone.
struct PreReturnInvitation {
    LetterFrame frame;
    std::string on;
    std::string at;
    std::string place;
};
TemplateData pre_return_invitation_data(const PreReturnInvitation& letter);

// For one recipient. What was not ticked is not in it.
struct HandOverSheet {
    LetterFrame frame;
    bool is_referral = false;    // to the service's own unit
    std::string recipient = {};  // the kind, in words
    std::string recipient_name = {};
    std::string agreed_on = {};
    std::optional<Sensitive<std::string>> contact = {};
    std::optional<Sensitive<std::string>> employer = {};
    std::vector<std::string> measures = {};
    std::vector<std::string> visit_days = {};
    std::string request = {};
    std::vector<std::string> handed_over = {};  // in words, as the person agreed to
};
TemplateData hand_over_sheet_data(const HandOverSheet& sheet);

}  // namespace prevenance::forms
