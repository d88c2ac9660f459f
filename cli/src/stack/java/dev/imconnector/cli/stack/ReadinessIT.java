package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.token.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * {@code im check --stack} of the stack that the documented stage makes (samconfig.toml, {@code prod}), with a mapping: red
 * on each thing that a night needs and that is not there, then green, and then the night.
 */
class ReadinessIT {

    private static final String MAPPING_KEY = "config/mapping.yaml";
    private static final String MAPPING = """
            version: 1
            mappings:
              - files: "*.csv"
                fields:
                  sourceRef: {column: Deal}
                  participantId: {column: Owner}
                  transactionDate: {column: Closed}
                  amount: {column: Amount}
                  currencyCode: {column: Currency}
                  periodId: {fromDate: yyyy-MM}
            """;

    private static Prod prod;

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    @TempDir
    private Path folder;

    /** The deployed stage, and what the tool says of it. */
    private record Prod(LocalAws tool, JsonNode deployed) {

        private static final String STACK = "im-connector-prod";

        /** By `sam deploy --config-env prod`, with the file as whoever deploys has filled it in. */
        static Prod deploy(Application app) throws InterruptedException {
            var tool = new LocalAws(
                    ProcessStack.repository(),
                    app.aws().port(),
                    Map.of("LOCAL_AWS_STACK", STACK, "LOCAL_AWS_BUILD", app.build()));
            try {
                var samconfig = Files.createTempFile("samconfig", ".toml");
                Files.writeString(samconfig, filledIn(app));
                var said = tool.ask("stage", "prod", samconfig.toString());
                Files.delete(samconfig);
                return new Prod(tool, AwsCalls.json(said));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String filledIn(Application app) throws IOException {
            var text = Files.readString(ProcessStack.repository().resolve("samconfig.toml"));
            for (var decision : Map.of(
                            "ImTokenUrl",
                            app.im().tokenUrl().toString(),
                            "ImApiUrl",
                            app.im().apiUrl().toString(),
                            "TimeZone",
                            "Europe/Berlin",
                            "AlertsEmail",
                            "nights@example.com")
                    .entrySet()) {
                text = text.replace(decision.getKey() + "=FILL-IN", decision.getKey() + "=" + decision.getValue());
            }
            assertThat(text).doesNotContain("=FILL-IN");
            return text.replace("'CreditMappingKey=\"\"'", "\"CreditMappingKey=" + MAPPING_KEY + "\"");
        }

        String output(String name) {
            return deployed.path("outputs").path(name).asText();
        }

        String id(String logicalId) {
            return deployed.at("/resources/" + logicalId + "/id").asText();
        }
    }

    @BeforeEach
    void a_stack_that_is_ready() throws InterruptedException {
        app.withCredentials();
        if (prod == null) {
            prod = Prod.deploy(app);
        }
        secret("Writer", SandboxClient.WRITER, SandboxClient.WRITER.secret());
        secret("Reader", SandboxClient.READER, SandboxClient.READER.secret());
        put(MAPPING_KEY, MAPPING);
        export();
        schedule("ENABLED");
        mail().confirm();
    }

    private void secret(String client, SandboxClient whose, String secret) throws InterruptedException {
        app.secretsManager()
                .putSecretValue(request -> request.secretId(prod.output(client + "ClientSecretId"))
                        .secretString("{\"client_id\":\"" + whose.id() + "\",\"client_secret\":\"" + secret + "\"}"));
    }

    private void put(String key, String content) {
        app.s3()
                .putObject(
                        request -> request.bucket(prod.output("DataBucketName")).key(key),
                        RequestBody.fromString(content));
    }

    private void delete(String key) {
        app.s3()
                .deleteObject(
                        request -> request.bucket(prod.output("DataBucketName")).key(key));
    }

    /** Twenty credits under the columns of a CRM, one of them twice, and one that is none. */
    private void export() {
        var csv = new StringBuilder("Deal,Owner,Closed,Amount,Currency\n");
        for (int number = 1; number <= 20; number++) {
            csv.append(row(number));
        }
        put(night.key("deals.csv"), csv + row(20) + row(21).replace(night.businessDate(), "soon"));
    }

    private String row(int number) {
        return night.ref(number) + ",P-00001," + night.businessDate() + "," + number + ".50,EUR\n";
    }

    private void schedule(String state) {
        var path = "/schedules/" + prod.id("CreditPushWorkflowNightly");
        var now = app.calls().rest("scheduler", "GET", path, Map.of());
        var wanted = new TreeMap<String, Object>(Map.of("State", state));
        for (var field : List.of("ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "Target")) {
            wanted.put(field, now.path(field));
        }
        app.calls().rest("scheduler", "PUT", path, wanted);
    }

    private AlertsMail mail() {
        return new AlertsMail(app.calls(), prod.output("AlertsTopicArn"));
    }

    private StackCheck check(String... more) throws IOException, InterruptedException {
        return StackCheck.of(new ImProgram(folder, app), Prod.STACK, prod.tool(), night, more);
    }

    @Test
    void nothing_is_missing_and_then_the_night_runs_by_the_schedules_workflow() throws Exception {
        var answer = check();

        assertThat(answer.status()).as(answer.said()).isZero();
        assertThat(answer.of("export").path("detail").asText())
                .contains("20 credits would be sent (220.00 EUR), 1 rejected");
        assertThat(answer.of("schedule").path("detail").asText()).contains("Europe/Berlin");
        assertThat(app.im().credit(night.ref(1))).isEmpty();

        var ended = prod.tool().attempt("start", "CreditPushWorkflow", night.input());

        assertThat(ended.status()).as(ended.output()).isZero();
        var output = AwsCalls.json(ended.output());
        assertThat(output.toString()).contains("\\\"created\\\":20");
        for (int number = 1; number <= 20; number++) {
            assertThat(app.im().timesSent(night.ref(number))).isEqualTo(1);
        }
    }

    @Test
    void a_dry_run_by_the_workflow_says_what_would_be_sent_and_sends_nothing() throws Exception {
        var ended = prod.tool()
                .attempt(
                        "start",
                        "CreditPushWorkflow",
                        night.input().replace("}", ",\"runId\":\"look\",\"dryRun\":true}"));

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains(
                        "\\\"dryRun\\\":true",
                        "\\\"toSend\\\":20",
                        "\\\"outcome\\\":\\\"TO_SEND\\\",\\\"count\\\":20,\\\"amount\\\":220");
        assertThat(app.im().credit(night.ref(1))).isEmpty();
    }

    @Test
    void a_stack_as_it_was_made_lacks_credentials_and_mapping_and_export() throws Exception {
        secret("Writer", SandboxClient.WRITER, "");
        delete(MAPPING_KEY);
        delete(night.key("deals.csv"));

        var answer = check();

        answer.misses("writer", "SECRET");
        answer.misses("mapping", MAPPING_KEY);
        assertThat(answer.missing()).doesNotContain("schedule", "mail", "reader", "stack");
    }

    @Test
    void addresses_that_cannot_be_reached() throws Exception {
        new FunctionEnvironment(app.calls(), prod.id("RotateClientSecretFunction"))
                .during(
                        variables -> variables
                                .put("IM_TOKEN_URL", "http://127.0.0.1:1/oauth/token")
                                .put("IM_MAX_ATTEMPTS", "1"),
                        () -> {
                            var answer = check();
                            answer.misses("writer", "127.0.0.1:1");
                            answer.misses("reader", "127.0.0.1:1");
                        });
    }

    @Test
    void whatever_is_wrong_is_named_beside_all_else_that_is() throws Exception {
        secret("Reader", SandboxClient.READER, "wrong");
        put(MAPPING_KEY, "version: 1\nmappings: nothing\n");
        schedule("DISABLED");
        mail().askAnew("nights@example.com");

        var answer = check();

        answer.misses("reader", "CLIENT_REJECTED");
        answer.misses("mapping", "MAPPING_INVALID");
        answer.misses("schedule", "disabled");
        answer.misses("mail", "nights@example.com has not confirmed");
        assertThat(answer.missing()).doesNotContain("stack", "writer");
    }

    @Test
    void an_export_that_is_not_there_and_one_that_a_night_would_refuse() throws Exception {
        delete(night.key("deals.csv"));
        check().misses("export", "exports/");

        put(night.key("deals.csv"), "no,header,of,ours\n1,2,3,4\n");
        check().misses("export", "HEADER_INVALID");
    }

    @Test
    void a_crm_that_may_not_write_into_the_bucket_and_one_that_may() throws Exception {
        var role = "crm-" + UUID.randomUUID();
        iam("CreateRole", Map.of("RoleName", role, "AssumeRolePolicyDocument", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":"arn:aws:iam::000000000000:root"}}]}"""));
        var arn = "arn:aws:iam::000000000000:role/" + role;
        check("--crm-role", arn).misses("crm", "exports/");

        // LocalStack compares resources word for word, and knows no wildcard.
        iam("PutRolePolicy", Map.of("RoleName", role, "PolicyName", "exports", "PolicyDocument", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
                 "Resource":["arn:aws:s3:::%1$s/exports/*","arn:aws:s3:::%1$s/exports/readiness"]}]}""".formatted(
                        prod.output("DataBucketName"))));

        assertThat(check("--crm-role", arn).missing()).isEmpty();
    }

    private void iam(String action, Map<String, String> parameters) {
        AlertsMail.form(app.calls(), "iam", "2010-05-08", action, parameters);
    }
}
