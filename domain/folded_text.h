// Words as people type them, made comparable: no case, no accents, no spaces, no punctuation. Not for
// showing, and not a full Unicode folding: it knows the Latin letters that French headers are written with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prevenance {

// "  N° Salarié " -> "nsalarie"; "Congé d’éducation" -> "congededucation". The text is UTF-8; what is not a
// Latin letter or a digit disappears.
std::string folded(std::string_view text);

// The folded words of a text: "Arrêt AT – l’été" -> arret, at, l, ete.
std::vector<std::string> folded_words(std::string_view text);

// Without the spaces (the no-break ones of French typography too) and tabs around it.
std::string_view trimmed(std::string_view text);

}  // namespace prevenance
