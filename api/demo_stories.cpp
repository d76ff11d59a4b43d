#include "api/demo_stories.h"

#include "api/account_secrets.h"
#include "api/consent.h"
#include "api/demo_cases.h"
#include "api/demo_plans.h"
#include "api/invitation_bytes.h"
#include "api/invitation_message.h"
#include "api/jobs/deliver_outbox.h"
#include "api/mailboxes.h"
#include "api/people.h"
#include "api/rights_requests.h"
#include "api/sessions.h"
#include "integrations/invitations.h"
#include "storage/accounts.h"
#include "storage/interviews.h"
#include "storage/invitations.h"
#include "storage/organisations.h"

#include <algorithm>
#include <optional>

namespace prevenance::api {
namespace {

using storage::HandedOver;
using storage::HandedOverInvitations;
using Words = Sensitive<std::string>;

constexpr Days open_for{14};

// The member's own keys, opened as a sign-in opens them.
struct Member {
    AccountId account;
    integrations::MemberKeys keys;
};

Result<Member> enter(Services& services, const DemoMember& member) {
    const auto index = login_index(services, member.login);
    const auto account = services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find_by_login(index); });
    if (!account || !account->member_keys) return fail(ErrorCode::not_found);
    const auto key =
        services.passwords.verify(account->id, decode_password(account->password), Words{member.password});
    if (!key) return std::unexpected(key.error());
    auto keys = integrations::MemberKeys::open_with_password(*account->member_keys, *key, account->id);
    if (!keys) return std::unexpected(keys.error());
    return Member{account->id, std::move(*keys)};
}

void audit(storage::Transaction& transaction, Services& services, const IdBytes& about) {
    services.audit.record(transaction, {services.clock.now(), std::nullopt, "demo.seed", about});
}

void write_change(Services& services, OhServiceId service, const MailboxChange& change) {
    services.cases.write([&](storage::Transaction& transaction) {
        append(transaction, service, change);
        audit(transaction, services, service.bytes);
    });
}

Result<void> let_in(Services& services, OhServiceId service, const Member& present, const Member& newcomer) {
    const auto now = services.clock.now();
    const auto application = application_of(services, service, {newcomer.account, newcomer.keys});
    services.cases.write([&](storage::Transaction& transaction) {
        apply(transaction, service, newcomer.account, application, now);
        audit(transaction, services, service.bytes);
    });
    const auto change = admit(services, service, {present.account, present.keys}, newcomer.account, now);
    if (!change) return std::unexpected(change.error());
    write_change(services, service, *change);
    return {};
}

Result<void> open_the_mailbox(Services& services, OhServiceId service,
                              const std::vector<DemoMember>& physicians) {
    const auto founder = enter(services, physicians.front());
    if (!founder) return std::unexpected(founder.error());
    const auto founded =
        found_mailbox_for(services, service, {founder->account, founder->keys}, services.clock.now());
    if (!founded) return std::unexpected(founded.error());
    write_change(services, service, *founded);
    for (std::size_t i = 1; i < physicians.size(); ++i) {
        const auto colleague = enter(services, physicians[i]);
        if (!colleague) return std::unexpected(colleague.error());
        if (const auto done = let_in(services, service, *founder, *colleague); !done) return done;
    }
    return {};
}

// Somebody whom the référent talked with, and the talk.
struct Talked {
    Employee person;
    storage::InterviewRecord talk;
};

std::vector<Talked> people_talked_with(const Services& services, EmployerScope scope, std::size_t most) {
    std::vector<Talked> found;
    for (auto& person : employees_of(services, scope)) {
        if (found.size() == most) break;
        if (person.exit) continue;
        auto talk = services.cases.read([&](const storage::Reader& reader) {
            return storage::Interviews{reader, scope}.latest(person.id);
        });
        if (talk) found.push_back({std::move(person), std::move(*talk)});
    }
    return found;
}

struct Card {
    HandedOver handed_over;
    integrations::PreparedInvitation prepared;
};

Result<Card> hand_over(Services& services, EmployerScope scope, const OhService& service,
                       const Talked& talked, AccountId referent) {
    const auto today = services.clock.today();
    const auto employer = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(scope.employer()).value();
    });
    const HandedOver handed_over{services.randomness.new_id<InvitationId>(),
                                 talked.person.id,
                                 talked.talk.id,
                                 service.id,
                                 draw_locator(services.randomness),
                                 today,
                                 referent,
                                 today + open_for};
    integrations::Invitations invitations{services.root, services.slow_hash, services.randomness};
    auto prepared =
        invitations.prepare(handed_over.id, invitation_message(services, scope, talked.person, employer.name,
                                                               service.id, talked.talk.held_on, today));
    if (!prepared) return std::unexpected(prepared.error());
    services.cases.write([&](storage::Transaction& transaction) {
        HandedOverInvitations{transaction, scope}.add(
            transaction, handed_over, encode_lock(prepared->sealed.lock),
            encode_content(prepared->sealed.content), services.clock.now());
        audit(transaction, services, talked.person.id.bytes);
    });
    return Card{handed_over, std::move(*prepared)};
}

