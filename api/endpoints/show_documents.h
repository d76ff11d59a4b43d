// The documents about this installation, to read and to print: for a référent with the names of the own
// structure, for the administrator with the operator's. They hold nothing about a person. And the page for
// everybody that says what the service cannot protect from.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_documents(const Call& call);
Answer show_service_documents(
    const Call& call);                    // for the health service: leaflets, and where letters are made
Answer show_document(const Call& call);   // which one is the last word of the address
Answer print_document(const Call& call);  // the word before /pdf
Answer show_limits(const Call& call);

}  // namespace prevenance::api
