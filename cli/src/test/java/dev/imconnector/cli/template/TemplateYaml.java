package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads CloudFormation's YAML as JSON, its short tags ({@code !Ref x}) spelt out ({@code {"Ref": "x"}}). */
final class TemplateYaml {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** SnakeYAML's 50 guards against a stranger's file that grows without end; this one is the repository's own. */
    private static final int MAX_ALIASES = 1_000;

    private TemplateYaml() {}

    static JsonNode parse(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        return JSON.valueToTree(new Yaml(new CloudFormation(options)).load(yaml));
    }

    private static final class CloudFormation extends SafeConstructor {

        CloudFormation(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    var tag = node.getTag().getValue().substring(1);
                    var key = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
                    return Map.of(key, value(key, node));
                }
            });
        }

        private Object value(String key, Node node) {
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            if (node instanceof MappingNode mapping) {
                return constructMapping(mapping);
            }
            var text = constructScalar((ScalarNode) node);
            return key.equals("Fn::GetAtt") ? List.of(text.split("\\.", 2)) : text;
        }
    }
}
