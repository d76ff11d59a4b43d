#include "forms/territory_page.h"

#include "domain/procedure.h"
#include "forms/field.h"
#include "forms/field_reader.h"
#include "forms/french.h"

#include <array>

namespace prevenance::forms {
namespace {

struct KindInWords {
    TerritoryNoteKind kind;
    std::string_view one;   // in the form
    std::string_view many;  // above the list
};

constexpr std::array<KindInWords, 6> kinds{{
    {TerritoryNoteKind::protocol, "Un protocole ou un accord entre partenaires", "Protocoles et accords"},
    {TerritoryNoteKind::partner, "Un partenaire, et ce qu’il propose", "Partenaires"},
    {TerritoryNoteKind::action, "Une action du territoire", "Actions"},
    {TerritoryNoteKind::meeting, "Une réunion : notes et décisions", "Réunions"},
    {TerritoryNoteKind::event, "Un temps fort : séminaire, webinaire, sensibilisation", "Temps forts"},
    {TerritoryNoteKind::shared_document, "Un modèle ou un document partagé", "Modèles et documents partagés"},
}};

bool is_web_address(const std::string& text) {
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           text.find_first_of(" \t\"<>") == std::string::npos && text.find('.') != std::string::npos;
}

std::string read_words(FieldReader& reader, const std::string& name, std::string words,
                       const HealthWords& health_words) {
    const auto found = health_words.found_in(words);
    if (!found.empty()) reader.refuse(name, "health_words", health_word_message(found));
    return words;
}

std::optional<Date> read_due_day(FieldReader& reader, const std::optional<TerritoryNoteKind>& kind,
                                 const std::optional<Date>& on) {
    const auto due_on = reader.optional_date("due_on");
    if (!due_on || !kind) return due_on;
    if (*kind != TerritoryNoteKind::action)
        reader.refuse("due_on", "no_action",
                      "Seule une action a une échéance. Videz ce champ, ou choisissez « action ».");
    else if (on && *due_on < *on)
        reader.refuse("due_on", "before_start",
                      "L’échéance vient avant le jour de l’action. Indiquez un jour qui suit.");
    return due_on;
}

std::string day_words(const ListedTerritoryNote& listed) {
    auto words = short_date(listed.note.on);
    if (!listed.note.carried_by.empty()) words += ", " + listed.note.carried_by;
    if (listed.done_on) return words + ". Fait le " + short_date(*listed.done_on) + ".";
    if (listed.note.due_on) return words + ". À faire pour le " + short_date(*listed.note.due_on) + ".";
    return words + ".";
}

TemplateData line(const ListedTerritoryNote& listed) {
    TemplateData data;
    data.set("note_id", listed.id).set("note_title", listed.note.title).set("note_day", day_words(listed));
    data.set_optional("note_words", listed.note.words).set_optional("note_address", listed.note.web_address);
    data.set("can_finish", listed.note.kind == TerritoryNoteKind::action && !listed.done_on);
    return data;
}

TemplateData::List lists_of(const TerritoryView& view) {
    TemplateData::List lists;
    for (const auto& kind : kinds) {
        TemplateData::List lines;
        for (const auto& listed : view.notes)
            if (listed.note.kind == kind.kind) lines.push_back(line(listed));
        if (lines.empty()) continue;
        lists.push_back(
            TemplateData{}.set("kind_words", std::string{kind.many}).set("notes", std::move(lines)));
    }
    return lists;
}

TemplateData kind_field(const PostedForm& typed, const std::vector<FieldError>& errors) {
    ChoiceField field{"kind", "Que notez-vous\u00a0?", "", false, {}};
    for (const auto& kind : kinds) {
        const std::string code{name_in(territory_note_names, kind.kind)};
        field.choices.push_back({code, std::string{kind.one}, "", code == typed.value("kind")});
    }
    return choice_field(field, errors);
}

}  // namespace

Result<DraftTerritoryNote> read_territory_note(const PostedForm& form, const HealthWords& health_words) {
    FieldReader reader{form};
    const auto kind = value_in(territory_note_names, form.value("kind"));
    if (!kind) reader.refuse("kind", "missing", "Choisissez ce que vous notez.");
    const auto on = reader.required_date("on", "Indiquez le jour.");
    DraftTerritoryNote note;
    note.title =
        read_words(reader, "title",
                   reader.required_text("title", longest_territory_title, "Donnez un titre."), health_words);
    note.words =
        read_words(reader, "words", reader.optional_text("words", longest_territory_words), health_words);
    note.web_address = reader.optional_text("web_address", 300);
    if (!note.web_address.empty() && !is_web_address(note.web_address))
        reader.refuse("web_address", "no_address", "Écrivez une adresse comme https://exemple.fr/document.");
    note.carried_by = reader.optional_text("carried_by", longest_territory_title);
    note.due_on = read_due_day(reader, kind, on);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    note.kind = *kind;
    note.on = *on;
    return note;
}

TemplateData territory_data(const TerritoryView& view, const std::vector<FieldError>& errors) {
    const auto& typed = view.typed;
    TemplateData data;
    data.set("lists", lists_of(view)).set("nothing_yet", view.notes.empty());
    data.set("kind_field", kind_field(typed, errors));
    data.set("on_field", day_field("on", "Le jour", "Signature, réunion, début de l’action…",
                                   typed.has("on") ? typed.value("on") : iso_date(view.today), errors));
    data.set("title_field", text_field("title", "Titre", "", typed.value("title"),
                                       static_cast<int>(longest_territory_title), errors));
    data.set("words_field",
             text_area_field({"words", "En quelques lignes, si utile",
                              "Ce qui a été décidé ou proposé. Jamais le nom ni la situation d’une personne.",
                              typed.value("words"), static_cast<int>(longest_territory_words)},
                             errors));
    data.set("web_address_field", text_field("web_address", "Adresse du document, si elle existe",
                                             "Par exemple https://exemple.fr/protocole.",
                                             typed.value("web_address"), 300, errors));
    data.set(
        "carried_by_field",
        text_field("carried_by", "Porté par, si utile", "Un organisme ou une fonction, pas une personne.",
                   typed.value("carried_by"), static_cast<int>(longest_territory_title), errors));
    data.set("due_on_field",
             day_field("due_on", "Pour quand", "Seulement pour une action.", typed.value("due_on"), errors));
    return data;
}

}  // namespace prevenance::forms
