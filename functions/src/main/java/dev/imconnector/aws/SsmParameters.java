package dev.imconnector.aws;

import dev.imconnector.problem.Problem;
import dev.imconnector.settings.ParameterSource;
import dev.imconnector.settings.ParameterSourceException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;

/** Settings as parameters of AWS Systems Manager. Thread-safe. */
public final class SsmParameters implements ParameterSource {

    private final SsmClient client;

    /** @param client does the retries; not closed by this source */
    public SsmParameters(SsmClient client) {
        this.client = client;
    }

    @Override
    public Map<String, String> parameters(String path) {
        var request = GetParametersByPathRequest.builder()
                .path(path)
                .withDecryption(true)
                .build();
        var values = new HashMap<String, String>();
        try {
            for (var page : client.getParametersByPathPaginator(request)) {
                page.parameters().forEach(each -> values.put(each.name().substring(path.length() + 1), each.value()));
            }
            return values;
        } catch (SdkException e) {
            throw new ParameterSourceException(problem(path, e), passes(e), e);
        }
    }

    private static boolean passes(SdkException e) {
        return switch (AwsFailure.of(e).kind()) {
            case THROTTLED, UNREACHABLE, INTERRUPTED -> true;
            case DENIED, KEY_DENIED, NO_CREDENTIALS, WRONG_REGION, OTHER -> false;
        };
    }

    private static Problem problem(String path, SdkException e) {
        var failure = AwsFailure.of(e);
        var message = "Could not read the parameters under " + path + ": " + failure.text();
        return switch (failure.kind()) {
            case DENIED ->
                new Problem(
                        "SETTINGS_DENIED",
                        message,
                        "Give the function's role ssm:GetParametersByPath on parameter" + path
                                + ", or unset IM_SETTINGS_PATH");
            case KEY_DENIED ->
                new Problem(
                        "SETTINGS_DENIED",
                        message,
                        "Give the function's role kms:Decrypt on the key of these parameters");
            case NO_CREDENTIALS ->
                new Problem("SETTINGS_DENIED", message, "Check the AWS credentials, or unset IM_SETTINGS_PATH");
            case THROTTLED, UNREACHABLE ->
                new Problem(
                        "SETTINGS_UNREACHABLE",
                        message,
                        "Start the run again. If that does not help, check the network route to Systems Manager,"
                                + " and health.aws.amazon.com");
            case INTERRUPTED -> new Problem("SETTINGS_UNREACHABLE", message, "Start the run again");
            case WRONG_REGION, OTHER ->
                new Problem(
                        "SETTINGS_FAILED",
                        message,
                        "Check IM_SETTINGS_PATH, or look the error up in the SSM API reference");
        };
    }
}
