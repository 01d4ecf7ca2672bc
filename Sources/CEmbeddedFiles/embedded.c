#include "CEmbeddedFiles.h"

// clang warns that #embed is an extension as long as C23 is not its default.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t actions[] = {
#embed "../../Data/actions.tsv"
};
static const uint8_t escalation_paths[] = {
#embed "../../Data/escalation-paths.tsv"
};
static const uint8_t events[] = {
#embed "../../Data/events.tsv"
};
static const uint8_t operations[] = {
#embed "../../Data/operations.tsv"
};
static const uint8_t report_word_styles[] = {
#embed "../../Data/report-styles.xml"
};
static const uint8_t report_style[] = {
#embed "../../Data/report.css"
};
static const uint8_t resources[] = {
#embed "../../Data/resources.tsv"
};
static const uint8_t terminals[] = {
#embed "../../Data/terminals.tsv"
};
static const uint8_t theme_colour_blind[] = {
#embed "../../Themes/colour-blind.theme"
};
static const uint8_t theme_dark[] = {
#embed "../../Themes/dark.theme"
};
static const uint8_t theme_high_contrast[] = {
#embed "../../Themes/high-contrast.theme"
};
static const uint8_t theme_light[] = {
#embed "../../Themes/light.theme"
};
static const uint8_t theme_mono[] = {
#embed "../../Themes/mono.theme"
};

#define FILE_ENTRY(path, symbol) {path, symbol, sizeof symbol}

