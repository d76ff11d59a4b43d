#include "api/endpoints/change_rule_settings.h"

#include "api/employer_rules.h"
#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/page_reply.h"
#include "api/rule_words.h"
#include "api/screening.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/rule_settings_form.h"
#include "forms/rule_settings_page.h"
#include "rules/rule_words.h"
#include "rules/threshold_words.h"
#include "storage/rule_thresholds.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::RuleThresholdRecord;
using Values = std::map<std::string, int>;

// The rules as they stand for this employer, and who set what.
struct RulesInForce {
    std::shared_ptr<const rules::RuleSet> rules;
    std::vector<RuleThresholdRecord> set;
};

RulesInForce rules_in_force(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return RulesInForce{rules_of(reader, call.services, call.employer()),
                        storage::RuleThresholds{reader, call.employer()}.in_force()};
    });
}

std::string day_and_name(const Call& call, const RuleThresholdRecord& record) {
    return "le " + forms::short_date(in_paris(record.set_at).date) + " par " +
           account_name(call.services, record.set_by);
}

std::string set_in_words(const Call& call, const RulesInForce& in_force, const std::string& rule,
                         const rules::Threshold& threshold) {
    for (const auto& record : in_force.set)
        if (record.rule == rule && record.threshold == threshold.name && record.value == threshold.value)
            return "choisi " + day_and_name(call, record);
    return {};
}

// Empty for a protection. A per mille is typed as such, and shown as a percentage elsewhere.
std::string bounds_in_words(const rules::Threshold& threshold, int shipped) {
    if (!is_open_to_change(threshold)) return {};
    const auto number = [](int value) { return std::to_string(value); };
    const auto per_mille =
        threshold.unit == rules::Unit::per_mille
            ? number(shipped) + " veut dire " + rules::value_words(shipped, threshold.unit) + ". "
            : std::string{};
    return "De " + number(threshold.min) + " à " + number(threshold.max) + ". " + per_mille +
           "Au départ\u00A0: " + number(shipped) + ".";
}

forms::RuleInWords in_words(const Call& call, const RulesInForce& in_force, const rules::Rule& rule) {
    const auto* shipped = call.services.rules.find(rule.identity.id);
    forms::RuleInWords words{
        rule.identity.id, rule.title, sentence_with_numbers(rule), rules::words_of(rule).source, {}};
    for (const auto& threshold : rule.thresholds)
        words.numbers.push_back({threshold.name, threshold_label(rule, threshold.name), threshold.value,
                                 rules::value_words(threshold.value, threshold.unit),
                                 bounds_in_words(threshold, shipped->find_threshold(threshold.name)->value),
                                 set_in_words(call, in_force, rule.identity.id, threshold)});
    return words;
}

std::vector<forms::OpenThreshold> open_thresholds(const rules::Rule& rule) {
    std::vector<forms::OpenThreshold> open;
    for (const auto& threshold : rule.thresholds)
        if (is_open_to_change(threshold)) open.push_back({threshold.name, threshold.min, threshold.max});
    return open;
}

// The legal calendar has pages of its own.
const rules::Rule* asked_for(const Call& call, const RulesInForce& in_force) {
    const auto* rule = in_force.rules->find(call.path.at("rule"));
    if (rule == nullptr || rule->family != RuleFamily::signal) return nullptr;
    return rule;
}

std::vector<std::string> history_of(const Call& call, const rules::Rule& rule) {
    const auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::RuleThresholds{reader, call.employer()}.history(rule.identity.id);
    });
    std::vector<std::string> sentences;
    for (const auto& record : records) {
        const auto value = record.value ? std::to_string(*record.value) : "retour au nombre de départ";
        sentences.push_back(threshold_label(rule, record.threshold) + "\u00A0: " + value + ", " +
                            day_and_name(call, record));
    }
    return sentences;
}

Reply form_page(const Call& call, const RulesInForce& in_force, const rules::Rule& rule,
                std::vector<FieldError> errors) {
    forms::RuleSettingsFormView view{in_words(call, in_force, rule), {}, history_of(call, rule)};
    if (call.request.method == "POST")
        for (const auto& threshold : rule.thresholds) view.typed.push_back(call.form.value(threshold.name));
    auto data = forms::rule_settings_form_data(view, errors);
    return page_reply(call, rule.title, "rule_settings_form", std::move(data), std::move(errors));
}

// What differs from the numbers in force now; none as the value of one that goes back to where it started.
std::vector<RuleThresholdRecord> changes(storage::Transaction& transaction, const Call& call,
                                         const std::string& id, const Values& values) {
    const auto present = rules_of(transaction, call.services, call.employer());
    std::vector<RuleThresholdRecord> changed;
    for (const auto& [name, value] : values) {
        if (present->find(id)->find_threshold(name)->value == value) continue;
        const bool is_back = call.services.rules.find(id)->find_threshold(name)->value == value;
        changed.push_back(
            {id, name, is_back ? std::nullopt : std::optional{value}, call.scope().account, call.now});
    }
    return changed;
}

}  // namespace

Answer show_rule_settings(const Call& call) {
    const auto in_force = rules_in_force(call);
    forms::RuleSettingsView view;
    for (const auto& rule : in_force.rules->rules()) {
        if (rule.family != RuleFamily::signal) continue;
        auto& group = rule.level == RuleLevel::team ? view.teams : view.persons;
        group.push_back(in_words(call, in_force, rule));
    }
    return page_reply(call, "Les règles et leurs nombres", "rule_settings", forms::rule_settings_data(view));
}

Answer show_rule_settings_form(const Call& call) {
    const auto in_force = rules_in_force(call);
    const auto* rule = asked_for(call, in_force);
    if (rule == nullptr) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return form_page(call, in_force, *rule, {});
}

Answer change_rule_settings(const Call& call) {
    const auto in_force = rules_in_force(call);
    const auto* rule = asked_for(call, in_force);
    if (rule == nullptr) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (open_thresholds(*rule).empty()) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto values = forms::read_rule_settings_form(call.form, open_thresholds(*rule));
    if (!values) return form_page(call, in_force, *rule, values.error().fields);
    return Act{call.employer().employer().bytes,
               [call, id = rule->identity.id, values = *values](storage::Transaction& transaction) {
                   const auto changed = changes(transaction, call, id, values);
                   if (changed.empty()) return see_other("/regles", "regle-inchangee");
                   const storage::RuleThresholds thresholds{transaction, call.employer()};
                   for (const auto& record : changed) thresholds.set(transaction, record);
                   screen_employer(transaction, call.services, call.employer(), call.now);
                   return see_other("/regles", "regle");
               }};
}

}  // namespace prevenance::api
