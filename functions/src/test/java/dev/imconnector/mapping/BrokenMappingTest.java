package dev.imconnector.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of mapping files with one mistake each, and what is said about it. */
class BrokenMappingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Location MAPPING = Location.parse("file:///config/m.json");
    private static final String GOOD = """
            {"version": 1,
             "mappings": [{
               "files": "crm-*.csv",
               "csv": {"delimiter": ";", "charset": "windows-1252"},
               "fields": {
                 "sourceRef": {"columns": ["Order", "Line"], "separator": "-"},
                 "participantId": {"column": "Rep", "case": "upper"},
                 "transactionDate": {"column": "Closed", "pattern": "dd.MM.yyyy HH:mm", "zone": "Europe/Berlin"},
                 "amount": {"column": "Amount", "decimal": ",", "thousands": ".", "sign":
                     {"column": "SH", "negative": ["H"], "positive": ["S"]}},
                 "currencyCode": {"constant": "EUR"},
                 "periodId": {"fromDate": "yyyy-MM", "lookup": {"file": "periods.csv", "key": "month", "value": "id"}}
               },
               "additional": {
                 "units": {"type": "number", "column": "Units"},
                 "renewal": {"type": "boolean", "column": "Renewal", "true": ["X"], "false": [""]}
               }
             }]}
            """;

    private final MemoryStore store = new MemoryStore();

    private Problem problemOf(String name, String content) {
        var at = MAPPING.resolve(name);
        store.put(at.toString(), content);
        try {
            CreditMappings.read(at, store);
        } catch (MappingException e) {
            return e.problem();
        }
        throw new AssertionError("It is taken for good: " + content);
    }

    private static String with(String pointer, String value) {
        try {
            var document = JSON.readTree(GOOD);
            var at = JsonPointer.compile(pointer);
            var parent = document.at(at.head());
            var last = at.last().getMatchingProperty();
            if (parent instanceof ArrayNode list) {
                list.set(at.last().getMatchingIndex(), JSON.readTree(value));
            } else if (value.equals("-")) {
                ((ObjectNode) parent).remove(last);
            } else {
                ((ObjectNode) parent).set(last, JSON.readTree(value));
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    static List<String> rows() throws IOException {
        try (var table = BrokenMappingTest.class.getResourceAsStream("broken-mappings.txt")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @BeforeEach
    void tables() {
        store.put("file:///config/periods.csv", "month,id\n2026-03,2026-Q1\n");
        store.put("file:///config/empty.csv", "");
        store.put("file:///config/twice.csv", "month,id,id\n2026-03,a,b\n");
        store.put("file:///config/blank.csv", "month,id\n2026-03,a\n2026-04, \n");
        store.put("file:///config/short.csv", "month,id\n2026-03\n");
        store.put("file:///config/double.csv", "month,id\n2026-03,a\n2026-03,b\n");
        store.put("file:///config/after.csv", "month,id\n2026-03,a\n2026-04,\"b\"x\n");
        store.put("file:///config/open.csv", "month,id\n2026-03,\"a\n2026-04,b\n");
        store.put("file:///config/long.csv", "month,id\n2026-03," + "a".repeat(100_000) + "\n");
        store.write(Location.parse("file:///config/latin.csv"), "month,id\n\u00e4,a\n".getBytes(ISO_8859_1));
    }

    @Test
    void without_a_mistake_it_is_taken() {
        store.put(MAPPING.toString(), GOOD);

        var read = CreditMappings.read(MAPPING, store);

        assertThat(read.all()).hasSize(1);
        assertThat(read.sources())
                .extracting(source -> source.location().name())
                .containsExactly("m.json", "periods.csv");
        assertThat(read.all().get(0).columns())
                .containsExactly(
                        entry("Order", "sourceRef"),
                        entry("Line", "sourceRef"),
                        entry("Rep", "participantId"),
                        entry("Closed", "transactionDate"),
                        entry("Amount", "amount"),
                        entry("SH", "amount"),
                        entry("Units", "units"),
                        entry("Renewal", "renewal"));
    }

    @Test
    void the_table_has_at_least_sixty_rows() throws IOException {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void with_one_mistake_it_says_what_is_wrong_where_and_what_to_do(String row) {
        var parts = row.split(" \\| ", -1);

        var problem = problemOf("m.json", with(parts[0], parts[1]));

        assertThat(problem.code()).isEqualTo(parts[2]);
        assertThat(problem.message().replace("file:///config/m.json", "M").replace("file:///config/", "F/"))
                .isEqualTo(parts[3]);
        assertThat(problem.fix()).isEqualTo(parts[4]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            m.json  # ''                          # The mapping M cannot be read from line 1: it is empty
            m.json  # '[1]'                       # The mapping M, line 1: an object is needed, not a list
            m.json  # '{\"version\":1} x'         # The mapping M cannot be read from line 1: it is not valid JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            m.json  # '{\"version\":1,\"version\":1}' # The mapping M cannot be read from line 1: 'version' is there twice
            m.json  # '[[[[[[[[[[[[[[1]]]]]]]]]]]]]]' # The mapping M cannot be read from line 1: it is nested more than 12 deep
            m.yaml  # ''                          # The mapping M cannot be read from line 1: it is empty
            m.yml   # 'a: 1\na: 2'                # The mapping M cannot be read from line 2: 'a' is there twice
            m.yaml  # 'a: &x 1\nb: *x'            # The mapping M cannot be read from line 1: it has an anchor or an alias (& or *); write the value out, or in quotes
            m.yaml  # 'a: !!int \"1\"'            # The mapping M cannot be read from line 1: it has the tag tag:yaml.org,2002:int, and none is allowed
            m.yaml  # 'a: 1\n---\nb: 2'           # The mapping M cannot be read from line 2: a second document begins
            m.yaml  # 'a: \"open'                 # The mapping M cannot be read from line 1: it is not YAML: found unexpected end of stream
            m.yaml  # 'a: 1\n\tb: 2'              # The mapping M cannot be read from line 2: it is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
            m.yaml  # '? [a]\n: 1'                # The mapping M cannot be read from line 1: a name must be a string
            m.yaml  # 'version: 1\nmappings: []\n' # The mapping M, line 2, mappings: the list needs at least 1
            m.toml  # 'version = 1'               # The mapping M cannot be used: its name does not show its format
            """)
    void a_document_that_cannot_be_read_says_where(String name, String content, String message) {
        var problem = problemOf(name, content.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(problem.code()).isEqualTo("MAPPING_INVALID");
        assertThat(problem.message().replace("file:///config/" + name, "M")).isEqualTo(message);
    }

    @Test
    void one_that_is_not_there_says_so() {
        var missing = Location.parse("file:///config/none.json");

        assertThatThrownBy(() -> CreditMappings.read(missing, store))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problem())
                                .isEqualTo(new Problem(
                                        "MAPPING_NOT_FOUND",
                                        "There is no mapping file at file:///config/none.json",
                                        "Put it there, or correct the setting credit-mapping")));
    }

    @Test
    void more_than_a_megabyte_is_refused_before_it_is_parsed() {
        assertThat(problemOf("m.json", "x".repeat(1024 * 1024 + 1)).message())
                .endsWith("it has 1048577 bytes; at most 1048576 are allowed");
    }

    @Test
    void a_table_of_too_many_keys_is_refused() {
        var table = new StringBuilder("month,id\n");
        for (int i = 0; i <= LookupFile.MAX_ENTRIES; i++) {
            table.append(i).append(",x\n");
        }
        store.put("file:///config/periods.csv", table.toString());

        assertThat(problemOf("m.json", GOOD).message())
                .isEqualTo("The lookup table file:///config/periods.csv cannot be used: it has more than 100000 keys");
    }
}
