// What the operator set: file, environment, flags (api/configuration.cpp reads them).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "domain/disclosure.h"
#include "domain/sensitive.h"

namespace prevenance::api {

struct MailSettings {
    std::string server;  // empty: no mail is sent
    std::uint16_t port = 587;
    std::string user;
    std::filesystem::path password_file;
    std::string sender;
    bool require_encryption = true;
    std::filesystem::path certificate_authorities;  // empty: the system's
};

// How long things are kept. Each begins at what config/prevenance.toml says of it, and is what the law or our
// convention allows at most: an installation may only shorten (api/configuration_keys.cpp holds the bounds).
struct RetentionSettings {
    int signals_months = 6;
    int absences_months = 12;
    int talks_without_follow_up_months = 2;
    int case_months = 24;
    int after_departure_days = 31;
    int departed_people_months = 12;
    int legal_months = 60;
    int rights_requests_months = 60;
    int receipts_months = 60;
    int alerts_months = 24;
    int withdrawn_alerts_days = 30;
    int closed_accounts_months = 12;
    int audit_readings_months = 12;
    int audit_proofs_months = 60;
    int sent_messages_days = 30;
    int repeated_requests_days = 7;
};

struct Settings {
    std::string public_address = "http://127.0.0.1:8080";  // as people type it; no slash at the end
    std::string listen_address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path data;        // where the three databases live
    std::filesystem::path resources;   // the folder that holds config/ and forms/
    std::filesystem::path root_key;    // 32 bytes, outside `data`
    int passphrase_descriptor = -1;    // an open file that gives the passphrase of a locked root key; -1: ask
    std::optional<Sensitive<std::string>> passphrase;  // known already: then nobody is asked
    bool accept_older_keys = false;    // of one start, by the verbs of `prevenance accept`
    bool accept_clock = false;
    bool root_key_from_systemd = false;  // then the file is a credential, whose access list shows as a group
    std::string help_phone;
    std::string operator_name;  // of the installation, for the documents; may be empty
    std::string hosting;        // who keeps the machine, and in which country; may be empty
    std::string data_contact;   // for questions about one's data; may be empty
    bool behind_proxy = false;         // then X-Forwarded-For of a loopback peer is believed
    bool demo = false;
    bool fast_passwords = false;       // cheap password hashing; refused outside tests and the demo's seeding
    std::string log_level = "info";
    std::filesystem::path breached_passwords;  // integrations/breached_passwords.h; empty: none
    std::filesystem::path pdf_engine = "/usr/bin/weasyprint";  // where this file is missing, no PDF is made
    MailSettings mail;
    std::string audit_witness;         // a mail address outside; empty: checkpoints stay here
    RetentionSettings retention;
    DisclosureThresholds disclosure;   // of published figures: may be raised, never lowered

    bool is_https() const { return public_address.starts_with("https://"); }
};

}  // namespace prevenance::api
