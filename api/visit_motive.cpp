#include "api/visit_motive.h"

#include "api/person_keys.h"

namespace prevenance::api {
namespace {

using Words = Sensitive<std::string>;

constexpr std::string_view motive_form = "prevenance visit motive 1";

SealedPlace motive_place(const std::string& tenant, VisitRequestId request) {
    return {tenant, "visit_request", request.text(), "sealed_motive"};
}

Words words_of(const VisitMotive& motive) {
    CanonicalWriter writer{motive_form, 4096};
    writer.text(motive.object).text(motive.words.reveal()).number(motive.facts.size());
    for (const auto& fact : motive.facts) writer.text(fact.reveal());
    const auto bytes = writer.take();
    return Words{std::string{bytes.begin(), bytes.end()}};
}

Result<VisitMotive> motive_in(const Words& words) {
    CanonicalReader reader{bytes_of(words.reveal()), motive_form};
    VisitMotive motive;
    motive.object = reader.text();
    motive.words = Words{reader.text()};
    const auto facts = reader.number();
    for (std::uint64_t fact = 0; fact < facts && !reader.failed(); ++fact)
        motive.facts.emplace_back(reader.text());
    if (!reader.complete()) return fail(ErrorCode::internal);
    return motive;
}

}  // namespace

Result<Bytes> seal_motive(Services& services, EmployerScope scope, EmployeeId employee,
                          VisitRequestId request, const VisitMotive& motive) {
    const auto key = find_person_key(services, employee.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = scope.employer().text();
    return seal_words(services, *key, motive_place(tenant, request), words_of(motive));
}

Result<VisitMotive> open_motive(const Services& services, EmployerScope scope, EmployeeId employee,
                                VisitRequestId request, ByteView sealed) {
    const auto key = find_person_key(services, employee.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = scope.employer().text();
    const auto words = open_words(services, *key, motive_place(tenant, request), sealed);
    if (!words) return std::unexpected(words.error());
    return motive_in(*words);
}

}  // namespace prevenance::api
