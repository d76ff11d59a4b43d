#include "forms/interview_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr Months farthest_next_talk{12};

template <class Value, std::size_t Size>
Value value_of(FieldReader& reader, const std::string& name,
               const std::array<std::pair<Value, std::string_view>, Size>& names, std::string_view missing) {
    std::vector<std::string> known;
    for (const auto& [value, text] : names) known.emplace_back(text);
    return value_in(names, reader.one_of(name, known, missing)).value_or(names.front().first);
}

std::vector<std::string> read_topics(FieldReader& reader, const PostedForm& form, const ChoiceList& topics) {
    const auto ticked = form.values("topics");
    if (ticked.empty()) reader.refuse("topics", "missing", "Cochez au moins un sujet de travail.");
    if (!std::ranges::all_of(ticked, [&](const std::string& code) { return topics.has(code); }))
        reader.refuse("topics", "unknown", "Choisissez les sujets dans la liste.");
    std::vector<std::string> chosen;
    for (const auto& topic : topics.all())
        if (std::ranges::find(ticked, topic.code) != ticked.end()) chosen.push_back(topic.code);
    return chosen;
}

std::optional<Date> read_next_talk(FieldReader& reader, InterviewWish wish, Date today) {
    if (reader.has_error("wish") || wish != InterviewWish::talk_again) return std::nullopt;
    const auto next = reader.required_date("talk_again_on", "Indiquez quand vous en reparlez.");
    if (next && *next <= today)
        reader.refuse("talk_again_on", "date_not_ahead", "Choisissez une date à venir.");
    if (next && *next > add_months(today, farthest_next_talk))
        reader.refuse("talk_again_on", "too_far", "Choisissez une date dans les douze mois.");
    return next;
}

std::optional<SuggestionId> read_suggestion(FieldReader& reader, const PostedForm& form,
                                            const std::vector<SuggestionId>& open_suggestions) {
    const auto text = form.value("suggestion");
    if (text.empty()) return std::nullopt;
    const auto id = SuggestionId::parse(text);
    if (!id || std::ranges::find(open_suggestions, *id) == open_suggestions.end())
        reader.refuse("suggestion", "not_open",
                      "Cette suggestion n’est plus ouverte. Choisissez dans la liste.");
    return id;
}

}  // namespace

Result<NewInterview> read_interview(const PostedForm& form, const ChoiceList& topics,
                                    const std::vector<SuggestionId>& open_suggestions, Date entry,
                                    Date today) {
    FieldReader reader{form};
    NewInterview interview;
    interview.suggestion = read_suggestion(reader, form, open_suggestions);
    const auto held_on = reader.past_date("held_on", "Indiquez la date de l’échange.", today);
    if (held_on && *held_on < entry)
        reader.refuse("held_on", "before_entry",
                      "Cette date est avant l’arrivée de la personne dans la structure.");
    interview.held_on = held_on.value_or(today);
    interview.mode = value_of(reader, "mode", interview_mode_names, "Indiquez comment l’échange a eu lieu.");
    interview.accompanied =
        reader.one_of("accompanied", {"yes", "no"}, "Indiquez si la personne était accompagnée.") == "yes";
    interview.topics = read_topics(reader, form, topics);
    interview.wish = value_of(reader, "wish", interview_wish_names, "Indiquez ce que la personne souhaite.");
    interview.talk_again_on = read_next_talk(reader, interview.wish, today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return interview;
}

}  // namespace prevenance::forms
