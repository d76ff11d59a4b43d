#include "forms/backtest_words.h"

#include "forms/characters.h"
#include "forms/french.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

constexpr const char* not_shown = "non montré";

// Counted in characters as they are seen, so that accents do not shift the columns.
std::string padded(const std::string& text, std::size_t columns) {
    const auto seen = characters_in(text);
    return seen < columns ? text + std::string(columns - seen, ' ') : text;
}

std::string month_name(Date month) {
    return iso_date(month).substr(0, 7);
}

std::string about_talks(const BacktestFigures& figures) {
    if (!figures.suggestions || !figures.suggested_people)
        return "Le nombre d’échanges suggérés n’est pas montré\u00a0: il concerne trop peu de personnes, ou "
               "presque tout le monde.";
    if (*figures.suggestions == 0) return "Aucun échange n’aurait été suggéré.";
    std::string words = "Environ " + grouped(*figures.suggestions) + " échanges suggérés, soit " +
                        rate_words(figures.tenths_per_hundred) +
                        " pour 100 salariés et par an, pour environ " + grouped(*figures.suggested_people) +
                        " personnes";
    if (figures.people && *figures.people > 0)
        words += " (" + std::to_string(*figures.suggested_people * 100 / *figures.people) +
                 "\u00a0% des personnes suivies)";
    return words + ".";
}

std::string about_lead(const BacktestFigures& figures) {
    if (!figures.long_absences)
        return "Les absences de 30 jours ou plus concernent trop peu de personnes pour dire si un échange "
               "avait été suggéré avant.";
    if (*figures.long_absences == 0)
        return "Aucune absence de 30 jours ou plus n’a commencé dans la période.";
    std::string words =
        "Environ " + grouped(*figures.long_absences) + " personnes ont eu une absence de 30 jours ou plus";
    if (!figures.announced || !figures.unannounced)
        return words + "\u00a0; combien avaient eu une suggestion avant n’est pas montré.";
    words += "\u00a0: environ " + grouped(*figures.announced) + " avec une suggestion avant, environ " +
             grouped(*figures.unannounced) + " sans.";
    if (figures.lead_days) {
        const auto& [first, median, third] = *figures.lead_days;
        words += " La première suggestion est venue environ " + std::to_string(median) +
                 " jours avant (médiane\u00a0; la moitié des personnes entre " + std::to_string(first) +
                 " et " + std::to_string(third) + " jours).";
    }
    return words;
}

std::string about_follow_up(const BacktestFigures& figures) {
    if (!figures.judged || !figures.unfollowed)
        return "Combien de suggestions sont restées sans aucune suite dans les 180 jours n’est pas montré.";
    if (*figures.judged == 0) return "Aucune suggestion n’est assez ancienne pour voir ce qui l’a suivie.";
    return "Sur environ " + grouped(*figures.judged) +
           " suggestions vieilles d’au moins 180 jours, environ " + grouped(*figures.unfollowed) +
           " n’ont été suivies de rien\u00a0: ni autre fait qui compte, ni absence de 30 jours ou plus.";
}

bool belongs(const BacktestRuleFigures& rule, RuleFamily family, RuleLevel level, bool note) {
    return rule.family == family && rule.level == level && rule.note == note;
}

struct Block {
    const char* title;
    RuleFamily family;
    RuleLevel level;
    bool note;
};

// Teams first: act on the work before the person. The legal calendar stays apart.
constexpr std::array<Block, 4> blocks{
    {{"Équipes", RuleFamily::signal, RuleLevel::team, false},
     {"Échanges à proposer", RuleFamily::signal, RuleLevel::individual, false},
     {"À savoir aussi (ne propose rien)", RuleFamily::signal, RuleLevel::individual, true},
     {"Échéances légales", RuleFamily::legal, RuleLevel::individual, false}}};

std::string rate_column(const BacktestRuleFigures& rule) {
    return rule.level == RuleLevel::team ? "" : rate_words(rule.tenths_per_hundred);
}

std::string row(const BacktestRuleFigures& rule) {
    return "  " + padded(rule.rule, 6) + padded(count_words(rule.suggestions), 16) +
           padded(rate_column(rule), 18) + padded(count_words(rule.subjects), 16) + rule.title + "\n";
}

std::string table(const BacktestFigures& figures, const Block& block) {
    std::string rows;
    for (const auto& rule : figures.rules)
        if (belongs(rule, block.family, block.level, block.note)) rows += row(rule);
    if (rows.empty()) return {};
    const bool team = block.level == RuleLevel::team;
    return std::string{"\n"} + block.title + "\n  " + padded("règle", 6) + padded("suggestions", 16) +
           padded(team ? "" : "pour 100 par an", 18) + padded(team ? "équipes" : "personnes", 16) + "\n" +
           rows;
}