static const uint8_t sample_access_analyzer_analyzers_eu_central_1[] = {
#embed "../../Sample/access-analyzer/analyzers-eu-central-1.json"
};
static const uint8_t sample_access_analyzer_analyzers_eu_west_1[] = {
#embed "../../Sample/access-analyzer/analyzers-eu-west-1.json"
};
static const uint8_t sample_access_analyzer_findings_eu_central_1[] = {
#embed "../../Sample/access-analyzer/findings-eu-central-1.json"
};
static const uint8_t sample_access_analyzer_findings_eu_west_1[] = {
#embed "../../Sample/access-analyzer/findings-eu-west-1.json"
};
static const uint8_t sample_account_aliases[] = {
#embed "../../Sample/account-aliases.json"
};
static const uint8_t sample_account_authorization_details[] = {
#embed "../../Sample/account-authorization-details.json"
};
static const uint8_t sample_account_summary[] = {
#embed "../../Sample/account-summary.json"
};
static const uint8_t sample_caller_identity[] = {
#embed "../../Sample/caller-identity.json"
};
static const uint8_t sample_config_recorder_status_eu_central_1[] = {
#embed "../../Sample/config-recorder-status-eu-central-1.json"
};
static const uint8_t sample_config_recorder_status_eu_west_1[] = {
#embed "../../Sample/config-recorder-status-eu-west-1.json"
};
static const uint8_t sample_config_recorders_eu_central_1[] = {
#embed "../../Sample/config-recorders-eu-central-1.json"
};
static const uint8_t sample_config_recorders_eu_west_1[] = {
#embed "../../Sample/config-recorders-eu-west-1.json"
};
static const uint8_t sample_credential_report[] = {
#embed "../../Sample/credential-report.json"
};
static const uint8_t sample_functions_eu_central_1[] = {
#embed "../../Sample/functions-eu-central-1.json"
};
static const uint8_t sample_functions_eu_west_1[] = {
#embed "../../Sample/functions-eu-west-1.json"
};
static const uint8_t sample_instances_eu_central_1[] = {
#embed "../../Sample/instances-eu-central-1.json"
};
static const uint8_t sample_instances_eu_west_1[] = {
#embed "../../Sample/instances-eu-west-1.json"
};
static const uint8_t sample_last_accessed_role_awsreservedsso_administratoraccess_3f9c1e7ab52d8064[] = {
#embed "../../Sample/last-accessed/role-AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064.json"
};
static const uint8_t sample_last_accessed_role_awsreservedsso_poweruseraccess_b81d40c9e6f27a35[] = {
#embed "../../Sample/last-accessed/role-AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35.json"
};
static const uint8_t sample_last_accessed_role_organizationaccountaccessrole[] = {
#embed "../../Sample/last-accessed/role-OrganizationAccountAccessRole.json"
};
static const uint8_t sample_last_accessed_role_document_archiver[] = {
#embed "../../Sample/last-accessed/role-document-archiver.json"
};
static const uint8_t sample_last_accessed_role_gha_terraform_apply[] = {
#embed "../../Sample/last-accessed/role-gha-terraform-apply.json"
};
static const uint8_t sample_last_accessed_role_key_custodian[] = {
#embed "../../Sample/last-accessed/role-key-custodian.json"
};
static const uint8_t sample_last_accessed_role_lambda_nightly_maintenance[] = {
#embed "../../Sample/last-accessed/role-lambda-nightly-maintenance.json"
};
static const uint8_t sample_last_accessed_role_release_orchestrator[] = {
#embed "../../Sample/last-accessed/role-release-orchestrator.json"
};
static const uint8_t sample_manifest[] = {
#embed "../../Sample/manifest.json"
};
static const uint8_t sample_oidc_provider_eks[] = {
#embed "../../Sample/oidc-provider-eks.json"
};
static const uint8_t sample_oidc_provider_github[] = {
#embed "../../Sample/oidc-provider-github.json"
};
static const uint8_t sample_oidc_providers[] = {
#embed "../../Sample/oidc-providers.json"
};
static const uint8_t sample_organization[] = {
#embed "../../Sample/organization.json"
};
static const uint8_t sample_organization_parents_640817295314[] = {
#embed "../../Sample/organization/parents-640817295314.json"
};
static const uint8_t sample_organization_parents_ou_k3vq_7d1m9xwz[] = {
#embed "../../Sample/organization/parents-ou-k3vq-7d1m9xwz.json"
};
static const uint8_t sample_organization_parents_ou_k3vq_p0r8c2ha[] = {
#embed "../../Sample/organization/parents-ou-k3vq-p0r8c2ha.json"
};
static const uint8_t sample_organization_policies_for_640817295314[] = {
#embed "../../Sample/organization/policies-for-640817295314.json"
};
static const uint8_t sample_organization_policies_for_ou_k3vq_5s2nbx0q[] = {
#embed "../../Sample/organization/policies-for-ou-k3vq-5s2nbx0q.json"
};
static const uint8_t sample_organization_policies_for_ou_k3vq_7d1m9xwz[] = {
#embed "../../Sample/organization/policies-for-ou-k3vq-7d1m9xwz.json"
};
static const uint8_t sample_organization_policies_for_ou_k3vq_p0r8c2ha[] = {
#embed "../../Sample/organization/policies-for-ou-k3vq-p0r8c2ha.json"
};
static const uint8_t sample_organization_policies_for_r_k3vq[] = {
#embed "../../Sample/organization/policies-for-r-k3vq.json"
};
static const uint8_t sample_organization_policy_p_3m7wq1zt[] = {
#embed "../../Sample/organization/policy-p-3m7wq1zt.json"
};
static const uint8_t sample_organization_policy_p_4vd7h1ks[] = {
#embed "../../Sample/organization/policy-p-4vd7h1ks.json"
};
static const uint8_t sample_organization_policy_p_8xk2v0qd[] = {
#embed "../../Sample/organization/policy-p-8xk2v0qd.json"
};
static const uint8_t sample_organization_policy_p_fullawsaccess[] = {
#embed "../../Sample/organization/policy-p-FullAWSAccess.json"
};
static const uint8_t sample_organization_policy_p_c9e4r6ya[] = {
#embed "../../Sample/organization/policy-p-c9e4r6ya.json"
};
static const uint8_t sample_organization_policy_p_h5t0b2nu[] = {
#embed "../../Sample/organization/policy-p-h5t0b2nu.json"
};
static const uint8_t sample_organization_roots[] = {
#embed "../../Sample/organization/roots.json"
};
static const uint8_t sample_password_policy[] = {
#embed "../../Sample/password-policy.json"
};
static const uint8_t sample_saml_providers[] = {
#embed "../../Sample/saml-providers.json"
};
static const uint8_t sample_trail_status_prod_data_events[] = {
#embed "../../Sample/trail-status-prod-data-events.json"
};
static const uint8_t sample_trails[] = {
#embed "../../Sample/trails.json"
};
static const uint8_t sample_virtual_mfa_devices[] = {
#embed "../../Sample/virtual-mfa-devices.json"
};

