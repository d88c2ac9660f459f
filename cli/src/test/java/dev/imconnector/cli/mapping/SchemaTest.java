package dev.imconnector.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.imconnector.mapping.CreditMappings;
import dev.imconnector.mapping.MappingException;
import dev.imconnector.store.Location;
import dev.imconnector.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The published schema and the reader of the functions take and refuse the same documents. */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Location MAPPING = Location.parse("file:///config/m.json");

    private final MemoryStore store = new MemoryStore();
    private final JsonSchema schema = schema();

    @Test
    void the_schema_that_im_init_writes_is_the_published_one() {
        var published = Path.of("..", "docs", "schemas", "credit-mapping-1.json");
        var written = Path.of("src", "main", "resources", "dev", "imconnector", "cli", "credit-mapping-1.json");

        assertThat(written).as("a copy of docs/schemas/credit-mapping-1.json").hasSameBinaryContentAs(published);
    }

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(JSON.readTree(REPOSITORY
                            .resolve("docs/schemas/credit-mapping-1.json")
                            .toFile()));
        } catch (IOException e) {
            throw new IllegalStateException("The schema cannot be read", e);
        }
    }

    private static JsonNode document(String json) throws IOException {
        return JSON.readTree(json);
    }

    private boolean readerTakes(JsonNode document) {
        store.put(MAPPING.toString(), document.toString());
        store.put("file:///config/periods.csv", "month,id\n2026-03,2026-Q1\n");
        try {
            CreditMappings.read(MAPPING, store);
            return true;
        } catch (MappingException e) {
            return false;
        }
    }

    private static final String FULL = """
            {"$schema": "credit-mapping-1.json", "version": 1,
             "mappings": [{
               "files": "crm-*.csv", "format": "csv",
               "csv": {"delimiter": "\\t", "quote": "'", "charset": "windows-1252", "skipLines": 1, "footerLines": 2,
                       "escape": "\\\\", "header": ["Order", "Line"], "totalRows": ["Total", "Sum"], "missingCells": "blank"},
               "only": {"column": "Stage", "occurrence": 2, "values": ["Won", ""]},
               "except": [{"column": "Type", "values": ["Test"]}, {"column": "Kind", "values": ["Draft"]}],
               "fields": {
                 "sourceRef": {"columns": ["Order", "Line"], "separator": "-"},
                 "participantId": {"column": "Rep", "occurrence": 2, "case": "upper",
                                   "normalize": ["whole-number", "no-leading-zeros"], "zeroPad": 8},
                 "transactionDate": {"column": "Closed", "pattern": "d. MMMM yyyy HH:mm", "zone": "Europe/Berlin",
                                     "dayZone": "UTC", "locale": "de"},
                 "amount": {"column": "Amount", "decimal": ",", "thousands": ".", "minus": "any",
                            "exponent": true, "factor": 0.01, "scale": "sap", "currency": {"$": "USD"},
                            "sign": {"column": "SH", "negative": ["H"], "positive": ["S", ""]}},
                 "currencyCode": {"constant": "EUR"},
                 "periodId": {"fromDate": "yyyy-MM",
                              "lookup": {"file": "periods.csv", "key": "month", "value": "id", "default": "x"}}
               },
               "additional": {
                 "units": {"type": "number", "column": "Units", "required": true},
                 "region": {"type": "text", "column": "Region", "lookup": {"table": {"a": "b"}}},
                 "shipped": {"type": "date", "column": "Shipped", "pattern": "yyyyMMdd"},
                 "renewal": {"type": "boolean", "column": "Renewal", "true": ["X"], "false": [""]}
               }
             }]}
            """;

    /** Mistakes of form: what a schema can see. Each is a JSON pointer and the value put there; - removes it. */
    static List<String> mistakes() {
        return List.of(
                "/version 2",
                "/version -",
                "/version \"1\"",
                "/more 1",
                "/mappings []",
                "/mappings -",
                "/mappings/0 5",
                "/mappings/0/files \"a/b\"",
                "/mappings/0/files \"\"",
                "/mappings/0/format \"xml\"",
                "/mappings/0/format \"jsonl\"",
                "/mappings/0/kind 1",
                "/mappings/0/csv/delimiter \";;\"",
                "/mappings/0/csv/delimiter \"\"",
                "/mappings/0/csv/delimiter \"a\"",
                "/mappings/0/csv/quote \" \"",
                "/mappings/0/csv/skipLines -1",
                "/mappings/0/csv/skipLines 1.5",
                "/mappings/0/csv/footerLines 101",
                "/mappings/0/csv/seperator \";\"",
                "/mappings/0/fields -",
                "/mappings/0/fields []",
                "/mappings/0/fields/periodId -",
                "/mappings/0/fields/amount \"Amount\"",
                "/mappings/0/fields/region {\"column\":\"R\"}",
                "/mappings/0/fields/amount/colum \"A\"",
                "/mappings/0/fields/participantId/column -",
                "/mappings/0/fields/participantId/constant \"P\"",
                "/mappings/0/fields/participantId/column 7",
                "/mappings/0/fields/participantId/column \"_file\"",
                "/mappings/0/fields/participantId/occurrence 0",
                "/mappings/0/fields/sourceRef/occurrence 1",
                "/mappings/0/fields/participantId/normalize \"upper\"",
                "/mappings/0/fields/participantId/normalize []",
                "/mappings/0/fields/participantId/zeroPad 0",
                "/mappings/0/fields/participantId/fromAmount true",
                "/mappings/0/fields/currencyCode/fromAmount true",
                "/mappings/0/fields/amount/exponent \"yes\"",
                "/mappings/0/fields/amount/factor 0",
                "/mappings/0/fields/amount/factor \"100\"",
                "/mappings/0/fields/amount/scale \"cents\"",
                "/mappings/0/fields/amount/currency \"USD\"",
                "/mappings/0/fields/amount/currency {}",
                "/mappings/0/additional/units/currency true",
                "/mappings/0/additional/units/scale \"minor\"",
                "/mappings/0/csv/escape \"\"",
                "/mappings/0/csv/quote \"nothing\"",
                "/mappings/0/csv/header []",
                "/mappings/0/csv/header \"Id\"",
                "/mappings/0/csv/totalRows []",
                "/mappings/0/csv/missingCells \"ok\"",
                "/mappings/0/only {\"column\":\"Stage\"}",
                "/mappings/0/only {\"column\":\"Stage\",\"values\":[]}",
                "/mappings/0/only []",
                "/mappings/0/except {\"columns\":[\"Stage\"],\"values\":[\"x\"]}",
                "/mappings/0/fields/participantId/column \" Rep\"",
                "/mappings/0/fields/participantId/case \"title\"",
                "/mappings/0/fields/participantId/pattern \"dd\"",
                "/mappings/0/fields/participantId/separator \"-\"",
                "/mappings/0/fields/sourceRef/columns [\"Order\"]",
                "/mappings/0/fields/sourceRef/separator -",
                "/mappings/0/fields/sourceRef/separator 1",
                "/mappings/0/fields/currencyCode/constant 978",
                "/mappings/0/fields/currencyCode/constant \"  \"",
                "/mappings/0/fields/currencyCode/constant null",
                "/mappings/0/fields/transactionDate/pattern -",
                "/mappings/0/fields/transactionDate/fromDate \"yyyy\"",
                "/mappings/0/fields/amount/decimal \";\"",
                "/mappings/0/fields/amount/thousands \"x\"",
                "/mappings/0/fields/amount/minus \"after\"",
                "/mappings/0/fields/amount/sign/negative -",
                "/mappings/0/fields/amount/sign/positive []",
                "/mappings/0/fields/amount/sign/column -",
                "/mappings/0/fields/amount/sign/plus \"S\"",
                "/mappings/0/fields/periodId/column \"M\"",
                "/mappings/0/fields/periodId/lookup {}",
                "/mappings/0/fields/periodId/lookup/table {\"a\":\"b\"}",
                "/mappings/0/fields/periodId/lookup {\"table\":{}}",
                "/mappings/0/fields/periodId/lookup {\"table\":{\"a\":1}}",
                "/mappings/0/fields/periodId/lookup/key -",
                "/mappings/0/fields/periodId/lookup/file \"../x.csv\"",
                "/mappings/0/fields/periodId/lookup/file \"s3://o/x.csv\"",
                "/mappings/0/fields/periodId/lookup/default \"\"",
                "/mappings/0/additional/units/type -",
                "/mappings/0/additional/units/type \"money\"",
                "/mappings/0/additional/units/required \"yes\"",
                "/mappings/0/additional/amount {\"type\":\"number\",\"column\":\"A\"}",
                "/mappings/0/additional/my-field {\"type\":\"text\",\"column\":\"A\"}",
                "/mappings/0/additional/renewal/true -",
                "/mappings/0/additional/renewal/lookup {}");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refuse_the_same_mistakes_of_form(String mistake) throws IOException {
        var blank = mistake.indexOf(' ');
        var pointer = JsonPointer.compile(mistake.substring(0, blank));
        var value = mistake.substring(blank + 1);
        var document = document(FULL);
        var parent = document.at(pointer.head());
        if (parent instanceof ArrayNode list) {
            list.set(pointer.last().getMatchingIndex(), JSON.readTree(value));
        } else if (value.equals("-")) {
            ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), JSON.readTree(value));
        }

        assertThat(readerTakes(document)).as("the reader").isFalse();
        assertThat(schema.validate(document)).as("the schema").isNotEmpty();
    }

    @Test
    void take_a_document_with_every_member() throws IOException {
        assertThat(schema.validate(document(FULL))).isEmpty();
        assertThat(readerTakes(document(FULL))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"salesforce", "dynamics-365", "hubspot", "sap-crm", "netsuite", "oracle"})
    void take_the_examples(String name) throws IOException {
        var file = REPOSITORY.resolve("docs/mappings/" + name + ".yaml");
        Object parsed = new Yaml().load(Files.readString(file));

        assertThat(schema.validate(JSON.valueToTree(parsed))).isEmpty();
        assertThatCode(() -> CreditMappings.read(
                        Location.parse(file.toUri().toString()),
                        dev.imconnector.app.Connector.stores(java.util.Map.of())))
                .doesNotThrowAnyException();
    }
}
