package dev.imconnector.aws;

import dev.imconnector.problem.CleanText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an exception of the SDK means, whichever service it came from.
 *
 * @param text what happened, in words that follow a colon
 */
record AwsFailure(Kind kind, String text) {

    enum Kind {
        /** No permission for this call. */
        DENIED,
        /** No permission to use the KMS key. */
        KEY_DENIED,
        /** No, wrong or expired credentials of AWS. */
        NO_CREDENTIALS,
        /** The endpoint of another region. */
        WRONG_REGION,
        /** Too many calls; later it will work. */
        THROTTLED,
        /** No answer in time, or none that makes sense; later it may work. */
        UNREACHABLE,
        /** The calling thread was interrupted; its interrupt is kept. */
        INTERRUPTED,
        OTHER;

        boolean mayPass() {
            return this == THROTTLED || this == UNREACHABLE;
        }
    }

    private static final int MAX_TEXT = 300;

    /** How the SDK's text begins when the body of an answer is not what the service sends. */
    private static final String UNREADABLE = "Unable to unmarshall response";

    private static final Set<String> CREDENTIAL_CODES = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidToken",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "IncompleteSignature",
            "RequestTimeTooSkewed");
    private static final Set<String> REGION_CODES =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    static AwsFailure of(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return ofService(service);
        }
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return new AwsFailure(Kind.INTERRUPTED, "the thread was interrupted");
        }
        var text = CleanText.of(e.getMessage(), MAX_TEXT);
        if (text.toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
            return new AwsFailure(Kind.NO_CREDENTIALS, "no AWS credentials were found");
        }
        if (text.startsWith(UNREADABLE)) {
            // Its parser quotes what it met, which may be a secret's text.
            return new AwsFailure(Kind.UNREACHABLE, "an answer that cannot be read");
        }
        return new AwsFailure(Kind.UNREACHABLE, "no answer (" + text + ")");
    }

    private static AwsFailure ofService(AwsServiceException e) {
        var code = code(e);
        var text = "HTTP " + e.statusCode() + (code.isEmpty() ? "" : " " + code);
        return new AwsFailure(kind(e, code), text);
    }

    private static Kind kind(AwsServiceException e, String code) {
        if (CREDENTIAL_CODES.contains(code)) {
            return Kind.NO_CREDENTIALS;
        }
        if (REGION_CODES.contains(code) || e.statusCode() == 301) {
            return Kind.WRONG_REGION;
        }
        if (concernsKey(e, code)) {
            return Kind.KEY_DENIED;
        }
        if (e.isThrottlingException() || e.statusCode() == 429) {
            return Kind.THROTTLED;
        }
        if (e.statusCode() == 403 || code.startsWith("AccessDenied")) {
            return Kind.DENIED;
        }
        return e.statusCode() >= 500 ? Kind.UNREACHABLE : Kind.OTHER;
    }

    /** Only by its message can a denied key be told from a denied call: both are AccessDenied. */
    private static boolean concernsKey(AwsServiceException e, String code) {
        var message = Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("");
        return code.startsWith("KMS")
                || code.equals("DecryptionFailure")
                || code.equals("InvalidKeyId")
                || (code.startsWith("AccessDenied")
                        && message.toLowerCase(Locale.ROOT).contains("kms"));
    }

    /** The service's error code, or empty when the answer had none, as that to a HEAD. */
    static String code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }
}
