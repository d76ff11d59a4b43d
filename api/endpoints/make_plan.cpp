#include "api/endpoints/make_plan.h"

#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/plan_conflict.h"
#include "api/plan_screen.h"
#include "api/sent_measures.h"
#include "api/services.h"
#include "forms/plan_form.h"
#include "storage/measures.h"

namespace prevenance::api {
namespace {

using storage::ActionPlanRecord;
using storage::ActionPlans;
using storage::MeasuresRecord;

constexpr auto about_somebody_else =
    "Ces préconisations concernent une autre personne. Ouvrez la fiche de la personne dont elles parlent, "
    "puis "
    "préparez le plan depuis ces préconisations.";

// Those of this employer that the address or the form names, whoever they are about.
std::optional<MeasuresRecord> named_measures(const Call& call, const std::string& text) {
    const auto id = MeasuresId::parse(text);
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ReceivedMeasures{reader, call.employer()}.find(*id);
    });
}

// A form as a browser would have posted it: the page fills its fields from one place only.
class Prefilled {
public:
    void set(const std::string& name, const std::string& value) {
        text_ +=
            (text_.empty() ? "" : "&") + forms::encode_percent(name) + "=" + forms::encode_percent(value);
    }
    forms::PostedForm form() const { return forms::PostedForm::parse_urlencoded(text_).value(); }

private:
    std::string text_;
};

// What the employer accepted becomes an action; what was impossible does not.
forms::PostedForm known_from(const Call& call, const MeasuresRecord& measures) {
    const auto key = find_person_key(call.services, measures.employee.bytes);
    const auto tenant = call.employer().employer().text();
    Prefilled known;
    known.set("document_kind", "measures_proposal");
    known.set("document_on", iso_date(in_paris(measures.sent_at).date));
    known.set("exchanged_on", iso_date(measures.talked_with_employer_on));
    int position = 0;
    for (const auto& measure : measures.measures) {
        if (measure.answer == "impossible" || position == forms::most_plan_actions) continue;
        known.set(forms::action_field("action", position), measure.code);
        known.set(forms::action_field("detail", position),
                  words_or_none(call.services, key,
                                measure_place(tenant, measures.id, measure.position, "sealed_detail"),
                                measure.sealed_detail));
        if (measure.due_on && *measure.due_on >= call.today())
            known.set(forms::action_field("due_on", position), iso_date(*measure.due_on));
        ++position;
    }
    return known.form();
}

forms::PostedForm known_from(const Call& call, const ActionPlanRecord& plan) {
    const auto key = find_person_key(call.services, plan.employee.bytes);
    const auto tenant = call.employer().employer().text();
    Prefilled known;
    known.set("document_kind", plan.document_kind);
    known.set("document_on", iso_date(plan.document_on));
    known.set("exchanged_on", iso_date(plan.exchanged_on));
    for (const auto& action : plan.actions) {
        const auto name = [&](std::string_view field) { return forms::action_field(field, action.position); };
        const auto words = [&](std::string_view column, const std::optional<Bytes>& sealed) {
            return words_or_none(call.services, key, action_place(tenant, plan.id, action.position, column),
                                 sealed);
        };
        known.set(name("action"), action.code);
        known.set(name("detail"), words("sealed_detail", action.sealed_detail));
        known.set(name("owner"), action.owner);
        known.set(name("owner_name"), words("sealed_owner_name", action.sealed_owner_name));
        known.set(name("due_on"), iso_date(action.due_on));
    }
    return known.form();
}

Reply form_reply(const Call& call, const forms::PlanFormView& view, const forms::PostedForm& typed,
                 const std::vector<FieldError>& errors) {
    const auto* title = view.revision == 0 ? "Préparer un plan d’action" : "Modifier le plan d’action";
    return page_reply(call, title, "plan_form",
                      forms::plan_form_data(view, plan_lists(call.services), typed, errors), errors);
}

forms::PlanFormView new_plan_view(const Employee& employee, const std::optional<MeasuresRecord>& measures) {
    const auto file = "/salaries/" + employee.id.text();
    return {file + "/plan", measures ? "/preconisations/" + measures->id.text() : file, full_name(employee),
            measures ? measures->id.text() : std::string{}, 0};
}

forms::PlanFormView changed_plan_view(const FoundPlan& found) {
    const auto path = path_of(found.plan.id);
    return {path + "/modifier", path, full_name(found.employee), "", found.plan.revision};
}

