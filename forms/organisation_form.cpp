#include "forms/organisation_form.h"

#include "forms/field_reader.h"

#include <algorithm>
#include <cctype>

namespace prevenance::forms {
namespace {

constexpr std::size_t longest_name = 120;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string without(const std::string& text, std::string_view dropped) {
    std::string kept;
    for (const char c : text)
        if (dropped.find(c) == std::string_view::npos) kept += c;
    return kept;
}

// "2,601E+13": what a spreadsheet makes of fourteen digits.
bool is_spoilt_number(const std::string& text) {
    const auto exponent = text.find_first_of("eE");
    if (exponent == std::string::npos || exponent == 0) return false;
    const auto mantissa = without(text.substr(0, exponent), ",.");
    const auto power = without(text.substr(exponent + 1), "+");
    return all_digits(mantissa) && all_digits(power);
}

std::optional<Siret> read_siret(FieldReader& reader, const PostedForm& form) {
    const auto typed = form.value("siret");
    auto why = why_no_siret(typed);
    if (why.empty()) return Siret::parse(without(typed, " ."));
    reader.refuse("siret", is_spoilt_number(typed) ? "spoilt_by_spreadsheet" : "not_a_siret", std::move(why));
    return std::nullopt;
}

std::string read_idcc(FieldReader& reader) {
    const auto idcc = reader.required_text(
        "idcc", 10, "Donnez le numéro de la convention collective (IDCC)\u00A0: 2941, 3127…");
    if (!reader.has_error("idcc") && (idcc.size() != 4 || !all_digits(idcc)))
        reader.refuse(
            "idcc", "not_an_idcc",
            "Le numéro de la convention collective (IDCC) compte quatre chiffres, par exemple 2941 pour la "
            "branche de l’aide à domicile.");
    return idcc;
}

std::string read_naf(FieldReader& reader) {
    auto naf = without(
        reader.required_text("naf", 10, "Donnez le code d’activité (NAF)\u00A0: 88.10A, 96.09Z…"), " .");
    std::ranges::transform(naf, naf.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const bool holds = naf.size() == 5 && all_digits(naf.substr(0, 4)) && naf[4] >= 'A' && naf[4] <= 'Z';
    if (!reader.has_error("naf") && !holds)
        reader.refuse("naf", "not_a_naf",
                      "Le code d’activité (NAF) compte quatre chiffres et une lettre, par exemple 88.10A.");
    return naf;
}

std::optional<OhServiceId> read_optional_service(FieldReader& reader, const PostedForm& form) {
    const auto typed = form.value("oh_service");
    if (typed.empty()) return std::nullopt;
    const auto id = OhServiceId::parse(typed);
    if (!id) reader.refuse("oh_service", "unknown", "Choisissez un service de santé au travail de la liste.");
    return id;
}

std::string read_department(FieldReader& reader, const PostedForm& form, const ChoiceList& departments) {
    const auto typed = form.value("department");
    auto code = without(typed, " ");
    std::ranges::transform(code, code.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!code.empty() && !departments.has(code))
        reader.refuse("department", "unknown",
                      "«\u00A0" + typed +
                          "\u00A0» n’est le code d’aucun département. Donnez par exemple 43, 2A ou 971.");
    return code;
}

// Further away, it is a slip of the hand.
std::optional<Date> read_day_of_stay(FieldReader& reader, const std::string& name, std::string_view missing,
                                     Date today) {
    const auto day = reader.required_date(name, missing);
    if (day && *day > add_months(today, Months{12}))
        reader.refuse(name, "too_far", "Ce jour est dans plus d’un an. Donnez un jour d’ici un an au plus.");
    return day;
}

template <class Value>
Result<Value> value_or_errors(FieldReader& reader, Value value) {
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return value;
}

}  // namespace

std::string why_no_siret(const std::string& text) {
    if (text.empty()) return "Donnez le SIRET, 14 chiffres\u00A0: il est sur l’avis de situation SIRENE.";
    if (is_spoilt_number(text))
        return "«\u00A0" + text +
               "\u00A0» est un SIRET abîmé par un tableur. Recopiez ses 14 chiffres depuis l’avis de "
               "situation "
               "SIRENE, et mettez la colonne au format Texte.";
    const auto digits = without(text, " .");
    if (!all_digits(digits))
        return "«\u00A0" + text +
               "\u00A0» contient autre chose que des chiffres. Un SIRET compte 14 chiffres.";
    if (digits.size() == 9)
        return "«\u00A0" + text +
               "\u00A0» compte 9 chiffres\u00A0: c’est un SIREN. Ajoutez les 5 chiffres de l’établissement.";
    if (digits.size() != 14)
        return "«\u00A0" + text + "\u00A0» compte " + std::to_string(digits.size()) +
               " chiffres. Un SIRET en compte 14.";
    if (!Siret::parse(digits))
        return "«\u00A0" + text +
               "\u00A0» n’est pas un SIRET\u00A0: sa clé de contrôle ne tombe pas juste. Un chiffre est sans "
               "doute "
               "faux.";
    return {};
}

Result<EmployerEntry> read_employer_form(const PostedForm& form, const ChoiceList& departments) {
    FieldReader reader{form};
    const auto name = reader.required_text("name", longest_name, "Donnez le nom de la structure.");
    const auto siret = read_siret(reader, form);
    const auto idcc = read_idcc(reader);
    const auto naf = read_naf(reader);
    const auto mode = reader.one_of("mode", {"provider", "agent"},
                                    "Dites qui emploie\u00A0: la structure, ou le particulier.");
    const auto service = read_optional_service(reader, form);
    auto department = read_department(reader, form, departments);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return EmployerEntry{
        {{}, name, *siret, idcc, naf, mode == "agent" ? EmploymentMode::agent : EmploymentMode::provider, service},
        std::move(department)};
}

Result<std::string> read_department_form(const PostedForm& form, const ChoiceList& departments) {
    FieldReader reader{form};
    return value_or_errors(reader, read_department(reader, form, departments));
}

Result<Team> read_team_form(const PostedForm& form) {
    FieldReader reader{form};
    const auto employer = reader.required_id<EmployerId>("employer", "Choisissez la structure de l’équipe.");
    const auto name = reader.required_text("name", longest_name, "Donnez le nom de l’équipe.");
    return value_or_errors(reader, Team{{}, employer.value_or(EmployerId{}), name});
}

Result<OhService> read_oh_service_form(const PostedForm& form) {
    FieldReader reader{form};
    const auto name =
        reader.required_text("name", longest_name, "Donnez le nom du service de santé au travail.");
    const auto officer = reader.required_text(
        "retention_officer", longest_name,
        "Nommez le référent de la cellule de prévention de la désinsertion professionnelle.");
    const auto phone = reader.required_text(
        "phone", 30, "Donnez le téléphone du service\u00A0: les salariés l’appelleront.");
    return value_or_errors(reader, OhService{{}, name, officer, phone});
}

Result<Network> read_network_form(const PostedForm& form) {
    FieldReader reader{form};
    const auto name = reader.required_text("name", longest_name, "Donnez le nom du réseau.");
    return value_or_errors(reader, Network{{}, name});
}

Result<Joining> read_joining_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    const auto employer = reader.required_id<EmployerId>("employer", "Choisissez la structure qui entre.");
    const auto first_day = read_day_of_stay(reader, "first_day", "Donnez son premier jour dans le réseau.", today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return Joining{*employer, *first_day};
}

Result<Leaving> read_leaving_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    const auto employer = reader.required_id<EmployerId>("member", "Choisissez la structure qui sort.");
    const auto last_day = read_day_of_stay(reader, "last_day", "Donnez son dernier jour dans le réseau.", today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return Leaving{*employer, *last_day};
}

}  // namespace prevenance::forms
