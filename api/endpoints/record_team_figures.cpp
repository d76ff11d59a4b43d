#include "api/endpoints/record_team_figures.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/screening.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/team_figures_form.h"
#include "forms/team_figures_json.h"
#include "forms/team_figures_page.h"
#include "storage/employees.h"
#include "storage/organisations.h"
#include "storage/team_figures.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using Figures = std::map<std::string, int>;

constexpr int months_shown = 13;  // a year, and the same month a year ago

Reply not_found(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

std::optional<Team> asked_for(const Call& call) {
    const auto id = call.id_in_path<TeamId>("team");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.team(call.employer().employer(), *id);
    });
}

std::map<Date, Figures> figures_of(const Call& call, TeamId team) {
    std::map<Date, Figures> months;
    const auto figures = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::TeamFigures{reader, call.employer()}.of_team(team);
    });
    for (const auto& figure : figures) months[figure.from][figure.code] = figure.count;
    return months;
}

// Who belonged to the team on some day of the month.
int headcount_in(const Call& call, TeamId team, Date month) {
    const auto people = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, call.employer()}.of_team(team);
    });
    const auto last = forms::last_of_month(month);
    return static_cast<int>(std::ranges::count_if(people, [&](const storage::EmployeeRecord& person) {
        return person.entered_on <= last && person.left_on.value_or(last) >= month;
    }));
}

Reply form_page(const Call& call, const Team& team, Date month, std::vector<FieldError> errors) {
    const auto stored = figures_of(call, team.id);
    const auto present = stored.find(month);
    forms::TeamFiguresFormView view{team.id.text(),
                                    month,
                                    call.services.signals.figures(),
                                    present != stored.end(),
                                    headcount_in(call, team.id, month) < forms::many,
                                    {}};
    for (const auto& kind : view.kinds) {
        const bool known = present != stored.end() && present->second.contains(kind.code);
        if (call.request.method == "POST" && call.form.has(kind.code))
            view.figures[kind.code] = call.form.value(kind.code);
        else if (call.request.method != "POST" && known)
            view.figures[kind.code] = std::to_string(present->second.at(kind.code));
    }
    auto data = forms::team_figures_form_data(view, errors);
    return page_reply(call, "Les chiffres de " + team.name + ", " + forms::month_and_year(month),
                      "team_figures_form", std::move(data), std::move(errors));
}

Reply refused(const Call& call, const Team& team, Date month, std::vector<FieldError> errors) {
    if (call.face == Face::json) return error_reply(call, {ErrorCode::invalid, {}, std::move(errors)});
    return form_page(call, team, month, std::move(errors));
}

// The month of a page stands in its address, that of a program in its body.
Result<Date> month_of(const Call& call) {
    const bool in_path = call.face == Face::page;
    const auto month = forms::read_month(in_path ? call.path.at("month") : call.form.value("month"));
    if (month && forms::may_have_figures(*month, call.today())) return *month;
    if (in_path) return fail(ErrorCode::not_found);
    return fail({{"month", "no_such_month",
                  "Indiquez un mois terminé, de moins de cinq ans, écrit ainsi : 2026-02."}});
}

std::string path_of(const Team& team) {
    return "/equipes/" + team.id.text() + "/chiffres";
}

Reply recorded(const Call& call, const Team& team, Date month, const Figures& figures) {
    if (call.face == Face::page) return see_other(path_of(team), "chiffres");
    auto reply = json_reply(201, forms::month_of_figures_json(team.id, {month, figures}));
    reply.headers.emplace_back("Location", "/api/v1/teams/" + team.id.text() + "/figures");
    return reply;
}

void replace(storage::Transaction& transaction, const Call& call, const Team& team, Date month,
             const Figures& figures) {
    const storage::TeamFigures stored{transaction, call.employer()};
    stored.remove(transaction, team.id, month);
    for (const auto& [code, count] : figures)
        stored.add(transaction, {call.services.randomness.new_id<FactId>(), team.id, code, month,
                                 forms::last_of_month(month), count, call.now, call.scope().account});
    screen_team(transaction, call.services, call.employer(), team.id, call.now);
}

}  // namespace

Answer show_teams(const Call& call) {
    const auto teams = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.teams(call.employer().employer());
    });
    std::vector<forms::TeamLine> lines;
    for (const auto& team : teams) lines.push_back({team.id.text(), team.name});
    return page_reply(call, "Vos équipes", "teams", forms::team_list_data(lines));
}

Answer show_team_figures(const Call& call) {
    const auto team = asked_for(call);
    if (!team) return not_found(call);
    const auto stored = figures_of(call, team->id);
    forms::TeamFiguresView view{team->id.text(), call.services.signals.figures(), {}};
    for (int back = 1; back <= months_shown; ++back) {
        const auto month = add_months(first_of_month(call.today()), Months{-back});
        const auto figures = stored.find(month);
        view.months.push_back({month, figures == stored.end() ? Figures{} : figures->second});
    }
    return page_reply(call, "Les chiffres de " + team->name, "team_figures", forms::team_figures_data(view));
}

Answer show_team_figures_form(const Call& call) {
    const auto team = asked_for(call);
    const auto month = month_of(call);
    if (!team || !month) return not_found(call);
    return form_page(call, *team, *month, {});
}

Answer record_team_figures(const Call& call) {
    const auto team = asked_for(call);
    if (!team) return not_found(call);
    const auto month = month_of(call);
    if (!month) return error_reply(call, month.error());
    const auto figures = forms::read_team_figures_form(call.form, call.services.signals.figures(),
                                                       headcount_in(call, team->id, *month));
    if (!figures) return refused(call, *team, *month, figures.error().fields);
    return Act{team->id.bytes,
               [call, team = *team, month = *month, figures = *figures,
                reply = recorded(call, *team, *month, *figures)](storage::Transaction& transaction) {
                   replace(transaction, call, team, month, figures);
                   return reply;
               }};
}

Answer delete_team_figures(const Call& call) {
    const auto team = asked_for(call);
    const auto month = month_of(call);
    if (!team || !month) return not_found(call);
    return Act{team->id.bytes, [call, team = *team, month = *month](storage::Transaction& transaction) {
                   replace(transaction, call, team, month, {});
                   return see_other(path_of(team), "chiffres-supprimes");
               }};
}

Answer list_team_figures(const Call& call) {
    const auto team = asked_for(call);
    if (!team) return not_found(call);
    std::vector<forms::MonthOfFigures> months;
    for (auto& [month, figures] : figures_of(call, team->id)) months.push_back({month, figures});
    return json_reply(200, forms::team_figures_json(team->id, months));
}

}  // namespace prevenance::api
