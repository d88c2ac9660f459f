package dev.imconnector.aws;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An answer of S3 with its body, read at once so that no connection stays open. A body that breaks off is asked for
 * again by the SDK's retries.
 *
 * @param bytes the body; shorter than the answer says when that is more than was to be read
 */
record Drained(GetObjectResponse response, byte[] bytes) {

    /** Reads the whole body when its length is at most {@code limit}, else nothing of it. */
    static ResponseTransformer<GetObjectResponse, Drained> upTo(int limit) {
        return (response, body) -> {
            if (response.contentLength() > limit) {
                body.abort();
                return new Drained(response, new byte[0]);
            }
            var bytes = new byte[Math.toIntExact(response.contentLength())];
            fill(bytes, bytes.length, body);
            return new Drained(response, bytes);
        };
    }

    /** Reads exactly {@code length} bytes into a buffer that the caller keeps. */
    static ResponseTransformer<GetObjectResponse, GetObjectResponse> into(byte[] buffer, int length) {
        return (response, body) -> {
            fill(buffer, length, body);
            return response;
        };
    }

    private static void fill(byte[] buffer, int length, InputStream body) {
        try {
            var read = body.readNBytes(buffer, 0, length);
            if (read < length) {
                throw RetryableException.create("The body ended after " + read + " of " + length + " bytes");
            }
        } catch (IOException e) {
            throw RetryableException.create("The body could not be read", e);
        }
    }
}
