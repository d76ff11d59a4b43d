// Causes of absence that no signal may ever come from (Code du travail, L1132-1, and the leaves it protects).
// They are refused wherever somebody writes them, in a rule or in a drawing. The surprise: "Maternité" is
// recognised too, because whoever types it with an accent means it all the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::rules {

struct ProtectedCause {
    std::string_view code;  // "MATERNITE"
    // AT, MP and REPRISE are declared for the legal calendar alone; the others are dropped at the door and
    // exist nowhere.
    bool stored = false;
};

// Case and accents do not matter. Nothing for any other word.
std::optional<ProtectedCause> protected_cause(std::string_view word);

// Why it is refused, with the word as it was typed.
std::string words_against(const ProtectedCause& cause, std::string_view word);

}  // namespace prevenance::rules
