// What is held about a person as a file (RGPD, articles 15 and 20): the format "prevenance-held-data",
// version 1, described in docs/guide/droits.md. The words are those of the page; dates stand beside them as
// 2026-03-12.
#pragma once

#include "domain/calendar.h"
#include "forms/held_data_page.h"

#include <string>

namespace prevenance::forms {

std::string held_data_json(const HeldDataView& view, Instant made_at);

}  // namespace prevenance::forms
