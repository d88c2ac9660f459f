package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.request;
import static dev.imconnector.pull.PullScenario.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.RowsFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pulled rows as CSV. */
class CsvTest {

    private final PullScenario night = new PullScenario();

    @BeforeEach
    void asCsv() {
        night.format = RowsFormat.CSV;
    }

    @Test
    void values_stay_what_they_are() {
        night.im.rows(List.of(
                "{\"id\":70368744177664001,\"amount\":1.10,\"rate\":1E-7,\"ok\":true,\"none\":null,\"empty\":\"\"}",
                "{\"id\":2,\"amount\":-0.5,\"text\":\"a,\\\"b\\\"\\nc\",\"tier\":{\"cap\":null,\"x\":[1.0]}}"));

        assertThat(String.join("\n", night.lines(night.pull(run("night")))))
                .isEqualTo("id,amount,rate,ok,none,empty,text,tier,_other\n"
                        + "70368744177664001,1.10,1E-7,true,,\"\",,,\n"
                        + "2,-0.5,,,,,\"a,\"\"b\"\"\nc\",\"{\"\"cap\"\":null,\"\"x\"\":[1.0]}\",");
    }

    @Test
    void columns_are_those_of_the_first_page_and_what_comes_later_is_in_the_last_column() {
        night.pageSize = 1;
        night.im.pageSize(1).rows(List.of("{\"id\":1}", "{\"id\":2,\"late\":1.50,\"more\":{\"a\":\"x\"}}"));

        assertThat(night.lines(night.pull(run("night"))))
                .containsExactly("id,_other", "1,", "2,\"{\"\"late\"\":1.50,\"\"more\"\":{\"\"a\"\":\"\"x\"\"}}\"");
    }

    @Test
    void columns_are_those_that_were_asked_for_and_those_of_the_order() {
        night.im.rows(List.of("{\"periodId\":\"p\",\"x\":1,\"participantId\":\"P1\",\"@odata.etag\":\"e\"}"));

        var run = night.pull(request("night", null, null, "x,y", null, false));

        assertThat(night.lines(run)).containsExactly("x,y,participantId,periodId", "1,,P1,p");
        assertThat(night.manifest(run).get("columns").toString())
                .isEqualTo("[\"x\",\"y\",\"participantId\",\"periodId\"]");
    }

    @Test
    void columns_and_headers_are_the_same_in_every_part() {
        night.im.results(95);
        night.shortInvocations();

        var run = night.pullToTheEnd(run("night"));

        var parts = night.manifest(run).get("parts").size();
        assertThat(parts).isGreaterThan(1);
        assertThat(night.lines(run)).hasSize(95 + parts);
        assertThat(night.lines(run).stream().filter(line -> line.startsWith("participantId,")))
                .hasSize(parts)
                .containsOnly("participantId,periodId,status,payoutAmount,currencyCode,_other");
    }

    static Stream<Arguments> extremes() {
        return Stream.of(
                Arguments.of("a text of 21 M characters", "{\"a\":\"" + "x".repeat(21_000_000) + "\"}"),
                Arguments.of("a number of 5,000 digits", "{\"a\":" + "1".repeat(5_000) + "}"),
                Arguments.of("a number of 5,000 decimals", "{\"a\":{\"b\":0." + "1".repeat(5_000) + "}}"),
                Arguments.of("a huge exponent", "{\"a\":1e999999999,\"b\":[-1e-999999999]}"),
                Arguments.of("a name of 60,000 characters", "{\"" + "n".repeat(60_000) + "\":1}"),
                Arguments.of("lists in lists", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extremes")
    void whatever_is_pulled_as_json_lines_is_pulled_as_csv_or_told_by_an_error_of_its_own(String what, String row) {
        night.im.rows(List.of("{\"a\":1}", row));
        night.format = RowsFormat.JSONL;
        var lines = night.pull(run("lines"));
        night.format = RowsFormat.CSV;

        var csv = night.pull(run("csv"));

        assertThat(csv.error().map(Problem::code)).isEqualTo(lines.error().map(Problem::code));
        assertThat(csv.error().map(Problem::code)).isNotEqualTo(Optional.of("INTERNAL_ERROR"));
        assertThat(csv.rows()).isEqualTo(lines.rows());
    }

    @Test
    void formulas_are_guarded_only_when_asked_for_and_never_decimals() {
        night.im.rows(List.of(
                "{\"a\":\"=1+1\",\"b\":\"@SUM(A1)\",\"c\":\"-12.50\",\"d\":-1.5E3,\"e\":\"+41 44\",\"f\":\"x=1\"}"));

        assertThat(night.lines(night.pull(run("plain"))).get(1)).isEqualTo("=1+1,@SUM(A1),-12.50,-1.5E3,+41 44,x=1,");

        night.guardsFormulas = true;
        assertThat(night.lines(night.pull(run("guarded"))).get(1))
                .isEqualTo("'=1+1,'@SUM(A1),-12.50,-1.5E3,'+41 44,x=1,");
    }

    @Test
    void the_event_may_ask_for_another_format_but_for_none_that_there_is_not() {
        night.im.results(1);
        assertThat(night.lines(night.pull(withFormat("lines", "jsonl")))).isEqualTo(night.im.rows());

        assertThat(night.pull(withFormat("other", "xml")).error().map(Problem::code))
                .contains("FORMAT_UNKNOWN");
    }

    private static PullRequest withFormat(String runId, String format) {
        return new PullRequest(
                Optional.of(runId), Optional.empty(), Optional.empty(), RowSelection.OPEN, Optional.of(format), false);
    }
}
