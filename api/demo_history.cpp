#include "api/demo_history.h"

#include "api/demo_calendar.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace prevenance::api {
namespace {

constexpr std::array<std::string_view, 57> feminine_names{
    "Adèle",    "Agathe",   "Aïcha",    "Alice",    "Amandine", "Amina",     "Anne",      "Assia",
    "Audrey",   "Aurélie",  "Béatrice", "Brigitte", "Camille",  "Carole",    "Catherine", "Cécile",
    "Céline",   "Chantal",  "Chloé",    "Claire",   "Corinne",  "Delphine",  "Dominique", "Élise",
    "Élodie",   "Émilie",   "Fanny",    "Fatima",   "Florence", "Françoise", "Hélène",    "Inès",
    "Isabelle", "Jeanne",   "Josiane",  "Julie",    "Karima",   "Laetitia",  "Laure",     "Lucie",
    "Magali",   "Maria",    "Marion",   "Martine",  "Mathilde", "Monique",   "Nadia",     "Nathalie",
    "Odile",    "Patricia", "Rachida",  "Sandrine", "Sophie",   "Sylvie",    "Valérie",   "Virginie",
    "Yasmine"};

constexpr std::array<std::string_view, 8> masculine_names{"Antoine", "Bruno",   "Fabien",  "Julien",
                                                          "Karim",   "Mathieu", "Olivier", "Thomas"};

constexpr std::array<std::string_view, 80> family_names{
    "Abadie",   "Allard",  "Amara",      "Arnaud",     "Aubry",    "Bailly",    "Barbier",   "Baron",
    "Belkacem", "Benoit",  "Berger",     "Besson",     "Blin",     "Bonnet",    "Bouchard",  "Boyer",
    "Brunet",   "Carlier", "Carpentier", "Chevallier", "Collin",   "Cordier",   "Coulibaly", "Courtois",
    "Da Costa", "Daniel",  "Delaunay",   "Delmas",     "Descamps", "Diallo",    "Didier",    "Dupuis",
    "Etienne",  "Fabre",   "Ferrand",    "Fleury",     "Gaillard", "Garnier",   "Gauthier",  "Gilbert",
    "Girault",  "Guérin",  "Guillot",    "Haddad",     "Hamon",    "Hubert",    "Humbert",   "Jacquet",
    "Joly",     "Lacroix", "Lambert",    "Laporte",    "Lebrun",   "Leclerc",   "Lefort",    "Legrand",
    "Lemaire",  "Lopes",   "Maillard",   "Marchal",    "Masson",   "Mendy",     "Menard",    "Meunier",
    "Morvan",   "Nguyen",  "Noël",       "Olivier",    "Pasquier", "Pelletier", "Perrin",    "Poirier",
    "Prévost",  "Renaud",  "Rey",        "Roussel",    "Salmon",   "Tessier",   "Vasseur",   "Weber"};

// Chances by day, in millionths. A year has 365 days: 1,000 is about one in three years, 2,740 about one a
// year.
constexpr int leaves = 720;                  // 26 % a year
constexpr int leaves_restless_team = 1'900;  // the last year of the team that T1 shows
constexpr int falls_ill = 6'200;             // 2.3 spells a year
constexpr int falls_ill_often = 12'000;      // one person in sixteen
constexpr int is_noticed = 1'750;            // 0.64 signals a year
constexpr int has_accident = 260;            // 95 in a thousand a year

constexpr std::uint64_t calendar_seed = 4'000;

struct Plan {
    std::string_view name;
    std::string_view short_name;
    std::string_view siret;
    std::string_view idcc;
    int headcount;
    std::vector<std::string_view> teams;
    bool has_restless_team;
};

std::vector<Plan> plans() {
    return {{"Les Tilleuls, aide à domicile (fictif)",
             "tilleuls",
             "00000001800010",
             "2941",
             36,
             {"Secteur du Bourg", "Secteur du Canal"},
             false},
            {"Domicile Mimosas (fictif)",
             "mimosas",
             "00000002600013",
             "3127",
             105,
             {"Secteur Nord", "Secteur Centre", "Secteur Sud"},
             false},
            {"Association Grand Vallon (fictif)",
             "vallon",
             "00000003400017",
             "2941",
             150,
             {"Vallon Est", "Vallon Ouest", "Plateau", "Rivière"},
             true}};
}

std::string_view draw_signal_type(DemoRandomness& chance) {
    constexpr std::array<std::pair<std::string_view, int>, 11> weights{{{"DIFFICULTE_TACHES", 20},
                                                                        {"RETARDS_OUBLIS", 14},
                                                                        {"OBS_TRANSMISSION", 10},
                                                                        {"DEMANDE_HORAIRES", 15},
                                                                        {"OBS_PLANNING", 6},
                                                                        {"OBS_PAROLE_TRAVAIL", 6},
                                                                        {"TENSIONS", 7},
                                                                        {"OBS_REUNION", 3},
                                                                        {"EVENEMENT_DIFFICILE", 5},
                                                                        {"CHANGEMENT_ORGANISATION", 7},
                                                                        {"OBS_POSITIF", 7}}};
    int at = chance.below(100);
    for (const auto& [type, weight] : weights) {
        if (at < weight) return type;
        at -= weight;
    }
    return weights.back().first;
}

std::string_view draw_job(DemoRandomness& chance) {
    const int at = chance.below(100);
    if (at < 55) return "AAD";
    if (at < 80) return "AES";
    if (at < 92) return "ADVF";
    return at < 95 ? "TISF" : "AM";
}

bool is_weekend(Date day) {
    const auto weekday = std::chrono::weekday{day}.c_encoding();
    return weekday == 0 || weekday == 6;
}

int draw_spell_length(DemoRandomness& chance) {
    const int at = chance.below(100);
    if (at < 60) return chance.between(1, 5);
    if (at < 84) return chance.between(8, 30);
    return chance.between(40, 180);
}

void invent_absences(DemoPerson& person, Date first, Date last, DemoRandomness& chance) {
    const bool often = chance.below(16) == 0;
    for (auto day = first; day <= last; day += Days{1}) {
        if (is_weekend(day) || !chance.happens((often ? falls_ill_often : falls_ill) * 7 / 5)) continue;
        const auto length = often ? chance.between(1, 4) : draw_spell_length(chance);
        const auto end = std::min(day + Days{length - 1}, person.exit.value_or(day + Days{length}));
        const bool unexplained = length <= 2 && chance.below(4) == 0;
        const bool goes_on = end > last;
        person.absences.push_back(
            {unexplained ? "IMPREVUE" : "MALADIE", day, goes_on ? std::nullopt : std::optional{end}, day});
        day = end + Days{chance.between(10, 25)};
    }
}

void invent_signals(DemoPerson& person, Date first, Date last, DemoRandomness& chance) {
    for (auto day = first; day <= last; day += Days{1})
        if (!is_weekend(day) && chance.happens(is_noticed * 7 / 5))
            person.signals.push_back({std::string{draw_signal_type(chance)}, day});
}

bool is_absent(const DemoPerson& person, Date from, Date to) {
    return std::ranges::any_of(person.absences, [&](const DemoAbsence& absence) {
        return absence.starts_on <= to && (!absence.ends_on || *absence.ends_on >= from);
    });
}

void invent_accidents(DemoPerson& person, Date first, Date last, DemoRandomness& chance) {
    for (auto day = first; day <= last; day += Days{1}) {
        if (!chance.happens(has_accident)) continue;
        const auto end = day + Days{chance.between(4, 60)};
        if (end > last || is_absent(person, day - Days{3}, end + Days{3})) continue;
        person.legal_stops.push_back({"AT", day, end});
        day = end + Days{60};
    }
}

// Draws a name that nobody of this employer has yet.
void draw_name(DemoPerson& person, std::set<std::string>& taken, DemoRandomness& chance) {
    do {
        const bool masculine = chance.below(20) == 0;
        person.given_name =
            masculine ? masculine_names[static_cast<std::size_t>(chance.below(masculine_names.size()))]
                      : feminine_names[static_cast<std::size_t>(chance.below(feminine_names.size()))];
        person.family_name = family_names[static_cast<std::size_t>(chance.below(family_names.size()))];
    } while (!taken.insert(person.given_name + " " + person.family_name).second);
}

struct Inventor {
    const Plan& plan;
    Date today;
    DemoRandomness chance;
    std::set<std::string> names;
    DemoEmployer employer;

