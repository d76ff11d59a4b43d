// A job: the figures of the networks for a period that is over, from prevenance.db into statistics.db. It counts and
// signs; what may be shown is decided by domain/network_cubes.h, for all networks together.
//
// The surprise: who stood behind a figure is kept with it, as keyed numbers, until the year is published. A fact that
// arrives late changes no quarter that is out, and the year is judged beside its quarters as they were.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"
#include "domain/network_cubes.h"
#include "domain/organisation.h"
#include "storage/period_counts.h"
#include "storage/statistics.h"

#include <span>
#include <stdexcept>
#include <vector>

namespace prevenance::api {

// Another key would give the same persons another noise, and two noises of one figure are nearer to it than one.
class NoiseKeyLost : public std::runtime_error {
public:
    NoiseKeyLost();
};

storage::Period quarter_of(Date day);
storage::Period year_of(Date day);

// What should be published by `today`: the quarter that ended last, and the year if it ended with that
// quarter.
std::vector<storage::Period> periods_due(Date today);

// Of those networks that have no publication of this period yet; the number of publications made. Nothing for a
// period that is not over. Quarters are published before their year, because a year must not tell a quarter that was
// hidden. Throws NoiseKeyLost.
int publish_period(Services& services, std::span<const Network> networks, storage::Period period, Instant now);

// What decided cells become; labels from the catalogue, categories in words.
storage::Publication publication_of(const Services& services, const Network& network, storage::Period period,
                                    const std::vector<DecidedCell>& cells, Instant now);

// Every network, every period that is due; the number of publications made.
int publish_due_statistics(Services& services, Instant now);

}  // namespace prevenance::api
