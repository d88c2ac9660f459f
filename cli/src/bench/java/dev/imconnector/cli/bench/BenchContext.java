package dev.imconnector.cli.bench;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** An invocation with that much time left, whenever it is asked. */
final class BenchContext {

    private BenchContext() {}

    static Context of(Duration left) {
        return (Context) Proxy.newProxyInstance(
                BenchContext.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis" -> (int) left.toMillis();
                    case "getMemoryLimitInMB" -> 512;
                    case "getIdentity", "getClientContext", "getLogger" -> null;
                    default -> "bench";
                });
    }
}
