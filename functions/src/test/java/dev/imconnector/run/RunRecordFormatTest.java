package dev.imconnector.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the record, which other programs read: the same byte for byte whatever the classes behind it are. */
class RunRecordFormatTest {

    private static String stored(String night) throws IOException {
        try (var in = RunRecordFormatTest.class.getResourceAsStream("/dev/imconnector/" + night + "/run.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String asWritten(RunRecord run) throws IOException {
        return RunRecords.json().writeValueAsString(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "push/before-the-engine/out-of-time/store/runs/night",
                "push/before-the-engine/killed/store/runs/night",
                "push/before-the-engine/failed/store/runs/night",
                "push/before-the-engine/refused/store/runs/night",
                "push/before-the-engine/completed/store/runs/night",
                "pull/before-the-engine/out-of-time/store/runs/night",
                "pull/before-the-engine/failed/store/runs/night",
                "pull/before-the-engine/completed/store/runs/night",
                "reconcile/before-the-engine/out-of-time/store/runs/night",
                "reconcile/before-the-engine/out-of-time/store/runs/night/im",
                "reconcile/before-the-engine/failed/store/runs/night",
                "reconcile/before-the-engine/completed/store/runs/night"
            })
    void a_record_of_the_version_before_is_written_as_it_was_read(String night) throws IOException {
        var json = stored(night);

        assertThat(asWritten(RunRecords.json().readValue(json, RunRecord.class)))
                .isEqualTo(json);
    }

    @Test
    void fields_of_a_later_version_are_kept_as_they_came() throws IOException {
        var json = (ObjectNode) RunRecords.json().readTree(stored("push/before-the-engine/completed/store/runs/night"));
        json.put("ofALaterVersion", 1.50);

        assertThat(asWritten(RunRecords.json().treeToValue(json, RunRecord.class)))
                .isEqualTo(json.toString())
                .endsWith("\"ofALaterVersion\":1.5}");
    }

    @Test
    void a_new_record_of_each_kind_says_null_where_nothing_applies() throws IOException {
        for (var kind : List.of(RunKind.CREDIT_PUSH, RunKind.RESULTS_PULL, RunKind.RECONCILIATION)) {
            var run = RunRecord.begin(
                    new RunId("night"), kind, "somebody", "1.2.3", Instant.parse("2026-03-02T04:15:00.123456Z"));

            assertThat(asWritten(run)).isEqualTo(expected(kind));
        }
    }

    private static String expected(RunKind kind) {
        var isPush = kind == RunKind.CREDIT_PUSH;
        return "{\"formatVersion\":\"1.0\",\"runId\":\"night\",\"kind\":\"" + kind.text()
                + "\",\"status\":\"RUNNING\",\"input\":[],\"position\":0,"
                + (isPush
                        ? "\"read\":0,\"created\":0,\"alreadyPresent\":0,\"rejected\":0,\"failed\":0,\"leftOut\":0,\"totals\":[],"
                                + "\"rows\":null,\"pages\":null,\"parts\":null,"
                        : "\"read\":null,\"created\":null,\"alreadyPresent\":null,\"rejected\":null,\"failed\":null,"
                                + "\"totals\":null,\"rows\":0,\"pages\":0,\"parts\":[],")
                + "\"differences\":null,\"requests\":0,\"tokenFetches\":0,\"throttled\":0,\"retried\":0,"
                + "\"attempts\":[],\"startedAt\":\"2026-03-02T04:15:00.123Z\","
                + "\"updatedAt\":\"2026-03-02T04:15:00.123Z\",\"finishedAt\":null,\"resumeAfterSeconds\":null,"
                + "\"waiting\":null,\"requestedBy\":\"somebody\",\"version\":\"1.2.3\",\"rejects\":null,"
                + "\"receipts\":null,\"output\":null,\"report\":null,\"lateInput\":null,\"error\":null,"
                + "\"lease\":null,\"checkpoint\":null}";
    }
}