// What the invented person typed on the own telephone.
Result<void> send(Services& services, const OhService& service, const Card& card) {
    integrations::Invitations invitations{services.root, services.slow_hash, services.randomness};
    auto opened = invitations.open(card.prepared.sealed, card.prepared.code);
    if (!opened) return std::unexpected(opened.error());
    auto alert = opened->proposed();
    alert.own_words =
        Words{"Les transferts seule sont devenus difficiles à tenir. Je voudrais en parler avant l’été."};
    alert.contact = {Words{"01 00 00 00 42 (numéro fictif)"}, Words{"après 18 h"}};
    const auto mailbox = trusted_key_of(services, service.id);
    if (!mailbox) return std::unexpected(mailbox.error());
    const auto now = services.clock.now();
    const auto agreement =
        agreement_for(services, service, *mailbox, alert, opened->receipt_opening(), "fr", now);
    auto consented = std::move(*opened).consent(std::move(alert), agreement.receipt);
    if (!consented) return std::unexpected(consented.error());
    const auto sealed = seal_agreement(services, std::move(*consented), agreement.details, *mailbox,
                                       card.handed_over.id, encode_lock(card.prepared.sealed.lock));
    if (!sealed) return std::unexpected(sealed.error());
    services.cases.write([&](storage::Transaction& transaction) {
        storage::destroy_content(transaction, card.handed_over.id, now);
        store_agreement(transaction, *sealed, now);
        audit(transaction, services, card.handed_over.id.bytes);
    });
    return {};
}

// What the invented person wrote on paper, as the référent copied it: the desk of rights has something to
// answer.
Result<void> ask_for_a_correction(Services& services, EmployerScope scope, const Employee& person,
                                  AccountId referent) {
    const auto now = services.clock.now();
    forms::NewRightsRequest asked;
    asked.kind = RightsKind::correction;
    asked.words = Words{"Le retard noté était un changement de planning."};
    asked.received_on = in_paris(now).date - Days{3};
    const auto request = sealed_request(services, scope, person.id, asked, referent, now);
    if (!request) return std::unexpected(request.error());
    services.cases.write([&](storage::Transaction& transaction) {
        take_request(transaction, services, scope, *request, now);
        audit(transaction, services, person.id.bytes);
    });
    return {};
}

std::vector<Employee> people_apart_from(const Services& services, EmployerScope scope,
                                        const std::vector<Talked>& talked) {
    auto people = employees_of(services, scope);
    std::erase_if(people, [&](const Employee& person) {
        return std::ranges::any_of(talked, [&](const auto& other) { return other.person.id == person.id; });
    });
    return people;
}

std::optional<AccountId> referent_of(const Services& services, EmployerId employer) {
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<AccountId> {
        for (const auto& account : storage::Accounts{reader}.all())
            if (account.role == Role::referent && account.employer == employer) return account.id;
        return std::nullopt;
    });
}

std::optional<AccountId> physician_of(const Services& services, OhServiceId service) {
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<AccountId> {
        for (const auto& account : storage::Accounts{reader}.all())
            if (account.role == Role::physician && account.oh_service == service) return account.id;
        return std::nullopt;
    });
}

}  // namespace

Result<std::vector<forms::DemoCard>> tell_demo_stories(Services& services, const OhService& service,
                                                       const std::vector<DemoMember>& physicians,
                                                       const std::vector<EmployerId>& employers) {
    if (const auto ready = open_the_mailbox(services, service.id, physicians); !ready)
        return std::unexpected(ready.error());
    std::vector<forms::DemoCard> cards;
    if (const auto physician = physician_of(services, service.id)) {
        const auto questioned = tell_demo_cases(services, service, *physician);
        if (!questioned) return std::unexpected(questioned.error());
        cards.push_back(*questioned);
    }
    for (const auto& employer : employers) {
        const auto scope = EmployerScope::for_job(employer);
        const auto referent = referent_of(services, employer);
        const auto talked = people_talked_with(services, scope, 2);
        if (!referent || talked.size() < 2) continue;
        const auto waiting = hand_over(services, scope, service, talked[0], *referent);
        if (!waiting) return std::unexpected(waiting.error());
        cards.push_back(
            {services.settings.public_address + "/i/" + shown_locator(waiting->handed_over.locator),
             waiting->prepared.code.shown().reveal()});
        const auto answered = hand_over(services, scope, service, talked[1], *referent);
        if (!answered) return std::unexpected(answered.error());
        if (const auto sent = send(services, service, *answered); !sent) return std::unexpected(sent.error());
        const auto asked = ask_for_a_correction(services, scope, talked[0].person, *referent);
        if (!asked) return std::unexpected(asked.error());
        add_demo_plans(services, scope, people_apart_from(services, scope, talked), *referent);
    }
    run_outbox(services, nullptr, services.clock.now());
    return cards;
}

}  // namespace prevenance::api
