// The totals of several health services side by side, as a group of services (GIE) reads them: the own ones,
// and those of every service that chose to show its own. Totals only; no field could hold a case.
#pragma once

#include "forms/activity_report_page.h"
#include "forms/field.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct ServiceFigures {
    std::string service;
    ActivityReport report;
};

struct ComparedServicesView {
    AskedPeriod asked;
    Date today;
    std::vector<ServiceFigures> services;  // the own one first
    std::vector<Choice> shown_to;          // the other services; chosen: they see the own totals
    bool may_choose = false;
};
TemplateData compared_services_data(const ComparedServicesView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
