package dev.imconnector.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Combinations of parameters that CloudFormation refuses before it makes anything. */
class RulesTest {

    private final Template template = Template.ofTheRepository();

    private static Map<String, String> parameters(String text) {
        return Arrays.stream(text.split(" "))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PushScheduleState=ENABLED                              | needs AlertsEmail
            VpcSubnetIds=subnet-0123456789abcdef0                  | needs VpcSecurityGroupIds
            VpcSecurityGroupIds=sg-0123456789abcdef0               | needs VpcSubnetIds
            NoProxy=.amazonaws.com                                 | needs HttpsProxy
            ApiState=DISABLED ApiVpcEndpointIds=vpce-0123456789abcdef0 | needs ApiState=ENABLED
            ReconcileCreditsKey=exports/{date:yyyy-MM}/ AlsoScheduled=pull | needs AlsoScheduled=comparison
            """)
    void is_refused_with_what_it_lacks(String parameters, String why) {
        assertThat(Deployment.brokenRules(template, parameters(parameters)))
                .singleElement()
                .satisfies(said -> assertThat(said).contains(why));
    }

    @ParameterizedTest
    @CsvSource({
        "PushScheduleState=ENABLED AlertsEmail=nights@example.com",
        "PushScheduleState=ENABLED AlertsEmail=none",
        "VpcSubnetIds=subnet-0123456789abcdef0 VpcSecurityGroupIds=sg-0123456789abcdef0",
        "ReconcileCreditsKey=exports/{date:yyyy-MM}/ AlsoScheduled=pull-and-comparison"
    })
    void is_taken_when_whole(String parameters) {
        assertThat(Deployment.brokenRules(template, parameters(parameters))).isEmpty();
    }

    @Test
    void goes_by_parameters_alone_for_rules_know_no_conditions() {
        var names = template.section("Parameters").keySet();

        assertThat(template.section("Rules")).isNotEmpty().allSatisfy((name, rule) -> {
            assertThat(rule.toString()).doesNotContain("\"Condition\"");
            assertThat(names).containsAll(References.in(rule));
        });
    }

    @Test
    void the_night_sleeps_until_somebody_wants_it_and_the_stack_says_which() {
        assertThat(template.root().at("/Parameters/PushScheduleState/Default").asText())
                .isEqualTo("DISABLED");
        assertThat(new Deployment(template, Map.of()).value(template.root().at("/Outputs/NightlyPush/Value")))
                .isEqualTo("DISABLED: cron(15 4 * * ? *) UTC");
    }
}
