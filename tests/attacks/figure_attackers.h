// Who wants to know more than is published, and how. An attacker has the exact counts of all shown cells (more than
// anybody gets: those are noised and rounded), knows which employers are members, which jobs they have, and in a
// coalition its members' own persons. Nothing here uses the audit that it attacks; intervals come from GLPK.
#pragma once

#include "tests/attacks/attack_report.h"

#include <array>
#include <string_view>
#include <utility>

namespace prevenance {

enum class Attack {
    averaging,            // the noise, by having the same persons counted again
    differencing,         // a part from its whole, in one network and period
    two_parts,            // two parts with no person in common from a whole
    nested_networks,      // one network from another
    time_slicing,         // quarters from their year
    membership_changes,   // what tells of an employer that joins or leaves in the year
    late_corrections,     // who is counted in the year and in no quarter
    part_from_whole,      // an indicator from the one that it is part of, or from everybody
    classes_from_whole,   // several classes from the indicator that they split up
    member,               // a part from a whole, without a member's own persons
    member_two_parts,     // two parts from a whole, without them
    member_part_from_whole,
    member_classes_from_whole,
    outsider,             // all published figures of an indicator at once, by integer programming
    coalition_of_one,     // the same with a member's own persons
    coalition_of_two,     // and with two members'
    outsider_with_parts,  // an indicator and its parts at once
    coalition_of_one_with_parts,
    coalition_of_two_with_parts
};

inline constexpr std::array<std::pair<Attack, std::string_view>, 19> attack_names{{
    {Attack::averaging, "averaging"},
    {Attack::differencing, "differencing within a network"},
    {Attack::two_parts, "a whole less two parts"},
    {Attack::nested_networks, "nested networks"},
    {Attack::time_slicing, "year less quarters"},
    {Attack::membership_changes, "membership changes"},
    {Attack::late_corrections, "late corrections"},
    {Attack::part_from_whole, "an indicator less its part"},
    {Attack::classes_from_whole, "an indicator less its classes"},
    {Attack::member, "differencing by a member"},
    {Attack::member_two_parts, "two parts, by a member"},
    {Attack::member_part_from_whole, "an indicator less its part, by a member"},
    {Attack::member_classes_from_whole, "an indicator less its classes, by a member"},
    {Attack::outsider, "reconstruction, outsider"},
    {Attack::coalition_of_one, "reconstruction, one member"},
    {Attack::coalition_of_two, "reconstruction, two members"},
    {Attack::outsider_with_parts, "whole and part, outsider"},
    {Attack::coalition_of_one_with_parts, "whole and part, one member"},
    {Attack::coalition_of_two_with_parts, "whole and part, two members"},
}};

AttackReport attack_world(Boards& boards, Attack attack, bool noise_is_steady, WorldDice& dice);

}  // namespace prevenance
