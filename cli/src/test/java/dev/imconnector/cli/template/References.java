package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a part of a template refers to by {@code Ref}, {@code GetAtt} and {@code Sub}: ids of resources and parameters. */
final class References {

    private static final Pattern IN_SUB = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(\\.[A-Za-z0-9.]+)?}");

    private References() {}

    /** Ids, without AWS's own ({@code AWS::Region}) and without the names that a {@code Sub} brings along. */
    static Set<String> in(JsonNode part) {
        var ids = new TreeSet<String>();
        Template.visit(part, "", (path, node) -> {
            if (node.path("Ref").isTextual()) {
                ids.add(node.path("Ref").asText());
            }
            if (node.path("Fn::GetAtt").isArray()) {
                ids.add(node.path("Fn::GetAtt").get(0).asText());
            }
            if (node.has("Fn::Sub")) {
                var sub = node.path("Fn::Sub");
                var names = IN_SUB.matcher(sub.isArray() ? sub.get(0).asText() : sub.asText());
                while (names.find()) {
                    if (!sub.isArray() || !sub.get(1).has(names.group(1))) {
                        ids.add(names.group(1));
                    }
                }
            }
        });
        ids.removeIf(id -> id.startsWith("AWS::"));
        return ids;
    }
}
