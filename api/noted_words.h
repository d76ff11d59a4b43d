// What is noted of people, in the words of the catalogue and of the rules in force: for every page and
// document that must say it.
#pragma once

#include "api/call.h"
#include "forms/notice_page.h"

namespace prevenance::api {

// For somebody of an employer: with the numbers that it chose. For everybody else: as the program comes.
forms::WhatIsNotedView what_is_noted(const Call& call);

}  // namespace prevenance::api
