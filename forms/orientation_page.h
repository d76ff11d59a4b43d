// The walk through the orientation tree, one question or one leaf a page. Links only: nothing is posted,
// nothing is kept.
#pragma once

#include "domain/calendar.h"
#include "domain/directory.h"
#include "domain/orientation.h"
#include "forms/template_data.h"

namespace prevenance::forms {

struct OrientationView {
    const OrientationPlace& place;
    const Directory& directory;
    Date today;
};

TemplateData orientation_data(const OrientationView& view);

}  // namespace prevenance::forms