    Date first_day() const { return demo_starts_on(today); }

    int chance_to_leave(std::size_t team, Date day) const {
        const bool restless = plan.has_restless_team && team == 0 && day > today - Days{330};
        return restless ? leaves_restless_team : leaves;
    }

    // One post: whoever leaves is replaced some weeks later.
    void fill_post(std::size_t team) {
        auto entry = first_day() - Days{chance.between(30, 12 * 365)};
        while (entry <= today) {
            auto& person = invent_person(team, entry);
            if (!person.exit) return;
            entry = *person.exit + Days{chance.between(10, 50)};
        }
    }

    DemoPerson& invent_person(std::size_t team, Date entry) {
        DemoPerson person;
        draw_name(person, names, chance);
        person.payroll_number = std::to_string(1001 + employer.people.size());
        person.birth_year =
            static_cast<int>(std::chrono::year_month_day{today}.year()) - chance.between(22, 62);
        person.job_family = draw_job(chance);
        person.team = team;
        person.entry = entry;
        const auto first = std::max(entry, first_day());
        for (auto day = first; day < today && !person.exit; day += Days{1})
            if (chance.happens(chance_to_leave(team, day))) person.exit = day;
        const auto last = person.exit.value_or(today);
        invent_absences(person, first, last, chance);
        invent_signals(person, first, last, chance);
        invent_accidents(person, first, last, chance);
        employer.people.push_back(std::move(person));
        return employer.people.back();
    }

