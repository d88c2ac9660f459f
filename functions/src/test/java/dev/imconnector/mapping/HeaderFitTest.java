package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file a mapping fits: by its name, its dialect and its header. */
class HeaderFitTest {

    private final MappedRows rows = new MappedRows()
            .with("sourceRef", "{columns: [Order, Line], separator: '-'}")
            .with("participantId", "{column: Rep}")
            .with("amount", "{column: Amount}");

    private Problem problem(List<String> header) {
        return catchThrowableOfType(MappingException.class, () -> rows.mapping().fit("f.csv", header))
                .problem();
    }

    @Property
    void the_order_of_the_columns_and_others_beside_them_say_nothing(@ForAll Random order) {
        var names = new java.util.ArrayList<>(List.of("Order", "Line", "Rep", "Amount", "More", "Another"));
        Collections.shuffle(names, order);
        var values =
                names.stream().map(n -> n.equals("Amount") ? "1.5" : n + "!").toArray(String[]::new);
        var fitting = new MappedRows()
                .with("sourceRef", "{columns: [Order, Line], separator: '-'}")
                .with("participantId", "{column: Rep}")
                .with("amount", "{column: Amount}");

        var credit = fitting.credit(names, values);

        assertThat(credit.sourceRef()).isEqualTo("Order!-Line!");
        assertThat(credit.participantId()).isEqualTo("Rep!");
        assertThat(credit.amount()).isEqualTo("1.5");
    }

    @Test
    void all_columns_that_are_missing_are_named_with_their_fields_and_what_was_found() {
        assertThat(problem(List.of("Order", "rep")))
                .isEqualTo(new Problem(
                        "HEADER_INVALID",
                        "The header of f.csv lacks 'Line' (for sourceRef), 'Rep' (for participantId), "
                                + "'Amount' (for amount); found: 'Order', 'rep'",
                        "Add these columns to the report, or change the mapping '*' to the names that"
                                + " were found"));
    }

    @ParameterizedTest
    @CsvSource({"Order;Line;Rep;Amount, ;", "Order|Line, |", "'Order\tLine', \\t"})
    void a_header_of_another_delimiter_says_which_one_to_set(String header, String delimiter) {
        assertThat(problem(List.of(header)).fix())
                .isEqualTo("Set csv.delimiter of the mapping '*' to \"" + delimiter + "\"");
    }

    @Test
    void a_needed_column_that_is_there_twice_is_refused_and_others_may_be() {
        assertThat(problem(List.of("Order", "Line", "Rep", "Amount", "Rep")).message())
                .startsWith("The header of f.csv has 'Rep' more than once; found:");
        assertThat(rows.mapping().fit("f.csv", List.of("Order", "Line", "Rep", "Amount", "More", "More")))
                .isNotNull();
    }

    @Test
    void a_file_without_a_header_is_empty() {
        assertThat(problem(List.of()).message()).isEqualTo("f.csv is empty: it has no header line");
    }

    @Test
    void a_file_is_read_in_utf8_with_commas_when_the_mapping_says_nothing() {
        assertThat(rows.mapping().dialect()).isEqualTo(CsvDialect.STANDARD);
        assertThat(rows.mapping().format()).isEmpty();
        assertThat(rows.mapping().files()).isEqualTo("*");
    }

    @Test
    void a_dialect_is_what_the_mapping_says() {
        rows.and("csv: {delimiter: \"\\t\", quote: \"'\", charset: ISO-8859-15, skipLines: 2, footerLines: 3}")
                .and("format: csv");

        assertThat(rows.mapping().dialect())
                .isEqualTo(new CsvDialect('\t', '\'', Charset.forName("ISO-8859-15"), 2, 3));
        assertThat(rows.mapping().format()).contains(FileFormat.CSV);
    }

    @Test
    void of_several_mappings_that_fit_a_name_the_first_counts_and_none_is_said_with_all_that_there_are() {
        var fields = "fields: {sourceRef: {constant: a}, participantId: {constant: a}, transactionDate: {constant: a}, "
                + "amount: {constant: a}, currencyCode: {constant: a}, periodId: {constant: a}}";
        var store = new MemoryStore();
        store.put(
                "file:///m.yaml",
                "version: 1\nmappings:\n- {files: crm-*.csv, " + fields + "}\n- {files: '*.jsonl', " + "format: jsonl, "
                        + fields + "}\n- {files: crm-1*.csv, " + fields + "}\n");

        var mappings = CreditMappings.read(Location.parse("file:///m.yaml"), store);

        assertThat(mappings.forFile("crm-1.csv.gz").map(CreditMapping::files)).isEqualTo(Optional.of("crm-*.csv"));
        assertThat(mappings.forFile("x.jsonl").flatMap(CreditMapping::format)).contains(FileFormat.JSON_LINES);
        assertThat(mappings.forFile("other.csv")).isEmpty();
        assertThatThrownBy(() -> {
                    throw mappings.noneFor("other.csv");
                })
                .hasMessageContaining(
                        "No mapping is for other.csv; there are mappings for 'crm-*.csv', '*.jsonl', 'crm-1*.csv'");
    }
}
