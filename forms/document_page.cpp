#include "forms/document_page.h"

namespace prevenance::forms {
namespace {

TemplateData::List kept_list(const std::vector<KeptFor>& kept) {
    TemplateData::List list;
    for (const auto& line : kept)
        list.push_back(TemplateData{}.set("kept_what", line.what).set("kept_how_long", line.how_long));
    return list;
}

TemplateData::List links(const std::vector<DocumentLink>& documents) {
    TemplateData::List list;
    for (const auto& document : documents)
        list.push_back(TemplateData{}
                           .set("document_path", document.path)
                           .set("document_title", document.title)
                           .set("document_for_whom", document.for_whom));
    return list;
}

void add_parties(TemplateData& data, const DocumentParties& parties) {
    data.set_optional("employer", parties.employer).set_optional("siret", parties.siret);
    data.set("has_employer", !parties.employer.empty());
    data.set_optional("oh_service", parties.oh_service);
    data.set_optional("retention_officer", parties.retention_officer);
    data.set_optional("oh_service_phone", parties.oh_service_phone);
    data.set_optional("referent", parties.referent);
    data.set_optional("operator", parties.operator_name);
    data.set_optional("hosting", parties.hosting);
    data.set_optional("data_contact", parties.data_contact);
    data.set_optional("help", parties.help_phone);
    data.set("address", parties.address).set("date", parties.date);
}

}  // namespace

TemplateData document_data(const DocumentView& view) {
    auto data = what_is_noted_data(view.noted);
    add_parties(data, view.parties);
    data.set("kept", kept_list(view.kept));
    return data;
}

TemplateData document_list_data(const DocumentListView& view) {
    TemplateData data;
    TemplateData::List groups;
    for (const auto& group : view.groups)
        groups.push_back(
            TemplateData{}.set("group_title", group.title).set("documents", links(group.documents)));
    TemplateData::List missing;
    for (const auto& name : view.missing) missing.push_back(TemplateData{}.set("text", name));
    data.set("groups", std::move(groups)).set("has_missing", !missing.empty());
    data.set("missing", std::move(missing));
    return data;
}

}  // namespace prevenance::forms
