// expect: 'prevenance::ConsentedAlert::ConsentedAlert(prevenance::Alert, prevenance::ConsentProof&&)' is
// private
#include "domain/alert.h"

prevenance::ConsentedAlert forge(prevenance::Alert alert, prevenance::ConsentProof proof) {
    return prevenance::ConsentedAlert(alert, std::move(proof));
}
