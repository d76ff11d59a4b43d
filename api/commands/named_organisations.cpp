#include "api/commands/named_organisations.h"

#include "forms/organisation_form.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

using storage::Organisations;

constexpr const char* how_to_list = " n’existe pas. La liste : prevenance organisation list";

template <class Organisation>
Result<Organisation> named(const std::vector<Organisation>& known, const std::string& name,
                           const char* kind) {
    for (const auto& organisation : known)
        if (organisation.name == name || organisation.id.text() == name) return organisation;
    return fail(ErrorCode::not_found, std::string{kind} + " « " + name + " »" + how_to_list);
}

}  // namespace

Result<Employer> employer_named(const Services& services, const std::string& siret) {
    if (const auto why = forms::why_no_siret(siret); !why.empty()) return fail(ErrorCode::not_found, why);
    const auto found = services.cases.read([&](const storage::Reader& reader) {
        return Organisations{reader}.employer_by_siret(*Siret::parse(siret));
    });
    if (!found) return fail(ErrorCode::not_found, "La structure de SIRET " + siret + how_to_list);
    return *found;
}

Result<OhService> oh_service_named(const Services& services, const std::string& name) {
    return named(services.cases.read(
                     [](const storage::Reader& reader) { return Organisations{reader}.oh_services(); }),
                 name, "Le service");
}

Result<Network> network_named(const Services& services, const std::string& name) {
    return named(
        services.cases.read([](const storage::Reader& reader) { return Organisations{reader}.networks(); }),
        name, "Le réseau");
}

Result<Team> team_named(const Services& services, EmployerId employer, const std::string& name) {
    return named(services.cases.read(
                     [&](const storage::Reader& reader) { return Organisations{reader}.teams(employer); }),
                 name, "L’équipe");
}

forms::PostedForm form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string text;
    for (const auto& [name, value] : fields)
        if (!value.empty()) text += (text.empty() ? "" : "&") + name + "=" + forms::encode_percent(value);
    return forms::PostedForm::parse_urlencoded(text).value_or(forms::PostedForm{});
}

}  // namespace prevenance::api
