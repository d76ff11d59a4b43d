// The page of a network's members, for an administrator: who belongs to it since when, who enters, who leaves. Not
// what the network reads. The surprise: a stay that is over stays on the page, because figures of its time count it.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct StayLine {
    EmployerId id;
    std::string name;
    Date first_day;
    std::optional<Date> last_day;  // inclusive; none: not known
    bool may_leave = false;        // the last day can still be given, or corrected
};

struct NetworkMembersView {
    Network network;
    std::vector<StayLine> stays;  // by first day
    std::vector<Employer> employers;
    std::optional<Date> published_until;  // none: nothing is published yet
    Date today;
    PostedForm typed;
};

TemplateData network_members_data(const NetworkMembersView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
