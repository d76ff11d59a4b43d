#include "api/endpoints/hand_over_invitation.h"

#include "api/answer_doubts.h"
#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/invitation_bytes.h"
#include "api/invitation_message.h"
#include "api/mailboxes.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/invitation_card_page.h"
#include "integrations/invitations.h"
#include "storage/answer_doubts.h"
#include "storage/interviews.h"
#include "storage/invitations.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::HandedOver;
using storage::HandedOverInvitations;

constexpr Days open_for{14};
constexpr std::ptrdiff_t cards_at_most = 3;  // the first, and two in place of lost ones

std::string page_of(EmployeeId employee) {
    return "/salaries/" + employee.text();
}

// What the organisations and the talk allow. `obstacle` says what is missing, and how to mend it.
struct Ground {
    Employee person;
    std::string employer_name;
    std::optional<OhService> service;
    std::optional<storage::InterviewRecord> talk;
    std::vector<HandedOver> earlier;
    std::optional<HandedOver> open;  // the card that a new one would take the place of
    std::string obstacle;
};

// From dates and earlier cards alone, as everything on this side.
std::optional<HandedOver> open_card(const std::vector<HandedOver>& earlier, Date today) {
    const auto found = std::ranges::find_if(earlier, [&](const HandedOver& invitation) {
        return today <= invitation.closes_on && !invitation.replaced;
    });
    return found == earlier.end() ? std::nullopt : std::optional{*found};
}

bool may_replace(const std::vector<HandedOver>& earlier, Date today) {
    return std::ranges::count_if(earlier, [&](const HandedOver& invitation) {
               return today <= invitation.closes_on;
           }) < cards_at_most;
}

std::string obstacle_in(const Call& call, const Ground& ground) {
    if (!ground.talk)
        return "Parlez d’abord avec la personne, puis consignez l’échange. L’invitation vient après.";
    if (!ground.service)
        return "Votre structure n’est rattachée à aucun service de santé au travail. Demandez à "
               "l’administrateur de "
               "l’enregistrer.";
    if (!trusted_key_of(call.services, ground.service->id))
        return "La boîte de ce service n’est pas encore ouverte. Un médecin du service doit se connecter une "
               "fois.";
    if (ground.open && !may_replace(ground.earlier, call.today()))
        return "Deux cartes perdues ont déjà été remplacées. Vous pourrez en remettre une autre après le " +
               forms::short_date(ground.open->closes_on) +
               ". D’ici là, la personne peut appeler le service de santé au travail.";
    return {};
}

Result<Ground> ground_for(const Call& call) {
    auto person = employee_in_path(call);
    if (!person) return std::unexpected(person.error());
    if (!may_see(call.scope(), *person)) return fail(ErrorCode::not_found);
    Ground ground;
    ground.person = std::move(*person);
    call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        const auto employer = organisations.employer(call.employer().employer()).value();
        ground.employer_name = employer.name;
        if (employer.oh_service) ground.service = organisations.oh_service(*employer.oh_service);
        ground.talk = storage::Interviews{reader, call.employer()}.latest(ground.person.id);
        ground.earlier = HandedOverInvitations{reader, call.employer()}.about(ground.person.id);
        return true;
    });
    ground.open = open_card(ground.earlier, call.today());
    ground.obstacle = obstacle_in(call, ground);
    return ground;
}

std::vector<std::string> sentences_about(std::vector<HandedOver> invitations, Date today) {
    std::ranges::reverse(invitations);
    std::vector<std::string> sentences;
    for (const auto& invitation : invitations)
        sentences.push_back(
            invitation.replaced
                ? forms::replaced_invitation_sentence(invitation.handed_over_on)
                : forms::invitation_sentence(invitation.handed_over_on, invitation.closes_on, today));
    return sentences;
}

Reply hand_over_page(const Call& call, const Ground& ground, std::vector<FieldError> errors = {}) {
    forms::HandOverView view;
    view.person = full_name(ground.person);
    view.employee_path = page_of(ground.person.id);
    view.earlier = sentences_about(ground.earlier, call.today());
    view.obstacle = ground.obstacle;
    if (ground.talk) view.talk = forms::short_date(ground.talk->held_on);
    if (ground.service) view.service = ground.service->name;
    view.closes_on = forms::short_date(ground.open ? ground.open->closes_on : call.today() + open_for);
    view.replaces_lost = ground.open.has_value();
    view.errors = errors;
    const std::string question = ground.open ? "Remplacer la carte perdue de " : "Remettre une invitation à ";
    return page_reply(call, question + view.person + "\u00A0?", "hand_over", forms::hand_over_data(view),
                      std::move(errors));
}

