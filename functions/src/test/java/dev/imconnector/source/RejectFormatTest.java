package dev.imconnector.source;

import static dev.imconnector.testkit.Inputs.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.credit.Rejection;
import dev.imconnector.testkit.Inputs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RejectFormatTest {

    private static final Rejection WHY = new Rejection("SOME_CODE", "because, \"so\"");

    private static List<String> lines(Inputs input) {
        var format = input.source().rejectFormat(false);
        return input.records().stream()
                .map(record -> new String(format.line(record, WHY), UTF_8))
                .toList();
    }

    private static String header(Inputs input) {
        return new String(input.source().rejectFormat(false).header(), UTF_8);
    }

    @Test
    void a_csv_reject_has_our_columns_first_and_then_the_record_as_it_was() {
        var input = Inputs.of("a.csv", HEADER + ", Note \n\" A\",,x,1e3,EUR,,\"one, \"\"two\"\"\r\nthree\"\n");

        assertThat(input.source().rejectFormat(false).fileName()).isEqualTo("rejects.csv");
        assertThat(header(input)).isEqualTo("_file,_line,_sourceRef,_code,_reason," + HEADER + ",Note\n");
        assertThat(lines(input))
                .containsExactly("s3://crm/credits/a.csv,2,A,SOME_CODE,\"because, \"\"so\"\"\","
                        + " A,,x,1e3,EUR,,\"one, \"\"two\"\"\r\nthree\"\n");
    }

    @Test
    void columns_of_several_files_are_united_and_columns_of_an_earlier_rejects_file_left_out() {
        var input = Inputs.of("a.csv", "_file,_reason,Note," + HEADER + ",Note\nf,r,n1,A,,,,,,n2\n")
                .with("b.csv", "Region," + HEADER + ",Note\nEMEA,B,,,,,,n3\n");

        assertThat(header(input)).isEqualTo("_file,_line,_sourceRef,_code,_reason,Note," + HEADER + ",Note,Region\n");
        assertThat(lines(input))
                .containsExactly(
                        "s3://crm/credits/a.csv,2,A,SOME_CODE,\"because, \"\"so\"\"\",n1,A,,,,,,n2,\n",
                        "s3://crm/credits/b.csv,2,B,SOME_CODE,\"because, \"\"so\"\"\",n3,B,,,,,,,EMEA\n");
    }

    @Test
    void fields_too_many_stand_at_the_end_and_fields_too_few_stay_too_few() {
        var input = Inputs.of("a.csv", HEADER + ",Note\nA,P,2026-03-31,1,EUR,X,n,extra,\nB,P\n")
                .with("b.csv", HEADER + ",Region\nC,P,2026-03-31,1,EUR,X,EMEA,more\nD\n");

        var start = "SOME_CODE,\"because, \"\"so\"\"\",";
        assertThat(lines(input))
                .containsExactly(
                        "s3://crm/credits/a.csv,2,A," + start + "A,P,2026-03-31,1,EUR,X,n,,extra,\n",
                        "s3://crm/credits/a.csv,3,B," + start + "B,P\n",
                        "s3://crm/credits/b.csv,2,C," + start + "C,P,2026-03-31,1,EUR,X,,EMEA,more\n",
                        "s3://crm/credits/b.csv,3,D," + start + "D\n");
    }

    @Test
    void the_header_is_known_without_any_record_and_costs_nothing_before() {
        var input = Inputs.of("a.csv", HEADER + ",Note\n");
        var format = input.source().rejectFormat(false);
        var reads = new int[1];
        input.store.beforeReads((object, offset) -> reads[0]++);
        assertThat(reads[0]).isZero();
        assertThat(new String(format.header(), UTF_8)).endsWith("," + HEADER + ",Note\n");
        assertThat(reads[0]).isPositive();
        assertThat(input.store.openStreams()).isZero();
    }

    @Test
    void a_source_ref_shown_in_our_column_is_cleaned_and_bounded() {
        var input = Inputs.of("a.csv", HEADER + "\n\"" + "x\ny".repeat(1_000) + "\",P,2026-03-31,1,EUR,X\n");
        assertThat(lines(input).get(0)).startsWith("s3://crm/credits/a.csv,2," + "x y".repeat(84) + "x …,SOME_CODE");
    }

    private static List<String> guarded(Inputs input) {
        var format = input.source().rejectFormat(true);
        return Stream.concat(
                        Stream.of(format.header()),
                        input.records().stream().map(record -> format.line(record, FORMULA)))
                .map(line -> new String(line, UTF_8))
                .toList();
    }

    private static final Rejection FORMULA = new Rejection("REFUSED", "=cmd|' /C calc'!A0");

    @Test
    void guarded_rejects_have_no_cell_that_a_spreadsheet_runs_and_a_column_that_says_where_a_guard_is() {
        var input = Inputs.of("a.csv", HEADER + ",=Note\n=A1,@P,2026-03-31,-1.50,EUR,X,-2+3\n");

        assertThat(guarded(input))
                .containsExactly(
                        "_file,_line,_sourceRef,_code,_reason,_guarded," + HEADER + ",'=Note\n",
                        "s3://crm/credits/a.csv,2,'=A1,REFUSED,'=cmd|' /C calc'!A0,yes,"
                                + "'=A1,'@P,2026-03-31,-1.50,EUR,X,'-2+3\n");
    }

    @Test
    void guarded_rejects_that_are_rejected_again_name_the_columns_of_the_export_as_it_did() {
        var once = Inputs.of("a.csv", HEADER + ",=Note\n=A1,@P,2026-03-31,-1.50,EUR,X,-2+3\n");
        var again = Inputs.of("rejects.csv", String.join("", guarded(once)));

        assertThat(header(again)).isEqualTo("_file,_line,_sourceRef,_code,_reason," + HEADER + ",=Note\n");
        assertThat(guarded(again).get(0)).isEqualTo(guarded(once).get(0));
        assertThat(again.credits()).isEqualTo(once.credits());
    }

    @Test
    void guarded_rejects_of_a_mapped_export_are_mapped_as_the_export_was() {
        var mapping = """
                version: 1
                mappings:
                  - files: "a.csv"
                    fields:
                      sourceRef: {column: "=Ref"}
                      participantId: {column: Who}
                      transactionDate: {column: Day}
                      amount: {column: Sum}
                      currencyCode: {constant: EUR}
                      periodId: {constant: 2026-03}
                """;
        var export = Inputs.of("a.csv", "=Ref,Who,Day,Sum\n=A1,'-P,2026-03-31,-1.50\n")
                .mappedBy(mapping);
        var again = Inputs.of("rejects.csv", String.join("", guarded(export))).mappedBy(mapping);

        assertThat(again.credits()).isEqualTo(export.credits()).hasSize(1);
    }

    @Test
    void json_lines_are_the_same_with_and_without_guards() {
        var input = Inputs.of("a.jsonl", "{\"sourceRef\":\"=A1\"}\n");

        assertThat(new String(
                        input.source().rejectFormat(true).line(input.records().get(0), WHY), UTF_8))
                .isEqualTo(lines(input).get(0));
    }

    @Test
    void a_json_reject_has_our_members_first_and_then_the_object_as_it_was() {
        var input = Inputs.of(
                "a.jsonl",
                "{ \"sourceRef\" : \"A\\u00e4\" , \"amount\":1.0000000000000000000000001e5,"
                        + "\"_line\":[{\"x\":1}],\"note\":{\"y\": [ 1, 2.50 ]},\"half\":\"\\ud800\",\"_raw2\":\"x\"}\n");

        assertThat(input.source().rejectFormat(false).fileName()).isEqualTo("rejects.jsonl");
        assertThat(header(input)).isEmpty();
        assertThat(lines(input))
                .containsExactly("{\"_file\":\"s3://crm/credits/a.jsonl\",\"_line\":1,\"_sourceRef\":\"Aä\","
                        + "\"_code\":\"SOME_CODE\",\"_reason\":\"because, \\\"so\\\"\",\"sourceRef\":\"A\\u00e4\","
                        + "\"amount\":1.0000000000000000000000001e5,\"note\":{\"y\": [ 1, 2.50 ]},"
                        + "\"half\":\"\\ud800\",\"_raw2\":\"x\"}\n");
    }

    @Test
    void a_line_that_is_no_object_is_kept_as_raw_text() {
        var input = Inputs.of("a.jsonl", "[1,\"x\"]\n{\"a\":1,\"a\":2}\n{oops\n");
        var start = "\"_sourceRef\":null,\"_code\":\"SOME_CODE\",\"_reason\":\"because, \\\"so\\\"\",\"_raw\":";
        assertThat(lines(input))
                .containsExactly(
                        "{\"_file\":\"s3://crm/credits/a.jsonl\",\"_line\":1," + start + "\"[1,\\\"x\\\"]\"}\n",
                        "{\"_file\":\"s3://crm/credits/a.jsonl\",\"_line\":2," + start
                                + "\"{\\\"a\\\":1,\\\"a\\\":2}\"}\n",
                        "{\"_file\":\"s3://crm/credits/a.jsonl\",\"_line\":3," + start + "\"{oops\"}\n");
    }

    @Test
    void raw_text_of_an_earlier_rejects_file_is_not_lost() {
        var first = Inputs.of("a.jsonl", "{oops\n");
        var again = Inputs.of("rejects.jsonl", lines(first).get(0));
        assertThat(again.records().get(0).rejection().code()).isEqualTo("FIELD_MISSING");
        assertThat(lines(again).get(0)).endsWith("\"_raw\":\"{oops\"}\n");
    }
}
