package dev.imconnector.testkit;

import dev.imconnector.app.Connector;
import dev.imconnector.http.HttpExchange;
import dev.imconnector.metrics.RunMetrics;
import dev.imconnector.settings.ClientRole;
import dev.imconnector.store.ObjectStore;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is deployed, put together by its own composition root, in virtual time and without chance, over any network
 * and any store. On one thread unless told otherwise.
 */
public final class VirtualApp {

    public final VirtualTime time;
    private final ClientRole role;
    private final ObjectStore store;
    private final Map<String, String> environment = new TreeMap<>(Map.of(
            "IM_TOKEN_URL",
            "http://localhost/oauth/token",
            "IM_API_URL",
            "http://localhost/successfactors/im",
            "ICM_CLIENT_ID",
            "im-writer",
            "ICM_CLIENT_SECRET",
            "writer-secret",
            "RUNS_LOCATION",
            "file:///runs/"));
    private Map<String, String> madeOf;
    private Connector connector;

    public VirtualApp(SettableClock clock, ClientRole role, ObjectStore store) {
        this.time = new VirtualTime(clock).onOneThread().withoutChance();
        this.role = role;
        this.store = store;
    }

    /** @param name of an environment variable */
    public VirtualApp with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    public VirtualApp over(HttpExchange network) {
        time.over((connect, request) -> network);
        return this;
    }

    /** From now on nothing is warm: no token, no memory of requests. */
    public void coldStart() {
        connector = null;
    }

    /** The warm one; a cold one when the environment has changed. */
    public Connector connector() {
        if (connector == null || !environment.equals(madeOf)) {
            madeOf = Map.copyOf(environment);
            connector = new Connector(madeOf, role, time.platform(), RunMetrics.NONE, store);
        }
        return connector;
    }
}
