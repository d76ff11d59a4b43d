#include "rules/law_watch.h"

#include "rules/explanation.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

const LawVersion* in_force(const LawArticle& article, Date today) {
    const auto at = std::ranges::find_if(article.versions, [&](const LawVersion& version) {
        return version.from <= today && (!version.until || *version.until > today);
    });
    return at == article.versions.end() ? nullptr : &*at;
}

std::optional<Date> last_day_known(const LawArticle& article, Date today) {
    std::optional<Date> ended;
    for (const auto& version : article.versions)
        if (version.until && *version.until <= today) ended = std::max(ended, version.until);
    return ended;
}

bool ever_began(const LawArticle& article, Date day) {
    return std::ranges::any_of(article.versions,
                               [&](const LawVersion& version) { return version.from == day; });
}

LawState state_of(const LawArticle& article, const LawVersion& current, Date cited) {
    if (cited == current.from) return current.until ? LawState::change_ahead : LawState::unchanged;
    if (cited > current.from) return LawState::wrong_date;
    return article.all_versions && !ever_began(article, cited) ? LawState::wrong_date : LawState::changed;
}

bool other_id(const LawVersion& version, const std::string& cited) {
    return !version.id.empty() && !cited.empty() && version.id != cited;
}

LawNote note_on(const Rule& rule, const CitedArticle& cited, std::span<const LawArticle> articles,
                Date today) {
    LawNote note{LawState::disappeared, rule.identity.id, cited.number,
                 *cited.version,        std::nullopt,     std::nullopt};
    const auto article = std::ranges::find(articles, note.article, &LawArticle::number);
    if (article == articles.end()) return note;
    const auto* current = in_force(*article, today);
    if (current == nullptr) {
        note.ends_on = last_day_known(*article, today);
        return note;
    }
    note.state = state_of(*article, *current, note.cited);
    note.in_force = current->from;
    if (note.cited == current->from && other_id(*current, cited.id)) note.state = LawState::wrong_id;
    if (note.state == LawState::change_ahead) note.ends_on = current->until;
    if (note.state == LawState::wrong_id) note.id = current->id;
    return note;
}

std::string disappeared_words(const LawNote& note) {
    const auto since = note.ends_on ? " depuis le " + french_date(*note.ends_on) : std::string{};
    return "n’est pas en vigueur d’après ce fichier" + since +
           ". Cherchez l’article qui le remplace sur legifrance.gouv.fr, relisez la règle, puis changez son "
           "article et sa date, ou retirez-la.";
}

std::string state_words(const LawNote& note) {
    switch (note.state) {
        case LawState::unchanged:
            return "est la version en vigueur.";
        case LawState::change_ahead:
            return "est la version en vigueur, jusqu’au " + french_date(*note.ends_on - Days{1}) +
                   ". Lisez dès maintenant la version qui suit.";
        case LawState::changed:
            return "a changé\u00a0: une version est en vigueur depuis le " + french_date(*note.in_force) +
                   ". Lisez-la, corrigez la règle si le sens a changé, puis écrivez version\u00a0: " +
                   iso_date(*note.in_force) + ".";
        case LawState::wrong_date:
            return "n’a pas de version en vigueur depuis ce jour. Celle qui est en vigueur date du " +
                   french_date(*note.in_force) +
                   ". Relisez la règle avec elle, puis écrivez version\u00a0: " + iso_date(*note.in_force) +
                   ".";
        case LawState::wrong_id:
            return "est la bonne version, mais son identifiant chez Légifrance est " + note.id +
                   ". Écrivez id\u00a0: " + note.id + ".";
        case LawState::disappeared:
            break;
    }
    return disappeared_words(note);
}

}  // namespace

bool is_complaint(const LawNote& note) {
    return note.state != LawState::unchanged && note.state != LawState::change_ahead;
}

std::vector<LawNote> watch_law(std::span<const Rule> rules, std::span<const LawArticle> articles,
                               Date today) {
    std::vector<LawNote> notes;
    for (const Rule& rule : rules)
        for (const CitedArticle& cited : rule.source.articles)
            if (cited.version) notes.push_back(note_on(rule, cited, articles, today));
    return notes;
}

std::string french_words(const LawNote& note) {
    return note.rule + ", article " + note.article + " (version du " + french_date(note.cited) +
           ")\u00a0: " + state_words(note);
}

}  // namespace prevenance::rules
