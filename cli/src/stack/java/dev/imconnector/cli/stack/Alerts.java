package dev.imconnector.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a subscriber of the alerts' topic gets: a queue, emptied as it is looked at. */
final class Alerts {

    private final AwsCalls calls;
    private final String url;
    private final List<JsonNode> seen = new ArrayList<>();

    private Alerts(AwsCalls calls, String url) {
        this.calls = calls;
        this.url = url;
    }

    static Alerts subscribed(AwsCalls calls, String topicArn) {
        var queue = "alerts-" + UUID.randomUUID();
        var url = calls.call("sqs", "AmazonSQS.CreateQueue", Map.of("QueueName", queue))
                .path("QueueUrl")
                .asText();
        calls.form(
                "sns",
                "Action=Subscribe&Version=2010-03-31&Protocol=sqs&TopicArn=" + topicArn
                        + "&Endpoint=arn:aws:sqs:eu-central-1:000000000000:" + queue);
        return new Alerts(calls, url);
    }

    /** The messages about one execution, each with {@code Subject} (if any) and {@code Message}, once there is one. */
    List<JsonNode> about(String execution) {
        return Application.await("a message about " + execution, () -> soFar(execution), told -> !told.isEmpty());
    }

    /** Those that have come up to now. */
    List<JsonNode> soFar(String execution) {
        for (var more = receive(); !more.isEmpty(); more = receive()) {
            for (var message : more) {
                seen.add(AwsCalls.json(message.path("Body").asText()));
                calls.call(
                        "sqs",
                        "AmazonSQS.DeleteMessage",
                        Map.of(
                                "QueueUrl",
                                url,
                                "ReceiptHandle",
                                message.path("ReceiptHandle").asText()));
            }
        }
        return seen.stream()
                .filter(message -> message.path("Message").asText().contains(execution))
                .toList();
    }

    private JsonNode receive() {
        return calls.call("sqs", "AmazonSQS.ReceiveMessage", Map.of("QueueUrl", url, "MaxNumberOfMessages", 10))
                .path("Messages");
    }
}
