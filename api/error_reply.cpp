#include "api/error_reply.h"

#include <array>

#include "api/page_reply.h"
#include "forms/problem.h"

namespace prevenance::api {
namespace {

struct ErrorKind {
    ErrorCode code;
    int status;
    std::string_view name;   // stable, for machines
    std::string_view title;  // for people
};

constexpr std::array<ErrorKind, 12> kinds{{
    {ErrorCode::malformed, 400, "malformed", "Nous n’avons pas pu lire cette demande"},
    {ErrorCode::invalid, 422, "invalid", "Il y a des erreurs à corriger"},
    {ErrorCode::unauthenticated, 401, "unauthenticated", "Par sécurité, reconnectez-vous"},
    {ErrorCode::forbidden, 403, "forbidden", "Cette page n’est pas dans votre espace"},
    {ErrorCode::not_found, 404, "not_found", "Cette page n’existe pas"},
    {ErrorCode::conflict, 409, "conflict", "Cela a changé entre-temps"},
    {ErrorCode::gone, 410, "gone", "Ce n’est plus disponible"},
    {ErrorCode::too_large, 413, "too_large", "C’est trop volumineux"},
    {ErrorCode::unsupported_media, 415, "unsupported_media", "Ce type de contenu n’est pas accepté ici"},
    {ErrorCode::too_many_attempts, 429, "too_many_attempts", "Trop d’essais : attendez un peu"},
    {ErrorCode::unavailable, 503, "unavailable", "Le service est occupé : réessayez dans un instant"},
    {ErrorCode::internal, 500, "internal", "L’enregistrement n’a pas marché, et c’est de notre fait"},
}};

const ErrorKind& kind_of(ErrorCode code) {
    for (const auto& kind : kinds)
        if (kind.code == code) return kind;
    return kinds.back();
}

void add_waiting_time(Reply& reply) {
    if (reply.status == 503 || reply.status == 429) reply.headers.emplace_back("Retry-After", "5");
}

}  // namespace

int http_status(ErrorCode code) { return kind_of(code).status; }

std::string_view error_title(ErrorCode code) { return kind_of(code).title; }

Reply problem_reply(const Error& error, std::string_view request_id) {
    const auto& kind = kind_of(error.code);
    Reply reply{kind.status,
                "application/problem+json; charset=utf-8",
                forms::problem_json({kind.status, kind.name, kind.title, error.detail, error.fields, request_id}),
                {}};
    add_waiting_time(reply);
    return reply;
}

Reply error_reply(const Call& call, const Error& error) {
    if (call.face == Face::json) return problem_reply(error, call.request.request_id);
    const auto& kind = kind_of(error.code);
    forms::TemplateData data;
    data.set_optional("detail", error.detail).set("request_id", call.request.request_id);
    auto reply = page_reply(call, std::string{kind.title}, "error", std::move(data), error.fields);
    reply.status = kind.status;
    add_waiting_time(reply);
    return reply;
}

}  // namespace prevenance::api
