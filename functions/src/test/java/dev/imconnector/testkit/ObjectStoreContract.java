package dev.imconnector.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoredContent;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store keeps to, whatever it is made of. One subclass for each. */
public abstract class ObjectStoreContract {

    private static final int SEVERAL_PARTS_BYTES = 20 * 1024 * 1024 + 17;

    /** The store under test. */
    protected abstract ObjectStore store();

    /** An empty folder of its own for this test. */
    protected abstract Location folder();

    private Location object(String name) {
        return folder().resolve(name);
    }

    @Test
    void what_was_written_is_read() {
        store().write(object("run.json"), bytes("one"));

        var read = store().read(object("run.json")).orElseThrow();
        var found = store().find(object("run.json")).orElseThrow();

        assertThat(read.content()).isEqualTo(bytes("one"));
        assertThat(found).isEqualTo(new StoredObject(object("run.json"), 3, read.version()));
    }

    @Test
    void an_absent_object_is_not_found_and_not_read() {
        assertThat(store().find(object("absent"))).isEmpty();
        assertThat(store().read(object("absent"))).isEmpty();
        assertThat(store().list(folder(), 10)).isEmpty();
    }

    @Test
    void an_empty_object_is_an_object() throws IOException {
        store().write(object("empty"), new byte[0]);

        var found = store().find(object("empty")).orElseThrow();

        assertThat(found.size()).isZero();
        assertThat(store().read(object("empty")).orElseThrow().content()).isEmpty();
        try (var stream = store().open(found)) {
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void create_writes_only_where_there_is_nothing() throws WriteConflictException {
        var version = store().create(object("run.json"), bytes("one"));

        assertThatThrownBy(() -> store().create(object("run.json"), bytes("two")))
                .isInstanceOf(WriteConflictException.class);
        assertThat(store().read(object("run.json"))).hasValueSatisfying(read -> {
            assertThat(read.content()).isEqualTo(bytes("one"));
            assertThat(read.version()).isEqualTo(version);
        });
    }

    @Test
    void replace_writes_only_over_the_version_that_it_names() throws WriteConflictException {
        var first = store().create(object("run.json"), bytes("one"));
        var second = store().replace(object("run.json"), bytes("two"), first);

        assertThatThrownBy(() -> store().replace(object("run.json"), bytes("three"), first))
                .isInstanceOf(WriteConflictException.class);
        assertThat(second).isNotEqualTo(first);
        assertThat(store().read(object("run.json"))).hasValueSatisfying(read -> {
            assertThat(read.content()).isEqualTo(bytes("two"));
            assertThat(read.version()).isEqualTo(second);
        });
    }

    @Test
    void replace_of_an_object_that_is_gone_conflicts() throws WriteConflictException {
        var version = store().create(object("run.json"), bytes("one"));
        store().delete(object("run.json"));

        assertThatThrownBy(() -> store().replace(object("run.json"), bytes("two"), version))
                .isInstanceOf(WriteConflictException.class);
        assertThat(store().find(object("run.json"))).isEmpty();
    }

    @Test
    void other_contents_of_one_length_have_other_versions_however_fast_they_follow() throws WriteConflictException {
        var versions = new HashSet<String>();
        var version = store().create(object("run.json"), bytes("000"));
        versions.add(version);
        for (int i = 1; i < 100; i++) {
            version = store().replace(object("run.json"), bytes("%03d".formatted(i)), version);
            versions.add(version);
        }
        assertThat(versions).hasSize(100);
    }

    @Test
    void of_many_writers_each_version_is_replaced_by_exactly_one() throws Exception {
        store().create(object("run.json"), bytes("0"));
        var threads = 4;
        var increments = 15;
        var pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> increment = () -> {
                for (int i = 0; i < increments; i++) {
                    increment(object("run.json"));
                }
                return null;
            };
            for (var done : pool.invokeAll(Collections.nCopies(threads, increment))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(store().read(object("run.json")).map(StoredContent::content))
                .hasValue(bytes(String.valueOf(threads * increments)));
    }

    @Test
    void of_many_creators_exactly_one_wins() throws Exception {
        var threads = 6;
        var winners = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> create = () -> {
                try {
                    store().create(object("run.json"), bytes("mine"));
                    winners.incrementAndGet();
                } catch (WriteConflictException e) {
                    assertThat(e).hasMessageContaining("run.json");
                }
                return null;
            };
            for (var done : pool.invokeAll(Collections.nCopies(threads, create))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(winners).hasValue(1);
    }

    /** Adds 1 to the number in the object, as often as it takes. */
    private void increment(Location object) {
        while (true) {
            var read = store().read(object).orElseThrow();
            var next = Integer.parseInt(new String(read.content(), UTF_8)) + 1;
            try {
                store().replace(object, bytes(String.valueOf(next)), read.version());
                return;
            } catch (WriteConflictException e) {
                continue; // somebody was faster
            }
        }
    }

    @Test
    void a_large_object_streams_in_and_out() throws IOException {
        var content = new byte[SEVERAL_PARTS_BYTES];
        new Random(1).nextBytes(content);

        try (var writer = store().writer(object("large.bin"))) {
            for (int at = 0; at < content.length; at += 1_000_003) {
                writer.stream().write(content, at, Math.min(1_000_003, content.length - at));
            }
            writer.commit();
        }
        var found = store().find(object("large.bin")).orElseThrow();

        assertThat(found.size()).isEqualTo(content.length);
        try (var stream = store().open(found)) {
            assertThat(Arrays.equals(stream.readAllBytes(), content)).isTrue();
        }
    }

    @Test
    void a_small_object_streams_in_byte_by_byte() throws IOException {
        try (var writer = store().writer(object("part.csv"))) {
            for (var b : bytes("a,b\n")) {
                writer.stream().write(b);
            }
            writer.stream().close();
            writer.commit();
        }
        assertThat(store().read(object("part.csv")).orElseThrow().content()).isEqualTo(bytes("a,b\n"));
    }

    @Test
    void nothing_is_seen_before_the_commit_nor_left_without_one() throws IOException {
        store().write(object("part.csv"), bytes("old"));

        try (var writer = store().writer(object("part.csv"))) {
            writer.stream().write(new byte[SEVERAL_PARTS_BYTES]);
            assertThat(store().read(object("part.csv")).orElseThrow().content()).isEqualTo(bytes("old"));
        }
        assertThat(store().list(folder(), 10))
                .singleElement()
                .satisfies(found -> assertThat(found.size()).isEqualTo(3));
    }

    @Test
    void a_second_commit_is_a_mistake_and_close_after_a_commit_keeps_the_object() throws IOException {
        try (var writer = store().writer(object("part.csv"))) {
            writer.stream().write(bytes("new"));
            writer.commit();
            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store().read(object("part.csv")).orElseThrow().content()).isEqualTo(bytes("new"));
    }

    @Test
    void a_write_replaces_whatever_was_there() throws IOException {
        store().write(object("part.csv"), bytes("one"));
        store().write(object("part.csv"), bytes("two"));
        try (var writer = store().writer(object("part.csv"))) {
            writer.stream().write(bytes("three"));
            writer.commit();
        }
        assertThat(store().read(object("part.csv")).orElseThrow().content()).isEqualTo(bytes("three"));
    }

    @Test
    void a_folder_is_listed_with_its_sub_folders_in_order() {
        var names = List.of("b.csv", "a b+c%20.csv", "sub/deep/x.csv", "Ünï.csv", "a.csv", "sub.csv");
        names.forEach(name -> store().write(object(name), bytes(name)));
        store().write(Location.parse(folder().toString().replaceAll("/$", "-other/y.csv")), bytes("y"));

        var listed = store().list(folder(), 100);

        assertThat(listed)
                .extracting(StoredObject::location)
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(this::object).toList());
        assertThat(listed)
                .allSatisfy(each -> assertThat(store().find(each.location())).hasValue(each));
    }

    @Test
    void a_list_stops_at_its_limit_with_the_first_ones() {
        var expected = new ArrayList<Location>();
        for (int i = 0; i < 7; i++) {
            store().write(object("part-" + i), bytes("x"));
            expected.add(object("part-" + i));
        }
        assertThat(store().list(folder(), 5))
                .extracting(StoredObject::location)
                .containsExactlyElementsOf(expected.subList(0, 5));
        assertThat(store().list(folder(), 7)).hasSize(7);
    }

    @Test
    void an_object_replaced_before_it_is_opened_is_refused() {
        store().write(object("credits.csv"), bytes("old"));
        var found = store().find(object("credits.csv")).orElseThrow();
        store().write(object("credits.csv"), bytes("new"));

        assertThatThrownBy(() -> readWhole(found))
                .isInstanceOfSatisfying(
                        ObjectChangedException.class,
                        e -> assertThat(e.location()).isEqualTo(found.location()))
                .hasMessageContaining("credits.csv was replaced or deleted");
    }

    @Test
    void an_object_deleted_before_it_is_opened_is_refused() {
        store().write(object("credits.csv"), bytes("old"));
        var found = store().find(object("credits.csv")).orElseThrow();
        store().delete(object("credits.csv"));

        assertThatThrownBy(() -> readWhole(found)).isInstanceOf(ObjectChangedException.class);
    }

    @Test
    void an_object_replaced_while_it_is_read_is_noticed_at_its_end_at_the_latest() throws IOException {
        store().write(object("credits.csv"), new byte[SEVERAL_PARTS_BYTES]);
        var found = store().find(object("credits.csv")).orElseThrow();

        try (var stream = store().open(found)) {
            assertThat(stream.readNBytes(100)).hasSize(100);
            var other = new byte[SEVERAL_PARTS_BYTES];
            other[0] = 1;
            store().write(object("credits.csv"), other);

            assertThatThrownBy(stream::readAllBytes).isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void bytes_can_be_skipped() throws IOException {
        var content = new byte[SEVERAL_PARTS_BYTES];
        content[SEVERAL_PARTS_BYTES - 1] = 42;
        store().write(object("large.bin"), content);

        try (var stream = store().open(store().find(object("large.bin")).orElseThrow())) {
            stream.skipNBytes(SEVERAL_PARTS_BYTES - 1);
            assertThat(stream.read()).isEqualTo(42);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void what_is_deleted_is_gone_and_deleting_nothing_is_no_error() {
        store().write(object("part.csv"), bytes("x"));

        store().delete(object("part.csv"));
        store().delete(object("part.csv"));

        assertThat(store().find(object("part.csv"))).isEmpty();
    }

    @Test
    void a_folder_is_no_object() {
        assertThatThrownBy(() -> store().write(folder(), bytes("x"))).isInstanceOf(LocationException.class);
        assertThatThrownBy(() -> store().find(folder())).isInstanceOf(LocationException.class);
    }

    private void readWhole(StoredObject object) throws IOException {
        try (var stream = store().open(object)) {
            stream.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
