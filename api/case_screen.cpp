#include "api/case_screen.h"

#include "api/case_steps.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "domain/canonical_bytes.h"
#include "domain/hexadecimal.h"
#include "forms/service_case_page.h"
#include "integrations/digest.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

template <class Moment>
std::uint64_t number_of(const std::optional<Moment>& moment) {
    return moment ? static_cast<std::uint64_t>(moment->time_since_epoch().count()) + 1 : 0;
}

std::vector<forms::FollowUpLine> follow_ups_of(const storage::CaseRecord& record) {
    std::vector<forms::FollowUpLine> lines;
    for (const int months : follow_up_months) {
        const auto due = follow_up_due(record.line.dates, months);
        if (!due) return lines;
        forms::FollowUpLine line{months, *due, {}, {}, {}, {}, {}, false};
        for (const auto& noted : record.follow_ups)
            if (noted.dates.months == months)
                line = {months,
                        *due,
                        noted.dates.asked_on,
                        noted.dates.answered_on,
                        noted.still_in_work,
                        noted.post.value_or(""),
                        noted.help_wished,
                        noted.by_the_person};
        lines.push_back(std::move(line));
    }
    return lines;
}

forms::ServiceCaseView view_of(const Call& call, const storage::Reader& reader,
                               const storage::CaseRecord& record, const CaseTrouble& trouble) {
    const auto& line = record.line;
    const auto diary = line.diary();
    return {.path = "/boite/" + line.alert.text(),
            .number = line.receipt.text(),
            .version = version_of(record),
            .dates = line.dates,
            .today = call.today(),
            .visit_on = diary.visit_on,
            .steps = steps_of(record),
            .follow_ups = follow_ups_of(record),
            .next = next_task(diary),
            .message_expired = line.expired,
            .left_employer =
                storage::ServiceCases{reader, call.mailbox()}.left_the_employer(line.alert, call.today()),
            .officer = officer_of(reader, call.mailbox().oh_service()),
            .typed = call.form,
            .errors = trouble.errors,
            .is_stale = trouble.is_stale,
            .refusal = trouble.refusal};
}

}  // namespace

std::string version_of(const storage::CaseRecord& record) {
    const auto& line = record.line;
    const auto& dates = line.dates;
    CanonicalWriter writer{"prevenance case 1"};
    writer.id(line.alert).number(number_of(line.confirmed_at)).text(line.visit_kind.value_or(""));
    writer.number(number_of(line.visit_on))
        .number(number_of(dates.visited_on))
        .number(number_of(line.closed_at));
    writer.number(number_of(line.measures_sent_at)).number(number_of(dates.entered_on));
    writer.number(number_of(dates.declined_on)).number(number_of(dates.left_on));
    writer.number(record.visits.size()).number(record.documents.size()).number(record.contacts.size());
    for (const auto& follow_up : line.follow_ups) {
        writer.number(static_cast<std::uint64_t>(follow_up.months)).number(number_of(follow_up.asked_on));
        writer.number(number_of(follow_up.answered_on));
    }
    return hexadecimal(integrations::digest_of(writer.bytes())).substr(0, 16);
}

bool goes_on(const storage::CaseRecord& record) {
    return !record.line.expired || record.line.dates.entered_on;
}

Reply case_screen(const Call& call, const storage::Reader& reader, const storage::CaseRecord& record,
                  const CaseTrouble& trouble) {
    const auto view = view_of(call, reader, record, trouble);
    auto reply = page_reply(call, "Où en est ce dossier\u00a0?", "service_case",
                            forms::service_case_data(view), trouble.errors);
    if (trouble.is_stale || !trouble.refusal.empty()) reply.status = 409;
    if (reply.status == 200) reply.headers.emplace_back("ETag", "\"" + view.version + "\"");
    return reply;
}

std::string officer_of(const storage::Reader& reader, OhServiceId service) {
    const auto found = storage::Organisations{reader}.oh_service(service);
    return found ? found->retention_officer + ", " + found->phone : std::string{};
}

}  // namespace prevenance::api
