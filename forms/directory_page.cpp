#include "forms/directory_page.h"

#include "forms/french.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr const char* other_sheets = "Les autres fiches";

std::string path_of(const Sheet& sheet) {
    return "/annuaire/" + sheet.id;
}

std::size_t rank_of(const Sheet& sheet) {
    const auto& kinds = sheet_kinds();
    return static_cast<std::size_t>(std::ranges::find(kinds, sheet.facts.kind, &SheetKind::code) -
                                    kinds.begin());
}

std::string heading_of(const Sheet& sheet) {
    const auto rank = rank_of(sheet);
    return rank < sheet_kinds().size() ? std::string{sheet_kinds()[rank].heading} : other_sheets;
}

std::string source_words(const SheetFacts& facts, Date changed_on) {
    if (facts.source.empty()) return "Fiche du " + short_date(changed_on) + ", sans source donnée.";
    return facts.source + (facts.source_date ? ", " + short_date(*facts.source_date) : std::string{}) + ".";
}

std::string checked_words(const SheetFacts& facts) {
    return facts.last_checked ? short_date(*facts.last_checked) : "Jamais";
}

std::string agreement_words(const SheetFacts& facts) {
    return facts.needs_agreement.value_or(false) ? "Demandez l’accord de la personne avant de donner son nom."
                                                 : "";
}

TemplateData line(const std::string& label, const std::string& text) {
    return TemplateData{}.set("line_label", label).set("line_text", text);
}

// What ends up in the list of pairs, in reading order.
TemplateData::List lines_of(const Sheet& sheet) {
    TemplateData::List lines;
    const auto add = [&](const char* label, const std::string& text) {
        if (!text.empty()) lines.push_back(line(label, text));
    };
    add("Quand", sheet.facts.when);
    add("Qui décide", sheet.facts.who_decides);
    add("Qui paie", sheet.facts.who_pays);
    add("Territoire", sheet.facts.territory);
    for (const auto& [label, text] : sheet.lines) add(label.c_str(), text);
    return lines;
}

std::vector<const Sheet*> sorted_by_kind(const Directory& directory) {
    std::vector<const Sheet*> sheets;
    for (const auto& sheet : directory.all()) sheets.push_back(&sheet);
    std::ranges::stable_sort(sheets, {}, [](const Sheet* sheet) { return rank_of(*sheet); });
    return sheets;
}

std::string part_path(const DirectoryView& view, std::size_t part) {
    return part == 1 ? view.path : view.path + "?partie=" + std::to_string(part);
}

TemplateData full_sheet(const Sheet& sheet, Date today) {
    auto data = sheet_summary(sheet, today);
    const auto lines = lines_of(sheet);
    data.set("has_lines", !lines.empty()).set("sheet_lines", lines);
    return data;
}

TemplateData::List groups_of(const std::vector<const Sheet*>& sheets, Date today) {
    TemplateData::List groups;
    for (std::size_t i = 0; i < sheets.size();) {
        const auto heading = heading_of(*sheets[i]);
        TemplateData::List members;
        for (; i < sheets.size() && heading_of(*sheets[i]) == heading; ++i)
            members.push_back(full_sheet(*sheets[i], today));
        groups.push_back(
            TemplateData{}.set("group_heading", heading).set("group_sheets", std::move(members)));
    }
    return groups;
}

}  // namespace

TemplateData sheet_summary(const Sheet& sheet, Date today) {
    const auto& facts = sheet.facts;
    return TemplateData{}
        .set("sheet_name", sheet.name)
        .set("sheet_path", path_of(sheet))
        .set_optional("sheet_description", sheet.description)
        .set("to_check", is_to_be_checked(facts.last_checked, today))
        .set("long_delay", facts.long_delay)
        .set_optional("agreement", agreement_words(facts))
        .set("sheet_source", source_words(facts, sheet.changed_on))
        .set("sheet_checked", checked_words(facts))
        .set("sheet_owner", facts.owner.empty() ? "personne encore" : facts.owner);
}

TemplateData sheet_data(const SheetView& view) {
    auto data = full_sheet(view.sheet, view.today);
    data.set_optional("web_site", view.sheet.web_site);
    const auto* structure = view.directory.find(view.sheet.structure_id);
    if (structure == nullptr)
        data.set("structure", false);
    else
        data.set(
            "structure",
            TemplateData{}.set("structure_path", path_of(*structure)).set("structure_name", structure->name));
    TemplateData::List services;
    for (const auto* service : view.directory.services_of(view.sheet.id))
        services.push_back(
            TemplateData{}.set("service_path", path_of(*service)).set("service_name", service->name));
    data.set("has_services", !services.empty()).set("services", std::move(services));
    return data;
}

std::size_t part_count(const Directory& directory, std::size_t per_part) {
    return std::max<std::size_t>(1, (directory.all().size() + per_part - 1) / per_part);
}

TemplateData directory_data(const DirectoryView& view) {
    const auto sheets = sorted_by_kind(view.directory);
    const auto from = std::min(sheets.size(), (view.part - 1) * view.per_part);
    const auto to = std::min(sheets.size(), from + view.per_part);
    const std::vector<const Sheet*> shown(sheets.begin() + static_cast<std::ptrdiff_t>(from),
                                          sheets.begin() + static_cast<std::ptrdiff_t>(to));
    const auto parts = part_count(view.directory, view.per_part);
    TemplateData data;
    data.set("groups", groups_of(shown, view.today)).set("has_parts", parts > 1);
    data.set("part_words", "Partie " + std::to_string(view.part) + " sur " + std::to_string(parts));
    data.set_optional("previous_part", view.part > 1 ? part_path(view, view.part - 1) : "");
    data.set_optional("next_part", view.part < parts ? part_path(view, view.part + 1) : "");
    data.set("sheet_count", counted(static_cast<int>(sheets.size()), "fiche", "fiches"));
    data.set("printed_on", short_date(view.today));
    return data;
}

}  // namespace prevenance::forms
