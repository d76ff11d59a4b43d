#include "api/guidance_of.h"

#include "api/services.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

std::optional<OhServiceId> service_of(const Call& call) {
    if (!call.who) return std::nullopt;
    const auto& scope = call.who->scope;
    if (scope.oh_service || !scope.employer) return scope.oh_service;
    const auto employer = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(*scope.employer);
    });
    return employer ? employer->oh_service : std::nullopt;
}

}  // namespace

const Guidance::Part& guidance_of(const Call& call) {
    return call.services.guidance.of(service_of(call));
}

}  // namespace prevenance::api