Reply card_page(const Call& call, const Ground& ground, const HandedOver& invitation,
                const integrations::InvitationCode& code) {
    const auto& settings = call.services.settings;
    forms::InvitationCardView view;
    view.person = full_name(ground.person);
    view.employee_path = page_of(ground.person.id);
    view.talk = forms::short_date(ground.talk->held_on);
    view.service = ground.service->name;
    view.service_phone = ground.service->phone;
    if (const auto mailbox = trusted_key_of(call.services, ground.service->id))
        view.key_words = fingerprint_words(call.services, mailbox->fingerprint());
    view.locator = shown_locator(invitation.locator);
    view.address = settings.public_address + "/i/" + view.locator;
    view.entry_address = settings.public_address + "/invitation";
    view.letter_address = settings.public_address + "/demander-une-visite/lettre";
    view.code = code.shown().reveal();
    view.closes_on = forms::long_date(invitation.closes_on);
    view.help_phone = settings.help_phone;
    return page_reply(call, "Une proposition, et vous décidez", "invitation_card",
                      forms::invitation_card_data(view));
}

HandedOver new_invitation(const Call& call, const Ground& ground) {
    return {call.services.randomness.new_id<InvitationId>(),
            ground.person.id,
            ground.talk->id,
            ground.service->id,
            draw_locator(call.services.randomness),
            call.today(),
            call.scope().account,
            ground.open ? ground.open->closes_on : call.today() + open_for,
            false};
}

// What was read before the act may have changed until the act.
bool still_so(const HandedOverInvitations& store, EmployeeId employee, const std::optional<HandedOver>& open,
              Date today) {
    const auto now_open = open_card(store.about(employee), today);
    if (!open || !now_open) return !open && !now_open;
    return open->id == now_open->id;
}

}  // namespace

Answer show_hand_over(const Call& call) {
    const auto ground = ground_for(call);
    if (!ground) return error_reply(call, ground.error());
    return read_about(ground->person.id, hand_over_page(call, *ground));
}

Answer hand_over_invitation(const Call& call) {
    const auto ground = ground_for(call);
    if (!ground) return error_reply(call, ground.error());
    if (!ground->obstacle.empty()) return error_reply(call, {ErrorCode::conflict, ground->obstacle, {}});

    if (ground->open && call.form.value("lost") != "true")
        return hand_over_page(
            call, *ground,
            {{"lost", "required", "Cochez la case si la personne vous a dit avoir perdu sa carte."}});

    const auto invitation = new_invitation(call, *ground);
    integrations::Invitations invitations{call.services.root, call.services.slow_hash,
                                          call.services.randomness};
    const auto prepared =
        invitations.prepare(invitation.id, invitation_message(call.services, call.employer(), ground->person,
                                                              ground->employer_name, ground->service->id,
                                                              ground->talk->held_on, call.today()));
    if (!prepared) return error_reply(call, prepared.error());
    const auto busy =
        error_reply(call, {ErrorCode::conflict, "Une carte vient d’être remise à cette personne.", {}});
    return Act{
        ground->person.id.bytes,
        [invitation, busy, scope = call.employer(), now = call.now, today = call.today(), open = ground->open,
         network = network_of(call), lock = encode_lock(prepared->sealed.lock),
         content = encode_content(prepared->sealed.content),
         card = card_page(call, *ground, invitation, prepared->code)](storage::Transaction& transaction) {
            const HandedOverInvitations store{transaction, scope};
            if (!still_so(store, invitation.employee, open, today)) return busy;
            if (open)
                store.replace(transaction, open->id, invitation, lock, content, now);
            else
                store.add(transaction, invitation, lock, content, now);
            storage::remember_network(transaction, scope.employer(), network, now);
            return card;
        }};
}

std::vector<std::string> invitation_sentences(const Services& services, EmployerScope scope,
                                              EmployeeId employee, Date today) {
    return services.cases.read([&](const storage::Reader& reader) {
        return sentences_about(HandedOverInvitations{reader, scope}.about(employee), today);
    });
}

}  // namespace prevenance::api
