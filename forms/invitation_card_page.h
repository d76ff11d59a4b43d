// Handing over an invitation: the question before, and the card that is printed once. The surprise: these
// views have no field for anything the person answered, and the sentence about an earlier invitation is the
// same whatever became of it.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

// "Invitation remise le 12 mars 2026. Elle reste ouverte jusqu’au 26 mars 2026." until the closing day, then
// "Invitation remise le 12 mars 2026. Invitation close." From dates alone; nothing else may be known here.
std::string invitation_sentence(Date handed_over_on, Date closes_on, Date today);

// "Invitation remise le 12 mars 2026. Carte perdue, remplacée."
std::string replaced_invitation_sentence(Date handed_over_on);

struct HandOverView {
    std::string person;                // as the référent knows her or him
    std::string employee_path;         // the page of the person
    std::vector<std::string> earlier;  // sentences about earlier invitations, the newest first
    std::string obstacle;              // why no invitation can be handed over now; empty: it can
    std::string talk;                  // "12 mars 2026"
    std::string service;
    std::string closes_on;
    bool replaces_lost = false;  // a card is open: this one would take its place
    std::vector<FieldError> errors;
};

TemplateData hand_over_data(const HandOverView& view);

struct InvitationCardView {
    std::string person;  // on the screen only, never on paper: a lost card names nobody
    std::string employee_path;
    std::string talk;
    std::string service;
    std::string service_phone;
    std::string key_words;       // of the mailbox's key, to compare with the page
    std::string address;         // what the QR code holds, in clear
    std::string locator;         // for whoever types
    std::string entry_address;   // where the locator is typed
    std::string letter_address;  // of the letter for people without any device
    std::string code;
    std::string closes_on;
    std::string help_phone;  // may be empty
};

TemplateData invitation_card_data(const InvitationCardView& view);

}  // namespace prevenance::forms
