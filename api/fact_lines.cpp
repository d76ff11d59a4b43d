#include "api/fact_lines.h"

#include "api/frozen.h"
#include "api/sessions.h"
#include "forms/french.h"
#include "rules/explanation.h"
#include "storage/accounts.h"
#include "storage/case_file.h"
#include "storage/milestones.h"

#include <algorithm>
#include <map>

namespace prevenance::api {
namespace {

constexpr std::string_view colon = " : ";

class Names {
public:
    explicit Names(const Services& services) : services_(services) {}
    const std::string& of(AccountId account) {
        const auto [place, is_new] = names_.try_emplace(account);
        if (is_new) place->second = account_name(services_, account);
        return place->second;
    }

private:
    const Services& services_;
    std::map<AccountId, std::string> names_;
};

std::string on_day(Instant instant) {
    return forms::short_date(in_paris(instant).date);
}

FactLine line_of(const Services& services, const storage::SignalRecord& signal, Names& names) {
    return {signal.id,
            FactLine::Kind::signal,
            signal.type,
            signal.happened_on,
            std::nullopt,
            services.signals.label_of(signal.type) + std::string{colon} +
                rules::french_period(signal.happened_on, signal.happened_on),
            "noté le " + on_day(signal.recorded_at) + " par " + names.of(signal.recorded_by)};
}

FactLine line_of(const Services& services, const storage::AbsenceRecord& absence) {
    return {absence.id,
            FactLine::Kind::absence,
            absence.category,
            absence.starts_on,
            absence.ends_on,
            services.signals.label_of(absence.category) + std::string{colon} +
                rules::french_period(absence.starts_on, absence.ends_on),
            (absence.import ? "import du " : "enregistrée le ") + on_day(absence.recorded_at)};
}

FactLine line_of(const Services& services, const storage::LegalStopRecord& stop, Names& names) {
    return {stop.id,
            FactLine::Kind::legal_stop,
            stop.kind,
            stop.starts_on,
            stop.ends_on,
            services.signals.label_of(stop.kind) + std::string{colon} +
                rules::french_period(stop.starts_on, stop.ends_on),
            "déclaré le " + on_day(stop.recorded_at) + " par " + names.of(stop.recorded_by)};
}

std::string source_of(const storage::MilestoneRecord& milestone, Names& names) {
    if (milestone.code == "MI_CARRIERE_OUVERTE") return "calculées à partir de l’année de naissance";
    const auto by = milestone.recorded_by ? " par " + names.of(*milestone.recorded_by) : std::string{};
    return "noté le " + on_day(milestone.recorded_at) + by;
}

FactLine line_of(const Services& services, const storage::MilestoneRecord& milestone, Names& names) {
    const bool is_span = milestone.code == "REPRISE" || milestone.ends_on;
    return {milestone.id,
            FactLine::Kind::milestone,
            milestone.code,
            milestone.starts_on,
            milestone.ends_on,
            services.signals.label_of(milestone.code) + std::string{colon} +
                rules::french_period(milestone.starts_on, is_span ? milestone.ends_on : milestone.starts_on),
            source_of(milestone, names)};
}

struct Records {
    std::vector<storage::SignalRecord> signals;
    std::vector<storage::AbsenceRecord> absences;
    std::vector<storage::LegalStopRecord> stops;
    std::vector<storage::MilestoneRecord> milestones;
};

// Names are read after the facts, so that one reading never waits inside another.
std::vector<FactLine> lines_of(const Services& services, const Records& records) {
    Names names{services};
    std::vector<FactLine> lines;
    for (const auto& signal : records.signals) lines.push_back(line_of(services, signal, names));
    for (const auto& absence : records.absences) lines.push_back(line_of(services, absence));
    for (const auto& stop : records.stops) lines.push_back(line_of(services, stop, names));
    for (const auto& milestone : records.milestones) lines.push_back(line_of(services, milestone, names));
    std::ranges::sort(lines, {}, [](const FactLine& line) { return std::pair{line.start, line.id}; });
    return lines;
}

}  // namespace

std::vector<FactLine> fact_lines_about(const Services& services, EmployerScope scope, EmployeeId employee) {
    auto lines = all_fact_lines_about(services, scope, employee);
    if (is_frozen(services, scope, employee))
        std::erase_if(lines, [](const FactLine& line) {
            return line.kind == FactLine::Kind::signal || line.kind == FactLine::Kind::absence;
        });
    return lines;
}

std::vector<FactLine> all_fact_lines_about(const Services& services, EmployerScope scope,
                                           EmployeeId employee) {
    return lines_of(services, services.cases.read([&](const storage::Reader& reader) {
        const storage::CaseFile file{reader, scope};
        return Records{file.signals_about(employee), file.absences_of(employee),
                       file.legal_stops_of(employee), storage::Milestones{reader, scope}.about(employee)};
    }));
}

std::vector<FactLine> fact_lines_about_team(const Services& services, EmployerScope scope, TeamId team) {
    return lines_of(services, services.cases.read([&](const storage::Reader& reader) {
        return Records{storage::CaseFile{reader, scope}.signals_about_team(team), {}, {}, {}};
    }));
}

bool is_worked_out(const FactLine& line) {
    return line.code == "MI_CARRIERE_OUVERTE";
}

std::vector<FactLine> of_the_past_year(std::vector<FactLine> lines, Date today) {
    const auto oldest = add_months(today, Months{-12});
    std::erase_if(lines, [&](const FactLine& line) {
        if (line.kind == FactLine::Kind::legal_stop || line.kind == FactLine::Kind::milestone) return true;
        const bool still_going_on = line.kind == FactLine::Kind::absence && !line.end;
        return !still_going_on && line.end.value_or(line.start) < oldest;
    });
    return lines;
}

std::string account_name(const Services& services, AccountId account) {
    const std::string unknown = "un ancien compte";
    const auto record = services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(account); });
    if (!record) return unknown;
    const auto profile = open_profile(services, *record);
    return profile ? profile->display_name.reveal() : unknown;
}

}  // namespace prevenance::api
