#include "api/jobs/nightly.h"

#include "api/absence_import.h"
#include "api/audit_checkpoints.h"
#include "api/jobs/announce_lists.h"
#include "api/jobs/close_invitations.h"
#include "api/jobs/end_agreements.h"
#include "api/jobs/erase_due.h"
#include "api/jobs/publish_statistics.h"
#include "api/screening.h"
#include "storage/answer_doubts.h"
#include "storage/audit_segments.h"
#include "storage/instance_settings.h"
#include "storage/organisations.h"

#include <spdlog/spdlog.h>

#include <exception>

namespace prevenance::api {
namespace {

constexpr std::string_view last_night = "jobs.last_night";
constexpr std::chrono::hours starts_at{2};

void screen_everybody(Services& services, Instant now) {
    const auto employers = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.employers(); });
    for (const auto& employer : employers)
        services.cases.write([&](storage::Transaction& transaction) {
            screen_employer(transaction, services, EmployerScope::for_job(employer.id), now);
            services.audit.record(transaction, {now, std::nullopt, "job.screen", employer.id.bytes});
        });
}

void destroy_uploads(Services& services, Instant now) { destroy_stale_uploads(services, now); }

void close_unanswered(Services& services, Instant now) { close_invitations(services, now); }

void forget_traces(Services& services, Instant now) {
    services.cases.write(
        [&](storage::Transaction& transaction) { storage::forget_old_traces(transaction, now); });
}

void set_expired_aside(Services& services, Instant now) {
    set_expired_alerts_aside(services, now);
}

void announce_case_lists(Services& services, Instant now) {
    announce_lists(services, now);
}

void publish_statistics(Services& services, Instant now) {
    publish_due_statistics(services, now);
}

void close_audit_month(Services& services, Instant now) {
    services.cases.write(
        [&](storage::Transaction& transaction) { storage::close_segment(transaction, services.audit, now); });
}

// The people of a demonstration are fictitious, and trying a rule needs their two years.
void erase_what_is_due(Services& services, Instant now) {
    if (!services.settings.demo) erase_due(services, now);
}

void make_nightly_checkpoint(Services& services, Instant now) {
    make_checkpoint(services, now);
}

void remember(Services& services, Date night) {
    services.cases.write([&](storage::Transaction& transaction) {
        storage::set_instance_setting(transaction, last_night, bytes_of(iso_date(night)));
    });
}

}  // namespace

const std::vector<Job>& nightly_jobs() {
    static const std::vector<Job> jobs{
        {"destroy_stale_uploads", destroy_uploads, "Détruit les fichiers d’absences que personne n’a importés"},
        {"close_invitations", close_unanswered, "Détruit le message des invitations arrivées à leur date de fin"},
        {"set_expired_alerts_aside", set_expired_aside, "Met de côté les alertes dont l’accord est arrivé à sa fin"},
        {"announce_lists", announce_case_lists,
         "Prévient les médecins d’un service, un lundi sur deux, que leur liste est prête"},
        {"forget_traces", forget_traces, "Oublie les traces de plus de vingt-quatre heures qui servaient à douter d’une réponse"},
        {"screen", screen_everybody, "Applique les règles à tout le monde"},
        {"publish_statistics", publish_statistics, "Publie les chiffres des réseaux dont la période est finie"},
        {"close_audit_month", close_audit_month, "Clôt le mois écoulé du journal des accès"},
        {"erase_due", erase_what_is_due, "Efface ce qui a été gardé assez longtemps"},
        {"checkpoint", make_nightly_checkpoint, "Signe un point de contrôle du journal, pour le témoin"},
    };
    return jobs;
}

NightReport run_nightly(Services& services, Instant now) {
    NightReport report;
    for (const auto& job : nightly_jobs()) {
        try {
            job.run(services, now);
            ++report.done;
        } catch (const std::exception& trouble) {
            spdlog::error("nightly job {} failed: {}", job.name, trouble.what());
            report.failed.push_back(job.name);
        }
    }
    remember(services, in_paris(now).date);
    return report;
}

bool night_is_due(const Services& services, Instant now) {
    const auto paris = in_paris(now);
    if (paris.hour < starts_at) return false;
    const auto last = services.cases.read(
        [](const storage::Reader& reader) { return storage::find_instance_setting(reader, last_night); });
    return !last || std::string{text_of(*last)} < iso_date(paris.date);
}

}  // namespace prevenance::api
