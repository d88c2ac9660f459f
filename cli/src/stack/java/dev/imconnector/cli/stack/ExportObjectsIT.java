package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.switches.FaultSwitches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Exports and run records as S3 keeps them. */
class ExportObjectsIT {

    private static final String FUNCTION = "PushCreditsFunction";
    private static final int LEAST_PART = 5 * 1024 * 1024;

    private final Application app = Stack.application();
    private final Exports.Night night = Exports.night();

    ExportObjectsIT() {
        app.withCredentials();
    }

    @AfterEach
    void reset() {
        app.withCredentials();
    }

    @Test
    void an_export_uploaded_in_parts_under_a_name_with_blanks_and_umlauts_is_pushed_whole() {
        var key = night.key("Gutschriften März + Nachtrag (1).csv");
        var note = "x".repeat(2_000);
        var csv = night.csv(3_000)
                .replace("periodId\n", "periodId,note\n")
                .replace("2026-03\n", "2026-03," + note + "\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(csv.length).isGreaterThan(LEAST_PART);
        uploadInTwoParts(key, csv);

        var output = app.succeed("CreditPushWorkflow", night.input());

        assertThat(output.path("created").asInt()).isEqualTo(3_000);
        assertThat(app.run(night.runId()).at("/input/0/uri").asText()).contains("Gutschriften");
        assertThat(app.im().credit(night.ref(3_000))).isPresent();
    }

    private void uploadInTwoParts(String key, byte[] content) {
        var s3 = app.s3();
        var upload = s3.createMultipartUpload(
                        request -> request.bucket(app.bucket()).key(key))
                .uploadId();
        var parts = new ArrayList<CompletedPart>();
        for (int number = 1; number <= 2; number++) {
            var part = number;
            var bytes = Arrays.copyOfRange(
                    content, (part - 1) * LEAST_PART, part == 2 ? content.length : part * LEAST_PART);
            var tag = s3.uploadPart(
                            request -> request.bucket(app.bucket())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(part),
                            RequestBody.fromBytes(bytes))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(part).eTag(tag).build());
        }
        s3.completeMultipartUpload(request ->
                request.bucket(app.bucket()).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }

    @Test
    void an_export_replaced_in_the_middle_of_its_run_fails_it_and_is_no_mix() {
        app.put(night.key("credits.csv"), night.csv(1, 100));
        app.environment(FUNCTION, Map.of("IM_BATCH_SIZE", "1", "IM_MAX_IN_FLIGHT", "1"));
        app.timeout(FUNCTION, 8);
        app.im().set(FaultSwitches.LATENCY_MILLIS, 150);
        var execution = app.startArn(app.quick("CreditPushWorkflow"), night.input());
        Application.await("the first credit", () -> app.im().credit(night.ref(1)), Optional::isPresent);

        app.put(night.key("credits.csv"), night.csv(501, 600));

        var ended = app.end(execution);
        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("FAILED");
        assertThat(ended.path("error").asText()).isIn("INPUT_CHANGED", "RUN_INPUT_DIFFERS");
        assertThat(app.im().credit(night.ref(501))).isEmpty();
    }

    @Test
    void the_store_itself_refuses_to_create_a_record_twice_or_to_replace_another_version() {
        app.put(night.key("credits.csv"), night.csv(1));
        app.succeed("CreditPushWorkflow", night.input());
        var record = "runs/" + night.runId() + "/run.json";

        assertThatThrownBy(() -> app.s3()
                        .putObject(
                                request ->
                                        request.bucket(app.bucket()).key(record).ifNoneMatch("*"),
                                RequestBody.fromString("{}")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThatThrownBy(() -> app.s3()
                        .putObject(
                                request -> request.bucket(app.bucket())
                                        .key(record)
                                        .ifMatch("\"00000000000000000000000000000000\""),
                                RequestBody.fromString("{}")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(app.run(night.runId()).path("status").asText()).isEqualTo("COMPLETED");
    }
}
