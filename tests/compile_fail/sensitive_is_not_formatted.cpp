// expect: static assertion failed: Cannot format an argument
#include "domain/sensitive.h"

#include <fmt/format.h>

#include <string>

std::string log_line(const prevenance::Sensitive<std::string>& name) {
    return fmt::format("saved {}", name);
}
