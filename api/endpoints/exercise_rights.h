// What the holder of a code does about the own data: keep a copy, and send a request. Nothing is sent before
// the person read what it does and confirmed it. The page itself, « Mes données », is shown by
// answer_invitation.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer print_held_data(const Call& call);
Answer print_booklet(const Call& call);  // of the person, to show to whom they like
Answer download_held_data(const Call& call);
// Two steps at one address: the form with its explanation, then, with step=send, the request.
Answer exercise_right(const Call& call);

}  // namespace prevenance::api