static const iamr_embedded_file files[] = {
    FILE_ENTRY("Sample/access-analyzer/analyzers-eu-central-1.json", sample_access_analyzer_analyzers_eu_central_1),
    FILE_ENTRY("Sample/access-analyzer/analyzers-eu-west-1.json", sample_access_analyzer_analyzers_eu_west_1),
    FILE_ENTRY("Sample/access-analyzer/findings-eu-central-1.json", sample_access_analyzer_findings_eu_central_1),
    FILE_ENTRY("Sample/access-analyzer/findings-eu-west-1.json", sample_access_analyzer_findings_eu_west_1),
    FILE_ENTRY("Sample/account-aliases.json", sample_account_aliases),
    FILE_ENTRY("Sample/account-authorization-details.json", sample_account_authorization_details),
    FILE_ENTRY("Sample/account-summary.json", sample_account_summary),
    FILE_ENTRY("Sample/caller-identity.json", sample_caller_identity),
    FILE_ENTRY("Sample/config-recorder-status-eu-central-1.json", sample_config_recorder_status_eu_central_1),
    FILE_ENTRY("Sample/config-recorder-status-eu-west-1.json", sample_config_recorder_status_eu_west_1),
    FILE_ENTRY("Sample/config-recorders-eu-central-1.json", sample_config_recorders_eu_central_1),
    FILE_ENTRY("Sample/config-recorders-eu-west-1.json", sample_config_recorders_eu_west_1),
    FILE_ENTRY("Sample/credential-report.json", sample_credential_report),
    FILE_ENTRY("Sample/functions-eu-central-1.json", sample_functions_eu_central_1),
    FILE_ENTRY("Sample/functions-eu-west-1.json", sample_functions_eu_west_1),
    FILE_ENTRY("Sample/instances-eu-central-1.json", sample_instances_eu_central_1),
    FILE_ENTRY("Sample/instances-eu-west-1.json", sample_instances_eu_west_1),
    FILE_ENTRY("Sample/last-accessed/role-AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064.json", sample_last_accessed_role_awsreservedsso_administratoraccess_3f9c1e7ab52d8064),
    FILE_ENTRY("Sample/last-accessed/role-AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35.json", sample_last_accessed_role_awsreservedsso_poweruseraccess_b81d40c9e6f27a35),
    FILE_ENTRY("Sample/last-accessed/role-OrganizationAccountAccessRole.json", sample_last_accessed_role_organizationaccountaccessrole),
    FILE_ENTRY("Sample/last-accessed/role-document-archiver.json", sample_last_accessed_role_document_archiver),
    FILE_ENTRY("Sample/last-accessed/role-gha-terraform-apply.json", sample_last_accessed_role_gha_terraform_apply),
    FILE_ENTRY("Sample/last-accessed/role-key-custodian.json", sample_last_accessed_role_key_custodian),
    FILE_ENTRY("Sample/last-accessed/role-lambda-nightly-maintenance.json", sample_last_accessed_role_lambda_nightly_maintenance),
    FILE_ENTRY("Sample/last-accessed/role-release-orchestrator.json", sample_last_accessed_role_release_orchestrator),
    FILE_ENTRY("Sample/manifest.json", sample_manifest),
    FILE_ENTRY("Sample/oidc-provider-eks.json", sample_oidc_provider_eks),
    FILE_ENTRY("Sample/oidc-provider-github.json", sample_oidc_provider_github),
    FILE_ENTRY("Sample/oidc-providers.json", sample_oidc_providers),
    FILE_ENTRY("Sample/organization.json", sample_organization),
    FILE_ENTRY("Sample/organization/parents-640817295314.json", sample_organization_parents_640817295314),
    FILE_ENTRY("Sample/organization/parents-ou-k3vq-7d1m9xwz.json", sample_organization_parents_ou_k3vq_7d1m9xwz),
    FILE_ENTRY("Sample/organization/parents-ou-k3vq-p0r8c2ha.json", sample_organization_parents_ou_k3vq_p0r8c2ha),
    FILE_ENTRY("Sample/organization/policies-for-640817295314.json", sample_organization_policies_for_640817295314),
    FILE_ENTRY("Sample/organization/policies-for-ou-k3vq-5s2nbx0q.json", sample_organization_policies_for_ou_k3vq_5s2nbx0q),
    FILE_ENTRY("Sample/organization/policies-for-ou-k3vq-7d1m9xwz.json", sample_organization_policies_for_ou_k3vq_7d1m9xwz),
    FILE_ENTRY("Sample/organization/policies-for-ou-k3vq-p0r8c2ha.json", sample_organization_policies_for_ou_k3vq_p0r8c2ha),
    FILE_ENTRY("Sample/organization/policies-for-r-k3vq.json", sample_organization_policies_for_r_k3vq),
    FILE_ENTRY("Sample/organization/policy-p-3m7wq1zt.json", sample_organization_policy_p_3m7wq1zt),
    FILE_ENTRY("Sample/organization/policy-p-4vd7h1ks.json", sample_organization_policy_p_4vd7h1ks),
    FILE_ENTRY("Sample/organization/policy-p-8xk2v0qd.json", sample_organization_policy_p_8xk2v0qd),
    FILE_ENTRY("Sample/organization/policy-p-FullAWSAccess.json", sample_organization_policy_p_fullawsaccess),
    FILE_ENTRY("Sample/organization/policy-p-c9e4r6ya.json", sample_organization_policy_p_c9e4r6ya),
    FILE_ENTRY("Sample/organization/policy-p-h5t0b2nu.json", sample_organization_policy_p_h5t0b2nu),
    FILE_ENTRY("Sample/organization/roots.json", sample_organization_roots),
    FILE_ENTRY("Sample/password-policy.json", sample_password_policy),
    FILE_ENTRY("Sample/saml-providers.json", sample_saml_providers),
    FILE_ENTRY("Sample/trail-status-prod-data-events.json", sample_trail_status_prod_data_events),
    FILE_ENTRY("Sample/trails.json", sample_trails),
    FILE_ENTRY("Sample/virtual-mfa-devices.json", sample_virtual_mfa_devices),
    FILE_ENTRY("Data/actions.tsv", actions),
    FILE_ENTRY("Data/escalation-paths.tsv", escalation_paths),
    FILE_ENTRY("Data/events.tsv", events),
    FILE_ENTRY("Data/operations.tsv", operations),
    FILE_ENTRY("Data/report-styles.xml", report_word_styles),
    FILE_ENTRY("Data/report.css", report_style),
    FILE_ENTRY("Data/resources.tsv", resources),
    FILE_ENTRY("Data/terminals.tsv", terminals),
    FILE_ENTRY("Themes/colour-blind.theme", theme_colour_blind),
    FILE_ENTRY("Themes/dark.theme", theme_dark),
    FILE_ENTRY("Themes/high-contrast.theme", theme_high_contrast),
    FILE_ENTRY("Themes/light.theme", theme_light),
    FILE_ENTRY("Themes/mono.theme", theme_mono),
};

size_t iamr_embedded_count(void) { return sizeof files / sizeof files[0]; }

iamr_embedded_file iamr_embedded_at(size_t index) { return files[index]; }