Result<std::vector<storage::PlanActionRecord>> sealed_actions(
    const Call& call, EmployeeId employee, PlanId plan, const std::vector<forms::PlannedAction>& actions) {
    const auto key = find_person_key(call.services, employee.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = call.employer().employer().text();
    std::vector<storage::PlanActionRecord> records;
    for (const auto& action : actions) {
        storage::PlanActionRecord record;
        record.position = static_cast<int>(records.size());
        const auto seal = [&](std::string_view column,
                              const Sensitive<std::string>& words) -> std::optional<Bytes> {
            if (words.reveal().empty()) return std::nullopt;
            return seal_words(call.services, *key, action_place(tenant, plan, record.position, column),
                              words);
        };
        record.code = action.code;
        record.sealed_detail = seal("sealed_detail", action.detail);
        record.owner = action.owner;
        record.sealed_owner_name = seal("sealed_owner_name", action.owner_name);
        record.due_on = action.due_on;
        records.push_back(std::move(record));
    }
    return records;
}

Result<ActionPlanRecord> record_of(const Call& call, PlanId id, EmployeeId employee,
                                   const forms::DraftPlan& draft) {
    auto actions = sealed_actions(call, employee, id, draft.actions);
    if (!actions) return std::unexpected(actions.error());
    ActionPlanRecord record;
    record.id = id;
    record.employee = employee;
    record.document_kind = draft.document_kind;
    record.document_on = draft.document_on;
    record.exchanged_on = draft.exchanged_on;
    record.made_at = call.now;
    record.made_by = call.scope().account;
    record.actions = std::move(*actions);
    return record;
}

Result<forms::DraftPlan> read_posted(const Call& call, const Employee& employee) {
    return forms::read_plan(call.form, plan_lists(call.services), call.services.health_words, employee.entry,
                            call.today());
}

}  // namespace

Answer show_plan_form(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return error_reply(call, employee.error());
    auto measures = named_measures(call, call.query.value("mesures"));
    if (measures && measures->employee != employee->id) measures.reset();
    const auto known = measures ? known_from(call, *measures) : Prefilled{}.form();
    return read_about(employee->id, form_reply(call, new_plan_view(*employee, measures), known, {}));
}

Answer make_plan(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return error_reply(call, employee.error());
    const auto measures = named_measures(call, call.form.value("measures"));
    if (!measures && !call.form.value("measures").empty()) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (measures && measures->employee != employee->id)
        return error_reply(call, {ErrorCode::conflict, about_somebody_else, {}});
    const auto draft = read_posted(call, *employee);
    if (!draft) return form_reply(call, new_plan_view(*employee, measures), call.form, draft.error().fields);
    auto record = record_of(call, call.services.randomness.new_id<PlanId>(), employee->id, *draft);
    if (!record) return error_reply(call, record.error());
    if (measures) record->measures = measures->id;
    return Act{employee->id.bytes,
               [scope = call.employer(), record = std::move(*record)](storage::Transaction& transaction) {
                   ActionPlans{transaction, scope}.add(transaction, record);
                   return see_other(path_of(record.id), "plan");
               }};
}

Answer show_plan_change(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    if (const auto refusal = refusal_of(found->days(), Stage::plan_proposed, Mover::referent, call.today()))
        return error_reply(call, {ErrorCode::conflict, refused_move_words(*refusal, found->days()), {}});
    return read_about(found->plan.id,
                      form_reply(call, changed_plan_view(*found), known_from(call, found->plan), {}));
}

Answer change_plan(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    if (forms::read_revision(call.form) != found->plan.revision) return plan_moved(call, *found);
    if (const auto refusal = refusal_of(found->days(), Stage::plan_proposed, Mover::referent, call.today()))
        return error_reply(call, {ErrorCode::conflict, refused_move_words(*refusal, found->days()), {}});
    const auto draft = read_posted(call, found->employee);
    if (!draft) return form_reply(call, changed_plan_view(*found), call.form, draft.error().fields);
    auto record = record_of(call, found->plan.id, found->employee.id, *draft);
    if (!record) return error_reply(call, record.error());
    return change_of_plan(call, *found, "plan-modifie",
                          [record = std::move(*record)](auto& transaction, const auto& plans, int revision) {
                              return plans.replace(transaction, record, revision);
                          });
}

}  // namespace prevenance::api
