package dev.imconnector.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.local.FileStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoresTest {

    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();
    private final ObjectStores stores = new ObjectStores(Map.of(
            "file",
            () -> {
                made.incrementAndGet();
                return new FileStore(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
            },
            "s3",
            () -> {
                throw new AssertionError("nothing here is in S3");
            }));

    @Test
    void a_store_is_made_when_its_first_location_is_used_and_once() {
        assertThat(made).hasValue(0);
        var object = Location.parse(folder.toUri() + "run.json");

        stores.write(object, "x".getBytes(UTF_8));

        assertThat(stores.read(object).orElseThrow().content()).isEqualTo("x".getBytes(UTF_8));
        assertThat(made).hasValue(1);
    }

    @Test
    void a_scheme_without_a_store_is_refused() {
        var none = new ObjectStores(Map.of());

        assertThatThrownBy(() -> none.find(Location.parse("s3://bucket/key")))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("There is no store for the location 's3://bucket/key'");
    }
}
