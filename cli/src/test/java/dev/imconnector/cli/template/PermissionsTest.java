package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether each role may do what is done with it, and nothing more: the calls that the functions really make, and those
 * that AWS's services make for them, are held against the statements of the template, for every kind of account.
 */
class PermissionsTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:company/%s-a1b2c3";
    private static final String MAPPING = "config/mapping.yaml";

    private static final Map<String, Map<String, String>> ACCOUNTS = Map.of(
            "nothing but the defaults",
            Map.of(),
            "a mapping and a key",
            Map.of("CreditMappingKey", MAPPING, "KmsKeyArn", KEY),
            "a bucket and secrets of its own",
            Map.of(
                    "CreditMappingKey",
                    MAPPING,
                    "ExistingDataBucketName",
                    "company-credits",
                    "ExistingWriterSecretArn",
                    SECRET.formatted("writer"),
                    "ExistingReaderSecretArn",
                    SECRET.formatted("reader")),
            "no API",
            Map.of("ApiState", "DISABLED", "AlsoScheduled", "pull-and-comparison"),
            "all of a company",
            Accounts.ofACompany());

    /** Lines that no call shows to be needed, each with the reason why it stays. */
    private static final Map<String, String> KEPT = Map.of(
            "/im-connector/${AWS::StackName}/",
            "AWS's documents do not say whether a path is checked with its last slash",
            "KeepItsRuns: s3:AbortMultipartUpload on arn:${AWS::Partition}:s3:::${Bucket}/runs/reconcile-*",
            "differences are written as rejects are, but a test of 8 MiB of them takes too long",
            "ListIdempotencyKeys: s3:ListBucket on arn:${AWS::Partition}:s3:::${Bucket} if {StringLikeIfExists s3:prefix=idempotency/*}",
            "a key that another request holds may be freed before it is read, and is to be missing then, not denied");

    /** What was called in each kind of account, by role. */
    private static final Map<String, Map<String, List<AwsCall>>> CALLS = new TreeMap<>();

    private static final Template TEMPLATE = Template.ofTheRepository();

    @BeforeAll
    static void doEverything() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        ACCOUNTS.forEach((account, parameters) -> CALLS.put(account, calls(deployment(account))));
    }

    @AfterAll
    static void forgetTheKeys() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        CALLS.clear();
    }

    private static Deployment deployment(String account) {
        return new Deployment(TEMPLATE, ACCOUNTS.get(account));
    }

    private static Map<String, List<AwsCall>> calls(Deployment deployment) {
        var byRole = new TreeMap<String, List<AwsCall>>();
        new ServiceCalls(TEMPLATE, deployment)
                .byRole()
                .forEach((role, calls) -> byRole.put(role, new ArrayList<>(calls)));
        try (var jobs = new FunctionJobs(deployment)) {
            jobs.callsOfAll()
                    .forEach((function, calls) -> byRole.get(ServiceCalls.roleOf(TEMPLATE.properties(function)))
                            .addAll(calls));
        }
        byRole.replaceAll((role, calls) -> calls.stream().distinct().toList());
        return byRole;
    }

    private static Permissions permissions(String account, String role) {
        return Permissions.of(TEMPLATE, deployment(account), role);
    }

    static Set<String> accounts() {
        return ACCOUNTS.keySet();
    }

    static Set<String> roles() {
        return TEMPLATE.ofType("AWS::IAM::Role").keySet();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void no_call_lacks_a_grant(String account) {
        var denied = new TreeSet<String>();
        CALLS.get(account)
                .forEach((role, calls) ->
                        denied.addAll(permissions(account, role).denied(calls)));

        assertThat(denied).as("with " + account).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void no_grant_lacks_a_call(String role) {
        assertThat(linesWithoutCall(role, permissions -> permissions))
                .as("%s: take these lines out of the template, or show here by which call they are needed", role)
                .isEmpty();
    }

    private interface Change {
        Permissions of(Permissions permissions);
    }

    /** A line counts as needed when it is so in any kind of account. */
    private static Set<String> linesWithoutCall(String role, Change change) {
        var unused = new TreeSet<String>();
        var used = new TreeSet<String>();
        for (var account : ACCOUNTS.keySet()) {
            if (deployment(account).has(role)) {
                var permissions = change.of(permissions(account, role));
                var idle = permissions.unused(CALLS.get(account).getOrDefault(role, List.of()));
                unused.addAll(idle);
                permissions.grants().stream()
                        .map(grant -> role + ", " + grant)
                        .filter(line -> !idle.contains(line))
                        .forEach(used::add);
            }
        }
        unused.removeAll(used);
        unused.removeIf(line -> KEPT.keySet().stream().anyMatch(line::endsWith));
        return unused;
    }

    @Test
    void each_line_that_is_kept_without_a_call_is_there() {
        var lines = roles().stream()
                .flatMap(role -> permissions("all of a company", role).grants().stream())
                .map(Grant::line)
                .toList();

        assertThat(KEPT).allSatisfy((ending, why) -> assertThat(lines).as(why).anyMatch(line -> line.endsWith(ending)));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void each_line_that_is_taken_away_is_missed(String role) {
        for (var account : List.of("a mapping and a key", "all of a company")) {
            var permissions = permissions(account, role);
            var calls = CALLS.get(account).get(role);
            for (var grant : permissions.grants()) {
                if (calls.stream().anyMatch(grant::isUsedBy)) {
                    assertThat(permissions.without(grant).denied(calls))
                            .as("%s without %s", role, grant)
                            .isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PushCreditsRole s3:DeleteObject arn:Partition:s3:::databucket/exports/*",
                "PullResultsRole s3:GetObject arn:Partition:s3:::databucket/exports/*",
                "ReconcileRole s3:PutObject arn:Partition:s3:::databucket/runs/push-*",
                "WriteApiRole s3:DeleteObject arn:Partition:s3:::databucket/audit/*",
                "ReadApiRole secretsmanager:GetSecretValue writerclientsecret",
                "CheckNightRole s3:PutObject arn:Partition:s3:::databucket/runs/*/run.json",
                "RotateClientSecretRole secretsmanager:PutSecretValue writerclientsecret",
                "CreditPushWorkflowRole lambda:InvokeFunction pullresultsfunction.Arn",
                "ScheduleRole states:StopExecution creditpushworkflow"
            })
    void each_line_that_is_added_is_found(String added) {
        var words = added.split(" ");
        var grant = new Grant("Added: " + added, words[1], words[2], Map.of(), true);

        assertThat(linesWithoutCall(words[0], permissions -> permissions.with(grant)))
                .containsExactly(words[0] + ", " + grant);
    }
}
