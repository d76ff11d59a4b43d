// The figures of a network: what its analyst reads, as page and as CSV. The view holds what was published and
// has no field for anything else: no employer, no person, no date of an event.
#pragma once

#include "domain/calendar.h"
#include "domain/disclosure.h"
#include "forms/csv_export.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct FigureLine {
    std::string
        indicator;  // "employers", "employees", "signals", "signals_…", "suggestions", "talks", "invitations"
    std::string label;
    std::optional<int> value;                     // people, rounded to five; "employers" is exact
    std::optional<HiddenBecause> hidden_because;  // where there is no value
};

struct FiguresView {
    std::string path;  // of this publication: "/chiffres/…"
    std::string network_name;
    Date starts_on;
    Date ends_on;  // inclusive: a whole quarter or a whole year
    Instant published_at;
    std::vector<FigureLine> lines;
};

// "année 2025", "3e trimestre 2026"
std::string period_words(Date starts_on, Date ends_on);

// Why a figure is not there, in a sentence.
std::string hidden_words(HiddenBecause reason);

// What the figures say, in one or two sentences.
std::string headline(const FiguresView& figures);

// `shown` in full, one after the other; `all` as links, latest first.
TemplateData figures_data(const std::vector<FiguresView>& shown, const std::vector<FiguresView>& all);

CsvTable figures_table_for_people(const FiguresView& figures);
CsvTable figures_table_for_programs(const FiguresView& figures);

}  // namespace prevenance::forms
