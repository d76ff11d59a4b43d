// The numbers of a rule in words: what each is for, with its unit. What a number is for follows from the
// question it is put into, so that a rule file need not say it twice.
#pragma once

#include "rules/rule.h"

#include <string>
#include <string_view>

namespace prevenance::rules {

// "183 jours", "1 personne", "25 %".
std::string value_words(int value, Unit unit);

// "période regardée", "période regardée (pour l’exception)"; empty where the parameter has no words here.
std::string threshold_role(const Rule& rule, std::string_view threshold);

}  // namespace prevenance::rules
