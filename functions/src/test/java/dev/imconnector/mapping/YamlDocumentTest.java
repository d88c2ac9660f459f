package dev.imconnector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping in YAML is taken for: the plain part of YAML, whose values mean what JSON's do. */
class YamlDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final MappingErrors errors = new MappingErrors("M");

    private DocumentNode yaml(String text) {
        return new YamlDocument(errors).read(text);
    }

    private DocumentNode valueOf(String scalar) {
        return ((DocumentNode.Members) yaml("a: " + scalar + "\n")).all().get("a");
    }

    /** Each of these is a truth value, an empty value or a date for some reader of YAML; a currency may be called NO. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "no",
                "on",
                "off",
                "y",
                "n",
                "NO",
                "True",
                "TRUE",
                "False",
                "Null",
                "NULL",
                "2026-03-01",
                "2026-03-01T04:00:00Z",
                "1:30",
                "190:20:30",
                "0x1F",
                "0b101",
                "0o17",
                ".5",
                ".inf",
                ".NaN",
                "_1",
                "1,000",
                "1 000",
                "1.5.2",
                "12e",
                "=",
                "<<"
            })
    void a_plain_word_is_the_text_that_is_written(String scalar) {
        assertThat(valueOf(scalar)).isEqualTo(new DocumentNode.Text(scalar, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-5", "+5", "007", "08", "010", "1_000", "1.5", "0.10", "1.", "1e5", "1.5E+3"})
    void a_plain_number_is_a_number_with_the_digits_that_are_written(String scalar) {
        assertThat(valueOf(scalar)).isEqualTo(new DocumentNode.Numeral(scalar, 1));
    }

    @Test
    void true_false_and_null_mean_themselves_when_not_in_quotes() {
        assertThat(valueOf("true")).isEqualTo(new DocumentNode.Flag(true, 1));
        assertThat(valueOf("false")).isEqualTo(new DocumentNode.Flag(false, 1));
        assertThat(List.of(valueOf("null"), valueOf("~"), valueOf(""))).containsOnly(new DocumentNode.Nothing(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "7", "~", "1_000", "no", ""})
    void in_quotes_everything_is_a_text(String text) {
        assertThat(valueOf("'" + text + "'")).isEqualTo(new DocumentNode.Text(text, 1));
        assertThat(valueOf("\"" + text + "\"")).isEqualTo(new DocumentNode.Text(text, 1));
    }

    @Test
    void each_value_knows_the_line_on_which_it_begins() {
        var read = (DocumentNode.Members) yaml("""
                # a comment
                version: 1
                mappings:
                  - files: "*.csv"

                    text: |
                      two
                      lines
                """);

        var mapping = (DocumentNode.Members)
                ((DocumentNode.Items) read.all().get("mappings")).all().get(0);
        assertThat(read.all().get("version").line()).isEqualTo(2);
        assertThat(read.all().get("mappings").line()).isEqualTo(4);
        assertThat(mapping.all().get("files").line()).isEqualTo(4);
        assertThat(mapping.all().get("text")).isEqualTo(new DocumentNode.Text("two\nlines\n", 6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            'a: {b: &x 1}'                                    # 1 # it has an anchor or an alias (& or *); write the value out, or in quotes
            'a:\\n- b: &l [x]\\n- *l'                         # 2 # it has an anchor or an alias (& or *); write the value out, or in quotes
            'a: &a [x,x]\\nb: &b [*a,*a]\\nc: &c [*b,*b]'     # 1 # it has an anchor or an alias (& or *); write the value out, or in quotes
            'a: 1\\n*x : 1'                                   # 2 # a name must be a string
            '!!map {a: 1}'                                    # 1 # it has the tag tag:yaml.org,2002:map, and none is allowed
            'a: 1\\nb: !ENV x'                                # 2 # it has the tag !ENV, and none is allowed
            'a: 1\\n...\\n---\\nb: 2'                         # 3 # a second document begins
            '# only a comment'                                # 1 # it is empty
            'a:\\n  b: 1\\n  b: 2'                            # 3 # 'b' is there twice
            'a: 1\\n b: 2'                                    # 2 # it is not YAML: mapping values are not allowed here
            'a: 1\\n[b]: 2'                                   # 2 # a name must be a string
            """)
    void what_is_not_plain_is_refused_with_its_line(String text, int line, String why) {
        assertThatThrownBy(() -> yaml(text.replace("\\n", "\n")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("The mapping M cannot be read from line " + line + ": " + why);
    }

    @Test
    void it_is_nested_twelve_deep_at_most() {
        assertThat(yaml("[".repeat(12) + "1" + "]".repeat(12))).isInstanceOf(DocumentNode.Items.class);
        assertThatThrownBy(() -> yaml("[".repeat(13) + "1" + "]".repeat(13)))
                .hasMessageContaining("it is nested more than 12 deep");
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        var texts = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(8);
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        Arbitrary<Object> lists = scalars.list().ofMaxSize(3).map(Object.class::cast);
        Arbitrary<Object> objects = Arbitraries.maps(texts, Arbitraries.oneOf(scalars, lists))
                .ofMaxSize(3)
                .map(Object.class::cast);
        return Arbitraries.maps(texts, Arbitraries.oneOf(scalars, lists, objects))
                .ofMaxSize(4);
    }

    /** YAML holds JSON: a file may change its name, and keeps its meaning and its lines. */
    @Property(tries = 300)
    void a_document_in_json_is_the_same_in_yaml(@ForAll("documents") Map<String, Object> document)
            throws JsonProcessingException {
        var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);

        assertThat(yaml(text)).isEqualTo(new JsonDocument(errors).read(text));
    }

    @Test
    void a_mapping_keeps_the_order_of_its_names() {
        assertThat(((DocumentNode.Members) yaml("b: 1\na: 2\nc: 3")).all())
                .extracting(Map::keySet)
                .satisfies(names -> assertThat(names).containsExactly("b", "a", "c"));
    }
}
