#include "api/request.h"
#include "api/response_headers.h"

#include <string_view>

namespace prevenance::api {
namespace {

std::string_view sentence(int status) {
    switch (status) {
        case 405:
            return "Cette action n’existe pas à cette adresse.";
        case 408:
            return "La demande a mis trop de temps à arriver. Envoyez-la de nouveau.";
        case 411:
            return "La demande doit annoncer sa longueur (en-tête Content-Length).";
        case 413:
            return "L’envoi est trop volumineux. Envoyez un fichier plus petit ou en plusieurs fois.";
        case 414:
            return "L’adresse demandée est trop longue.";
        case 417:
            return "L’en-tête Expect de cette demande n’est pas pris en charge.";
        case 431:
            return "Les en-têtes de la demande sont trop longs. Effacez les cookies de ce site, puis "
                   "réessayez.";
        case 500:
            return "Une erreur est survenue de notre côté. Réessayez dans un instant.";
        case 501:
            return "Cette méthode HTTP n’est pas prise en charge.";
        case 503:
            return "Le service est occupé. Réessayez dans quelques secondes.";
        case 505:
            return "Cette version de HTTP n’est pas prise en charge. Utilisez HTTP/1.1.";
        default:
            return "La demande n’a pas pu être lue. Vérifiez l’adresse, puis réessayez.";
    }
}

}  // namespace

Reply plain_error(int status) {
    Reply reply{status, "text/plain; charset=utf-8", std::string(sentence(status)) + "\n", {}};
    if (status == 405) reply.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    if (status == 503) reply.headers.emplace_back("Retry-After", "2");
    add_ordinary_headers(reply);
    return reply;
}

}  // namespace prevenance::api