const BacktestRuleFigures* same_rule(const BacktestFigures& figures, const std::string& id) {
    const auto at = std::ranges::find(figures.rules, id, &BacktestRuleFigures::rule);
    return at == figures.rules.end() ? nullptr : &*at;
}

std::string two(const std::string& before, const std::string& after) {
    return before == after ? before : before + " → " + after;
}

std::string compared_row(const BacktestRuleFigures& before, const BacktestRuleFigures* after) {
    if (after == nullptr) return "  " + padded(before.rule, 6) + "absente des règles comparées\n";
    return "  " + padded(before.rule, 6) +
           padded(two(count_words(before.suggestions), count_words(after->suggestions)), 28) +
           padded(two(rate_column(before), rate_column(*after)), 28) +
           two(count_words(before.subjects), count_words(after->subjects)) + "\n";
}

std::string compared_table(const BacktestComparison& comparison, const Block& block) {
    std::string rows;
    for (const auto& rule : comparison.first.rules)
        if (belongs(rule, block.family, block.level, block.note))
            rows += compared_row(rule, same_rule(comparison.second, rule.rule));
    for (const auto& rule : comparison.second.rules)
        if (belongs(rule, block.family, block.level, block.note) &&
            same_rule(comparison.first, rule.rule) == nullptr)
            rows += "  (nouvelle)" + row(rule);
    if (rows.empty()) return {};
    return std::string{"\n"} + block.title + "\n  " + padded("règle", 6) + padded("suggestions", 28) +
           padded("pour 100 par an", 28) + "personnes ou équipes\n" + rows;
}

std::string month_table(const BacktestFigures& figures) {
    std::string text = "\nÉchanges suggérés, mois par mois\n";
    for (const auto& month : figures.months)
        text += "  " + month_name(month.first) + "  " + count_words(month.suggestions) + "\n";
    return text;
}

std::string days_words(const BacktestHistory& history) {
    if (!history.first_fact) return "L’historique ne contient aucun fait.";
    return "L’historique va du " + short_date(*history.first_fact) + " au " + short_date(*history.last_fact) +
           ", du premier au dernier fait.";
}

std::string kind_words(const BacktestHistory::LeftOut& kind) {
    const auto rows = grouped(static_cast<std::int64_t>(kind.rows)) + " ";
    if (kind.kind == "protected_or_unknown") return rows + "protégées ou de motif inconnu";
    if (kind.kind == "duplicate") return rows + "en double";
    if (kind.kind == "unreadable") return rows + "illisibles ou impossibles";
    return rows + "de total, ou non validées";
}

std::string rows_words(const BacktestHistory& history) {
    std::size_t left_out = 0;
    std::string kinds;
    for (const auto& kind : history.left_out) {
        left_out += kind.rows;
        kinds += (kinds.empty() ? "" : "\u00a0; ") + kind_words(kind);
    }
    std::string words = grouped(static_cast<std::int64_t>(history.rows)) + " lignes lues, " +
                        grouped(static_cast<std::int64_t>(history.rows - left_out)) + " utilisées.";
    if (left_out != 0)
        words += " Écartées\u00a0: " + kinds + ". Pour voir lesquelles\u00a0: prevenance import absences.";
    if (history.merged != 0)
        words += " " + grouped(static_cast<std::int64_t>(history.merged)) +
                 " prolongent une absence et comptent avec elle.";
    return words;
}

std::string thresholds_words(BacktestHistory::Thresholds thresholds) {
    switch (thresholds) {
        case BacktestHistory::Thresholds::of_employer:
            return "Seuils\u00a0: ceux que cet employeur a réglés, ou ceux du produit s’il n’a rien changé.";
        case BacktestHistory::Thresholds::of_folder:
            return "Seuils\u00a0: ceux du dossier de règles donné.";
        case BacktestHistory::Thresholds::shipped:
            break;
    }
    return "Seuils\u00a0: ceux du produit.";
}

// Nothing can be suggested before the first fact is known, and nobody sees it from the figures alone.
std::string outside_words(const BacktestFigures& figures) {
    const auto& history = *figures.history;
    if (!history.first_fact || figures.to < *history.first_fact || figures.from > *history.last_fact)
        return "La période demandée ne contient aucun fait\u00a0: les zéros qui suivent ne prouvent rien.";
    std::string words;
    if (figures.from < *history.first_fact)
        words += "Avant le " + short_date(*history.first_fact) +
                 ", aucun fait n’est connu\u00a0: rien ne pouvait être suggéré.";
    if (figures.to > *history.last_fact)
        words += (words.empty() ? "" : " ") + std::string{"Après le "} + short_date(*history.last_fact) +
                 ", aucun fait n’est connu.";
    return words;
}

std::string history_lines(const BacktestFigures& figures) {
    if (!figures.history) return {};
    std::string text;
    for (const auto& sentence : history_sentences(figures)) text += sentence + "\n";
    return text + "\n";
}

