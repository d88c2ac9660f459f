package dev.imconnector.aws;

import dev.imconnector.oauth.CredentialsException;
import dev.imconnector.problem.Problem;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What keeps a secret from being read, and what to do about it; never a word of what is in it. */
final class SecretProblems {

    private static final String FORM = "{\"client_id\": \"…\", \"client_secret\": \"…\"}";

    private SecretProblems() {}

    static CredentialsException of(String secretId, AwsFailure failure, SdkException e) {
        if (e instanceof ResourceNotFoundException missing) {
            return saysThatOnlyTheValueIsMissing(missing)
                    ? empty(secretId, "it has no value yet")
                    : problem(
                            "SECRET_MISSING",
                            secretId,
                            "there is no such secret in this account and region",
                            "Create it, or set IM_CLIENT_SECRET_ID to its name",
                            false);
        }
        if (e instanceof InvalidRequestException) {
            return problem(
                    "SECRET_MISSING",
                    secretId,
                    "Secrets Manager refuses to show it, as it does while a secret is marked for deletion",
                    "Restore it: aws secretsmanager restore-secret --secret-id " + secretId,
                    false);
        }
        return switch (failure.kind()) {
            case DENIED -> denied(secretId, "GetSecretValue", failure);
            case KEY_DENIED ->
                problem(
                        "SECRET_KEY_DENIED",
                        secretId,
                        "its KMS key may not be used (" + failure.text() + ")",
                        "Give the function's role kms:Decrypt on the secret's key, and check that the key is enabled",
                        false);
            case NO_CREDENTIALS, WRONG_REGION ->
                problem("SECRET_DENIED", secretId, failure.text(), "Check the AWS credentials and AWS_REGION", false);
            case THROTTLED, UNREACHABLE, INTERRUPTED ->
                problem(
                        "SECRET_UNREACHABLE",
                        secretId,
                        failure.text(),
                        "Start again. If that does not help, check the network route to Secrets Manager, and"
                                + " health.aws.amazon.com",
                        true);
            case OTHER ->
                problem(
                        CredentialsException.SECRET_UNREADABLE,
                        secretId,
                        failure.text(),
                        "Look the error up in the Secrets Manager API reference",
                        false);
        };
    }

    /** @param action what was refused, such as {@code GetSecretValue} */
    static CredentialsException denied(String secretId, String action, AwsFailure failure) {
        return problem(
                "SECRET_DENIED",
                secretId,
                failure.text(),
                "Give the function's role secretsmanager:" + action + " on it, and check that no policy of the"
                        + " secret denies it",
                false);
    }

    /** The service has one exception for both; seen in AWS's documentation of GetSecretValue and in LocalStack. */
    private static boolean saysThatOnlyTheValueIsMissing(ResourceNotFoundException e) {
        return String.valueOf(e.getMessage()).contains("secret value");
    }

    static CredentialsException noTimeLeft(String secretId) {
        return problem("SECRET_UNREACHABLE", secretId, "no time is left to read it", "Start again", true);
    }

    static CredentialsException empty(String secretId, String why) {
        return problem(
                CredentialsException.SECRET_EMPTY,
                secretId,
                why,
                "Put the OAuth client's credentials into it: aws secretsmanager put-secret-value --secret-id "
                        + secretId + " --secret-string '" + FORM + "'",
                false);
    }

    static CredentialsException unreadable(String secretId, String why) {
        return problem(
                CredentialsException.SECRET_UNREADABLE, secretId, why, "Its text must have the form " + FORM, false);
    }

    private static CredentialsException problem(
            String code, String secretId, String why, String fix, boolean retryable) {
        return new CredentialsException(
                new Problem(code, "The secret '" + secretId + "' cannot be used: " + why, fix), retryable);
    }
}
