// A network keeps the record of its territory. Its pages open statistics.db only, so the notes stand there;
// the entry of who wrote stands in the journal as always.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_territory(const Call& call);
Answer add_territory_note(const Call& call);
// step=finish or step=remove. Error conflict: a note that is not there any more, that is done, or that another network
// wrote.
Answer change_territory_note(const Call& call);

}  // namespace prevenance::api
