#include "integrations/sodium.h"

#include <sodium.h>

namespace prevenance::integrations {

Result<void> prepare_sodium() {
    if (sodium_init() < 0) {
        return fail(ErrorCode::internal, "La bibliothèque de chiffrement ne démarre pas sur cette machine.");
    }
    return {};
}

}  // namespace prevenance::integrations
