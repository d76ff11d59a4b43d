#include "rules/protected_cause.h"

#include "domain/folded_text.h"
#include "rules/file_errors.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

constexpr std::array<std::string_view, 42> causes{"AT",
                                                  "TRAJET",
                                                  "MP",
                                                  "REPRISE",
                                                  "MATERNITE",
                                                  "PATERNITE",
                                                  "ADOPTION",
                                                  "NAISSANCE_SUP",
                                                  "GROSSESSE_EXAM",
                                                  "AMP",
                                                  "IVG_FC",
                                                  "PARENTAL",
                                                  "PRESENCE_PARENTALE",
                                                  "ENFANT_MALADE",
                                                  "PROCHE_AIDANT",
                                                  "SOLIDARITE_FAM",
                                                  "EVENEMENT_FAM",
                                                  "DEUIL",
                                                  "ANNONCE_HANDICAP_ENFANT",
                                                  "HANDICAP_SOIN",
                                                  "ALD_SOIN",
                                                  "TPT",
                                                  "GREVE",
                                                  "MANDAT",
                                                  "RETRAIT",
                                                  "VISITE_MED",
                                                  "FORMATION",
                                                  "CPF",
                                                  "VAE",
                                                  "PTP",
                                                  "CP_RTT_REPOS",
                                                  "JURE",
                                                  "RESERVE",
                                                  "POMPIER",
                                                  "ELU",
                                                  "NON_COMPTEE",
                                                  "HANDICAP",
                                                  "ALD",
                                                  "GROSSESSE",
                                                  "SYNDICAT",
                                                  "CONGE",
                                                  "INVALIDITE"};
constexpr std::array<std::string_view, 3> stored_causes{"AT", "MP", "REPRISE"};

}  // namespace

std::optional<ProtectedCause> protected_cause(std::string_view word) {
    const auto typed = folded(word);
    const auto at =
        std::ranges::find_if(causes, [&](std::string_view cause) { return folded(cause) == typed; });
    if (at == causes.end()) return std::nullopt;
    return ProtectedCause{*at, std::ranges::find(stored_causes, *at) != stored_causes.end()};
}

std::string words_against(const ProtectedCause& cause, std::string_view word) {
    if (cause.stored)
        return quoted(word) +
               " est une cause protégée\u00a0: elle ne sert qu’au calendrier légal et ne compte jamais comme "
               "signal. Retirez-la";
    return quoted(word) +
           " est une cause protégée\u00a0: elle n’est jamais enregistrée, et aucune règle ne la nomme. "
           "Retirez-la";
}

}  // namespace prevenance::rules
