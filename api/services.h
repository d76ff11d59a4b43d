// Everything an endpoint, a job or a command may use. main.cpp and the commands build it once; it owns nothing.
#pragma once

#include <string>

#include "api/employer_rules.h"
#include "api/procedure_lists.h"
#include "api/settings.h"
#include "domain/choice_list.h"
#include "domain/clock.h"
#include "domain/indicator.h"
#include "domain/signal.h"
#include "forms/health_words.h"
#include "forms/job_families.h"
#include "forms/templates.h"
#include "integrations/passwords.h"
#include "integrations/root_key.h"
#include "integrations/slow_hash.h"
#include "rules/rule_set.h"
#include "storage/audit_log.h"
#include "storage/database.h"

namespace prevenance::api {

class Guidance;
class Press;

struct Services {
    const Settings& settings;
    const Clock& clock;
    Randomness& randomness;
    storage::Database& cases;
    storage::Database& keys;
    storage::Database& statistics;
    const storage::AuditLog& audit;
    const storage::KeyedHash& keyed_hash;  // under a key of this instance; first bytes name the purpose
    const forms::Templates& templates;
    const integrations::RootKey& root;
    integrations::SlowHash& slow_hash;
    integrations::Passwords& passwords;
    const SignalCatalogue& signals;
    const IndicatorCatalogue& indicators;  // what is published about a network
    const rules::RuleSet& rules;    // as the program came with them; for an employer's people: rules_of
    EmployerRules& employer_rules;
    const forms::HealthWords& health_words;
    const forms::JobFamilies& job_families;
    const ChoiceList& departments;  // of France, by code: "43", "2A", "971"
    const ProcedureLists& lists;
    const Guidance& guidance;  // orientation trees and directories
    Press& press;  // pages into PDF
    std::string instance;    // random text that names this installation; part of every ciphertext's place
    std::string stylesheet;  // the address of the stylesheet, with its version
};

}  // namespace prevenance::api
