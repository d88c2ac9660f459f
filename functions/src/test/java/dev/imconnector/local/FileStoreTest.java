package dev.imconnector.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.imconnector.store.Location;
import dev.imconnector.store.LocationException;
import dev.imconnector.store.ObjectChangedException;
import dev.imconnector.store.StoreException;
import dev.imconnector.store.StoredObject;
import dev.imconnector.store.WriteConflictException;
import dev.imconnector.testkit.RecordingSleeper;
import dev.imconnector.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private final RecordingSleeper sleeper = new RecordingSleeper(clock);
    private final FileStore store = new FileStore(clock, sleeper);

    private Location at(String name) {
        return Location.parse(folder.toUri().toString()).asFolder().resolve(name);
    }

    @Test
    void versions_differ_although_the_clock_stands_still() throws Exception {
        var first = store.create(at("run.json"), bytes("one"));
        var second = store.replace(at("run.json"), bytes("two"), first);

        assertThat(second).isNotEqualTo(first);
        assertThat(store.find(at("run.json")).orElseThrow().version()).isEqualTo(second);
    }

    @Test
    void versions_differ_although_the_clock_was_set_back() throws Exception {
        var first = store.create(at("run.json"), bytes("one"));
        clock.set(clock.instant().minusSeconds(3_600));
        var second = store.replace(at("run.json"), bytes("two"), first);
        clock.set(clock.instant().plusSeconds(3_600));

        assertThat(store.replace(at("run.json"), bytes("six"), second)).isNotIn(first, second);
    }

    @Test
    void two_processes_never_replace_the_same_version() throws Exception {
        store.write(at("count"), bytes("0"));

        var processes = new ArrayList<Process>();
        for (int i = 0; i < 2; i++) {
            processes.add(start("count", at("count").toString(), "150"));
        }
        for (var process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(store.read(at("count")).orElseThrow().content()).isEqualTo(bytes("300"));
    }

    @Test
    void of_a_folder_people_see_only_what_was_written() throws Exception {
        store.create(at("results.csv"), bytes("one"));

        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> !isHidden(file))).containsExactly(folder.resolve("results.csv"));
        }
    }

    private static boolean isHidden(Path file) {
        try {
            return Files.isHidden(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_killed_process_leaves_no_lock_behind() throws Exception {
        var holder = start("hold", folder.toString());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held true");
            assertThatThrownBy(() -> store.write(at("run.json"), bytes("one")))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("STORE_BUSY"))
                    .hasMessageContaining("for 10 s");
            assertThat(sleeper.total()).isEqualTo(Duration.ofSeconds(10));
        } finally {
            holder.destroyForcibly().waitFor();
        }
        sleeper.forget();
        store.write(at("run.json"), bytes("one"));

        assertThat(sleeper.sleeps()).isEmpty();
        assertThat(store.read(at("run.json")).orElseThrow().content()).isEqualTo(bytes("one"));
    }

    @Test
    void what_a_killed_writer_left_is_not_listed_and_goes_after_a_day() throws IOException {
        var left = folder.resolve(".part.csv.123-1.tmp");
        var young = folder.resolve(".part.csv.123-2.tmp");
        Files.writeString(left, "half a");
        Files.writeString(young, "half a");
        Files.setLastModifiedTime(left, FileTime.from(clock.instant().minusSeconds(86_401)));
        Files.setLastModifiedTime(young, FileTime.from(clock.instant().minusSeconds(86_399)));
        Files.writeString(folder.resolve("part.csv"), "whole");

        assertThat(store.list(at(""), 10)).extracting(StoredObject::location).containsExactly(at("part.csv"));
        try (var writer = store.writer(at("other.csv"))) {
            writer.commit();
        }
        assertThat(left).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void a_temporary_file_that_another_process_moves_away_while_we_look_for_old_ones_is_no_error() throws Exception {
        // Listed, and yet not there: as it looks when it goes between the two.
        Files.createSymbolicLink(folder.resolve(".part.csv.123-1.tmp"), folder.resolve("moved-away"));

        store.write(at("run.json"), bytes("whole"));

        assertThat(folder.resolve("run.json")).hasContent("whole");
    }

    @Test
    void what_a_killed_replace_left_does_not_disturb_the_next() throws Exception {
        Files.writeString(folder.resolve(".run.json.123-1.tmp"), "a longer half than the whole");

        store.create(at("run.json"), bytes("whole"));

        assertThat(folder.resolve("run.json")).hasContent("whole");
    }

    @Test
    void a_write_leaves_nothing_but_its_object_and_the_lock_whether_it_was_refused_or_not() throws Exception {
        store.create(at("run.json"), bytes("one"));
        assertThatThrownBy(() -> store.create(at("run.json"), bytes("two"))).isInstanceOf(WriteConflictException.class);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(".lock", "run.json");
        }
    }

    @Test
    void hidden_files_and_folders_are_not_listed() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/config"), "x");
        Files.writeString(folder.resolve(".credits.csv.rsync"), "x");
        Files.writeString(folder.resolve("credits.csv"), "x");

        assertThat(store.list(at(""), 10)).extracting(StoredObject::location).containsExactly(at("credits.csv"));
    }

    @Test
    void a_file_is_no_folder_to_list() throws IOException {
        Files.writeString(folder.resolve("credits.csv"), "x");

        assertThat(store.list(at("credits.csv/"), 10)).isEmpty();
    }

    @Test
    void a_file_that_grows_while_it_is_read_is_noticed() throws IOException {
        Files.writeString(folder.resolve("credits.csv"), "1\n2\n");
        var found = store.find(at("credits.csv")).orElseThrow();

        try (var stream = store.open(found)) {
            assertThat(stream.readNBytes(4)).isEqualTo(bytes("1\n2\n"));
            Files.writeString(folder.resolve("credits.csv"), "1\n2\n3\n");

            assertThatThrownBy(stream::read).isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void a_file_cut_short_while_it_is_read_is_noticed() throws IOException {
        Files.writeString(folder.resolve("credits.csv"), "1\n2\n");
        var found = store.find(at("credits.csv")).orElseThrow();

        try (var stream = store.open(found)) {
            assertThat(stream.readNBytes(2)).isEqualTo(bytes("1\n"));
            Files.writeString(folder.resolve("credits.csv"), "1\n");

            assertThatThrownBy(stream::readAllBytes).isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void an_object_under_a_file_is_an_error_that_names_it() throws IOException {
        Files.writeString(folder.resolve("runs"), "x");

        assertThatThrownBy(() -> store.write(at("runs/run.json"), bytes("x")))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("STORE_FAILED");
                    assertThat(e.problem().message())
                            .contains(at("runs/run.json").toString());
                    assertThat(e.problem().fix()).contains("Remove the file");
                });
    }

    @Test
    void a_folder_without_access_is_an_error_with_its_fix() throws IOException {
        var closed = Files.createDirectory(folder.resolve("closed"));
        assumeThat(closed.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(closed)).as("root may write anywhere").isFalse();

        assertThatThrownBy(() -> store.write(at("closed/run.json"), bytes("x")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("STORE_DENIED"));
    }

    @Test
    void a_huge_file_is_not_read_whole() throws IOException {
        try (var writer = store.writer(at("run.json"))) {
            writer.stream().write(new byte[16 * 1024 * 1024 + 1]);
            writer.commit();
        }
        assertThatThrownBy(() -> store.read(at("run.json")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("STORE_OBJECT_TOO_LARGE"))
                .hasMessageContaining("16777217 bytes");
    }

    @Test
    void an_interrupt_ends_the_write_and_stays() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> store.write(at("run.json"), bytes("x")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("STORE_INTERRUPTED"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.find(at("run.json"))).isEmpty();
    }

    @Test
    void blanks_and_umlauts_in_names_are_written_as_they_are() {
        store.write(at("Gutschriften März 2026.csv"), bytes("x"));

        assertThat(store.list(at(""), 10))
                .extracting(StoredObject::location)
                .containsExactly(Location.parse(at("") + "Gutschriften%20M%C3%A4rz%202026.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ma\u0308rz.csv", "M\u00e4rz.csv", "\ud55c\uae00.csv", "\u212b 100%25#?.csv"})
    void a_name_is_found_as_it_is_written_whatever_its_normal_form(String name) throws IOException {
        Files.writeString(folder.resolve(name), "x");

        assertThat(store.find(at(name))).isPresent();
        assertThat(store.read(store.list(at(""), 10).get(0).location())).isPresent();
    }

    @Test
    void another_scheme_is_none_of_its_business() {
        assertThatThrownBy(() -> store.find(Location.parse("s3://bucket/run.json")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.find(at("folder/"))).isInstanceOf(LocationException.class);
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void folders_are_for_their_owner_alone() throws Exception {
        store.write(at("run/parts/rejects-1"), bytes("names and amounts"));

        for (var made : List.of(folder.resolve("run"), folder.resolve("run/parts"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_lock_that_is_a_link_is_not_followed() throws Exception {
        var elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(folder.resolve("run"));
        Files.createSymbolicLink(folder.resolve("run/.lock"), elsewhere);

        assertThatThrownBy(() -> store.create(at("run/run.json"), bytes("one"))).isInstanceOf(StoreException.class);

        assertThat(elsewhere).doesNotExist();
    }

    /** What lies beside the folder of the exports. */
    private Path elsewhere() throws IOException {
        var elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("sub"));
        Files.writeString(elsewhere.resolve("secret.csv"), "root:x:0:0");
        Files.writeString(elsewhere.resolve("sub/secret.csv"), "root:x:0:0");
        return elsewhere;
    }

    private static void leadsOut(ThrowingCallable doing, Location where) {
        assertThatThrownBy(doing).isInstanceOfSatisfying(LocationException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("LOCATION_LEADS_OUT");
            assertThat(e.problem().message())
                    .isEqualTo(where + " is a link to something outside of its folder, which is not followed");
        });
    }

    @Test
    void a_link_out_of_its_folder_is_neither_listed_nor_found_nor_read() throws Exception {
        Files.createDirectories(folder.resolve("exports"));
        Files.createSymbolicLink(
                folder.resolve("exports/credits.csv"), elsewhere().resolve("secret.csv"));

        leadsOut(() -> store.list(at("exports/"), 10), at("exports/credits.csv"));
        leadsOut(() -> store.find(at("exports/credits.csv")), at("exports/credits.csv"));
        leadsOut(() -> store.read(at("exports/credits.csv")), at("exports/credits.csv"));
        leadsOut(
                () -> store.open(new StoredObject(at("exports/credits.csv"), 10, "10-0"))
                        .close(),
                at("exports/credits.csv"));
    }

    @Test
    void a_link_to_the_folder_above_or_by_way_of_another_link_leads_out_too() throws Exception {
        Files.createDirectories(folder.resolve("exports"));
        Files.createSymbolicLink(folder.resolve("next.csv"), elsewhere().resolve("secret.csv"));
        Files.createSymbolicLink(folder.resolve("exports/credits.csv"), Path.of("../next.csv"));

        leadsOut(() -> store.list(at("exports/"), 10), at("exports/credits.csv"));
        leadsOut(() -> store.find(at("exports/credits.csv")), at("exports/credits.csv"));
    }

    @Test
    void a_folder_that_is_a_link_out_is_not_gone_into() throws Exception {
        Files.createDirectories(folder.resolve("exports"));
        Files.createSymbolicLink(folder.resolve("exports/sub"), elsewhere().resolve("sub"));

        leadsOut(() -> store.list(at("exports/"), 10), at("exports/sub/"));
    }

    @Test
    void a_link_that_takes_the_place_of_a_listed_file_is_not_read() throws Exception {
        store.write(at("exports/credits.csv"), bytes("sourceRef\n"));
        var listed = store.list(at("exports/"), 10).get(0);
        Files.delete(folder.resolve("exports/credits.csv"));
        Files.createSymbolicLink(
                folder.resolve("exports/credits.csv"), elsewhere().resolve("secret.csv"));

        leadsOut(() -> store.open(listed).close(), at("exports/credits.csv"));
    }

    @Test
    void links_within_the_folder_and_links_to_the_folder_itself_are_followed() throws Exception {
        Files.createDirectories(folder.resolve("disk/exports/..data"));
        Files.writeString(folder.resolve("disk/exports/..data/credits.csv"), "content");
        Files.createSymbolicLink(folder.resolve("exports"), folder.resolve("disk/exports"));
        Files.createSymbolicLink(folder.resolve("exports/credits.csv"), Path.of("..data/credits.csv"));

        var listed = store.list(at("exports/"), 10);

        assertThat(listed).extracting(StoredObject::location).containsExactly(at("exports/credits.csv"));
        assertThat(store.find(at("exports/credits.csv"))).contains(listed.get(0));
        try (var stream = store.open(listed.get(0))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes("content"));
        }
        assertThat(store.read(at("exports/credits.csv")).orElseThrow().content())
                .isEqualTo(bytes("content"));
    }

    @Test
    void a_link_to_nothing_is_no_object() throws Exception {
        Files.createDirectories(folder.resolve("exports"));
        Files.createSymbolicLink(folder.resolve("exports/credits.csv"), folder.resolve("nothing"));

        assertThat(store.find(at("exports/credits.csv"))).isEmpty();
        assertThat(store.list(at("exports/"), 10)).isEmpty();
        assertThat(store.read(at("exports/credits.csv"))).isEmpty();
    }

    @Test
    void a_write_replaces_a_link_and_not_what_it_leads_to() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.createSymbolicLink(folder.resolve("run/rejects.csv"), elsewhere().resolve("secret.csv"));

        store.write(at("run/rejects.csv"), bytes("ours"));

        assertThat(elsewhere().resolve("secret.csv")).hasContent("root:x:0:0");
        assertThat(folder.resolve("run/rejects.csv")).isRegularFile().hasContent("ours");
    }
}
