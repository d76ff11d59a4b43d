#include "forms/service_list_page.h"

#include "domain/procedure.h"
#include "forms/french.h"
#include "forms/service_case_form.h"
#include "forms/service_case_page.h"

namespace prevenance::forms {
namespace {

bool is_due(const ListedCase& one, Date today) {
    return one.next && one.next->before <= today + fortnight;
}

TemplateData line_of(const ListedCase& one, Date today) {
    TemplateData line;
    line.set("number", one.number.substr(0, 8))
        .set_optional("link", one.path)
        .set("no_link", one.path.empty());
    line.set("received", short_date(one.received_on)).set("state", one.state);
    line.set("status", one.status ? status_words(*one.status) : "–");
    line.set("before", one.next ? short_date(one.next->before) : "–");
    line.set_optional("task", one.next ? task_words(*one.next) : std::string{});
    line.set_optional("late", one.next && one.next->before < today ? "Ce jour est passé." : "");
    return line;
}

std::string_view task_code(CaseTask task) {
    switch (task) {
        case CaseTask::call:
            return "call";
        case CaseTask::hold_visit:
            return "note_visit";
        case CaseTask::propose_accompaniment:
            return "propose_accompaniment";
        case CaseTask::ask_follow_up:
            return "ask_follow_up";
        case CaseTask::note_answer:
            return "note_answer";
    }
    return "";
}

}  // namespace

TemplateData fortnight_data(const FortnightView& view) {
    TemplateData::List due;
    TemplateData::List others;
    for (const auto& one : view.cases)
        (is_due(one, view.today) ? due : others).push_back(line_of(one, view.today));
    TemplateData data;
    data.set("service_name", view.service_name).set_optional("officer", view.officer);
    data.set("today", long_date(view.today)).set("until", long_date(view.today + fortnight));
    data.set("nothing_due", due.empty()).set("has_due", !due.empty()).set("due", std::move(due));
    data.set("has_others", !others.empty()).set("others", std::move(others));
    return data;
}

CsvTable fortnight_table_for_people(const FortnightView& view) {
    CsvTable table{{"Dossier", "Reçu le", "État", "Accompagnement", "À faire avant", "À faire"}, {}};
    for (const auto& one : view.cases) {
        std::vector<CsvCell> row{one.number, one.received_on, one.state,
                                 one.status ? status_words(*one.status) : std::string{}};
        if (one.next) {
            row.emplace_back(one.next->before);
            row.emplace_back(task_words(*one.next));
        } else {
            row.resize(row.size() + 2);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

CsvTable fortnight_table_for_programs(const FortnightView& view) {
    CsvTable table{{"file", "received_on", "status", "due_before", "task", "months"}, {}};
    for (const auto& one : view.cases) {
        std::vector<CsvCell> row{
            one.number, one.received_on,
            one.status ? std::string{name_in(case_status_names, *one.status)} : std::string{}};
        if (one.next) {
            row.emplace_back(one.next->before);
            row.emplace_back(std::string{task_code(one.next->task)});
            row.emplace_back(static_cast<std::int64_t>(one.next->months));
        } else {
            row.resize(row.size() + 3);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

TemplateData circuit_data(const CircuitView& view) {
    TemplateData::List stages;
    for (const auto& stage : view.stages)
        stages.push_back(TemplateData{}
                             .set("stage_label", stage.label)
                             .set("stage_actors", stage.actors)
                             .set("stage_passed", grouped(stage.passed))
                             .set("stage_standing", grouped(stage.standing)));
    TemplateData::List partners;
    for (const auto& [label, count] : view.partners)
        partners.push_back(TemplateData{}.set("partner_label", label).set("partner_count", grouped(count)));
    TemplateData data;
    data.set("service_name", view.service_name).set_optional("officer", view.officer);
    data.set("stages", std::move(stages));
    data.set("has_partners", !partners.empty()).set("no_partner", partners.empty());
    data.set("partners", std::move(partners));
    return data;
}

TemplateData own_statistics_data(const OwnStatisticsView& view) {
    TemplateData::List volumes;
    for (const auto& [label, count] : view.volumes)
        volumes.push_back(TemplateData{}.set("volume_label", label).set("volume", grouped(count)));
    TemplateData::List delays;
    for (const auto& delay : view.delays)
        delays.push_back(
            TemplateData{}
                .set("delay_label", delay.label)
                .set("delay_files", grouped(delay.files))
                .set("delay_days", delay.median_days ? counted(*delay.median_days, "jour", "jours") : "–"));
    TemplateData data;
    data.set("volumes", std::move(volumes)).set("delays", std::move(delays));
    return data;
}

}  // namespace prevenance::forms
