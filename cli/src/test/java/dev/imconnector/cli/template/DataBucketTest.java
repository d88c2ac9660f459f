package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bucket that holds the proof of what was sent, and personal data. */
class DataBucketTest {

    private final Template template = Template.ofTheRepository();
    private final JsonNode bucket = template.properties("DataBucket");

    @Test
    void is_private() {
        for (var block : List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
            assertThat(bucket.at("/PublicAccessBlockConfiguration/" + block).asBoolean())
                    .as("Set %s: nothing in this bucket is for the public.", block)
                    .isTrue();
        }
        assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
                .isEqualTo("BucketOwnerEnforced");
    }

    @Test
    void is_encrypted_and_versioned() {
        assertThat(bucket.at(
                                "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                        .toString())
                .as("Encrypt DataBucket, with the account's key when it has one.")
                .isEqualTo("{\"Fn::If\":[\"HasKmsKey\",\"aws:kms\",\"AES256\"]}");
        assertThat(bucket.at("/VersioningConfiguration/Status").asText())
                .as("Version DataBucket, so that an export overwritten by mistake can be brought back.")
                .isEqualTo("Enabled");
    }

    @Test
    void speaks_tls_only() {
        var statement = template.properties("DataBucketPolicy").at("/PolicyDocument/Statement/0");

        assertThat(template.properties("DataBucketPolicy").at("/Bucket/Ref").asText())
                .isEqualTo("DataBucket");
        assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
        assertThat(statement.path("Action").asText()).isEqualTo("s3:*");
        assertThat(statement.path("Resource"))
                .as("The policy must cover the bucket and its objects.")
                .hasSize(2);
        assertThat(statement.at("/Condition/Bool/aws:SecureTransport").asText()).isEqualTo("false");
    }

    @Test
    void forgets_by_prefix_each_after_its_own_time() {
        var rules = new HashMap<String, String>();
        bucket.at("/LifecycleConfiguration/Rules").forEach(rule -> {
            assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
            rules.put(
                    rule.path("Prefix").asText()
                            + rule.at("/TagFilters/0/Value").asText(),
                    rule.at("/ExpirationInDays/Ref").asText());
        });

        assertThat(rules)
                .containsAllEntriesOf(Map.of(
                        "exports/",
                        "ExportRetentionDays",
                        "runs/",
                        "RunRetentionDays",
                        "runs/rejects",
                        "ResultsRetentionDays",
                        "runs/reconcile-",
                        "ResultsRetentionDays",
                        "results/",
                        "ResultsRetentionDays"));
        assertThat(bucket.toString())
                .as("Old versions and unfinished uploads must end too.")
                .contains("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload");
    }
}
