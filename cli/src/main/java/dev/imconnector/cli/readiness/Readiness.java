package dev.imconnector.cli.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imconnector.problem.Problem;
import dev.imconnector.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Asks whether a deployed stack is ready for its night. What only the stack's own functions can tell, with their roles, their
 * network and their secrets, they are asked: both clients by the function that rotates secrets, mapping and export by a dry
 * run of the push, which sends nothing.
 */
public final class Readiness {

    private static final JsonMapper JSON = new JsonMapper();

    private final AwsCli aws;
    private final Clock clock;

    /**
     * @param aws how AWS is asked
     * @param clock whose time names the dry run
     */
    public Readiness(AwsCli aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /**
     * Asks for everything.
     *
     * @param stackName of the stack
     * @param night when the night would start; it says which export is expected
     * @param crmRole the role that writes exports into the bucket, if it is to be asked whether it may
     * @throws AwsCliException when the stack cannot be seen
     */
    public List<Finding> of(String stackName, Instant night, Optional<String> crmRole) throws InterruptedException {
        var stack = DeployedStack.find(aws, stackName);
        var findings = new ArrayList<Finding>();
        findings.add(deployed(stack));
        findings.add(guarded("writer", () -> client(stack, "writer", "WriterClientSecretId")));
        findings.add(guarded("reader", () -> client(stack, "reader", "ReaderClientSecretId")));
        if (crmRole.isPresent()) {
            findings.add(guarded("crm", () -> crm(stack, crmRole.get())));
        }
        findings.addAll(dryRun(stack, night));
        findings.add(guarded("schedule", () -> schedule(stack)));
        findings.add(guarded("mail", () -> mail(stack)));
        return List.copyOf(findings);
    }

    @FunctionalInterface
    private interface Question {
        Finding ask() throws InterruptedException;
    }

    /** What AWS refuses is missing; the other questions are asked all the same. */
    private static Finding guarded(String name, Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (ProblemException e) {
            return Finding.missing(name, e.problem());
        }
    }

    private static Finding deployed(DeployedStack stack) {
        return stack.status().matches("(CREATE|UPDATE)_COMPLETE")
                ? Finding.there("stack", stack.status())
                : Finding.missing(
                        "stack",
                        "The stack " + stack.name() + " is " + stack.status(),
                        "Look at its events, and deploy it again");
    }

    private static Finding client(DeployedStack stack, String client, String output) throws InterruptedException {
        var event = JSON.createObjectNode().put("Step", "checkSecret").put("SecretId", stack.output(output));
        var answer = stack.invoke(stack.output("RotateClientSecretFunctionName"), event);
        if (answer.path("outcome").asText().equals("ACCEPTED")) {
            return Finding.there(
                    client, "accepted at " + stack.whereClientsAreAccepted() + reads(answer.path("reads")));
        }
        var error = answer.path("error");
        return error.isObject() ? Finding.missing(client, problem(error)) : threw(client, answer);
    }

    /** What the function has seen it read; a stack of an earlier version does not say. */
    private static String reads(JsonNode names) {
        var reads = new StringJoiner(", ", "; reads ", "").setEmptyValue("");
        names.forEach(name -> reads.add(name.asText()));
        return reads.toString();
    }

    private static Problem problem(JsonNode error) {
        return new Problem(
                error.path("code").asText(),
                error.path("message").asText(),
                error.path("fix").asText());
    }

    private static Finding threw(String name, JsonNode answer) {
        return Finding.missing(
                name,
                "The function could not answer: " + answer.path("errorMessage").asText(answer.toString()),
                "Look at the function's log");
    }

    private Finding crm(DeployedStack stack, String role) throws InterruptedException {
        var object = "arn:aws:s3:::" + stack.output("DataBucketName") + "/exports/readiness";
        var answer = aws.run(
                "iam",
                "simulate-principal-policy",
                "--policy-source-arn",
                role,
                "--action-names",
                "s3:PutObject",
                "--resource-arns",
                object);
        var decision = answer.at("/EvaluationResults/0/EvalDecision").asText();
        return decision.equals("allowed")
                ? Finding.there("crm", "may write under exports/")
                : Finding.missing(
                        "crm",
                        role + " may not write under exports/: " + decision,
                        "Give it s3:PutObject on " + object.replace("readiness", "*")
                                + ", see docs/connect-your-crm.md");
    }

    /** A dry run with the push's own role: it reads the mapping with its tables, and finds and checks the export. */
    private List<Finding> dryRun(DeployedStack stack, Instant night) throws InterruptedException {
        try {
            var event = JSON.createObjectNode()
                    .put("runId", "check-" + clock.instant().toString().replaceAll("[^0-9]", ""))
                    .put("scheduledTime", night.toString())
                    .put("dryRun", true)
                    .put("requestedBy", "im check");
            return of(stack, stack.invoke(stack.output("PushCreditsFunctionName"), event));
        } catch (ProblemException e) {
            return List.of(Finding.missing("export", e.problem()));
        }
    }

    private List<Finding> of(DeployedStack stack, JsonNode run) throws InterruptedException {
        var code = run.at("/error/code").asText();
        var mapping = stack.parameter("CreditMappingKey");
        if (code.startsWith("MAPPING_") || code.equals("STORE_DENIED")) {
            return List.of(Finding.missing(mapping.isEmpty() ? "export" : "mapping", problem(run.path("error"))));
        }
        var findings = new ArrayList<Finding>();
        if (!run.has("status")) {
            findings.add(threw("export", run));
        } else if (run.path("status").asText().equals("COMPLETED")) {
            findings.add(Finding.there("mapping", mapping.isEmpty() ? "none is needed" : mapping));
            findings.add(Finding.there(
                    "export",
                    run.path("input").size() + " file(s) under " + stack.output("CreditsLocation") + ": "
                            + whatWouldBeSent(run)));
        } else if (run.has("error") && run.path("error").isObject()) {
            findings.add(Finding.missing("export", problem(run.path("error"))));
        } else {
            if (!mapping.isEmpty()) {
                findings.add(guarded("mapping", () -> mappingWithoutExport(stack, mapping)));
            }
            findings.add(Finding.missing(
                    "export",
                    "There is no export yet: "
                            + run.at("/waiting/reason")
                                    .asText(run.path("status").asText()),
                    "Have the CRM write it to " + stack.output("CreditsLocation") + ", {date} being the business date"
                            + " (--night says of which night)"));
        }
        return findings;
    }

    /** The push reads the mapping only once there is an export; until then it can at least be there. */
    private Finding mappingWithoutExport(DeployedStack stack, String key) throws InterruptedException {
        var bucket = stack.output("DataBucketName");
        var found = aws.run("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", key)
                .path("Contents");
        for (var object : found) {
            if (object.path("Key").asText().equals(key)) {
                return Finding.there("mapping", key + " is there; it is read as soon as there is an export");
            }
        }
        return Finding.missing(
                "mapping",
                "There is no " + key + " in the bucket " + bucket,
                "Put it there: aws s3 cp mapping.yaml s3://" + bucket + "/" + key);
    }

    private static String whatWouldBeSent(JsonNode run) {
        var totals = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (var total : run.path("totals")) {
            if (total.path("outcome").asText().equals("TO_SEND")) {
                totals.add(total.path("amount").decimalValue().toPlainString() + " "
                        + total.path("currencyCode").asText());
            }
        }
        return run.path("toSend").asLong() + " credits would be sent" + totals + ", "
                + run.path("rejected").asLong() + " rejected";
    }

    private Finding schedule(DeployedStack stack) throws InterruptedException {
        var off = "Set PushScheduleState=ENABLED and AlertsEmail in the stage of samconfig.toml, and deploy";
        if (!stack.parameter("PushScheduleState").equals("ENABLED")) {
            return Finding.missing("schedule", "No push starts by itself: PushScheduleState is DISABLED", off);
        }
        var schedule = aws.run("scheduler", "get-schedule", "--name", stack.resource("CreditPushWorkflowNightly"));
        return schedule.path("State").asText().equals("ENABLED")
                ? Finding.there("schedule", stack.parameter("PushSchedule") + " " + stack.parameter("TimeZone"))
                : Finding.missing("schedule", "Somebody has disabled the schedule itself", "Deploy the stack again");
    }

    /** One that is not has either no ARN yet, or one whose attributes say so. */
    private boolean isConfirmed(String subscription) throws InterruptedException {
        return subscription.startsWith("arn:")
                && aws.run("sns", "get-subscription-attributes", "--subscription-arn", subscription)
                        .at("/Attributes/PendingConfirmation")
                        .asText()
                        .equals("false");
    }

    private Finding mail(DeployedStack stack) throws InterruptedException {
        var subscriptions = aws.run("sns", "list-subscriptions-by-topic", "--topic-arn", stack.output("AlertsTopicArn"))
                .path("Subscriptions");
        var confirmed = new LinkedHashSet<String>();
        var waiting = new LinkedHashSet<String>();
        for (var subscription : subscriptions) {
            var endpoint = subscription.path("Endpoint").asText();
            (isConfirmed(subscription.path("SubscriptionArn").asText()) ? confirmed : waiting).add(endpoint);
        }
        waiting.removeAll(confirmed);
        // Whoever deployed counts on that mail, even where a queue or a colleague gets the alerts as well.
        var mail = stack.parameter("AlertsEmail");
        if (waiting.contains(mail)) {
            return unconfirmed(mail);
        }
        if (!confirmed.isEmpty()) {
            return Finding.there("mail", String.join(", ", confirmed));
        }
        return waiting.isEmpty()
                ? Finding.missing(
                        "mail",
                        "Nobody gets a message if a night fails: AlertsTopic has no subscription",
                        "Set AlertsEmail, or subscribe something to " + stack.output("AlertsTopicArn"))
                : unconfirmed(String.join(", ", waiting));
    }

    private static Finding unconfirmed(String endpoints) {
        return Finding.missing(
                "mail",
                endpoints + " has not confirmed the subscription, and gets nothing until then",
                "Follow the link in the mail of AWS Notifications; it is sent again by another deployment");
    }
}
