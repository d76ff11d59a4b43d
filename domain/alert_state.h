// Where an alert stands with the service that received it, computed from what happened: there is no status to
// store and none to contradict the dates. It is about the case's progress, never about the person.
#pragma once

namespace prevenance {

enum class AlertState {
    set_aside,      // the mailbox refuses to show it
    withdrawn,      // the person took the agreement back
    fresh,          // arrived, nobody opened it
    read,           // opened
    contacted,      // the person confirmed the agreement by voice
    visit_planned,
    visit_held,
    measures_sent,
    closed
};

// What happened, each by itself.
struct AlertHistory {
    bool set_aside = false;
    bool withdrawn = false;
    bool read = false;
    bool confirmed = false;
    bool visit_planned = false;
    bool visit_held = false;
    bool measures_sent = false;
    bool closed = false;
};

// A withdrawal hides everything that came before it, also a fault of the envelope.
constexpr AlertState state_of(const AlertHistory& history) {
    if (history.withdrawn) return AlertState::withdrawn;
    if (history.set_aside) return AlertState::set_aside;
    if (history.closed) return AlertState::closed;
    if (history.measures_sent) return AlertState::measures_sent;
    if (history.visit_held) return AlertState::visit_held;
    if (history.visit_planned) return AlertState::visit_planned;
    if (history.confirmed) return AlertState::contacted;
    return history.read ? AlertState::read : AlertState::fresh;
}

}  // namespace prevenance
