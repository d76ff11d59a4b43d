// Fictitious employers and two years of their people's comings, goings, absences and signals, invented from a
// day: the same day gives the same history, whatever machine and whenever. Nothing is stored in here.
//
// Proportions follow what is known of French home care: 95 % women, a quarter to a third of the staff renewed
// each year, about a tenth of the days lost to sickness. Every name is drawn from two lists; nobody exists.
#pragma once

#include "domain/calendar.h"
#include "domain/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace prevenance::api {

struct DemoAbsence {
    std::string category;  // "MALADIE", "IMPREVUE"
    Date starts_on;
    std::optional<Date> ends_on;
    Date recorded_on;
    bool operator==(const DemoAbsence&) const = default;
};

struct DemoLegalStop {
    std::string kind;  // "AT"
    Date starts_on;
    Date ends_on;
    bool operator==(const DemoLegalStop&) const = default;
};

struct DemoSignal {
    std::string type;  // code of config/signals.yaml
    Date happened_on;
    bool operator==(const DemoSignal&) const = default;
};

// Of the legal calendar. A visit or a talk has no end.
struct DemoMilestone {
    std::string code;
    Date starts_on;
    std::optional<Date> ends_on;
    Date recorded_on;
    bool operator==(const DemoMilestone&) const = default;
};

struct DemoPerson {
    std::string payroll_number;
    std::string given_name;
    std::string family_name;
    int birth_year = 0;
    std::string job_family;
    std::size_t team = 0;  // index in DemoEmployer::teams
    Date entry;
    std::optional<Date> exit;
    std::vector<DemoAbsence> absences;  // by start, never overlapping
    std::vector<DemoLegalStop> legal_stops;
    std::vector<DemoSignal> signals;
    std::vector<DemoMilestone> milestones;
    bool operator==(const DemoPerson&) const = default;
};

struct DemoFigure {
    std::string code;
    Date month;  // its first day
    int count = 0;
    bool operator==(const DemoFigure&) const = default;
};

struct DemoTeam {
    std::string name;
    std::vector<DemoSignal> signals;  // about the team as a whole
    std::vector<DemoFigure> figures;
    bool operator==(const DemoTeam&) const = default;
};

struct DemoEmployer {
    std::string name;
    std::string short_name;  // ASCII, for sign-in names
    std::string siret;
    std::string idcc;
    std::vector<DemoTeam> teams;
    std::vector<DemoPerson> people;
    bool has_restless_team = false;  // the first one
    bool operator==(const DemoEmployer&) const = default;
};

// The first day of the history: two years before `today`.
Date demo_starts_on(Date today);

// Three employers of different sizes. In each, as of `today`, something waits: somebody asked to talk
// yesterday, short absences repeat, a stop reaches its 31st day, a return after a long stop is near, an
// accident's short stop is over; in the largest, a team renews itself faster than before. What the legal
// calendar adds: demo_calendar.h.
std::vector<DemoEmployer> invent_employers(Date today);

// Numbers that are the same everywhere (the standard fixes the engine, not the distributions). For
// identifiers and second-factor seeds of fictitious accounts only, never for a key.
class DemoRandomness final : public Randomness {
public:
    explicit DemoRandomness(std::uint64_t seed) : engine_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_() >> 56U);
    }
    // 0 to bound - 1.
    int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool happens(int per_million) { return below(1'000'000) < per_million; }

private:
    std::mt19937_64 engine_;
};

}  // namespace prevenance::api
