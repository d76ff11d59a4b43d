#include "api/endpoints/record_signal.h"

#include "api/error_reply.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/person_keys.h"
#include "api/screening.h"
#include "api/services.h"
#include "api/signal_screen.h"
#include "forms/french.h"
#include "forms/signal_form.h"
#include "forms/signal_json.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using forms::NewSignal;
using storage::EmployeeRecord;
using storage::SignalRecord;

bool concerns_team(const Call& call) {
    return call.face == Face::page ? call.request.path == "/signaler/equipe" : call.form.has("team");
}

Reply refused(const Call& call, std::vector<FieldError> errors) {
    if (call.face == Face::json) return error_reply(call, {ErrorCode::invalid, {}, std::move(errors)});
    return signal_screen(call, concerns_team(call), std::move(errors));
}

// The same words for a person who does not exist, one of another employer and one of another team.
Reply nobody_here(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, "Cette personne n’est pas dans vos équipes.", {}});
}

std::optional<EmployeeRecord> find_person(const Call& call, const NewSignal& signal) {
    const auto scope = call.employer();
    auto record = call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Employees employees{reader, scope};
        if (signal.employee) return employees.find(*signal.employee);
        return employees.find_by_payroll(payroll_index(call.services, scope, *signal.payroll_number));
    });
    if (record && !may_see_team(call.scope(), record->team)) return std::nullopt;
    return record;
}

std::vector<FieldError> obstacles(const Call& call, const EmployeeRecord& person, const NewSignal& signal) {
    std::vector<FieldError> errors;
    const std::string who = signal.payroll_number ? "payroll_number" : "employee";
    if (is_frozen(call.services, call.employer(), person.id))
        errors.push_back({who, "limited",
                          "Cette personne a demandé le gel de ses données : rien de nouveau n’est noté à son "
                          "sujet. Parlez-en avec elle."});
    if (!person.informed_on)
        errors.push_back(
            {who, "not_informed",
             "Cette personne n’a pas encore été informée de ce service (Code du travail, article "
             "L1222-4). Informez-la et notez la date avant de noter un signal."});
    if (signal.happened_on < person.entered_on)
        errors.push_back({"happened_on", "before_entry",
                          "Cette date est avant l’entrée de la personne, le " +
                              forms::short_date(person.entered_on) + "."});
    if (person.left_on && signal.happened_on > *person.left_on)
        errors.push_back({"happened_on", "after_exit",
                          "Cette date est après le départ de la personne, le " +
                              forms::short_date(*person.left_on) + "."});
    return errors;
}

std::vector<SignalRecord> records_of(const Call& call, const NewSignal& signal) {
    std::vector<SignalRecord> records;
    for (const auto& type : signal.types)
        records.push_back({call.services.randomness.new_id<FactId>(), std::nullopt, signal.team, type,
                           signal.happened_on, call.now, call.scope().account, std::nullopt});
    return records;
}

// The short fact belongs to the types that allow one. Error not_found: the person was erased.
Result<void> seal_fact(const Call& call, EmployeeId person, const NewSignal& signal,
                       std::vector<SignalRecord>& records) {
    if (signal.fact.reveal().empty()) return {};
    const auto key = find_person_key(call.services, person.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = call.employer().employer().text();
    for (auto& record : records)
        if (const auto* type = call.services.signals.find(record.type); type != nullptr && type->short_text)
            record.sealed_fact = seal_words(call.services, *key,
                                            {tenant, "signal", record.id.text(), "sealed_fact"}, signal.fact);
    return {};
}

Error already_noted(const Call& call, const SignalRecord& record) {
    const auto label = call.services.signals.label_of(record.type);
    return {ErrorCode::conflict,
            "« " + label + " » est déjà noté à cette date. Rien n’a été ajouté.",
            {{"type", "already_noted", "« " + label + " » est déjà noté à cette date."}}};
}

std::optional<SignalRecord> known_one(const storage::CaseFile& file,
                                      const std::vector<SignalRecord>& records) {
    const auto found =
        std::ranges::find_if(records, [&](const auto& record) { return file.knows_signal(record); });
    if (found == records.end()) return std::nullopt;
    return *found;
}

forms::SignalEntry entry_of(const SignalRecord& record) {
    return {record.id, record.employee, record.team, record.type, record.happened_on, record.recorded_at};
}

Reply recorded(const Call& call, const std::vector<SignalRecord>& records) {
    if (call.face == Face::page) return see_other("/signaux/" + records.front().id.text(), "signal");
    std::vector<forms::SignalEntry> entries;
    for (const auto& record : records) entries.push_back(entry_of(record));
    auto reply = json_reply(201, forms::signals_json(entries));
    reply.headers.emplace_back("Location", "/api/v1/signals/" + records.front().id.text());
    return reply;
}

void screen_again(storage::Transaction& transaction, const Call& call, const SignalRecord& record) {
    if (record.employee)
        screen_employee(transaction, call.services, call.employer(), *record.employee, call.now);
    else
        screen_team(transaction, call.services, call.employer(), *record.team, call.now);
}

// What was noted twice is answered with the page that says so. It goes through the writer all the same: where
// the same form was sent twice, the first answer comes before this one.
Answer record_all(const Call& call, std::vector<SignalRecord> records) {
    const auto about =
        records.front().employee ? records.front().employee->bytes : records.front().team->bytes;
    if (call.face == Face::page) {
        const auto known = call.services.cases.read([&](const storage::Reader& reader) {
            return known_one(storage::CaseFile{reader, call.employer()}, records);
        });
        if (known)
            return Act{about, [page = refused(call, already_noted(call, *known).fields)](
                                  storage::Transaction&) { return page; }};
    }
    return Act{about, [call, records = std::move(records)](storage::Transaction& transaction) {
                   const storage::CaseFile file{transaction, call.employer()};
                   if (const auto known = known_one(file, records))
                       return error_reply(call, already_noted(call, *known));
                   for (const auto& record : records) file.add(transaction, record);
                   screen_again(transaction, call, records.front());
                   return recorded(call, records);
               }};
}

Answer record_about_team(const Call& call, const NewSignal& signal) {
    const auto team = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.team(call.employer().employer(), *signal.team);
    });
    if (!team || !may_see_team(call.scope(), team->id))
        return error_reply(call, {ErrorCode::not_found, "Cette équipe n’est pas une des vôtres.", {}});
    return record_all(call, records_of(call, signal));
}

Answer record_about_person(const Call& call, const NewSignal& signal) {
    const auto person = find_person(call, signal);
    if (!person) return nobody_here(call);
    if (auto errors = obstacles(call, *person, signal); !errors.empty())
        return refused(call, std::move(errors));
    auto records = records_of(call, signal);
    for (auto& record : records) record.employee = person->id;
    if (const auto sealed = seal_fact(call, person->id, signal, records); !sealed) return nobody_here(call);
    return record_all(call, std::move(records));
}

}  // namespace

Answer show_signal_form(const Call& call) {
    return signal_screen(call, false, {});
}

Answer search_person_to_note(const Call& call) {
    return signal_screen(call, false, {});
}

Answer show_team_signal_form(const Call& call) {
    return signal_screen(call, true, {});
}

Answer record_signal(const Call& call) {
    auto signal =
        forms::read_signal_form(call.form, call.services.signals, call.services.health_words, call.today());
    if (!signal) return refused(call, signal.error().fields);
    if (signal->team) return record_about_team(call, *signal);
    return record_about_person(call, *signal);
}

}  // namespace prevenance::api
