package dev.imconnector.aws;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads in parts of 8 MiB, or with a single request what is smaller. What a killed process leaves of an upload, the
 * bucket's lifecycle deletes ({@code AbortIncompleteMultipartUpload}). S3 takes 10,000 parts: 78 GiB.
 */
final class S3ObjectWriter implements ObjectWriter {

    private static final int PART_BYTES = 8 * 1024 * 1024;
    private static final int FIRST_BUFFER_BYTES = 64 * 1024;
    private static final String MIME_TYPE = "application/octet-stream";

    private final S3Client client;
    private final Location object;
    private final String tags;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int buffered;
    private String uploadId;
    private boolean committed;

    /** @param tags the object's tags, or null for none, which needs no right to tag */
    S3ObjectWriter(S3Client client, Location object, String tags) {
        this.client = client;
        this.object = object;
        this.tags = tags;
    }

    @Override
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                append(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                append(source, offset, length);
            }
        };
    }

    private void append(byte[] source, int offset, int length) throws IOException {
        if (committed) {
            throw new IOException("Already committed: " + object);
        }
        for (int done = 0; done < length; ) {
            if (buffered == PART_BYTES) {
                uploadPart();
            }
            var count = Math.min(length - done, PART_BYTES - buffered);
            ensureCapacity(buffered + count);
            System.arraycopy(source, offset + done, buffer, buffered, count);
            buffered += count;
            done += count;
        }
    }

    private void ensureCapacity(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, Math.max(needed, 2 * buffer.length)));
        }
    }

    private void uploadPart() {
        try {
            if (uploadId == null) {
                uploadId = client.createMultipartUpload(request -> request.bucket(object.authority())
                                .key(object.path())
                                .tagging(tags)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32))
                        .uploadId();
            }
            var number = parts.size() + 1;
            var part = client.uploadPart(
                    request -> request.bucket(object.authority())
                            .key(object.path())
                            .uploadId(uploadId)
                            .partNumber(number)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    body());
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(part.eTag())
                    .checksumCRC32(part.checksumCRC32())
                    .build());
            buffered = 0;
        } catch (SdkException e) {
            throw S3Problems.of("write", object, e);
        }
    }

    /** Not {@code RequestBody.fromBytes}, which copies. */
    private RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(buffer, 0, buffered), buffered, MIME_TYPE);
    }

    @Override
    public void commit() {
        if (committed) {
            throw new IllegalStateException("Already committed: " + object);
        }
        if (uploadId == null) {
            putWhole();
        } else {
            complete();
        }
        committed = true;
    }

    private void putWhole() {
        try {
            client.putObject(
                    request -> request.bucket(object.authority())
                            .key(object.path())
                            .tagging(tags),
                    body());
        } catch (SdkException e) {
            throw S3Problems.of("write", object, e);
        }
    }

    private void complete() {
        if (buffered > 0) {
            uploadPart();
        }
        try {
            client.completeMultipartUpload(request -> request.bucket(object.authority())
                    .key(object.path())
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(parts)));
        } catch (SdkException e) {
            throw S3Problems.of("write", object, e);
        }
    }

    @Override
    public void close() {
        if (committed || uploadId == null) {
            return;
        }
        try {
            client.abortMultipartUpload(request ->
                    request.bucket(object.authority()).key(object.path()).uploadId(uploadId));
            uploadId = null;
        } catch (SdkException e) {
            throw S3Problems.of("write", object, e);
        }
    }
}
