// The employer's teams and the figures it counted for them, month by month. Nobody is named here, and no
// figure is about one person.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/signal.h"
#include "forms/template_data.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::forms {

struct TeamLine {
    std::string id;
    std::string name;
};

TemplateData team_list_data(const std::vector<TeamLine>& teams);

struct TeamFiguresView {
    struct Month {
        Date first;
        std::map<std::string, int> figures;  // by code; empty: none entered
    };
    std::string team_id;
    std::vector<FigureKind> kinds;
    std::vector<Month> months;  // the latest first
};

TemplateData team_figures_data(const TeamFiguresView& view);

struct TeamFiguresFormView {
    std::string team_id;
    Date month;
    std::vector<FigureKind> kinds;
    bool has_figures = false;
    bool is_small = false;                       // fewer people than some figures need
    std::map<std::string, std::string> figures;  // by code, as typed
};

TemplateData team_figures_form_data(const TeamFiguresFormView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
