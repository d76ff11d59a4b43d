// expect: no match for 'operator<<'
#include "domain/sensitive.h"

#include <iostream>
#include <string>

void log_line(const prevenance::Sensitive<std::string>& name) {
    std::cout << name;
}
