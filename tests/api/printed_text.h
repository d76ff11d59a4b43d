// What a PDF that the program answered with holds, as other programs read it: pdftotext and pdfinfo.
#pragma once

#include "api/request.h"

#include <string>

namespace prevenance::api {

std::string text_of_pdf(const Reply& reply);
// Structure tree, language and a title: what a screen reader needs. Fails the test where one is missing.
void expect_readable_pdf(const Reply& reply, const std::string& title);

}  // namespace prevenance::api
