package dev.imconnector.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imconnector.run.RunRecord;
import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.switches.RateSwitches;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A virtual night whose IM is a real tenant, as far as the sandbox knows how those are. */
final class TenantNight implements AutoCloseable {

    static final String EVENT = "{\"runId\":\"night\"}";

    private final VirtualNight scene;

    TenantNight(Path home, Export export) {
        scene = new VirtualNight(
                home, export, options -> options.withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));
        scene.night()
                .with("IM_DIALECT", "tenant")
                .with("IM_EVENT_TYPE", "Order")
                .with("IM_CALENDAR", "Main Monthly Calendar")
                .with("IM_SETTLE_SECONDS", "30");
    }

    /** Switches of the sandbox and, in capitals, settings. */
    TenantNight with(Map<String, String> namesAndValues) {
        namesAndValues.forEach((name, value) -> {
            if (name.startsWith("IM_")) {
                scene.night().with(name, value);
            } else {
                scene.im().set(name, value);
            }
        });
        return this;
    }

    VirtualNight scene() {
        return scene;
    }

    RunRecord push() {
        return scene.pushToTheEnd(EVENT);
    }

    RunRecord push(String event) {
        return scene.pushToTheEnd(event);
    }

    /** How many requests of a route, such as {@code POST /salesOrders}. */
    long requests(String route) {
        return scene.im().report().requests().of(route);
    }

    /** IM holds each of these once, with its amount to the cent, and nothing else. */
    void imHoldsExactly(Map<String, Export.Good> expected) {
        var held = new HashMap<String, BigDecimal>();
        scene.im()
                .forEachCredit(credit -> assertThat(held.put(
                                credit.sourceRef() + " " + credit.currencyCode(),
                                new BigDecimal(credit.amount()).setScale(2)))
                        .as("twice in IM: %s", credit.sourceRef())
                        .isNull());
        var wanted = new TreeMap<String, BigDecimal>();
        expected.forEach((ref, good) ->
                wanted.put(ref + " " + good.currencyCode(), good.amount().setScale(2)));
        assertThat(new TreeMap<>(held)).isEqualTo(wanted);
    }

    @Override
    public void close() {
        scene.close();
    }
}
