// expect: compiles
// Everything the other cases do wrong, done right: they fail for their reason and not for a missing header.
#include "domain/alert.h"
#include "integrations/channels/alert_channel.h"
#include "integrations/invitations.h"
#include "integrations/own_request.h"
#include "integrations/sealer.h"

#include <fmt/format.h>

#include <iostream>

using namespace prevenance;

void the_whole_street(integrations::Sealer& sealer, integrations::AlertChannel& channel,
                      integrations::OpenedInvitation opened, const Alert& alert,
                      const ConsentReceipt& receipt, const integrations::TrustedMailboxKey& mailbox) {
    const auto consented = std::move(opened).consent(alert, receipt);
    const auto sealed = sealer.seal(*consented, mailbox);
    const auto sent = channel.send(*sealed);
    std::cout << fmt::format("{} {}", alert.id.text(), sent.has_value()) << alert.person_name.reveal();
    const EmployeeId employee;
    const EmployeeId same = employee;
    std::cout << same.text();
    integrations::SecretKey key;
    const integrations::SecretKey moved = std::move(key);
    std::cout << moved.view().size();
}
