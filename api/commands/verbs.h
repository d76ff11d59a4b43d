// The verbs, one function each; every one is written in the file of its name.
#pragma once

#include "api/commands/command.h"

namespace prevenance::api {

void add_serve_command(CLI::App& program, CommandContext& context);
void add_demo_command(CLI::App& program, CommandContext& context);
void add_check_command(CLI::App& program, CommandContext& context);
void add_accept_command(CLI::App& program, CommandContext& context);
void add_config_command(CLI::App& program, CommandContext& context);
void add_receipt_command(CLI::App& program, CommandContext& context);
void add_root_key_command(CLI::App& program, CommandContext& context);
void add_user_command(CLI::App& program, CommandContext& context);
void add_organisation_command(CLI::App& program, CommandContext& context);
void add_gdpr_command(CLI::App& program, CommandContext& context);
void add_directory_command(CLI::App& program, CommandContext& context);
void add_orientation_command(CLI::App& program, CommandContext& context);
void add_import_command(CLI::App& program, CommandContext& context);
void add_rules_command(CLI::App& program, CommandContext& context);
void add_procedure_command(CLI::App& program, CommandContext& context);
void add_screen_command(CLI::App& program, CommandContext& context);
void add_totp_command(CLI::App& program, CommandContext& context);
void add_audit_command(CLI::App& program, CommandContext& context);
void add_retention_command(CLI::App& program, CommandContext& context);
void add_jobs_command(CLI::App& program, CommandContext& context);
void add_version_command(CLI::App& program, CommandContext& context);

}  // namespace prevenance::api
