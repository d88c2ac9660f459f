package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** docs/openapi.yaml: the template's definition of the API without what only AWS reads. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "docs/openapi.yaml";
    private static final String HEAD =
            "# Made of ImApi's DefinitionBody in template.yaml by OpenApiTest; change it there.\n";

    @Test
    void the_published_document_is_the_template_s_own() throws IOException {
        var made = publicPart(Template.ofTheRepository().properties("ImApi").path("DefinitionBody"));
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(Repository.file(FILE), HEAD + yaml(made));
        }

        JsonNode published = JSON.valueToTree(new Yaml().load(Repository.text(Repository.file(FILE))));

        assertThat(published)
                .as("Write %s anew: run this test with -Dopenapi.write=true", FILE)
                .isEqualTo(made);
    }

    private static JsonNode publicPart(JsonNode definition) {
        var copy = definition.deepCopy();
        Template.visit(copy, "", (path, node) -> {
            if (node instanceof ObjectNode object) {
                var names = new ArrayList<String>();
                object.fieldNames().forEachRemaining(names::add);
                names.stream().filter(name -> name.startsWith("x-amazon-")).forEach(object::remove);
            }
        });
        return copy;
    }

    private static String yaml(JsonNode tree) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return new Yaml(options).dump(JSON.convertValue(tree, Object.class));
    }
}
