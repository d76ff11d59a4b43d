// How often a test repeats: short in the ordinary run, as often as an environment variable says for the long
// form ("PREVENANCE_SEQUENCES=100000").
#pragma once

#include <cstdlib>
#include <string>

namespace prevenance::api {

inline int times_from(const char* variable, int ordinarily) {
    const char* text = std::getenv(variable);
    return text == nullptr ? ordinarily : std::stoi(text);
}

}  // namespace prevenance::api
