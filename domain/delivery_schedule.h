// When a delivery that failed is tried again. Pure arithmetic: who keeps the count and the clock is the
// outbox. The surprise: there is an end to it, after about 28 hours a human has to look.
#pragma once

#include <array>
#include <chrono>
#include <optional>

namespace prevenance {

// The pause before each attempt, counted from the failure of the one before. Short at first, because most
// failures are a server that restarts; long later, because what lasts an hour often lasts a night.
inline constexpr std::array<std::chrono::seconds, 8> delivery_pauses{
    std::chrono::seconds{0}, std::chrono::seconds{5}, std::chrono::minutes{5}, std::chrono::minutes{30},
    std::chrono::hours{2},   std::chrono::hours{5},   std::chrono::hours{10},  std::chrono::hours{10}};

// `attempt` counts from 1. Nothing: there is no such attempt, the delivery is handed to a human
// (« à traiter »).
constexpr std::optional<std::chrono::seconds> pause_before_attempt(int attempt) {
    if (attempt < 1 || attempt > static_cast<int>(delivery_pauses.size())) return std::nullopt;
    return delivery_pauses[static_cast<std::size_t>(attempt - 1)];
}

}  // namespace prevenance
