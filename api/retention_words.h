// How long things are kept, in French, for the documents that must say so. The numbers are those of the
// configuration (`retention.*`); what it does not name has the number of our conventions. The surprise: a key
// that has no words here is a fault that a test finds, because a document must list every period.
#pragma once

#include "api/settings.h"
#include "forms/document_page.h"

#include <string_view>
#include <vector>

namespace prevenance::api {

std::vector<forms::KeptFor> retention_words(const Settings& settings);

// Whether `retention.<name>` has words above.
bool has_retention_words(std::string_view name);

// Whether this program erases by itself what has reached its end: it does where the periods are configured.
bool erases_by_itself();

}  // namespace prevenance::api
