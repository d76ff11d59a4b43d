// expect: ConsentProof(prevenance::ConsentReceipt, std::optional<prevenance::OneTimeSignature>)' is private
#include "domain/alert.h"

prevenance::ConsentProof forge(const prevenance::ConsentReceipt& receipt) {
    return prevenance::ConsentProof(receipt, std::nullopt);
}
