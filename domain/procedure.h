// The steps between a suggestion and what follows a talk: closed answers, and the one rule that decides
// whether the service itself may bring up a visit. It is not the law: the employer may ask for a visit at any
// time (Code du travail, R4624-34), whatever this file says. The surprise: nothing in here sends or decides
// anything.
#pragma once

#include "domain/calendar.h"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace prevenance {

enum class InterviewMode { on_site, phone, video };
enum class InterviewWish { talk_again, no_follow_up, invitation };  // of the employee, as said in the talk
enum class MeasureAnswer { accepted, otherwise, impossible };       // of the employer (L4624-6)

inline constexpr std::array<std::pair<InterviewMode, std::string_view>, 3> interview_mode_names{{
    {InterviewMode::on_site, "on_site"},
    {InterviewMode::phone, "phone"},
    {InterviewMode::video, "video"},
}};
inline constexpr std::array<std::pair<InterviewWish, std::string_view>, 3> interview_wish_names{{
    {InterviewWish::talk_again, "talk_again"},
    {InterviewWish::no_follow_up, "no_follow_up"},
    {InterviewWish::invitation, "invitation"},
}};
inline constexpr std::array<std::pair<MeasureAnswer, std::string_view>, 3> measure_answer_names{{
    {MeasureAnswer::accepted, "accepted"},
    {MeasureAnswer::otherwise, "otherwise"},
    {MeasureAnswer::impossible, "impossible"},
}};

template <class Value, std::size_t Size>
constexpr std::string_view name_in(const std::array<std::pair<Value, std::string_view>, Size>& names,
                                   Value value) {
    for (const auto& [known, name] : names)
        if (known == value) return name;
    return "";
}

template <class Value, std::size_t Size>
constexpr std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, Size>& names,
                                        std::string_view text) {
    for (const auto& [value, name] : names)
        if (name == text) return value;
    return std::nullopt;
}

// Whether the person said, before the talk, that they wish to talk or to see the physician (rule S7).
enum class OwnWish { none, expressed };

// After a talk, the service may bring up a visit request when the person wished it, or when counted facts
// come from at least two families (config/signals.yaml; absences are one family). A human confirms it in any
// case. Source: a convention of the product, stricter than the law, which sets no threshold at all.
inline constexpr std::size_t families_before_a_visit = 2;

inline bool visit_may_be_suggested(const std::set<std::string>& families, OwnWish wish) {
    return wish == OwnWish::expressed || families.size() >= families_before_a_visit;
}

// A suggestion can wait, but not be forgotten.
inline constexpr Months longest_postponement{3};

inline bool may_be_postponed_until(Date until, Date today) {
    return until > today && until <= add_months(today, longest_postponement);
}

}  // namespace prevenance
