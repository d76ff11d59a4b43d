// The letters and sheets a physician prints about the person behind an opened alert: attestation of presence,
// appointment letter to the employer, invitation to a pre-return visit, sheet for one recipient. Nothing of
// them is stored. What is kept is the act: which letter, on which day, by whom, and to what kind of
// recipient.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_letter_form(const Call& call);  // which letter is the last word of the address
Answer write_letter(const Call& call);      // the page to print
Answer print_letter(const Call& call);      // the same as a file; the word before /pdf

}  // namespace prevenance::api
