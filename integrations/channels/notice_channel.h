// How the service reaches somebody outside: one interface, one implementation per road. A notice carries
// nothing about a person except the address of who receives it; it says that something waits. The surprise:
// a delivery may happen twice (the answer of a server can be lost), so the identity of the notice travels
// with it and stays the same on every attempt.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "domain/sensitive.h"

#include <string>

namespace prevenance::integrations {

enum class NoticeKind {
    request,     // « Vous avez 1 demande à voir. »
    suggestion,  // « Vous avez 1 suggestion à voir. »
    deadline,    // « Vous avez 1 échéance à voir. »
    trial,       // an administrator tries the settings
    checkpoint   // a signed checkpoint of the audit log, for a witness to keep
};

struct Notice {
    OutboxId id;
    NoticeKind kind = NoticeKind::request;
    int waiting = 1;                   // how many; at least 1
    Sensitive<std::string> recipient;  // a mail address
    std::string service_address;       // "https://prevenance.example.org"
    Instant written_at;                // the same on every attempt
    std::string checkpoint = {};       // of a checkpoint: the signed lines, ASCII
};

enum class DeliveryOutcome {
    delivered,  // the next server took responsibility
    try_later,  // nothing is lost: see domain/delivery_schedule.h
    refused     // never will be: a human has to look
};

struct Delivery {
    DeliveryOutcome outcome = DeliveryOutcome::try_later;
    std::string reason;  // English, for the log: no address, no word of the server's answer
    bool operator==(const Delivery&) const = default;
};

class NoticeChannel {
public:
    virtual ~NoticeChannel() = default;
    // Blocks until it is known, at most the channel's time limit. Never throws for a failed delivery.
    virtual Delivery deliver(const Notice& notice) = 0;
};

}  // namespace prevenance::integrations
