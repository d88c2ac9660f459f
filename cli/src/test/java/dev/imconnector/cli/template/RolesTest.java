package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may do what: each statement is written here a second time, so that none grows by accident. */
class RolesTest {

    /** AWS knows no resources for these; Step Functions cannot log without them. */
    private static final Set<String> LOG_DELIVERY = Set.of(
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups");

    /** These do not say for which account they assume a role: a condition on it would refuse them. */
    private static final Set<String> SAYS_NO_ACCOUNT = Set.of("lambda.amazonaws.com", "apigateway.amazonaws.com");

    private final Template template = Template.ofTheRepository();
    private final Map<String, JsonNode> roles = template.ofType("AWS::IAM::Role");

    @Test
    void no_role_borrows_a_managed_policy() {
        assertThat(roles)
                .allSatisfy((id, role) -> assertThat(
                                role.at("/Properties/ManagedPolicyArns").isMissingNode())
                        .as("%s: write the statements it needs, managed policies grant on *.", id)
                        .isTrue());
    }

    @Test
    void no_statement_allows_all_of_anything() {
        var wide = new ArrayList<String>();
        roles.keySet()
                .forEach(role -> statements(role).forEach(statement -> {
                    var actions = texts(statement.path("Action"));
                    var everywhere = texts(statement.path("Resource")).contains("*");
                    if (actions.stream().anyMatch(a -> a.contains("*")) || statement.has("NotAction")) {
                        wide.add(role + " allows " + actions + ": name the actions.");
                    }
                    var isInterface = statement.path("Sid").asText().equals("JoinTheVpc");
                    if (everywhere && !isInterface && !LOG_DELIVERY.containsAll(actions)) {
                        wide.add(role + " allows " + actions + " on *: name the resources.");
                    }
                }));

        assertThat(wide).isEmpty();
    }

    @Test
    void each_is_for_one_service_and_for_this_account() {
        assertThat(roles).allSatisfy((id, role) -> {
            var trust = role.at("/Properties/AssumeRolePolicyDocument/Statement/0");
            var service = trust.at("/Principal/Service").asText();
            assertThat(service)
                    .as("%s: its trust names one service.", id)
                    .isIn(
                            "lambda.amazonaws.com",
                            "states.amazonaws.com",
                            "scheduler.amazonaws.com",
                            "apigateway.amazonaws.com");
            if (!SAYS_NO_ACCOUNT.contains(service)) {
                assertThat(trust.at("/Condition/StringEquals/aws:SourceAccount/Ref")
                                .asText())
                        .as("%s: no other account's %s may borrow it.", id, service)
                        .isEqualTo("AWS::AccountId");
            }
        });
    }

    @Test
    void the_push_may_log_read_its_secret_settings_and_exports_and_keep_runs() {
        assertThat(summary("PushCreditsRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on PushCreditsLogGroup.Arn",
                        "secretsmanager:GetSecretValue on WriterClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if"
                                + " {\"StringLikeIfExists\":{\"s3:prefix\":{\"Fn::If\":[\"HasCreditMapping\","
                                + "[\"exports/*\",\"runs/*\",\"config/*\"],[\"exports/*\",\"runs/*\"]]}}}",
                        "s3:GetObject on ${DataBucket.Arn}/exports/*",
                        "s3:GetObject s3:PutObject s3:DeleteObject s3:AbortMultipartUpload on ${DataBucket.Arn}/runs/*",
                        "s3:PutObjectTagging on ${DataBucket.Arn}/runs/*/rejects.*"
                                + " ${DataBucket.Arn}/runs/*/parts/rejects-*",
                        "HasCreditMapping: s3:GetObject on ${DataBucket.Arn}/config/*");
    }

    @Test
    void the_pull_may_log_read_the_readers_secret_and_settings_keep_runs_and_write_results() {
        assertThat(summary("PullResultsRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on PullResultsLogGroup.Arn",
                        "secretsmanager:GetSecretValue on ReaderClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if"
                                + " {\"StringLikeIfExists\":{\"s3:prefix\":[\"results/*\",\"runs/*\"]}}",
                        "s3:GetObject s3:PutObject s3:DeleteObject on ${DataBucket.Arn}/runs/*",
                        "s3:PutObject s3:DeleteObject on ${DataBucket.Arn}/results/*");
    }

    @Test
    void the_reconciliation_may_log_read_the_readers_secret_settings_and_exports_and_keep_no_runs_but_its_own() {
        assertThat(summary("ReconcileRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on ReconcileLogGroup.Arn",
                        "secretsmanager:GetSecretValue on ReaderClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if"
                                + " {\"StringLikeIfExists\":{\"s3:prefix\":{\"Fn::If\":[\"HasCreditMapping\","
                                + "[\"exports/*\",\"runs/reconcile-*\",\"config/*\"],"
                                + "[\"exports/*\",\"runs/reconcile-*\"]]}}}",
                        "s3:GetObject on ${DataBucket.Arn}/exports/*",
                        "s3:GetObject s3:PutObject s3:DeleteObject s3:AbortMultipartUpload on"
                                + " ${DataBucket.Arn}/runs/reconcile-*",
                        "HasCreditMapping: s3:GetObject on ${DataBucket.Arn}/config/*");
    }

    @Test
    void the_api_s_writes_may_log_read_the_writers_secret_and_settings_and_keep_audit_and_keys() {
        assertThat(summary("WriteApiRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on WriteApiLogGroup.Arn",
                        "secretsmanager:GetSecretValue on WriterClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if"
                                + " {\"StringLikeIfExists\":{\"s3:prefix\":[\"idempotency/*\"]}}",
                        "s3:GetObject s3:PutObject s3:DeleteObject on ${DataBucket.Arn}/idempotency/*",
                        "s3:GetObject s3:PutObject on ${DataBucket.Arn}/audit/*");
    }

    @Test
    void the_api_s_reads_may_log_read_the_readers_secret_and_settings_and_run_records_and_write_nothing() {
        assertThat(summary("ReadApiRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on ReadApiLogGroup.Arn",
                        "secretsmanager:GetSecretValue on ReaderClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if {\"StringLikeIfExists\":{\"s3:prefix\":[\"runs/*\"]}}",
                        "s3:GetObject on ${DataBucket.Arn}/runs/*/run.json");
    }

    @Test
    void the_rotation_may_log_move_the_stages_of_both_secrets_and_read_settings_but_put_no_secret_in() {
        assertThat(summary("RotateClientSecretRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on RotateClientSecretLogGroup.Arn",
                        "secretsmanager:DescribeSecret secretsmanager:GetSecretValue"
                                + " secretsmanager:UpdateSecretVersionStage on WriterClientSecret ReaderClientSecret",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/");
        assertThat(template.ofType("AWS::SecretsManager::RotationSchedule"))
                .as("Secrets Manager cannot make a secret of SAP's: a schedule would only fail.")
                .isEmpty();
    }

    @Test
    void the_api_itself_may_start_the_push_and_nothing_else() {
        assertThat(summary("ImApiRole")).containsExactly("states:StartExecution on CreditPushWorkflow");
    }

    @Test
    void only_the_api_may_call_its_functions() {
        for (var name : List.of("WriteApi", "ReadApi")) {
            var permission = template.properties(name + "Permission");
            assertThat(permission.path("Principal").asText()).isEqualTo("apigateway.amazonaws.com");
            assertThat(permission.at("/SourceArn/Fn::Sub").asText()).endsWith(":${AWS::AccountId}:${ImApi}/*");
        }
        assertThat(template.ofType("AWS::Lambda::Permission").keySet())
                .containsExactly("ReadApiPermission", "WriteApiPermission");
    }

    @Test
    void the_workflow_may_call_its_function_tell_the_topic_and_log() {
        assertThat(summary("CreditPushWorkflowRole"))
                .containsExactly(
                        "lambda:InvokeFunction on PushCreditsFunction.Arn",
                        "sns:Publish on AlertsTopic",
                        "sqs:SendMessage on UndeliveredQueue.Arn",
                        "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery"
                                + " logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies"
                                + " logs:DescribeLogGroups on *");
    }

    @Test
    void the_other_workflows_may_call_their_own_functions_only_and_tell_the_topic() {
        assertThat(summary("ResultsPullWorkflowRole"))
                .contains(
                        "lambda:InvokeFunction on PullResultsFunction.Arn",
                        "sns:Publish on AlertsTopic",
                        "sqs:SendMessage on UndeliveredQueue.Arn")
                .hasSize(4);
        assertThat(summary("ReconcileWorkflowRole"))
                .contains(
                        "lambda:InvokeFunction on ReconcileFunction.Arn",
                        "sns:Publish on AlertsTopic",
                        "sqs:SendMessage on UndeliveredQueue.Arn")
                .hasSize(4);
    }

    @Test
    void the_look_at_the_night_may_log_read_settings_and_run_records_and_no_secret() {
        assertThat(summary("CheckNightRole"))
                .containsExactly(
                        "logs:CreateLogStream logs:PutLogEvents on CheckNightLogGroup.Arn",
                        "ssm:GetParametersByPath on"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}"
                                + " arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/im-connector/${AWS::StackName}/",
                        "s3:ListBucket on ${DataBucket.Arn} if {\"StringLikeIfExists\":{\"s3:prefix\":[\"runs/*\"]}}",
                        "s3:GetObject on ${DataBucket.Arn}/runs/*/run.json");
    }

    @Test
    void the_schedules_may_start_the_workflows_and_keep_what_could_not_be_started() {
        assertThat(summary("ScheduleRole"))
                .containsExactly(
                        "states:StartExecution on CreditPushWorkflow ResultsPullWorkflow ReconcileWorkflow",
                        "lambda:InvokeFunction on CheckNightFunction.Arn",
                        "sqs:SendMessage on UndeliveredQueue.Arn");
    }

    @Test
    void every_function_may_join_the_vpc_and_use_the_key_for_what_it_reads_and_writes_when_the_account_has_them() {
        var secrets = "{\"Fn::Sub\":\"secretsmanager.${AWS::Region}.${AWS::URLSuffix}\"}";
        var objects = "{\"Fn::Sub\":\"s3.${AWS::Region}.${AWS::URLSuffix}\"}";
        var decrypts = key("kms:Decrypt", "[" + objects + "," + secrets + "]");
        var encrypts = key("kms:GenerateDataKey", objects);
        var expected = Map.of(
                "PushCreditsRole", List.of(decrypts, encrypts),
                "PullResultsRole", List.of(decrypts, encrypts),
                "ReconcileRole", List.of(decrypts, encrypts),
                "WriteApiRole", List.of(decrypts, encrypts),
                "ReadApiRole", List.of(decrypts),
                "CheckNightRole", List.of(key("kms:Decrypt", objects)),
                "RotateClientSecretRole", List.of(key("kms:Decrypt", secrets)));
        var functionRoles = template.ofType("AWS::Serverless::Function").keySet().stream()
                .map(id -> id.replaceFirst("Function$", "Role"))
                .toList();

        assertThat(functionRoles).allSatisfy(role -> {
            var ofTheAccount = new ArrayList<String>();
            ofTheAccount.add("IsInVpc: ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets"
                    + " ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses"
                    + " ec2:UnassignPrivateIpAddresses on *");
            ofTheAccount.addAll(expected.get(role));
            assertThat(policyEntries(role).stream()
                            .filter(RolesTest::isOfTheAccount)
                            .map(RolesTest::conditional))
                    .as(role)
                    .containsExactlyElementsOf(ofTheAccount);
        });
    }

    private static String key(String action, String services) {
        return "HasKmsKey: " + action + " on KmsKeyArn if {\"StringEquals\":{\"kms:ViaService\":" + services + "}}";
    }

    @Test
    void all_have_the_accounts_path_and_boundary() {
        assertThat(roles).allSatisfy((id, role) -> {
            assertThat(role.at("/Properties/Path/Ref").asText()).as(id).isEqualTo("RolePath");
            assertThat(role.at("/Properties/PermissionsBoundary").toString())
                    .as(id)
                    .isEqualTo("{\"Fn::If\":[\"HasPermissionsBoundary\",{\"Ref\":\"PermissionsBoundaryArn\"},"
                            + "{\"Ref\":\"AWS::NoValue\"}]}");
        });
    }

    @Test
    void a_secret_that_was_there_before_takes_the_place_of_the_one_that_would_be_made() {
        var text = template.root().toString();
        for (var which : List.of("Writer", "Reader")) {
            var choice =
                    "{\"Fn::If\":[\"Makes%1$sSecret\",{\"Ref\":\"%1$sClientSecret\"},{\"Ref\":\"Existing%1$sSecretArn\"}]}"
                            .formatted(which);
            assertThat(text.replace(choice, ""))
                    .contains("Makes" + which + "Secret")
                    .doesNotContain("{\"Ref\":\"" + which + "ClientSecret\"}");
        }
    }

    @Test
    void a_bucket_that_was_there_before_takes_the_place_of_the_one_that_would_be_made() {
        var choice = "{\"Fn::If\":[\"MakesDataBucket\",{\"Ref\":\"DataBucket\"},{\"Ref\":\"ExistingDataBucketName\"}]}";
        for (var section : List.of("Globals", "Resources", "Outputs")) {
            template.section(section).forEach((id, part) -> {
                if (!part.path("Condition").asText().equals("MakesDataBucket")) {
                    assertThat(part.toString().replace(choice, ""))
                            .as("%s: DataBucket may not be there; say %s.", id, choice)
                            .doesNotContain("\"DataBucket\"", "${DataBucket");
                }
            });
        }
    }

    /** What a role may do for the product's sake, without what only the account's rules ask for. */
    private List<String> summary(String role) {
        return policyEntries(role).stream()
                .filter(entry -> !isOfTheAccount(entry))
                .map(RolesTest::conditional)
                .toList();
    }

    private static boolean isOfTheAccount(JsonNode entry) {
        return List.of("IsInVpc", "HasKmsKey").contains(entry.at("/Fn::If/0").asText());
    }

    private static String conditional(JsonNode entry) {
        return entry.has("Fn::If")
                ? entry.at("/Fn::If/0").asText() + ": " + summary(entry.at("/Fn::If/1"))
                : summary(entry);
    }

    private static String summary(JsonNode statement) {
        var condition = statement.path("Condition");
        return String.join(" ", texts(statement.path("Action")))
                + " on "
                + String.join(" ", texts(statement.path("Resource")))
                + (condition.isMissingNode() ? "" : " if " + condition);
    }

    /** Statements as they stand, those under a condition unwrapped. */
    private List<JsonNode> statements(String role) {
        return policyEntries(role).stream()
                .map(entry -> entry.has("Fn::If") ? entry.at("/Fn::If/1") : entry)
                .toList();
    }

    /** Of the policies in the role and of those that stand apart. */
    private List<JsonNode> policyEntries(String role) {
        var documents = new ArrayList<JsonNode>();
        template.properties(role).path("Policies").forEach(policy -> documents.add(policy.path("PolicyDocument")));
        template.ofType("AWS::IAM::Policy").values().forEach(policy -> {
            if (policy.at("/Properties/Roles/0/Ref").asText().equals(role)) {
                documents.add(policy.at("/Properties/PolicyDocument"));
            }
        });
        var entries = new ArrayList<JsonNode>();
        documents.forEach(document -> document.path("Statement").forEach(entries::add));
        assertThat(entries).as("%s has no statement: what may it do?", role).isNotEmpty();
        return entries;
    }

    private static List<String> texts(JsonNode oneOrMany) {
        return Template.list(oneOrMany).stream().map(RolesTest::text).toList();
    }

    private static String text(JsonNode value) {
        if (value.has("Fn::If")) {
            return text(value.at("/Fn::If/1"));
        }
        if (value.has("Ref")) {
            return value.path("Ref").asText();
        }
        if (value.has("Fn::GetAtt")) {
            return value.at("/Fn::GetAtt/0").asText() + "."
                    + value.at("/Fn::GetAtt/1").asText();
        }
        var sub = value.path("Fn::Sub");
        if (sub.isArray()) {
            return sub.get(0).asText().replace("arn:${AWS::Partition}:s3:::${Bucket}", "${DataBucket.Arn}");
        }
        return value.has("Fn::Sub") ? sub.asText() : value.asText();
    }
}
