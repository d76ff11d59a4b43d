// What a network's analyst looks at: one publication among those of the network, whole or along one of its
// cubes. The address says which, so that it can be kept and handed on.
#pragma once

#include "api/call.h"
#include "forms/figures_page.h"
#include "storage/statistics.h"

#include <optional>
#include <vector>

namespace prevenance::api {

forms::FiguresView figures_of(const storage::Publication& publication);

// Of the caller's network. `selon`, `constat` and `fiche` are read from the address; a split or a family that is no
// published cube makes a refused view. Nothing for a missing, an altered and another network's publication.
std::optional<forms::DashboardView> dashboard_of(const Call& call, PublicationId shown);

// The one an analyst sees first: the latest year, because most figures can be shown in it, else the latest
// quarter. Nothing where nothing is published.
std::optional<PublicationId> first_shown(const Call& call);

}  // namespace prevenance::api
