package dev.imconnector.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What AWS's own services do with the roles of a deployment, as its resources tell them. */
final class ServiceCalls {

    /** docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
    private static final List<String> OF_LAMBDA_IN_A_VPC = List.of(
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses");

    /** docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
    private static final List<String> OF_STEP_FUNCTIONS_THAT_LOGS = List.of(
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups");

    private final Template template;
    private final Deployment deployment;
    private final Map<String, List<AwsCall>> byRole = new TreeMap<>();

    ServiceCalls(Template template, Deployment deployment) {
        this.template = template;
        this.deployment = deployment;
    }

    /** The calls by the id of the role with which they are made. */
    Map<String, List<AwsCall>> byRole() {
        byRole.clear();
        template.ofType("AWS::Serverless::Function").forEach(this::lambda);
        template.ofType("AWS::Serverless::StateMachine").forEach(this::stepFunctions);
        Translated.ofTheRepository().ofType("AWS::Scheduler::Schedule").values().forEach(this::scheduler);
        apiGateway();
        return new LinkedHashMap<>(byRole);
    }

    /** The id of the role of a function or a state machine. */
    static String roleOf(JsonNode properties) {
        return properties.at("/Role/Fn::GetAtt/0").asText();
    }

    private void note(String role, AwsCall call) {
        byRole.computeIfAbsent(role, id -> new ArrayList<>()).add(call);
    }

    private void lambda(String id, JsonNode function) {
        if (!deployment.has(function)) {
            return;
        }
        var role = roleOf(function.path("Properties"));
        var group = deployment.value(template.ofFunction(id, "LoggingConfig").path("LogGroup")) + ".Arn";
        note(role, AwsCall.of("logs:CreateLogStream", group));
        note(role, AwsCall.of("logs:PutLogEvents", group));
        if (deployment.settled(template.ofFunction(id, "VpcConfig")).has("SubnetIds")) {
            OF_LAMBDA_IN_A_VPC.forEach(action -> note(role, AwsCall.of(action, "*")));
        }
    }

    private void stepFunctions(String id, JsonNode machine) {
        if (!deployment.has(machine)) {
            return;
        }
        var properties = machine.path("Properties");
        var role = roleOf(properties);
        var definition = StateMachine.read(
                Repository.file(properties.path("DefinitionUri").asText()));
        Map<String, String> names = new TreeMap<>();
        properties
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(each -> names.put("${" + each.getKey() + "}", deployment.value(each.getValue())));
        Template.visit(definition.definition(), "", (path, state) -> {
            if (state.path("Type").asText().equals("Task")) {
                note(role, task(state, names));
            }
        });
        if (properties.has("Logging")) {
            OF_STEP_FUNCTIONS_THAT_LOGS.forEach(action -> note(role, AwsCall.of(action, "*")));
        }
    }

    private static AwsCall task(JsonNode state, Map<String, String> names) {
        var arguments = state.path("Arguments");
        return switch (state.path("Resource").asText()) {
            case "arn:${Partition}:states:::lambda:invoke" ->
                AwsCall.of(
                        "lambda:InvokeFunction",
                        names.get(arguments.path("FunctionName").asText()));
            case "arn:${Partition}:states:::sns:publish" ->
                AwsCall.of("sns:Publish", names.get(arguments.path("TopicArn").asText()));
            case "arn:${Partition}:states:::sqs:sendMessage" ->
                AwsCall.of(
                        "sqs:SendMessage", names.get(arguments.path("QueueUrl").asText()) + ".Arn");
            default -> throw new AssertionError("Teach ServiceCalls " + state.path("Resource"));
        };
    }

    private void scheduler(JsonNode schedule) {
        var target = schedule.at("/Properties/Target");
        var role = target.at("/RoleArn/Fn::GetAtt/0").asText();
        var started = target.at("/Arn/Ref").asText();
        note(
                role,
                started.isEmpty()
                        ? AwsCall.of("lambda:InvokeFunction", deployment.value(target.path("Arn")))
                        : AwsCall.of("states:StartExecution", deployment.value(target.path("Arn"))));
        note(role, AwsCall.of("sqs:SendMessage", deployment.value(target.at("/DeadLetterConfig/Arn"))));
    }

    /** What the API's integrations call with a role of their own: those of Step Functions. */
    private void apiGateway() {
        if (!deployment.has("ImApi")) {
            return;
        }
        var integrations = new ArrayList<JsonNode>();
        Template.visit(template.root(), "", (path, node) -> {
            if (node.has("x-amazon-apigateway-integration")) {
                integrations.add(node.path("x-amazon-apigateway-integration"));
            }
        });
        var withRole =
                integrations.stream().filter(each -> each.has("credentials")).toList();
        if (withRole.isEmpty()) {
            throw new AssertionError("The template has no integration with a role: where are the API's routes?");
        }
        for (var integration : withRole) {
            var role = integration.at("/credentials/Fn::GetAtt/0").asText();
            var uri = deployment.value(integration.path("uri"));
            if (!uri.endsWith(":states:action/StartExecution")) {
                throw new AssertionError("Teach ServiceCalls " + uri);
            }
            var machines = References.in(integration.path("requestTemplates"));
            machines.retainAll(
                    Set.copyOf(template.ofType("AWS::Serverless::StateMachine").keySet()));
            machines.forEach(machine -> note(role, AwsCall.of("states:StartExecution", machine.toLowerCase())));
        }
    }
}
