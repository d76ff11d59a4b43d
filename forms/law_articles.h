// A register of law, from JSON: the short list this project keeps (config/law/articles.json), or a code as
// the npm package `@socialgouv/legi-data` publishes it (data/LEGITEXT000006072050.json, a tree of sections
// and articles with all their versions). Numbers, dates and identifiers are read; the texts of the articles
// are passed over. The surprise: the code is some 55 MB of JSON, so it is read as it streams by and no tree
// is built.
#pragma once

#include "domain/error.h"
#include "domain/law_article.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t law_file_bytes_limit = 80U * 1024U * 1024U;

// Sorted by number; two entries with one number are one article. Errors, in French: too_large; malformed (not
// JSON, with the place, or not UTF-8); invalid (empty, or JSON of another shape; an article without a date).
Result<std::vector<LawArticle>> read_law_articles(std::string_view json);

}  // namespace prevenance::forms
