// expect: use of deleted function 'prevenance::integrations::Secret<Size>::Secret(const
// prevenance::integrations::Secret<Size>&)
#include "integrations/secret.h"

prevenance::integrations::SecretKey copy(const prevenance::integrations::SecretKey& key) {
    return key;
}
