package dev.imconnector.cli.template;

import java.util.Map;

/**
 * A request to AWS as IAM sees it.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource the ARN that it is about, or {@code *} where the action knows none
 * @param context the condition keys that the request carries
 */
record AwsCall(String action, String resource, Map<String, String> context) {

    static AwsCall of(String action, String resource) {
        return new AwsCall(action, resource, Map.of());
    }

    AwsCall with(String key, String value) {
        return new AwsCall(action, resource, Map.of(key, value));
    }

    @Override
    public String toString() {
        return action + " on " + resource + (context.isEmpty() ? "" : " " + context);
    }
}
