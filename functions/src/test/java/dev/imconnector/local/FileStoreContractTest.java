package dev.imconnector.local;

import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.testkit.ObjectStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FileStoreContractTest extends ObjectStoreContract {

    @TempDir
    private Path folder;

    private final FileStore store = new FileStore(Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected Location folder() {
        return Location.parse(folder.toUri().toString()).asFolder().resolve("data/");
    }
}
