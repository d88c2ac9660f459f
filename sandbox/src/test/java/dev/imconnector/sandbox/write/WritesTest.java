package dev.imconnector.sandbox.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.sandbox.switches.WriteSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.SandboxCaller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotas and participants. */
class WritesTest {

    private static final String QUOTA = "/quotas/Q0000001";
    private static final String PARTICIPANT = "/participants/P0000001";

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox();

    private final SandboxCaller im = running.im;
    private String writer;
    private String reader;

    @BeforeEach
    void tokens() {
        writer = im.writerToken();
        reader = im.readerToken();
    }

    @Test
    void patchSetsWhatItNamesAndLeavesTheRest() {
        var before = im.get(QUOTA, reader).json();
        var answer = im.write("PATCH", QUOTA, writer, "{\"targetAmount\":120000.50,\"reviewer\":{\"name\":\"Ada\"}}");
        var after = im.get(QUOTA, reader);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(after.body()).contains("\"targetAmount\":120000.50", "\"reviewer\":{\"name\":\"Ada\"}");
        assertThat(after.json().get("periodId")).isEqualTo(before.get("periodId"));
        assertThat(answer.json()).isEqualTo(after.json());
    }

    @Test
    void putReplacesTheWholeObject() {
        var answer = im.write(
                "PUT", QUOTA, writer, "{\"participantId\":\"P0000002\",\"periodId\":\"2026-Q2\",\"status\":\"DRAFT\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(im.get(QUOTA, reader).json().toString())
                .isEqualTo("{\"participantId\":\"P0000002\",\"periodId\":\"2026-Q2\",\"status\":\"DRAFT\","
                        + "\"quotaId\":\"Q0000001\"}");
    }

    @Test
    void putWithoutANeededFieldIsRefused() {
        assertThat(im.write("PUT", QUOTA, writer, "{\"status\":\"DRAFT\"}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /quotas/Q0000001       | {\"quotaId\":\"Q2\"}            | 400",
                "PATCH | /quotas/Q0000001       | {\"targetAmount\":\"1\"}        | 400",
                "PATCH | /quotas/Q0000001       | {\"status\":null}               | 400",
                "PATCH | /quotas/Q0000001       | {}                              | 400",
                "PATCH | /quotas/Q0000001       | []                              | 400",
                "PATCH | /quotas/Q0000001       | {\"status\":\"A\"} x            | 400",
                "PATCH | /quotas/Q0000001       | {\"status\":\"A\",\"status\":\"B\"} | 400",
                "PATCH | /quotas/Q9999999       | {\"status\":\"A\"}              | 404",
                "PUT   | /quotas/Q9999999       | {\"status\":\"A\"}              | 404",
                "PATCH | /participants/P0000001 | {\"status\":\"GONE\"}           | 422",
                "PATCH | /participants/P0000001 | {\"hireDate\":\"soon\"}         | 400",
                "PATCH | /participants/P0000001 | {\"participantId\":\"P2\"}      | 400",
                "PATCH | /participants/P9999999 | {\"status\":\"INACTIVE\"}       | 404",
                "PUT   | /participants/P0000001 | {\"status\":\"INACTIVE\"}       | 405",
                "PATCH | /results/20000000000000001 | {\"status\":\"PAID\"}       | 405",
                "POST  | /quotas                | {\"status\":\"A\"}              | 405",
            })
    void aWriteThatIsNotRightChangesNothing(String method, String path, String body, int status) {
        var quota = im.get(QUOTA, reader).body();
        var participant = im.get(PARTICIPANT, reader).body();

        var answer = im.write(method, path, writer, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").textValue()).isNotBlank();
        assertThat(im.get(QUOTA, reader).body()).isEqualTo(quota);
        assertThat(im.get(PARTICIPANT, reader).body()).isEqualTo(participant);
    }

    @Test
    void aParticipantCanBeDeactivated() {
        assertThat(im.write("PATCH", PARTICIPANT, writer, "{\"status\":\"INACTIVE\"}")
                        .status())
                .isEqualTo(200);

        assertThat(im.get(PARTICIPANT, reader).json().get("status").textValue()).isEqualTo("INACTIVE");
    }

    @Test
    void nothingChangedMayBeA304WithoutABody() {
        im.write("PATCH", PARTICIPANT, writer, "{\"status\":\"INACTIVE\"}");
        assertThat(im.write("PATCH", PARTICIPANT, writer, "{\"status\":\"INACTIVE\"}")
                        .status())
                .isEqualTo(200);
        running.with(WriteSwitches.UNCHANGED_STATUS, 304);

        var unchanged = im.write("PATCH", PARTICIPANT, writer, "{\"status\":\"INACTIVE\"}");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(im.write("PATCH", PARTICIPANT, writer, "{\"status\":\"ACTIVE\"}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quotas/Q0000001?x=1", "/credits/batch?x=1"})
    void aWriteTakesNoQuery(String path) {
        var method = path.startsWith("/quotas") ? "PATCH" : "POST";

        assertThat(im.write(method, path, writer, "{\"status\":\"A\"}").status())
                .isEqualTo(400);
    }
}
