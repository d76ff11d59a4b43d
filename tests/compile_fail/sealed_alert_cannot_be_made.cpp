// expect: is private within this context
#include "domain/alert.h"

prevenance::SealedAlert forge(prevenance::SealedAlertHeader header, prevenance::Bytes body) {
    return prevenance::SealedAlert(header, std::move(body));
}