std::string sentence_lines(const BacktestFigures& figures) {
    std::string text;
    for (const auto& sentence : sentences_of(figures)) text += sentence + "\n";
    if (const auto silent = silent_rules_of(figures); !silent.empty()) text += silent + "\n";
    return text;
}

std::string grid_row(const std::string& name, const std::array<std::string, 4>& cells) {
    std::string text = padded(name, 32);
    for (const auto& cell : cells) text += padded(cell, 18);
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
}

std::array<std::string, 4> cells_of(const BacktestFigures& figures) {
    return {count_words(figures.suggestions), rate_words(figures.tenths_per_hundred),
            count_words(figures.suggested_people), count_words(figures.unfollowed)};
}

}  // namespace

std::string count_words(const ShownCount& count) {
    if (!count) return not_shown;
    return *count == 0 ? "0" : "environ " + grouped(*count);
}

std::string rate_words(const std::optional<int>& tenths) {
    if (!tenths) return not_shown;
    return grouped(*tenths / 10) + "," + std::to_string(*tenths % 10);
}

std::string title_of(const BacktestFigures& figures) {
    return "Ce que les règles auraient suggéré du " + short_date(figures.from) + " au " +
           short_date(figures.to);
}

std::vector<std::string> sentences_of(const BacktestFigures& figures) {
    std::string watched = figures.people
                              ? "Environ " + grouped(*figures.people) + " personnes suivies."
                              : "Moins de 11 personnes suivies\u00a0: presque rien ne peut être montré.";
    return {std::move(watched), about_talks(figures), about_lead(figures), about_follow_up(figures)};
}

std::vector<std::string> history_sentences(const BacktestFigures& figures) {
    if (!figures.history) return {};
    std::vector<std::string> sentences{days_words(*figures.history)};
    if (auto words = outside_words(figures); !words.empty()) sentences.push_back(std::move(words));
    if (figures.history->rows != 0) {
        sentences.push_back(rows_words(*figures.history));
        sentences.emplace_back(
            "Le fichier ne dit ni entrée ni sortie\u00a0: chaque personne compte comme présente depuis la "
            "veille de la première absence.");
    }
    sentences.push_back(thresholds_words(figures.history->thresholds));
    return sentences;
}

std::string silent_rules_of(const BacktestFigures& figures) {
    std::string silent;
    for (const auto& rule : figures.rules)
        if (!rule.ever_held) silent += (silent.empty() ? "" : ", ") + rule.rule;
    return silent.empty() ? silent : "Règles qui ne se sont jamais déclenchées\u00a0: " + silent + ".";
}

std::string change_words(const BacktestChange& change) {
    if (!change.both)
        return "La différence de personne à personne n’est pas montrée\u00a0: elle concerne trop peu de "
               "personnes.";
    return "Personnes avec une suggestion\u00a0: " + count_words(change.both) + " dans les deux cas, " +
           count_words(change.only_first) + " seulement avant, " + count_words(change.only_second) +
           " seulement après, " + count_words(change.neither) + " dans aucun.";
}

std::string how_to_read_backtest() {
    return "Les nombres de personnes et de suggestions sont arrondis à 5. «\u00a0Non montré\u00a0»\u00a0: ce "
           "nombre, ou ce qu’on en déduirait par soustraction, concerne moins de 11 personnes.";
}

std::string backtest_text(const BacktestFigures& figures) {
    std::string text = title_of(figures) + "\n\n" + history_lines(figures) + sentence_lines(figures);
    for (const auto& block : blocks) text += table(figures, block);
    text += month_table(figures);
    return text + "\n" + how_to_read_backtest() + "\n";
}

std::string backtest_text(const BacktestComparison& comparison) {
    std::string text = title_of(comparison.first) + "\n\n" + history_lines(comparison.first) +
                       "Avec les premières règles\n" +
                       sentence_lines(comparison.first) + "\nAvec les secondes\n" +
                       sentence_lines(comparison.second) + "\nDifférence\n" +
                       change_words(comparison.change) + "\n";
    for (const auto& rule : comparison.by_rule)
        if (rule.change.only_first.value_or(1) + rule.change.only_second.value_or(1) != 0)
            text += rule.rule + " – " + change_words(rule.change) + "\n";
    for (const auto& block : blocks) text += compared_table(comparison, block);
    return text + "\n" + how_to_read_backtest() + "\n";
}

std::string backtest_grid_text(const std::vector<BacktestVariant>& variants) {
    if (variants.empty()) return {};
    std::string text = title_of(variants.front().comparison.first) + ", seuil par seuil\n\n" +
                       history_lines(variants.front().comparison.first) +
                       grid_row("essai", {"suggestions", "pour 100 par an", "personnes", "sans suite"}) +
                       grid_row("règles actuelles", cells_of(variants.front().comparison.first));
    for (const auto& [name, comparison] : variants) text += grid_row(name, cells_of(comparison.second));
    return text + "\n" + how_to_read_backtest() + "\n";
}

}  // namespace prevenance::forms
