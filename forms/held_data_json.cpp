#include "forms/held_data_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using Json = nlohmann::ordered_json;

Json optional_text(const std::string& text) {
    return text.empty() ? Json{} : Json(text);
}

Json optional_date(const std::optional<Date>& date) {
    return date ? Json(iso_date(*date)) : Json{};
}

Json person_json(const HeldDataView& view) {
    return {{"name", view.person},
            {"employer", view.employer},
            {"team", view.team},
            {"job", view.job_family},
            {"payroll_number", view.payroll_number},
            {"birth_year", optional_text(view.birth_year)},
            {"entered_on", optional_date(view.entry)},
            {"left_on", optional_date(view.exit)},
            {"informed_on", optional_date(view.informed)},
            {"objects_to_signals", !view.objected_on.empty()},
            {"limited", !view.limited_on.empty()}};
}

Json line_json(const HeldLine& line) {
    return {{"id", optional_text(line.id)},
            {"code", optional_text(line.code)},
            {"words", line.what},
            {"from", optional_date(line.from)},
            {"to", optional_date(line.to)},
            {"source", line.source},
            {"kept_until", optional_date(line.kept_until)},
            {"remarks", line.remarks}};
}

Json group_json(const HeldGroup& group) {
    Json items = Json::array();
    for (const auto& line : *group.lines) items.push_back(line_json(line));
    return {{"kind", code_of(group.kind)},
            {"title", group.title},
            {"purpose", group.purpose},
            {"kept", group.kept},
            {"items", items}};
}

Json agreement_json(const HeldAgreement& agreement) {
    return {{"receipt", agreement.receipt},
            {"sent_on", agreement.sent_on},
            {"expires_on", agreement.expires_on},
            {"categories", agreement.categories},
            {"since", agreement.since},
            {"stands", agreement.stands},
            {"proof_kept_until", optional_text(agreement.kept_until)}};
}

Json request_json(const HeldRequest& request) {
    return {{"number", request.number},
            {"kind", request.kind},
            {"sent_on", request.sent_on},
            {"state", request.state},
            {"words", request.words}};
}

}  // namespace

std::string held_data_json(const HeldDataView& view, Instant made_at) {
    Json file{{"format", "prevenance-held-data"}, {"version", 1}, {"made_at", iso_instant(made_at)}};
    file["person"] = person_json(view);
    file["groups"] = Json::array();
    for (const auto& group : held_groups(view)) file["groups"].push_back(group_json(group));
    file["rights_requests"] = Json::array();
    for (const auto& request : view.requests) file["rights_requests"].push_back(request_json(request));
    if (view.own_side) {
        file["agreements"] = Json::array();
        for (const auto& agreement : view.agreements) file["agreements"].push_back(agreement_json(agreement));
    }
    file["not_included"] =
        view.own_side
            ? "Le texte envoyé au service de santé au travail est chiffré : seul le service peut le lire."
            : "Ce que la personne a répondu à une invitation, et ce qu’elle a consulté, n’est pas dans cette "
              "copie : elle seule le lit, avec son code.";
    return file.dump(2) + "\n";
}

}  // namespace prevenance::forms
