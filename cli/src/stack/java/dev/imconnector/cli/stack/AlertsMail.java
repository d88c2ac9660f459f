package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** The mail subscription that a deployment has made. */
final class AlertsMail {

    private final AwsCalls calls;
    private final String topic;

    /** @param topic the ARN of {@code AlertsTopic} */
    AlertsMail(AwsCalls calls, String topic) {
        this.calls = calls;
        this.topic = topic;
    }

    /** Its ARN. */
    String subscription() {
        var listed = sns("ListSubscriptionsByTopic", Map.of("TopicArn", topic));
        var arn = Pattern.compile("<SubscriptionArn>(arn:[^<]+)<").matcher(listed);
        assertThat(arn.find()).as(listed).isTrue();
        return arn.group(1);
    }

    /** As the link in the mail does. */
    void confirm() {
        var token = calls.rest("sns", "GET", "/_aws/sns/subscription-tokens/" + subscription(), Map.of())
                .path("subscription_token")
                .asText();
        sns("ConfirmSubscription", Map.of("TopicArn", topic, "Token", token));
    }

    /** Ends it, and asks for another one, which nobody has confirmed. */
    void askAnew(String address) {
        sns("Unsubscribe", Map.of("SubscriptionArn", subscription()));
        sns("Subscribe", Map.of("TopicArn", topic, "Protocol", "email", "Endpoint", address));
    }

    private String sns(String action, Map<String, String> parameters) {
        return form(calls, "sns", "2010-03-31", action, parameters);
    }

    /** An action of a service that speaks forms. @return the XML */
    static String form(AwsCalls calls, String service, String version, String action, Map<String, String> parameters) {
        var body = new StringBuilder("Action=" + action + "&Version=" + version);
        parameters.forEach((name, value) ->
                body.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return calls.form(service, body.toString());
    }
}
