// expect: cannot convert 'const prevenance::Alert' to 'const prevenance::ConsentedAlert&'
#include "integrations/sealer.h"

void seal_without_asking(prevenance::integrations::Sealer& sealer, const prevenance::Alert& alert,
                         const prevenance::integrations::TrustedMailboxKey& mailbox) {
    (void)sealer.seal(alert, mailbox);
}
