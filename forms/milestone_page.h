// The two forms that note something for the legal calendar: a visit or talk that was held, and a return that
// calls for a visit. Their views have no field for a reason.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct PersonChoice {
    std::string id;
    std::string name;
};

struct HeldMilestoneFormView {
    std::vector<PersonChoice> people;
    std::vector<CodeLabel> kinds;         // visits and talks to choose from
    std::string employee, code, held_on;  // as typed
    std::string inform_path;              // of a person who was not informed yet; else empty
};

TemplateData held_milestone_form_data(const HeldMilestoneFormView& view,
                                      const std::vector<FieldError>& errors);

struct ReturnFormView {
    std::vector<PersonChoice> people;
    std::string employee, starts_on, ends_on;  // as typed
    std::string inform_path;
};

TemplateData return_form_data(const ReturnFormView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
