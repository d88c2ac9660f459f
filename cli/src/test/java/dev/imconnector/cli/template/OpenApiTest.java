package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** api/openapi.yaml: what the template includes must be what {@code AWS::Include} takes. What it says is ApiTest's. */
class OpenApiTest {

    private static final String FILE = "api/openapi.yaml";

    @Test
    void the_template_includes_the_document_and_has_no_other() {
        var template = Template.parse(Repository.text(Repository.file("template.yaml")));

        assertThat(template.properties("ImApi").path("DefinitionBody").toString())
                .isEqualTo("{\"Fn::Transform\":{\"Name\":\"AWS::Include\",\"Parameters\":{\"Location\":\"" + FILE
                        + "\"}}}");
    }

    @Test
    void the_document_has_neither_short_forms_nor_anchors_which_aws_include_does_not_take() {
        var document = plain(Repository.text(Repository.file(FILE)));

        assertThat(document).containsKeys("openapi", "paths", "components");
    }

    @Test
    void a_short_form_or_an_anchor_would_be_found() {
        assertThatThrownBy(() -> plain("uri: !Sub a-${b}")).isInstanceOf(YAMLException.class);
        assertThatThrownBy(() -> plain("one: &one { a: b }\nother: *one")).isInstanceOf(YAMLException.class);
    }

    private static Map<String, Object> plain(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        return new Yaml(new SafeConstructor(options)).load(yaml);
    }
}
