// The mailbox of an occupational health service: what arrived (P1), founding it, its members. A physician's
// line leads to the alert; a cell member's view has no field for anything but dates and states.
#pragma once

#include "domain/alert.h"
#include "domain/alert_state.h"
#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/service_case.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

// "Nouvelle", "Lue", "Contact"…
std::string state_words(AlertState state);

// Why the mailbox refuses to show an envelope, from integrations::quarantine_code.
std::string set_aside_words(const std::string& code);

struct AlertLine {
    std::string id;
    Instant received_at;
    std::optional<AlertKind> kind;  // none: the envelope is unreadable
    AlertState state = AlertState::fresh;
    std::optional<Date> visit_on;
    std::optional<Date> withdrawn_on;
    std::string set_aside_because;  // a code; empty where it is not
    std::string employer_name;  // of the card it came with; empty for an own request, and where it is hidden
    std::optional<CaseStatus> accompaniment;
    std::optional<DueTask> next;
};

// Which lines of the inbox somebody asks for, from the address: ?etat=a-faire.
enum class InboxFilter { all, due, to_read, under_way, ended };
InboxFilter inbox_filter(const std::string& text);  // `all` for any other text

// A key that was announced and waits for its 72 hours: what a member must know to stop it in time.
struct KeyAnnouncement {
    Instant announced_at;
    std::string announced_by;
    Instant usable_from;
    std::string fingerprint;  // eight words
};

struct KeyNewsView {
    std::optional<KeyAnnouncement> announced;
    std::string trouble;              // why nothing can be sealed now; empty: something can
    std::vector<std::string> closed;  // members whose account was closed: the key must change
};

struct InboxView {
    KeyNewsView news;
    bool has_recovery_code = true;
    std::vector<AlertLine> alerts;  // newest first
    bool is_member = true;          // of the roster: else nothing opens, and the page says what to do
    bool has_one_member = false;
    int applicants = 0;
    Instant shown_at;
    InboxFilter filter = InboxFilter::all;
};
TemplateData inbox_data(const InboxView& view);

struct CellAlertLine {
    Instant received_at;
    AlertState state = AlertState::fresh;
    std::optional<Date> visit_on;
};
TemplateData cell_inbox_data(const std::vector<CellAlertLine>& alerts, Instant shown_at);

struct MemberLine {
    std::string name;
    bool is_you = false;
    std::string account;
    bool is_closed = false;
};

struct ApplicantLine {
    std::string account;
    std::string name;
};

struct MembersView {
    enum class Standing { member, applied, stranger };
    Standing standing = Standing::stranger;
    std::vector<MemberLine> members;
    std::vector<ApplicantLine> applicants;
    std::string fingerprint;  // eight words; empty where nothing may be sealed now
    KeyNewsView news;
    std::vector<FieldError> errors;
};
TemplateData members_data(const MembersView& view);

TemplateData founding_data(const std::string& service_name);

}  // namespace prevenance::forms
