#include "api/leaflets.h"

#include "api/services.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

void fill_service(forms::LeafletContacts& contacts, const storage::Organisations& organisations,
                  OhServiceId id) {
    const auto service = organisations.oh_service(id);
    if (!service) return;
    contacts.oh_service = service->name;
    contacts.retention_officer = service->retention_officer;
    contacts.oh_service_phone = service->phone;
}

}  // namespace

forms::LeafletContacts leaflet_contacts(const Call& call) {
    forms::LeafletContacts contacts;
    contacts.help_phone = call.services.settings.help_phone;
    contacts.address = call.services.settings.public_address;
    if (!call.who) return contacts;
    call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        if (const auto mailbox = MailboxScope::of(call.scope()))
            fill_service(contacts, organisations, mailbox->oh_service());
        const auto scope = EmployerScope::of(call.scope());
        const auto employer = scope ? organisations.employer(scope->employer()) : std::nullopt;
        if (!employer) return true;
        contacts.employer = employer->name;
        if (employer->oh_service) fill_service(contacts, organisations, *employer->oh_service);
        return true;
    });
    return contacts;
}

}  // namespace prevenance::api
