#include "api/endpoints/declare_legal_stop.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/screening.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/legal_calendar_page.h"
#include "forms/legal_stop_form.h"
#include "storage/case_file.h"
#include "storage/employees.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using forms::NewLegalStop;
using storage::LegalStopRecord;

Reply form_page(const Call& call, std::vector<FieldError> errors) {
    forms::LegalStopFormView view;
    for (const auto& person : employees_of(call.services, call.employer()))
        view.people.push_back({person.id.text(), full_name(person)});
    view.employee = call.form.has("employee") ? call.form.value("employee") : call.query.value("employee");
    view.kind = call.form.value("kind");
    view.starts_on = call.form.value("starts_on");
    view.ends_on = call.form.value("ends_on");
    if (std::ranges::find(errors, "not_informed", &FieldError::code) != errors.end())
        view.inform_path = "/salaries/" + view.employee;
    auto data = forms::legal_stop_form_data(view, errors);
    return page_reply(call, "Déclarer un arrêt pour les échéances légales", "legal_stop_form",
                      std::move(data), std::move(errors));
}

bool is_same(const LegalStopRecord& known, const NewLegalStop& stop) {
    return known.kind == stop.kind && known.starts_on == stop.starts_on;
}

bool overlaps(const LegalStopRecord& known, const NewLegalStop& stop) {
    const auto last = [](const std::optional<Date>& end) { return end.value_or(Date::max()); };
    return known.starts_on <= last(stop.ends_on) && stop.starts_on <= last(known.ends_on);
}

std::vector<FieldError> obstacles(const storage::EmployeeRecord& person, const NewLegalStop& stop,
                                  const std::vector<LegalStopRecord>& known) {
    std::vector<FieldError> errors;
    if (!person.informed_on)
        errors.push_back(
            {"employee", "not_informed",
             "Cette personne n’a pas encore été informée de ce service (Code du travail, article L1222-4)."});
    if (stop.starts_on < person.entered_on)
        errors.push_back(
            {"starts_on", "before_entry",
             "Ce jour est avant l’entrée de la personne, le " + forms::short_date(person.entered_on) + "."});
    if (person.left_on && stop.starts_on > *person.left_on)
        errors.push_back(
            {"starts_on", "after_exit",
             "Ce jour est après le départ de la personne, le " + forms::short_date(*person.left_on) + "."});
    for (const auto& other : known) {
        if (is_same(other, stop) && other.ends_on == stop.ends_on) {
            errors.push_back({"starts_on", "already_declared", "Cet arrêt est déjà déclaré avec ces dates."});
        } else if (!is_same(other, stop) && overlaps(other, stop)) {
            errors.push_back({"starts_on", "overlap",
                              "Cet arrêt en chevauche un autre, qui commence le " +
                                  forms::short_date(other.starts_on) + "."});
        }
    }
    return errors;
}

void keep(storage::Transaction& transaction, const Call& call, const NewLegalStop& stop) {
    const storage::CaseFile file{transaction, call.employer()};
    if (file.change_end(transaction, stop.employee, stop.kind, stop.starts_on, stop.ends_on)) return;
    file.add(transaction, LegalStopRecord{call.services.randomness.new_id<FactId>(), stop.employee, stop.kind,
                                          stop.starts_on, stop.ends_on, call.now, call.scope().account});
}

}  // namespace

Answer show_legal_stop_form(const Call& call) {
    return form_page(call, {});
}

Answer declare_legal_stop(const Call& call) {
    const auto stop = forms::read_legal_stop_form(call.form, call.today());
    if (!stop) return form_page(call, stop.error().fields);
    const auto [person, known] = call.services.cases.read([&](const storage::Reader& reader) {
        return std::pair{storage::Employees{reader, call.employer()}.find(stop->employee),
                         storage::CaseFile{reader, call.employer()}.legal_stops_of(stop->employee)};
    });
    if (!person) return error_reply(call, {ErrorCode::not_found, {}, {}});
    // Through the writer: the same form sent twice gets its first answer, not "already declared".
    if (auto errors = obstacles(*person, *stop, known); !errors.empty())
        return Act{person->id.bytes,
                   [page = form_page(call, std::move(errors))](storage::Transaction&) { return page; }};
    return Act{person->id.bytes, [call, stop = *stop](storage::Transaction& transaction) {
                   keep(transaction, call, stop);
                   screen_employee(transaction, call.services, call.employer(), stop.employee, call.now);
                   return see_other("/calendrier", "arret");
               }};
}

}  // namespace prevenance::api
