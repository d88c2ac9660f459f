package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.TenantCaller;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the versions of a dated object are written: each day belongs to one of them. */
class TenantVersionsTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    /** Somebody with a past: {@code Formerly} until a day, then somebody else. */
    private String somebody() {
        return seqOf("P0000010");
    }

    private String seqOf(String payeeId) {
        return im.rows("/participants?$filter=payeeId eq '" + payeeId + "'")
                .get(0)
                .get("payeeSeq")
                .textValue();
    }

    private List<JsonNode> versions(String seq) {
        return elements(im.get("/participants(" + seq + ")/versions"), "participants");
    }

    private static String version(String lastName, String from, String to) {
        return """
                {"payeeId":"P0000010","userId":"user10","lastName":"%s","effectiveStartDate":"%s","effectiveEndDate":"%s"}""".formatted(lastName, from, to);
    }

    private List<String> timeline(String seq) {
        return versions(seq).stream()
                .map(each -> each.get("lastName").textValue() + " "
                        + each.get("effectiveStartDate").textValue().substring(0, 10) + " "
                        + each.get("effectiveEndDate").textValue().substring(0, 10))
                .toList();
    }

    @Test
    void theVersionsOfDaysAreRead() {
        var seq = somebody();

        assertThat(versions(seq)).hasSize(2);
        var early = im.get("/participants(" + seq + ")/versions?startDate=2024-01-01&endDate=2024-01-01");
        assertThat(elements(early, "participants"))
                .singleElement()
                .satisfies(each -> assertThat(each.get("lastName").textValue()).isEqualTo("Formerly"));
        assertThat(im.get("/participants(12345678901234567)/versions").status()).isEqualTo(400);
        assertThat(im.get("/salesOrders(12345678901234567)/versions").status()).isEqualTo(404);
    }

    @Test
    void aPostReplacesAllVersions() {
        var seq = somebody();

        var answer = im.post(
                "/participants(" + seq + ")/versions",
                "[" + version("B", "2026-01-01", "2200-01-01") + "," + version("A", "2020-01-01", "2026-01-01") + "]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(timeline(seq)).containsExactly("A 2020-01-01 2026-01-01", "B 2026-01-01 2200-01-01");
    }

    @Test
    void aPutIsLaidOverTheTimeline() {
        var seq = somebody();
        im.post("/participants(" + seq + ")/versions", "[" + version("A", "2020-01-01", "2200-01-01") + "]");

        var answer =
                im.put("/participants(" + seq + ")/versions", "[" + version("B", "2025-01-01", "2025-07-01") + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(timeline(seq))
                .containsExactly("A 2020-01-01 2025-01-01", "B 2025-01-01 2025-07-01", "A 2025-07-01 2200-01-01");
    }

    @ParameterizedTest
    @CsvSource({"false, A 2020-01-01 2200-01-01", "true, B 2020-01-01 2200-01-01"})
    void aVersionThatIsTakenOutLeavesItsDaysToOneBesideIt(boolean fromRight, String left) {
        var seq = somebody();
        im.post(
                "/participants(" + seq + ")/versions",
                "[" + version("A", "2020-01-01", "2026-01-01") + "," + version("B", "2026-01-01", "2200-01-01") + "]");
        var out = fromRight ? "2020-01-01&effectiveEndDate=2026-01-01" : "2026-01-01&effectiveEndDate=2200-01-01";

        var answer = im.delete(
                "/participants(" + seq + ")/versions?effectiveStartDate=" + out + "&fillFromRight=" + fromRight);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/participants/0").textValue()).contains("deleted");
        assertThat(timeline(seq)).containsExactly(left);
    }

    @Test
    void theOnlyVersionCannotBeTakenOutNorOneThatIsNotThere() {
        var seq = seqOf("P0000001");
        var only = versions(seq).get(0);
        var days = "effectiveStartDate=%s&effectiveEndDate=%s"
                .formatted(
                        only.get("effectiveStartDate").textValue().substring(0, 10),
                        only.get("effectiveEndDate").textValue().substring(0, 10));

        assertThat(im.delete("/participants(" + seq + ")/versions?" + days).body())
                .contains("TCMP_09022");
        assertThat(im.delete("/participants(" + seq
                                + ")/versions?effectiveStartDate=2001-01-01&effectiveEndDate=2002-01-01")
                        .body())
                .contains("TCMP_09022");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"payeeId\":\"P0000010\"}]",
                "[{\"payeeId\":\"P0000010\",\"userId\":\"x\",\"lastName\":\"A\",\"effectiveStartDate\":\"2026-01-01\",\"effectiveEndDate\":\"2026-01-01\"}]",
            })
    void aVersionThatIsNotWholeChangesNothing(String body) {
        var seq = somebody();
        var before = timeline(seq);

        assertThat(im.post("/participants(" + seq + ")/versions", body).status())
                .isEqualTo(400);

        assertThat(timeline(seq)).isEqualTo(before);
    }

    @Test
    void twoVersionsOfOneDayAreRefused() {
        var seq = somebody();

        var answer = im.post(
                "/participants(" + seq + ")/versions",
                "[" + version("A", "2020-01-01", "2026-01-02") + "," + version("B", "2026-01-01", "2200-01-01") + "]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("TCMP_09022");
    }

    @Test
    void aPutToTheCollectionChangesTheVersionOfItsDates() {
        var seq = somebody();
        var early = versions(seq).get(0);
        var body = """
                [{"payeeSeq":"%s","lastName":"Changed","effectiveStartDate":"%s","effectiveEndDate":"%s"}]""".formatted(
                        seq,
                        early.get("effectiveStartDate").textValue(),
                        early.get("effectiveEndDate").textValue());

        assertThat(im.put("/participants", body).status()).isEqualTo(200);

        assertThat(versions(seq))
                .extracting(each -> each.get("lastName").textValue())
                .first()
                .isEqualTo("Changed");
        assertThat(im.rows("/participants?$filter=payeeId eq 'P0000010'")
                        .get(0)
                        .get("lastName")
                        .textValue())
                .isNotEqualTo("Changed");
        var other = im.put("/participants", body.replace("effectiveEndDate\":\"2", "effectiveEndDate\":\"3"));
        assertThat(elements(other, "participants").get(0).get("_ERROR_").textValue())
                .startsWith("TCMP_09022");
    }

    @Test
    void aNewParticipantBeginsOnItsDayAndNeverEnds() {
        var answer = im.post(
                "/participants",
                "[{\"payeeId\":\"N-1\",\"userId\":\"n1\",\"lastName\":\"New\",\"effectiveStartDate\":\"2026-01-01\"}]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/participants/0/effectiveEndDate").textValue())
                .startsWith("2200-01-01");
        assertThat(im.rows("/participants?$filter=payeeId eq 'N-1'")).hasSize(1);
    }
}
