package dev.imconnector.aws;

import dev.imconnector.problem.Problem;
import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.StoreException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of S3 means to the one who runs the connector. */
final class S3Problems {

    private S3Problems() {}

    /** @param doing what was tried, as in "read" or "write" */
    static StoreException of(String doing, Location location, SdkException e) {
        return new StoreException(problem(doing, location, e), e);
    }

    private static Problem problem(String doing, Location location, SdkException e) {
        if (e instanceof AwsServiceException service) {
            var code = AwsFailure.code(service);
            if (code.equals("NoSuchBucket")) {
                return new Problem(
                        "BUCKET_MISSING",
                        "Could not " + doing + " " + location + ": there is no bucket '" + location.authority() + "'",
                        "Correct the location, or create the bucket in this account");
            }
            if (code.equals("InvalidObjectState")) {
                return new Problem(
                        "STORE_FAILED",
                        "Could not " + doing + " " + location + ": the object is archived",
                        "Restore it from its archive, then start the run again");
            }
        }
        var failure = AwsFailure.of(e);
        var message = "Could not " + doing + " " + location + ": " + failure.text();
        return switch (failure.kind()) {
            case DENIED ->
                new Problem(
                        "STORE_DENIED",
                        message,
                        "Give the function's role " + action(doing) + " on bucket '" + location.authority()
                                + "', and check that no bucket policy denies it");
            case KEY_DENIED ->
                new Problem(
                        "STORE_DENIED",
                        message,
                        "Allow the function's role to use the KMS key of bucket '" + location.authority()
                                + "': kms:Decrypt and kms:GenerateDataKey");
            case NO_CREDENTIALS ->
                new Problem("STORE_DENIED", message, "Check that AWS credentials exist and are still valid");
            case WRONG_REGION ->
                new Problem(
                        "STORE_DENIED",
                        message,
                        "Set AWS_REGION to the region of bucket '" + location.authority()
                                + "', or use a bucket of this one");
            case THROTTLED, UNREACHABLE ->
                new Problem(
                        "STORE_UNREACHABLE",
                        message,
                        "Start the run again: it resumes where it stopped. If that does not help, check the"
                                + " network route to S3, and health.aws.amazon.com");
            case INTERRUPTED ->
                new Problem("STORE_INTERRUPTED", message, "Start the run again: it resumes where it stopped");
            case OTHER -> new Problem("STORE_FAILED", message, "Look the error up in the S3 API reference");
        };
    }

    private static String action(String doing) {
        return switch (doing) {
            case "write" -> "s3:PutObject and s3:AbortMultipartUpload";
            case "delete" -> "s3:DeleteObject";
            case "list", "look for" -> "s3:ListBucket";
            default -> "s3:GetObject";
        };
    }

    static StoreException tooLarge(Location object, long size, int limit) {
        return new StoreException(
                new Problem(
                        "STORE_OBJECT_TOO_LARGE",
                        object + " has " + size + " bytes; at most " + limit + " can be read at once",
                        "Check that this is the right object: a run record or a manifest is small"),
                null);
    }

    static LocationException notAnObject(Location location) {
        return new LocationException(new Problem(
                "LOCATION_INVALID",
                "'" + location + "' names a folder where an object is needed",
                "Leave off the slash at the end and name the object"));
    }
}
