// Questions in French, for the words of an exception (`unless`): what a rule file only says in keys. The
// numbers stay {threshold names}, because an employer may set them. The surprise: a question that has no
// words here is still said, by its name and its numbers, so that a new predicate needs no line in this file.
#pragma once

#include "domain/signal.h"
#include "rules/rule.h"

#include <string>

namespace prevenance::rules {

// "La règle se tait tant que ceci est vrai : au moins {un} faits en {pause} jours (Entretien)."
std::string exception_words(const Condition& unless, const SignalCatalogue& catalogue);

}  // namespace prevenance::rules
