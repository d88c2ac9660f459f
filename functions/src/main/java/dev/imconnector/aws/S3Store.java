package dev.imconnector.aws;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.ObjectWriter;
import dev.imconnector.store.StoredContent;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in S3. A version is an ETag; conditional writes are S3's own ({@code If-None-Match: *}, {@code If-Match}),
 * which answer 412 when the condition does not hold and 409 when another write is under way. Thread-safe.
 */
public final class S3Store implements ObjectStore {

    private static final int MAX_READ_BYTES = 16 * 1024 * 1024;
    private static final int MAX_KEYS = 1_000;

    private final S3Client client;

    /** @param client does the retries, and bounds the time of each call; not closed by the store */
    public S3Store(S3Client client) {
        this.client = client;
    }

    /**
     * By a listing, not a HEAD: its answer tells a missing bucket from a missing key, and does so for a role that may
     * list by prefix only, to which GET and HEAD of a missing key answer 403 (the condition's {@code s3:prefix} is
     * absent from them).
     */
    @Override
    public Optional<StoredObject> find(Location object) {
        var key = keyOf(object);
        try {
            return client
                    .listObjectsV2(request ->
                            request.bucket(object.authority()).prefix(key).maxKeys(1))
                    .contents()
                    .stream()
                    .filter(found -> found.key().equals(key))
                    .map(found -> new StoredObject(object, found.size(), found.eTag()))
                    .findFirst();
        } catch (SdkException e) {
            throw S3Problems.of("look for", object, e);
        }
    }

    @Override
    public List<StoredObject> list(Location folder, int limit) {
        var request = ListObjectsV2Request.builder()
                .bucket(folder.authority())
                .prefix(folder.folder().path())
                .maxKeys(Math.min(limit, MAX_KEYS))
                .build();
        var found = new ArrayList<StoredObject>();
        try {
            for (var each : client.listObjectsV2Paginator(request).contents()) {
                if (found.size() == limit) {
                    break;
                }
                if (!each.key().endsWith("/")) {
                    found.add(stored(folder, each));
                }
            }
        } catch (SdkException e) {
            throw S3Problems.of("list", folder, e);
        }
        found.sort((one, other) -> one.location().compareTo(other.location()));
        return List.copyOf(found);
    }

    private static StoredObject stored(Location folder, S3Object object) {
        return new StoredObject(
                new Location(folder.scheme(), folder.authority(), object.key()), object.size(), object.eTag());
    }

    @Override
    public InputStream open(StoredObject object) throws IOException {
        var key = keyOf(object.location());
        if (object.size() == 0) {
            return openEmpty(object);
        }
        var stream = new RangedStream(object, (buffer, first, length) -> {
            try {
                client.getObject(
                        request -> request.bucket(object.location().authority())
                                .key(key)
                                .range("bytes=" + first + "-" + (first + length - 1))
                                .ifMatch(object.version()),
                        Drained.into(buffer, length));
            } catch (SdkException e) {
                throw failed(e, object);
            }
        });
        stream.fill();
        return stream;
    }

    private InputStream openEmpty(StoredObject object) throws IOException {
        if (!find(object.location()).equals(Optional.of(object))) {
            throw new ObjectChangedException(object.location());
        }
        return InputStream.nullInputStream();
    }

    @Override
    public Optional<StoredContent> read(Location object) {
        var key = keyOf(object);
        try {
            var read = client.getObject(
                    request -> request.bucket(object.authority()).key(key), Drained.upTo(MAX_READ_BYTES));
            if (read.response().contentLength() > MAX_READ_BYTES) {
                throw S3Problems.tooLarge(object, read.response().contentLength(), MAX_READ_BYTES);
            }
            return Optional.of(new StoredContent(read.bytes(), read.response().eTag()));
        } catch (SdkException e) {
            if (isGone(e, object)) {
                return Optional.empty();
            }
            throw S3Problems.of("read", object, e);
        }
    }

    @Override
    public String create(Location object, byte[] content) throws WriteConflictException {
        return putIf(request -> request.ifNoneMatch("*"), object, content);
    }

    @Override
    public String replace(Location object, byte[] content, String version) throws WriteConflictException {
        return putIf(request -> request.ifMatch(version), object, content);
    }

    private String putIf(Consumer<PutObjectRequest.Builder> condition, Location object, byte[] content)
            throws WriteConflictException {
        try {
            return put(condition, object, content);
        } catch (SdkException e) {
            if (isConflict(e) || isGone(e, object)) {
                throw new WriteConflictException(object);
            }
            throw S3Problems.of("write", object, e);
        }
    }

    /** docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
    private static boolean isConflict(SdkException e) {
        return e instanceof S3Exception answer && (answer.statusCode() == 412 || answer.statusCode() == 409);
    }

    @Override
    public void write(Location object, byte[] content) {
        try {
            put(request -> {}, object, content);
        } catch (SdkException e) {
            throw S3Problems.of("write", object, e);
        }
    }

    private String put(Consumer<PutObjectRequest.Builder> condition, Location object, byte[] content) {
        var request = PutObjectRequest.builder()
                .bucket(object.authority())
                .key(keyOf(object))
                .tagging(tags(object));
        if (object.name().endsWith(".html")) {
            // Else a browser downloads it rather than showing it.
            request.contentType("text/html; charset=utf-8");
        }
        condition.accept(request);
        return client.putObject(request.build(), RequestBody.fromBytes(content)).eTag();
    }

    /**
     * Rejects hold whole records, so a bucket may forget them sooner than the proof beside them. They lie in the folder of
     * their run; a lifecycle can tell them apart by a tag only.
     */
    private static String tags(Location object) {
        // The parts of a run that has failed stay, and hold the same records.
        var isRejects = object.name().startsWith("rejects.") || object.name().startsWith("rejects-");
        return isRejects ? "content=rejects" : null;
    }

    @Override
    public ObjectWriter writer(Location object) {
        keyOf(object);
        return new S3ObjectWriter(client, object, tags(object));
    }

    @Override
    public void delete(Location object) {
        var key = keyOf(object);
        try {
            client.deleteObject(request -> request.bucket(object.authority()).key(key));
        } catch (SdkException e) {
            throw S3Problems.of("delete", object, e);
        }
    }

    private static String keyOf(Location object) {
        if (!object.scheme().equals("s3")) {
            throw new IllegalArgumentException("Not a location in S3: " + object);
        }
        if (object.isFolder()) {
            throw S3Problems.notAnObject(object);
        }
        return object.path();
    }

    /** Whether there is no such object, which S3 tells with 403 to a role that may not list everything. */
    private boolean isGone(SdkException e, Location object) {
        if (!(e instanceof S3Exception answer)) {
            return false;
        }
        return AwsFailure.code(answer).equals("NoSuchKey")
                || (answer.statusCode() == 403 && find(object).isEmpty());
    }

    /** What to throw from a stream when a request for that version failed. */
    private IOException failed(SdkException e, StoredObject object) {
        if ((e instanceof S3Exception answer && answer.statusCode() == 412) || isGone(e, object.location())) {
            return new ObjectChangedException(object.location());
        }
        throw S3Problems.of("read", object.location(), e);
    }
}
