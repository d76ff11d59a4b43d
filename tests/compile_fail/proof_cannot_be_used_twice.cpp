// expect: use of deleted function 'prevenance::ConsentProof::ConsentProof(const prevenance::ConsentProof&)'
#include "domain/alert.h"

prevenance::ConsentProof keep_one(const prevenance::ConsentProof& proof) {
    return proof;
}
