// expect: cannot convert 'const prevenance::integrations::BoxPublicKey' to 'const
// prevenance::integrations::TrustedMailboxKey&'
#include "integrations/sealer.h"

void seal_to_any_key(prevenance::integrations::Sealer& sealer, const prevenance::ConsentedAlert& consented,
                     const prevenance::integrations::BoxPublicKey& key) {
    (void)sealer.seal(consented, key);
}
