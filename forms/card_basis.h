// What each card of the whole network is computed from, with the number that its rates stand on.
#pragma once

#include "forms/figures_page.h"

#include <string>
#include <string_view>

namespace prevenance::forms {

// A sentence that begins with « Calculé sur ».
std::string card_basis(const DashboardView& view, std::string_view card_code);

}  // namespace prevenance::forms
