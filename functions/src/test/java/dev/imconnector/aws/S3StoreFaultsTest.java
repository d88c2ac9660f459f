package dev.imconnector.aws;

import static dev.imconnector.aws.ScriptedAws.listing;
import static dev.imconnector.aws.ScriptedAws.s3Error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3StoreFaultsTest {

    private static final String KEY = "/bucket/runs/run.json";
    private static final Location OBJECT = Location.parse("s3:/" + KEY);
    private static final Reply ABSENT = listing("");
    private static final Reply PRESENT =
            listing("<Contents><Key>runs/run.json</Key><Size>3</Size><ETag>\"v1\"</ETag></Contents>");

    private final ScriptedServer server = new ScriptedServer();
    private final S3Store store = new S3Store(ScriptedAws.clients(server).s3());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void conditional_writes_are_those_of_s3() throws WriteConflictException {
        server.always(KEY, Reply.status(200).withHeader("ETag", "\"v2\""));

        assertThat(store.create(OBJECT, bytes("one"))).isEqualTo("\"v2\"");
        assertThat(store.replace(OBJECT, bytes("two"), "\"v1\"")).isEqualTo("\"v2\"");

        assertThat(server.requests(KEY).get(0).header("If-None-Match")).hasValue("*");
        assertThat(server.requests(KEY).get(1).header("If-Match")).hasValue("\"v1\"");
    }

    @Test
    void rejects_bear_the_tag_by_which_they_are_forgotten_and_the_proof_beside_them_does_not() throws IOException {
        var folder = Location.parse("s3://bucket/runs/night/");
        for (var name : List.of("rejects.csv", "rejects.jsonl", "receipts.jsonl.gz", "rejects-00001-000000000000")) {
            server.always("/bucket/runs/night/" + name, Reply.status(200).withHeader("ETag", "\"v\""));
            try (var writer = store.writer(folder.resolve(name))) {
                writer.stream().write(bytes("line"));
                writer.commit();
            }
        }

        assertThat(tag("rejects.csv")).hasValue("content=rejects");
        assertThat(tag("rejects.jsonl")).hasValue("content=rejects");
        assertThat(tag("rejects-00001-000000000000")).hasValue("content=rejects");
        assertThat(tag("receipts.jsonl.gz"))
                .as("Tagging needs a right that the pull does not have.")
                .isEmpty();
    }

    private Optional<String> tag(String name) {
        return server.requests("/bucket/runs/night/" + name).get(0).header("x-amz-tagging");
    }

    @ParameterizedTest
    @CsvSource({"412, PreconditionFailed", "409, ConditionalRequestConflict", "404, NoSuchKey"})
    void a_refused_conditional_write_is_a_conflict_and_not_tried_again(int status, String code) {
        server.next(KEY, s3Error(status, code));

        assertThatThrownBy(() -> store.replace(OBJECT, bytes("two"), "\"v1\""))
                .isInstanceOf(WriteConflictException.class);
        assertThat(server.count(KEY)).isEqualTo(1);
    }

    @Test
    void a_conditional_write_whose_answer_was_lost_is_a_conflict_with_itself() {
        server.next(KEY, Reply.close(), s3Error(412, "PreconditionFailed"));

        assertThatThrownBy(() -> store.create(OBJECT, bytes("one"))).isInstanceOf(WriteConflictException.class);
        assertThat(server.count(KEY)).isEqualTo(2);
    }

    @Test
    void slow_down_is_obeyed_and_tried_again() throws WriteConflictException {
        server.next(KEY, s3Error(503, "SlowDown"), Reply.status(200).withHeader("ETag", "\"v2\""));

        assertThat(store.create(OBJECT, bytes("one"))).isEqualTo("\"v2\"");
        assertThat(server.count(KEY)).isEqualTo(2);
    }

    @Test
    void slow_down_that_stays_is_an_unreachable_store() {
        server.always(KEY, s3Error(503, "SlowDown"));

        assertProblem(
                () -> store.write(OBJECT, bytes("one")),
                "STORE_UNREACHABLE",
                "Could not write s3://bucket/runs/run.json: HTTP 503 SlowDown");
        assertThat(server.count(KEY)).isEqualTo(3);
    }

    @Test
    void no_answer_at_all_is_an_unreachable_store() {
        server.always(KEY, Reply.reset());

        assertProblem(
                () -> store.read(OBJECT), "STORE_UNREACHABLE", "Could not read s3://bucket/runs/run.json: no ans");
    }

    @Test
    void a_body_that_breaks_off_is_asked_for_again() {
        var whole = Reply.of(200, "application/json", "{\"a\":1}").withHeader("ETag", "\"v1\"");
        server.next(KEY, whole.closingAfter(3), whole);

        assertThat(store.read(OBJECT).orElseThrow().content()).isEqualTo(bytes("{\"a\":1}"));
        assertThat(server.count(KEY)).isEqualTo(2);
    }

    @Test
    void a_body_that_always_breaks_off_is_an_error_not_a_short_object() {
        server.always(KEY, Reply.of(200, "application/json", "{\"a\":1}").closingAfter(3));

        assertProblem(() -> store.read(OBJECT), "STORE_UNREACHABLE", "Could not read");
    }

    @Test
    void ranges_are_asked_for_by_version_and_drained_before_their_first_byte_is_handed_out() throws Exception {
        var size = RangedStream.RANGE_BYTES + 5;
        server.always(
                KEY,
                request -> request.header("Range").orElseThrow().startsWith("bytes=0-")
                        ? range(new byte[RangedStream.RANGE_BYTES])
                        : range(bytes("abcde")));

        try (var stream = store.open(new StoredObject(OBJECT, size, "\"v1\""))) {
            assertThat(server.count(KEY)).isEqualTo(1);
            stream.skipNBytes(RangedStream.RANGE_BYTES);
            assertThat(server.count(KEY)).isEqualTo(1);
            assertThat(stream.readAllBytes()).isEqualTo(bytes("abcde"));
        }
        var ranges = new ArrayList<String>();
        server.requests(KEY)
                .forEach(request -> ranges.add(request.header("Range").orElseThrow()));
        assertThat(ranges).containsExactly("bytes=0-8388607", "bytes=8388608-8388612");
        assertThat(server.requests(KEY))
                .allSatisfy(request -> assertThat(request.header("If-Match")).hasValue("\"v1\""));
    }

    @Test
    void a_range_that_breaks_off_is_asked_for_again_and_no_byte_is_there_twice() throws Exception {
        server.next(KEY, range(bytes("abcde")).closingAfter(2), range(bytes("abcde")));

        try (var stream = store.open(new StoredObject(OBJECT, 5, "\"v1\""))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes("abcde"));
        }
    }

    @Test
    void another_version_is_noticed() {
        server.always(KEY, s3Error(412, "PreconditionFailed"));

        assertThatThrownBy(() -> store.open(new StoredObject(OBJECT, 5, "\"v1\"")))
                .isInstanceOf(ObjectChangedException.class);
    }

    @Test
    void a_missing_key_is_told_from_a_forbidden_one_by_a_listing() {
        server.always(KEY, s3Error(403, "AccessDenied")).next("/bucket", ABSENT, PRESENT);

        assertThat(store.read(OBJECT)).isEmpty();
        assertProblem(
                () -> store.read(OBJECT),
                "STORE_DENIED",
                "Could not read s3://bucket/runs/run.json: HTTP 403 AccessDenied");
    }

    @Test
    void an_object_of_a_longer_name_is_not_the_one_that_is_looked_for() {
        server.next(
                "/bucket",
                listing("<Contents><Key>runs/run.json.bak</Key><Size>3</Size><ETag>\"v\"</ETag></Contents>"));
        server.next("/bucket", PRESENT);

        assertThat(store.find(OBJECT)).isEmpty();
        assertThat(store.find(OBJECT)).hasValue(new StoredObject(OBJECT, 3, "\"v1\""));
    }

    @Test
    void a_missing_bucket_is_named_whatever_is_asked_of_it() {
        server.always(KEY, s3Error(404, "NoSuchBucket")).always("/bucket", s3Error(404, "NoSuchBucket"));

        List.<ThrowingCallable>of(
                        () -> store.read(OBJECT),
                        () -> store.find(OBJECT),
                        () -> store.list(OBJECT.folder(), 10),
                        () -> store.create(OBJECT, bytes("one")),
                        () -> store.write(OBJECT, bytes("one")),
                        () -> store.delete(OBJECT))
                .forEach(call -> assertProblem(call, "BUCKET_MISSING", "there is no bucket 'bucket'"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, STORE_DENIED, s3:PutObject",
        "403, InvalidAccessKeyId, STORE_DENIED, Check that AWS credentials exist",
        "400, ExpiredToken, STORE_DENIED, Check that AWS credentials exist",
        "301, PermanentRedirect, STORE_DENIED, Set AWS_REGION",
        "400, KMS.DisabledException, STORE_DENIED, kms:GenerateDataKey",
        "400, EntityTooLarge, STORE_FAILED, S3 API reference",
    })
    void a_refused_write_has_its_fix(int status, String code, String problem, String fix) {
        server.always(KEY, s3Error(status, code));

        assertThatThrownBy(() -> store.write(OBJECT, bytes("one"))).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(problem);
            assertThat(e.problem().message()).contains("HTTP " + status + " " + code);
            assertThat(e.problem().fix()).contains(fix);
        });
    }

    @Test
    void an_object_too_large_to_be_read_whole_is_refused_before_its_body_is_read() {
        server.next(KEY, Reply.of(200, "text/csv", "x".repeat(16 * 1024 * 1024 + 1)));

        assertProblem(() -> store.read(OBJECT), "STORE_OBJECT_TOO_LARGE", "has 16777217 bytes");
    }

    @Test
    void a_listing_is_read_to_its_end_without_the_markers_of_folders() {
        var first = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><IsTruncated>true</IsTruncated>"
                + "<NextContinuationToken>more</NextContinuationToken><EncodingType>url</EncodingType>"
                + "<Contents><Key>runs/</Key><Size>0</Size><ETag>\"m\"</ETag></Contents>"
                + "<Contents><Key>runs/a%20b.csv</Key><Size>1</Size><ETag>\"a\"</ETag></Contents></ListBucketResult>";
        server.next("/bucket", Reply.of(200, "application/xml", first), PRESENT);

        assertThat(store.list(OBJECT.folder(), 10))
                .extracting(each -> each.location().toString())
                .containsExactly("s3://bucket/runs/a b.csv", "s3://bucket/runs/run.json");
        assertThat(server.requests("/bucket").get(1).query()).contains("continuation-token=more");
    }

    @Test
    void an_upload_that_is_given_up_is_aborted() throws Exception {
        server.next(
                KEY,
                Reply.of(
                        200,
                        "application/xml",
                        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"),
                Reply.status(200).withHeader("ETag", "\"p1\""),
                Reply.status(204));

        try (var writer = store.writer(OBJECT)) {
            writer.stream().write(new byte[8 * 1024 * 1024 + 1]);
        }
        assertThat(server.requests(KEY))
                .extracting(request -> request.method())
                .containsExactly("POST", "PUT", "DELETE");
        assertThat(server.requests(KEY).get(2).query()).isEqualTo("uploadId=u1");
    }

    private static Reply range(byte[] body) {
        return Reply.status(206).withHeader("ETag", "\"v1\"").withBody(body);
    }

    private static void assertProblem(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
