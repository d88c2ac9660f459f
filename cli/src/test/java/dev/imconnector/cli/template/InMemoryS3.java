package dev.imconnector.cli.template;

import dev.imconnector.cli.template.InMemoryAws.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Buckets in memory: objects, listings, conditional writes and uploads in parts. Thread-safe. */
final class InMemoryS3 {

    private static final String XML = "application/xml";

    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private final Map<String, Map<Integer, byte[]>> uploads = new TreeMap<>();
    private final String kmsKey;
    private final Consumer<AwsCall> noted;
    private boolean refusesToComplete;
    private int uploadCount;

    InMemoryS3(String kmsKey, Consumer<AwsCall> noted) {
        this.kmsKey = kmsKey;
        this.noted = noted;
    }

    synchronized void put(String bucket, String key, String content) {
        objects.put(bucket + "/" + key, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether uploads in parts cannot be completed, so that they are given up. */
    synchronized void refuseToComplete(boolean now) {
        refusesToComplete = now;
    }

    synchronized void delete(String bucket, String key) {
        objects.remove(bucket + "/" + key);
    }

    synchronized Answer answer(S3Request request) {
        return switch (request.method()) {
            case "GET" -> request.key().isEmpty() ? list(request) : get(request);
            case "PUT" -> request.query().containsKey("partNumber") ? putPart(request) : put(request);
            case "POST" -> request.query().containsKey("uploads") ? begin(request) : complete(request);
            case "DELETE" -> request.query().containsKey("uploadId") ? abort(request) : delete(request);
            default -> throw new AssertionError("Teach InMemoryS3 " + request.method());
        };
    }

    private Answer list(S3Request request) {
        var prefix = request.query().get("prefix");
        note("s3:ListBucket", request, Map.of("s3:prefix", prefix));
        var found = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        objects.tailMap(request.bucket() + "/" + prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(request.bucket() + "/" + prefix))
                .limit(Integer.parseInt(request.query().getOrDefault("max-keys", "1000")))
                .forEach(object -> found.append("<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size></Contents>"
                        .formatted(
                                object.getKey().substring(request.bucket().length() + 1),
                                eTag(object.getValue()).replace("\"", "&quot;"),
                                object.getValue().length)));
        return xml(200, found + "</ListBucketResult>");
    }

    private Answer get(S3Request request) {
        note("s3:GetObject", request);
        useKey("kms:Decrypt");
        var object = find(request);
        if (object.isEmpty()) {
            return missing(request);
        }
        var eTag = eTag(object.get());
        if (request.header("If-Match").filter(version -> !version.equals(eTag)).isPresent()) {
            return error(412, "PreconditionFailed");
        }
        var range = request.header("Range")
                .map(text -> text.substring("bytes=".length()).split("-"));
        var bytes = range.map(ends -> Arrays.copyOfRange(
                        object.get(),
                        Integer.parseInt(ends[0]),
                        Math.min(Integer.parseInt(ends[1]) + 1, object.get().length)))
                .orElse(object.get());
        return new Answer(range.isPresent() ? 206 : 200, "application/octet-stream", bytes, eTag);
    }

    /** S3 says that an object is missing only to who may list the bucket, and asks so without a prefix. */
    private Answer missing(S3Request request) {
        noted.accept(AwsCall.of("s3:ListBucket", arn(request.bucket())));
        return error(404, "NoSuchKey");
    }

    private Answer put(S3Request request) {
        note("s3:PutObject", request);
        useKey("kms:GenerateDataKey");
        if (request.header("x-amz-tagging").isPresent()) {
            note("s3:PutObjectTagging", request);
        }
        var before = find(request).map(InMemoryS3::eTag);
        if (request.header("If-None-Match").isPresent() && before.isPresent()) {
            return error(412, "PreconditionFailed");
        }
        var expected = request.header("If-Match");
        if (expected.isPresent()) {
            // docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html: it reads what it compares with.
            note("s3:GetObject", request);
            if (before.isEmpty()) {
                return missing(request);
            }
            if (!before.equals(expected)) {
                return error(412, "PreconditionFailed");
            }
        }
        return stored(request, request.body());
    }

    private Answer stored(S3Request request, byte[] content) {
        objects.put(name(request), content);
        return new Answer(200, null, new byte[0], eTag(content));
    }

    private Answer begin(S3Request request) {
        note("s3:PutObject", request);
        useKey("kms:GenerateDataKey");
        if (request.header("x-amz-tagging").isPresent()) {
            note("s3:PutObjectTagging", request);
        }
        var id = "upload-" + ++uploadCount;
        uploads.put(id, new TreeMap<>());
        return xml(
                200, "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    /** docs.aws.amazon.com/AmazonS3/latest/userguide/mpuAndPermissions.html: parts need the key both ways. */
    private Answer putPart(S3Request request) {
        note("s3:PutObject", request);
        useKey("kms:GenerateDataKey");
        useKey("kms:Decrypt");
        uploads.get(request.query().get("uploadId"))
                .put(Integer.parseInt(request.query().get("partNumber")), request.body());
        return new Answer(200, null, new byte[0], eTag(request.body()));
    }

    private Answer complete(S3Request request) {
        note("s3:PutObject", request);
        useKey("kms:Decrypt");
        if (refusesToComplete) {
            return error(400, "InvalidPart");
        }
        var content = new ByteArrayOutputStream();
        uploads.remove(request.query().get("uploadId")).values().forEach(content::writeBytes);
        stored(request, content.toByteArray());
        return xml(
                200,
                "<CompleteMultipartUploadResult><ETag>"
                        + eTag(content.toByteArray()).replace("\"", "&quot;")
                        + "</ETag></CompleteMultipartUploadResult>");
    }

    private Answer abort(S3Request request) {
        note("s3:AbortMultipartUpload", request);
        uploads.remove(request.query().get("uploadId"));
        return new Answer(204, null, new byte[0], null);
    }

    private Answer delete(S3Request request) {
        note("s3:DeleteObject", request);
        objects.remove(name(request));
        return new Answer(204, null, new byte[0], null);
    }

    private Optional<byte[]> find(S3Request request) {
        return Optional.ofNullable(objects.get(name(request)));
    }

    private void note(String action, S3Request request) {
        note(action, request, Map.of());
    }

    private void note(String action, S3Request request, Map<String, String> context) {
        var object = request.key().isEmpty() ? "" : "/" + request.key();
        noted.accept(new AwsCall(action, arn(request.bucket()) + object, context));
    }

    private void useKey(String action) {
        if (!kmsKey.isEmpty()) {
            noted.accept(AwsCall.of(action, kmsKey).with("kms:ViaService", "s3.Region.URLSuffix"));
        }
    }

    private static String arn(String bucket) {
        return "arn:Partition:s3:::" + bucket;
    }

    private static String name(S3Request request) {
        return request.bucket() + "/" + request.key();
    }

    private static String eTag(byte[] content) {
        return "\"" + HexFormat.of().toHexDigits(Arrays.hashCode(content)) + "\"";
    }

    private static Answer error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>of the simulated S3</Message></Error>");
    }

    private static Answer xml(int status, String body) {
        return new Answer(
                status,
                XML,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body).getBytes(StandardCharsets.UTF_8),
                null);
    }
}
