// The documents that whoever uses this service owes to others, filled with the installation's own names: the
// information notice, the impact assessment, the record of processing, the threats. They are about the
// service and about nobody in it: no view here has a field for a person, but for the name of the référent who
// prints. The surprise: a name that nobody configured is not left blank; the sentence that needs it is
// another one.
#pragma once

#include "forms/notice_page.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct DocumentParties {
    std::string employer;    // empty: the document is the operator's own
    std::string siret;       // "73282932000074"
    std::string oh_service;  // empty: the employer has none yet
    std::string retention_officer;
    std::string oh_service_phone;
    std::string referent;       // who prints; empty for the operator
    std::string operator_name;  // of this installation; may be empty
    std::string hosting;        // who keeps the machine and where; may be empty
    std::string data_contact;   // for questions about data; may be empty
    std::string help_phone;     // may be empty
    std::string address;        // "https://prevenance.exemple.fr"
    std::string date;           // "22 nov. 2026"
};

// "Un fait de travail noté", "6 mois après le jour du fait".
struct KeptFor {
    std::string what;
    std::string how_long;
};

struct DocumentView {
    DocumentParties parties;
    WhatIsNotedView noted;
    std::vector<KeptFor> kept;
};

TemplateData document_data(const DocumentView& view);

struct DocumentLink {
    std::string path;
    std::string title;
    std::string for_whom;
};

struct DocumentGroup {
    std::string title;
    std::vector<DocumentLink> documents;
};

struct DocumentListView {
    std::vector<DocumentGroup> groups;
    std::vector<std::string> missing;  // French: a name that the documents say otherwise for want of it
};

TemplateData document_list_data(const DocumentListView& view);

}  // namespace prevenance::forms
