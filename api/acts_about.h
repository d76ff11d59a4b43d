// What was done to what is held about a person, in words for that person: who read or wrote, by role, and
// when. Called only after the person's own code gave the right to look; no employer page may include this
// file.
#pragma once

#include "api/services.h"
#include "domain/id.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prevenance::api {

struct ActAbout {
    std::string what;          // "Fiche : lecture"
    std::string when_and_who;  // "le 12 mars 2026 à 11 h 00, par le référent de votre employeur"
    bool is_reading = false;   // otherwise something was written
    bool operator==(const ActAbout&) const = default;
};

// The newest first, `most` lines at the most. What was done by code with another card of the same person, and
// with what was sent with it, is left out: whoever got a new card for a lost one must not learn from it
// whether the person had answered. Empty once the person's key is destroyed: nobody can tell any
// more which entries were about that person. Acts of the person by code are said as the person's own.
std::vector<ActAbout> acts_about(const Services& services, const storage::Reader& reader, EmployeeId person,
                                 InvitationId card, std::size_t most);

}  // namespace prevenance::api
