#include "api/noted_facts.h"

#include "api/person_keys.h"
#include "forms/french.h"
#include "rules/explanation.h"
#include "storage/accounts.h"
#include "storage/case_file.h"
#include "storage/milestones.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using Words = Sensitive<std::string>;

std::string noted_on(Instant at) {
    return "noté le " + forms::short_date(in_paris(at).date);
}

// The short fact beside a signal, where its kind allows one; nothing where the person's key is gone.
std::string short_fact(const Services& services, EmployerScope scope, EmployeeId employee,
                       const storage::SignalRecord& signal) {
    if (!signal.sealed_fact) return {};
    const auto key = find_person_key(services, employee.bytes);
    if (!key) return {};
    const auto tenant = scope.employer().text();
    const auto words =
        open_words(services, *key, {tenant, "signal", signal.id.text(), "sealed_fact"}, *signal.sealed_fact);
    return words ? "\u00A0: " + words->reveal() : std::string{};
}

void sort_by_day(std::vector<NotedFact>& facts) {
    std::ranges::stable_sort(facts, {}, &NotedFact::on);
}

}  // namespace

std::vector<NotedFact> noted_signals(const Services& services, EmployerScope scope, EmployeeId employee,
                                     Date since) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<NotedFact> facts;
        for (const auto& signal : storage::CaseFile{reader, scope}.signals_about(employee)) {
            if (signal.happened_on < since) continue;
            facts.push_back(
                {signal.happened_on,
                 Words{services.signals.label_of(signal.type) + ", " +
                       rules::french_period(signal.happened_on, signal.happened_on) +
                       short_fact(services, scope, employee, signal)},
                 noted_on(signal.recorded_at) + " par " + role_in_words(reader, signal.recorded_by),
                 signal.id, signal.type, signal.happened_on});
        }
        sort_by_day(facts);
        return facts;
    });
}

std::vector<NotedFact> noted_absences(const Services& services, EmployerScope scope, EmployeeId employee,
                                      Date since) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<NotedFact> facts;
        for (const auto& absence : storage::CaseFile{reader, scope}.absences_of(employee)) {
            const bool still_going_on = !absence.ends_on;
            if (!still_going_on && *absence.ends_on < since) continue;
            facts.push_back({absence.starts_on,
                             Words{"Absence " + rules::french_period(absence.starts_on, absence.ends_on)},
                             noted_on(absence.recorded_at) + ", sans la cause", absence.id, absence.category,
                             absence.ends_on});
        }
        sort_by_day(facts);
        return facts;
    });
}

std::vector<NotedFact> noted_legal_stops(const Services& services, EmployerScope scope, EmployeeId employee) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<NotedFact> facts;
        for (const auto& stop : storage::CaseFile{reader, scope}.legal_stops_of(employee)) {
            const std::string kind = stop.kind == "AT" ? "Arrêt après un accident du travail, "
                                                       : "Arrêt pour maladie professionnelle, ";
            facts.push_back({stop.starts_on, Words{kind + rules::french_period(stop.starts_on, stop.ends_on)},
                             noted_on(stop.recorded_at) + " par " + role_in_words(reader, stop.recorded_by),
                             stop.id, stop.kind, stop.ends_on});
        }
        sort_by_day(facts);
        return facts;
    });
}

std::vector<NotedFact> noted_milestones(const Services& services, EmployerScope scope, EmployeeId employee) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<NotedFact> facts;
        for (const auto& milestone : storage::Milestones{reader, scope}.about(employee)) {
            const bool is_span = milestone.code == "REPRISE" || milestone.ends_on;
            facts.push_back(
                {milestone.starts_on,
                 Words{services.signals.label_of(milestone.code) + ", " +
                       rules::french_period(milestone.starts_on,
                                            is_span ? milestone.ends_on : milestone.starts_on)},
                 noted_on(milestone.recorded_at) + " par " + role_in_words(reader, milestone.recorded_by),
                 milestone.id, milestone.code, milestone.ends_on});
        }
        sort_by_day(facts);
        return facts;
    });
}

std::string role_in_words(const storage::Reader& reader, std::optional<AccountId> account) {
    const auto record = account ? storage::Accounts{reader}.find(*account) : std::nullopt;
    if (!record) return "le programme";
    switch (record->role) {
        case Role::manager:
            return "un responsable de secteur";
        case Role::referent:
            return "le référent de votre employeur";
        case Role::physician:
            return "un médecin du travail";
        case Role::cell_member:
            return "l’équipe du service de santé au travail";
        case Role::network_analyst:
            return "un analyste du réseau";
        case Role::administrator:
            return "un administrateur";
    }
    return "le programme";
}

}  // namespace prevenance::api
