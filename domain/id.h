// Identifiers. Each kind of thing has its own type, so that mixing two does not compile.
// An identifier is 128 random bits: it says nothing about order, time or tenant. Making one
// needs randomness, which is an argument (see clock.h), never read in here.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance {

using IdBytes = std::array<std::uint8_t, 16>;

// "0b8a…-…": 36 characters, lower case.
std::string id_text(const IdBytes& bytes);

// Accepts exactly what id_text writes; nothing otherwise.
std::optional<IdBytes> parse_id(std::string_view text);

template <class Tag>
struct Id {
    IdBytes bytes{};

    auto operator<=>(const Id&) const = default;
    std::string text() const { return id_text(bytes); }
    static std::optional<Id> parse(std::string_view text) {
        const auto parsed = parse_id(text);
        if (!parsed) return std::nullopt;
        return Id{*parsed};
    }
};

using AccountId = Id<struct AccountTag>;
using EmployerId = Id<struct EmployerTag>;
using TeamId = Id<struct TeamTag>;
using EmployeeId = Id<struct EmployeeTag>;
using OhServiceId = Id<struct OhServiceTag>;
using NetworkId = Id<struct NetworkTag>;
using FactId = Id<struct FactTag>;  // a signal, an absence spell or a legal stop: whatever a rule may count
using ImportId = Id<struct ImportTag>;
using SuggestionId = Id<struct SuggestionTag>;
using InterviewId = Id<struct InterviewTag>;
using VisitRequestId = Id<struct VisitRequestTag>;
using InvitationId = Id<struct InvitationTag>;
using AlertId = Id<struct AlertTag>;
using ReceiptId = Id<struct ReceiptTag>;
using MeasuresId = Id<struct MeasuresTag>;
using PlanId = Id<struct PlanTag>;
using OutboxId = Id<struct OutboxTag>;
using KeyId = Id<struct KeyTag>;
using PublicationId = Id<struct PublicationTag>;
using RightsRequestId = Id<struct RightsRequestTag>;
using PasskeyId = Id<struct PasskeyTag>;

}  // namespace prevenance

template <class Tag>
struct std::hash<prevenance::Id<Tag>> {
    std::size_t operator()(const prevenance::Id<Tag>& id) const noexcept {
        std::size_t low = 0;
        std::memcpy(&low, id.bytes.data(), sizeof low);  // the bits are random: any eight bytes spread well
        return low;
    }
};
