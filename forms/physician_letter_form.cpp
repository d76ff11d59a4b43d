#include "forms/physician_letter_form.h"

#include "forms/field_reader.h"
#include "forms/french.h"

#include <algorithm>
#include <regex>

namespace prevenance::forms {
namespace {

constexpr Days longest_wait{366};

MinuteOfDay read_time(FieldReader& reader, const PostedForm& form, const std::string& name,
                      const std::string& missing) {
    const auto typed = form.value(name);
    const auto time = parse_time_of_day(typed);
    if (typed.empty())
        reader.refuse(name, "missing", missing);
    else if (!time)
        reader.refuse(name, "no_such_time", "Écrivez l’heure ainsi\u00A0: 9 h 30.");
    return time.value_or(0);
}

void refuse_before_receipt(FieldReader& reader, const std::string& name, const std::optional<Date>& date,
                           Date received_on) {
    if (date && *date < received_on)
        reader.refuse(name, "before_receipt",
                      "Le message de la personne est arrivé le " + short_date(received_on) +
                          ". Indiquez ce jour ou un jour qui suit.");
}

std::string checked_words(FieldReader& reader, const std::string& name, std::string words,
                          const HealthWords& health_words) {
    const auto found = health_words.found_in(words);
    if (!found.empty()) reader.refuse(name, "health_word", health_word_message(found));
    return words;
}

Appointment read_appointment(FieldReader& reader, const PostedForm& form, const LetterBounds& bounds) {
    const auto on = reader.required_date("on", "Indiquez le jour du rendez-vous.");
    if (on && *on < bounds.today)
        reader.refuse("on", "passed", "Ce jour est passé. Choisissez un jour à venir.");
    if (on && *on > bounds.today + longest_wait)
        reader.refuse("on", "too_far", "Ce jour est dans plus d’un an. Vérifiez l’année.");
    const auto at = read_time(reader, form, "at", "Indiquez l’heure du rendez-vous.");
    auto place =
        checked_words(reader, "place",
                      reader.required_text("place", longest_place, "Indiquez où la personne est attendue."),
                      bounds.health_words);
    return {on.value_or(bounds.today), at, std::move(place)};
}

Date read_agreement(FieldReader& reader, const LetterBounds& bounds, const std::string& without) {
    const auto on =
        reader.past_date("agreed_on", "Indiquez le jour où la personne a donné cet accord.", bounds.today);
    refuse_before_receipt(reader, "agreed_on", on, bounds.received_on);
    if (!reader.ticked("agreed")) reader.refuse("agreed", "missing", without);
    return on.value_or(bounds.today);
}

std::vector<std::string> read_contents(FieldReader& reader, const PostedForm& form, const ChoiceList& known) {
    const auto ticked = form.values("contents");
    std::vector<std::string> contents;
    for (const auto& choice : known.all())
        if (std::ranges::find(ticked, choice.code) != ticked.end()) contents.push_back(choice.code);
    if (std::ranges::any_of(ticked, [&](const auto& code) { return !known.has(code); }))
        reader.refuse("contents", "unknown", "Choisissez dans la liste ce que la fiche contient.");
    else if (contents.empty())
        reader.refuse("contents", "missing",
                      "Cochez au moins une chose que la personne accepte de transmettre.");
    return contents;
}

}  // namespace

std::optional<MinuteOfDay> parse_time_of_day(std::string_view text) {
    static const std::regex written{"([01]?[0-9]|2[0-3])(?: ?: ?| ?h ?)([0-5][0-9])?"};
    const std::string typed{text};
    std::smatch parts;
    if (!std::regex_match(typed, parts, written)) return std::nullopt;
    if (!parts[2].matched && typed.find(':') != std::string::npos) return std::nullopt;
    return std::stoi(parts[1]) * 60 + (parts[2].matched ? std::stoi(parts[2]) : 0);
}

std::string time_of_day_words(MinuteOfDay minute) {
    const auto minutes = std::to_string(minute % 60);
    return std::to_string(minute / 60) + "\u00A0h\u00A0" + (minutes.size() == 1 ? "0" : "") + minutes;
}

Result<Attendance> read_attendance(const PostedForm& form, const LetterBounds& bounds) {
    FieldReader reader{form};
    const auto on = reader.past_date("on", "Indiquez le jour où la personne a été reçue.", bounds.today);
    refuse_before_receipt(reader, "on", on, bounds.received_on);
    const auto from = read_time(reader, form, "from", "Indiquez l’heure d’arrivée.");
    const auto until = read_time(reader, form, "until", "Indiquez l’heure de départ.");
    if (!reader.has_error("from") && !reader.has_error("until") && until <= from)
        reader.refuse("until", "before_beginning",
                      "L’heure de départ suit l’heure d’arrivée. Vérifiez les deux.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return Attendance{*on, from, until};
}

Result<Appointment> read_invited_appointment(const PostedForm& form, const LetterBounds& bounds) {
    FieldReader reader{form};
    auto appointment = read_appointment(reader, form, bounds);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return appointment;
}

Result<AgreedAppointment> read_agreed_appointment(const PostedForm& form, const LetterBounds& bounds) {
    FieldReader reader{form};
    auto appointment = read_appointment(reader, form, bounds);
    const auto agreed_on = read_agreement(reader, bounds,
                                          "Cette lettre apprend à l’employeur que la personne voit le "
                                          "service. Sans son accord, elle ne se fait pas.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return AgreedAppointment{std::move(appointment), agreed_on};
}

Result<AgreedSheet> read_agreed_sheet(const PostedForm& form, const ChoiceList& recipients,
                                      const ChoiceList& contents, const LetterBounds& bounds) {
    FieldReader reader{form};
    AgreedSheet sheet;
    sheet.recipient =
        reader.one_of("recipient", recipients.codes(), "Choisissez à qui la fiche est destinée.");
    sheet.recipient_name =
        checked_words(reader, "recipient_name",
                      reader.required_text("recipient_name", longest_recipient,
                                           "Nommez ce destinataire\u00A0: l’accord vaut pour lui seul."),
                      bounds.health_words);
    sheet.contents = read_contents(reader, form, contents);
    sheet.request = checked_words(reader, "request", reader.optional_text("request", longest_request),
                                  bounds.health_words);
    const bool is_asked = std::ranges::find(sheet.contents, "request") != sheet.contents.end();
    if (is_asked == sheet.request.empty())
        reader.refuse("request", "not_ticked",
                      "Écrivez ce que la personne attend et cochez-le, ou ne faites ni l’un ni l’autre.");
    sheet.agreed_on = read_agreement(
        reader, bounds,
        "Une fiche demande l’accord de la personne pour ce destinataire. Sans lui, elle ne se fait pas.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return sheet;
}

}  // namespace prevenance::forms
