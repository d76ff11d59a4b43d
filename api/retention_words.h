// How long things are kept, in French: for the documents that employers owe, for the administrator's table
// and for the person. Every number is that of the configuration (`retention.*`). The surprise: a key that has
// no words here is a fault that a test finds, because a document must list every period.
#pragma once

#include "api/jobs/erase_due.h"
#include "api/settings.h"
#include "domain/held_kinds.h"
#include "forms/document_page.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

// For the documents.
std::vector<forms::KeptFor> retention_words(const RetentionSettings& settings);

// Whether `retention.<name>` has words above.
bool has_retention_words(std::string_view name);

// For the person: how long each kind is kept.
std::map<HeldKind, std::string> held_words(const RetentionSettings& settings);
std::map<HeldKind, std::string> held_words_while_frozen(const RetentionSettings& settings);

// What is due of a kind and stays, one sentence for each reason.
std::vector<std::string> stays_in_words(const RetentionCounts& counts, std::string_view kind);

// One line of the table that the administrator reads: what, how long, and after which source.
struct RetentionLine {
    std::string_view kind;
    std::string label;
    std::string period;
    std::string source;
    bool counted = true;
};
std::vector<RetentionLine> retention_table(const RetentionSettings& settings);

}  // namespace prevenance::api
