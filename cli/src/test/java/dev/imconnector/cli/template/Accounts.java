package dev.imconnector.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What accounts ask of a deployment: sets of parameters beside the defaults. */
final class Accounts {

    private static final String ARN = "arn:aws:%s:eu-central-1:123456789012:%s";

    /** Each wish by itself. */
    private static final List<Map<String, String>> WISHES = List.of(
            Map.of("ExistingDataBucketName", "company-credits"),
            Map.of("ExistingWriterSecretArn", ARN.formatted("secretsmanager", "secret:company/writer-a1b2c3")),
            Map.of("ExistingReaderSecretArn", ARN.formatted("secretsmanager", "secret:company/reader-d4e5f6")),
            Map.of("KmsKeyArn", ARN.formatted("kms", "key/01234567-89ab-cdef-0123-456789abcdef")),
            Map.of("RolePath", "/company/", "PermissionsBoundaryArn", "arn:aws:iam::123456789012:policy/boundary"),
            Map.of("VpcSubnetIds", "subnet-0123456789abcdef0", "VpcSecurityGroupIds", "sg-0123456789abcdef0"),
            Map.of("HttpsProxy", "http://proxy.example.com:3128", "NoProxy", ".amazonaws.com"),
            Map.of("ApiState", "DISABLED"),
            Map.of("ApiState", "ENABLED", "ApiVpcEndpointIds", "vpce-0123456789abcdef0"),
            Map.of("ApiAccessLog", "ENABLED"),
            Map.of("ApiSnapStartRelease", "1.2.3"),
            Map.of("ReservedConcurrency", "1"),
            Map.of("PushScheduleState", "ENABLED", "AlertsEmail", "none"),
            Map.of("AlsoScheduled", "pull"),
            Map.of("AlsoScheduled", "comparison"),
            Map.of("AlsoScheduled", "pull-and-comparison"),
            Map.of("AlsoScheduled", "pull-and-comparison", "ReconcileCreditsKey", "exports/{date:yyyy-MM}/"),
            Map.of("AlertsEmail", "nights@example.com"),
            Map.of("CreditMappingKey", "config/mapping.yaml"),
            Map.of("TenantRequestsPerMinute", "0"),
            Map.of("ImScopes", "im.write,im.read"),
            Map.of("ImTokenUrl", "none"));

    private Accounts() {}

    /** None of the wishes, each by itself, each two of them, and all. */
    static Stream<Map<String, String>> every() {
        var every = new ArrayList<Map<String, String>>(List.of(Map.of()));
        for (int first = 0; first < WISHES.size(); first++) {
            every.add(WISHES.get(first));
            for (int second = first + 1; second < WISHES.size(); second++) {
                every.add(both(WISHES.get(first), WISHES.get(second)));
            }
        }
        every.add(WISHES.stream().reduce(Map.of(), Accounts::both));
        return every.stream();
    }

    /** The strictest: all that it can bring along is its own, and the API is private. */
    static Map<String, String> ofACompany() {
        return WISHES.stream()
                .filter(wish -> !wish.getOrDefault("ApiState", "").equals("DISABLED"))
                .reduce(Map.of(), Accounts::both);
    }

    /** The fewest that together see each condition both true and false. */
    static List<Map<String, String>> eachBranch() {
        return List.of(
                Map.of(),
                ofACompany(),
                Map.of("ApiState", "DISABLED", "PushScheduleState", "DISABLED"),
                both(ofACompany(), Map.of("ApiVpcEndpointIds", "", "TenantRequestsPerMinute", "100")));
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        var both = new TreeMap<>(one);
        both.putAll(other);
        return both;
    }
}
