package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.token.SandboxClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** A second stack in the same account, with all that a company brings along: it makes nothing of that a second time. */
class CompanyAccountIT {

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void reset() {
        app.withCredentials();
    }

    @Test
    void the_night_runs_in_the_companys_bucket_with_its_secrets_roles_network_and_private_api()
            throws InterruptedException {
        var bucket = "company-credits-" + unique;
        app.s3().createBucket(request -> request.bucket(bucket));
        app.s3()
                .putObject(
                        request -> request.bucket(bucket).key(night.key("credits.csv")),
                        RequestBody.fromString(night.csv(20)));

        var company = new LocalAws(
                ProcessStack.repository(),
                app.aws().port(),
                Map.of("LOCAL_AWS_STACK", "company-" + unique, "LOCAL_AWS_BUILD", app.build()));
        var deployed = AwsCalls.json(company.ask(
                "deploy",
                "ImTokenUrl=" + app.im().tokenUrl(),
                "ImApiUrl=" + app.im().apiUrl(),
                "TenantRequestsPerMinute=0",
                "ExistingDataBucketName=" + bucket,
                "ExistingWriterSecretArn=" + secret(SandboxClient.WRITER),
                "ExistingReaderSecretArn=" + secret(SandboxClient.READER),
                "KmsKeyArn=" + aws("kms", "create-key").at("/KeyMetadata/Arn").asText(),
                "RolePath=/company/",
                "PermissionsBoundaryArn=" + boundary(),
                "VpcSubnetIds="
                        + aws("ec2", "describe-subnets")
                                .at("/Subnets/0/SubnetId")
                                .asText(),
                "VpcSecurityGroupIds="
                        + aws("ec2", "describe-security-groups")
                                .at("/SecurityGroups/0/GroupId")
                                .asText(),
                "ApiVpcEndpointIds=vpce-0123456789abcdef0",
                "ApiAccessLog=ENABLED",
                "AlsoScheduled=pull"));

        assertThat(deployed.at("/outputs/DataBucketName").asText()).isEqualTo(bucket);
        assertThat(deployed.path("resources").has("PushCreditsFunction")).isTrue();
        for (var madeElsewhere :
                List.of("DataBucket", "DataBucketPolicy", "WriterClientSecret", "ReaderClientSecret")) {
            assertThat(deployed.path("resources").has(madeElsewhere))
                    .as(madeElsewhere)
                    .isFalse();
        }
        var role = aws("iam", "get-role", "--role-name", id(deployed, "PushCreditsRole"))
                .path("Role");
        assertThat(role.path("Path").asText()).isEqualTo("/company/");
        assertThat(role.at("/PermissionsBoundary/PermissionsBoundaryArn").asText())
                .endsWith("boundary-" + unique);

        var execution = app.end(app.startArn(id(deployed, "CreditPushWorkflow"), night.input()));

        assertThat(Application.succeeded(execution).path("created").asInt()).isEqualTo(20);
        var record = app.s3()
                .getObjectAsBytes(request -> request.bucket(bucket).key("runs/" + night.runId() + "/run.json"))
                .asUtf8String();
        assertThat(AwsCalls.json(record).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(app.keys("runs/" + night.runId()))
                .as("the first stack's bucket")
                .isEmpty();
    }

    private String secret(SandboxClient client) {
        return app.secretsManager()
                .createSecret(request -> request.name("company/" + client.id() + "-" + unique)
                        .secretString("{\"client_id\":\"" + client.id() + "\",\"client_secret\":\"" + client.secret()
                                + "\"}"))
                .arn();
    }

    private String boundary() throws InterruptedException {
        var all =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        return aws("iam", "create-policy", "--policy-name", "boundary-" + unique, "--policy-document", all)
                .at("/Policy/Arn")
                .asText();
    }

    private static String id(JsonNode deployed, String logicalId) {
        return deployed.at("/resources/" + logicalId + "/id").asText();
    }

    private JsonNode aws(String... command) throws InterruptedException {
        var whole = new ArrayList<>(List.of("aws"));
        whole.addAll(List.of(command));
        whole.addAll(List.of("--output", "json"));
        return AwsCalls.json(app.aws().ask(whole.toArray(String[]::new)));
    }
}