    void invent_team_signals() {
        constexpr std::array<std::string_view, 4> types{"EQUIPE_REMPLACEMENTS", "EQUIPE_PLANNING",
                                                        "EQUIPE_TENSIONS", "EQUIPE_POSITIF"};
        for (auto& team : employer.teams)
            for (auto day = first_day() + Days{chance.between(5, 60)}; day < today;
                 day += Days{chance.between(60, 150)})
                team.signals.push_back(
                    {std::string{types[static_cast<std::size_t>(chance.below(types.size()))]}, day});
    }

    DemoEmployer invent() {
        employer.name = plan.name;
        employer.short_name = plan.short_name;
        employer.siret = plan.siret;
        employer.idcc = plan.idcc;
        employer.has_restless_team = plan.has_restless_team;
        for (const auto& team : plan.teams) employer.teams.push_back({std::string{team}, {}, {}});
        for (int post = 0; post < plan.headcount; ++post)
            fill_post(static_cast<std::size_t>(post) % employer.teams.size());
        invent_team_signals();
        return std::move(employer);
    }
};

// Somebody who is there and has been for a year, whose last year can be told anew.
DemoPerson* next_with_a_year(DemoEmployer& employer, Date today, std::size_t& from) {
    for (; from < employer.people.size(); ++from) {
        auto& person = employer.people[from];
        if (person.team != 0 || person.exit || person.entry > today - Days{400}) continue;
        ++from;
        const auto is_recent = [&](Date day) { return day > today - Days{380}; };
        std::erase_if(person.absences,
                      [&](const DemoAbsence& one) { return !one.ends_on || is_recent(*one.ends_on); });
        std::erase_if(person.legal_stops, [&](const DemoLegalStop& one) { return is_recent(one.ends_on); });
        std::erase_if(person.signals, [&](const DemoSignal& one) { return is_recent(one.happened_on); });
        return &person;
    }
    return nullptr;
}

// The people of the first team to whom something happens as of `today`, so that every first screen has a
// story.
void tell_stories(DemoEmployer& employer, Date today) {
    std::size_t from = 0;
    const auto ago = [&](int days) { return today - Days{days}; };
    if (auto* person = next_with_a_year(employer, today, from)) {  // asked to talk
        person->signals.push_back({"DEMANDE_HORAIRES", ago(25)});
        person->signals.push_back({"SOUHAITE_ECHANGE", ago(1)});
    }
    if (auto* person = next_with_a_year(employer, today, from)) {  // short absences repeat
        person->absences.push_back({"MALADIE", ago(151), ago(150), ago(150)});
        person->absences.push_back({"IMPREVUE", ago(82), ago(82), ago(82)});
        person->absences.push_back({"MALADIE", ago(11), ago(9), ago(9)});
    }
    if (auto* person = next_with_a_year(employer, today, from))  // the 31st day of a stop
        person->absences.push_back({"MALADIE", ago(30), std::nullopt, ago(29)});
    if (auto* person = next_with_a_year(employer, today, from))  // a return after a long stop
        person->absences.push_back({"MALADIE", ago(75), today + Days{2}, ago(3)});
    if (auto* person = next_with_a_year(employer, today, from))  // the short stop of an accident
        person->legal_stops.push_back({"AT", ago(16), ago(5)});
    if (auto* person = next_with_a_year(employer, today, from)) {  // a change at work that lasts
        person->signals.push_back({"DIFFICULTE_TACHES", ago(40)});
        person->signals.push_back({"TENSIONS", ago(12)});
    }
}

}  // namespace

Date demo_starts_on(Date today) {
    return add_months(today, Months{-24});
}

std::vector<DemoEmployer> invent_employers(Date today) {
    std::vector<DemoEmployer> employers;
    std::uint64_t seed = 20;
    for (const auto& plan : plans()) {
        Inventor inventor{plan, today, DemoRandomness{seed}, {}, {}};
        employers.push_back(inventor.invent());
        tell_stories(employers.back(), today);
        invent_calendar(employers.back(), today, calendar_seed + seed++);
    }
    return employers;
}

}  // namespace prevenance::api
