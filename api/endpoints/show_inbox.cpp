#include "api/endpoints/show_inbox.h"

#include "api/mailbox_members.h"
#include "api/mailbox_news.h"
#include "api/mailboxes.h"
#include "api/opened_alert.h"
#include "api/page_reply.h"
#include "forms/mailbox_page.h"
#include "storage/measures.h"
#include "storage/organisations.h"
#include "storage/recovery.h"
#include "storage/service_cases.h"

#include <algorithm>
#include <map>

namespace prevenance::api {
namespace {

constexpr const char* title = "Boîte de réception";

struct Received {
    storage::AlertRecord record;
    AlertState state;
    std::string employer_name;  // of the card, as long as the message may be shown
    std::optional<CaseStatus> accompaniment;
    std::optional<DueTask> next;
};

std::string employer_of(const storage::Reader& reader, const Call& call, const Received& received) {
    if (received.state == AlertState::withdrawn || received.state == AlertState::set_aside) return {};
    const auto origin = storage::Mailbox{reader, call.mailbox()}.origin_of(received.record.id);
    if (!origin) return {};
    const auto employer = storage::Organisations{reader}.employer(origin->employer);
    return employer ? employer->name : std::string{};
}

std::map<AlertId, storage::CaseLine> cases_by_alert(const storage::Reader& reader, const Call& call) {
    std::map<AlertId, storage::CaseLine> cases;
    for (auto& line : storage::ServiceCases{reader, call.mailbox()}.all())
        if (!line.expired || line.dates.entered_on) cases.emplace(line.alert, std::move(line));
    return cases;
}

std::vector<Received> received_by(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        const auto answered = storage::SentMeasures{reader, call.mailbox()}.alerts();
        const auto cases = cases_by_alert(reader, call);
        std::vector<Received> received;
        for (auto& record : storage::Mailbox{reader, call.mailbox()}.delivered()) {
            const auto state = state_of_record(record, std::ranges::binary_search(answered, record.id));
            received.push_back({std::move(record), state, {}, {}, {}});
            auto& last = received.back();
            last.employer_name = employer_of(reader, call, last);
            const auto found = cases.find(last.record.id);
            if (found == cases.end()) continue;
            last.accompaniment = status_on(found->second.dates, call.today());
            last.next = next_task(found->second.diary());
        }
        return received;
    });
}

forms::AlertLine line_of(const Received& received) {
    const auto& record = received.record;
    forms::AlertLine line{record.id.text(),
                          *record.delivered_at,
                          std::nullopt,
                          received.state,
                          record.visit_on,
                          std::nullopt,
                          record.quarantined_because.value_or(""),
                          received.employer_name,
                          received.accompaniment,
                          received.next};
    if (const auto sealed = SealedAlert::from_stored_bytes(record.envelope))
        line.kind = sealed->header().kind;
    if (record.withdrawn_at) line.withdrawn_on = in_paris(*record.withdrawn_at).date;
    return line;
}

Answer show_to_cell(const Call& call) {
    std::vector<forms::CellAlertLine> lines;
    for (const auto& received : received_by(call))
        lines.push_back({*received.record.delivered_at, received.state, received.record.visit_on});
    return page_reply(call, title, "cell_inbox", forms::cell_inbox_data(lines, call.now));
}

}  // namespace

Answer show_inbox(const Call& call) {
    if (call.scope().role == Role::cell_member) return show_to_cell(call);
    const auto standing = mailbox_standing(call);
    if (!standing.is_founded) return see_other("/boite/ouvrir");
    forms::InboxView view;
    for (const auto& received : received_by(call)) view.alerts.push_back(line_of(received));
    view.is_member = standing.is_member;
    view.has_one_member = standing.members.size() == 1;
    view.applicants = static_cast<int>(applicants(call.services, call.mailbox().oh_service()).size());
    view.shown_at = call.now;
    view.filter = forms::inbox_filter(call.query.value("etat"));
    view.news = key_news_view(call, standing);
    view.has_recovery_code = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::member_recovery(reader, call.scope().account).verified_at.has_value();
    });
    return page_reply(call, title, "inbox", forms::inbox_data(view));
}

}  // namespace prevenance::api
