package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The smallest thing that a statement allows: one action on one resource, with one value for each key of its condition.
 * A statement allows what any of its grants allows, so a line of the template that is of no use shows as a grant of no use.
 *
 * @param line where it stands and what it says, as written in the template
 * @param action pattern of actions
 * @param resource pattern of resources, with all names put in
 * @param conditions pattern by operator and key, such as {@code StringLike s3:prefix}
 * @param alone whether the statement has only this one for the action and the resource
 */
record Grant(String line, String action, String resource, Map<Test, String> conditions, boolean alone) {

    /** One comparison of a condition. */
    record Test(String operator, String key) implements Comparable<Test> {

        @Override
        public String toString() {
            return operator + " " + key;
        }

        private static final Set<String> LIKE = Set.of("StringLike", "StringLikeIfExists", "ArnLike", "ArnEquals");
        private static final Set<String> EQUAL = Set.of("StringEquals", "StringEqualsIfExists");

        boolean holds(String pattern, AwsCall call) {
            var value = call.context().get(key);
            if (value == null) {
                return operator.endsWith("IfExists");
            }
            return LIKE.contains(operator) ? like(pattern, value) : pattern.equals(value);
        }

        private static Test of(String operator, String key) {
            if (!LIKE.contains(operator) && !EQUAL.contains(operator)) {
                throw new AssertionError("Teach Grant the operator " + operator);
            }
            return new Test(operator, key);
        }

        @Override
        public int compareTo(Test other) {
            return (operator + key).compareTo(other.operator + other.key);
        }
    }

    /** All that a statement allows; it is settled, and its names mean what they mean in that deployment. */
    static List<Grant> of(JsonNode statement, Deployment deployment) {
        if (!statement.path("Effect").asText().equals("Allow")
                || statement.has("NotAction")
                || statement.has("NotResource")) {
            throw new AssertionError("Teach Grant this statement: " + statement);
        }
        var grants = new ArrayList<Grant>();
        for (var action : Template.list(statement.path("Action"))) {
            for (var resource : Template.list(statement.path("Resource"))) {
                var choices = choices(statement.path("Condition"), deployment);
                for (var conditions : choices) {
                    var line = "%s: %s on %s%s"
                            .formatted(
                                    statement.path("Sid").asText(),
                                    action.asText(),
                                    written(resource),
                                    conditions.isEmpty() ? "" : " if " + conditions);
                    grants.add(new Grant(
                            line, action.asText(), deployment.value(resource), conditions, choices.size() == 1));
                }
            }
        }
        return grants;
    }

    /** Each way to pick one value for each key. */
    private static List<Map<Test, String>> choices(JsonNode condition, Deployment deployment) {
        List<Map<Test, String>> choices = List.of(Map.of());
        for (var operator : condition.properties()) {
            for (var key : operator.getValue().properties()) {
                var more = new ArrayList<Map<Test, String>>();
                for (var chosen : choices) {
                    for (var value : Template.list(key.getValue())) {
                        var one = new TreeMap<>(chosen);
                        one.put(Test.of(operator.getKey(), key.getKey()), deployment.value(value));
                        more.add(one);
                    }
                }
                choices = more;
            }
        }
        return choices;
    }

    private static String written(JsonNode resource) {
        var sub = resource.path("Fn::Sub");
        if (sub.isArray()) {
            return sub.get(0).asText();
        }
        if (resource.has("Fn::GetAtt")) {
            return resource.at("/Fn::GetAtt/0").asText() + "."
                    + resource.at("/Fn::GetAtt/1").asText();
        }
        return resource.isTextual()
                ? resource.asText()
                : resource.elements().next().asText();
    }

    boolean allows(AwsCall call) {
        return like(action.toLowerCase(java.util.Locale.ROOT), call.action().toLowerCase(java.util.Locale.ROOT))
                && like(resource, call.resource())
                && conditions.entrySet().stream().allMatch(one -> one.getKey().holds(one.getValue(), call));
    }

    /** Whether the call needs this very line: what lacks that which the condition tests is allowed by any of its values. */
    boolean isUsedBy(AwsCall call) {
        return allows(call)
                && (alone
                        || conditions.keySet().stream()
                                .allMatch(test -> call.context().containsKey(test.key())));
    }

    /** IAM's wildcards: any characters, or any one. */
    private static boolean like(String pattern, String text) {
        var regex = new StringBuilder();
        for (var character : pattern.split("")) {
            regex.append(character.equals("*") ? ".*" : character.equals("?") ? "." : Pattern.quote(character));
        }
        return text.matches(regex.toString());
    }

    @Override
    public String toString() {
        return line;
    }
}
