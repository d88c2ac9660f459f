package dev.imconnector.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.aws.S3Store;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.ObjectStoreContract;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of all stores, on S3. */
class S3StoreIT extends ObjectStoreContract {

    private static final String BUCKET = "im-connector-" + UUID.randomUUID();
    private static S3Client client;

    private final Location folder = Location.parse("s3://" + BUCKET + "/" + UUID.randomUUID() + "/");

    @BeforeAll
    static void createBucket() {
        client = Stack.clients().s3();
        client.createBucket(request ->
                request.bucket(BUCKET).createBucketConfiguration(bucket -> bucket.locationConstraint(Stack.region())));
    }

    @AfterAll
    static void deleteBucket() {
        client.listObjectsV2Paginator(request -> request.bucket(BUCKET))
                .contents()
                .forEach(object ->
                        client.deleteObject(request -> request.bucket(BUCKET).key(object.key())));
        client.deleteBucket(request -> request.bucket(BUCKET));
    }

    @Override
    protected ObjectStore store() {
        return new S3Store(client);
    }

    @Override
    protected Location folder() {
        return folder;
    }

    @Test
    void markers_of_folders_are_not_listed() {
        client.putObject(
                request -> request.bucket(BUCKET).key(folder.resolve("sub/").path()), RequestBody.empty());
        store().write(folder.resolve("sub/a.csv"), new byte[1]);

        assertThat(store().list(folder, 10))
                .extracting(each -> each.location().name())
                .containsExactly("a.csv");
    }

    @Test
    void more_objects_than_a_page_holds_are_listed() {
        for (int i = 0; i < 1_003; i++) {
            store().write(folder.resolve("part-%04d".formatted(i)), new byte[0]);
        }

        assertThat(store().list(folder, 5_000)).hasSize(1_003);
        assertThat(store().list(folder, 1_001)).hasSize(1_001);
    }

    @Test
    void an_upload_that_was_given_up_leaves_no_parts_behind() throws Exception {
        try (var writer = store().writer(folder.resolve("large.bin"))) {
            writer.stream().write(new byte[9 * 1024 * 1024]);
            assertThat(uploads()).isEqualTo(1);
        }
        assertThat(uploads()).isZero();
    }

    private long uploads() {
        return client.listMultipartUploads(request -> request.bucket(BUCKET).prefix(folder.path()))
                .uploads()
                .size();
    }

    @Test
    void a_missing_bucket_is_named() {
        var nowhere = Location.parse("s3://no-such-bucket-" + UUID.randomUUID() + "/run.json");

        assertThatThrownBy(() -> store().find(nowhere))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("BUCKET_MISSING"))
                .hasMessageContaining(nowhere.authority());
        assertThatThrownBy(() -> store().create(nowhere, new byte[1]))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("BUCKET_MISSING"));
    }
}
