package dev.imconnector.simulation;

import dev.imconnector.http.HttpCall;
import dev.imconnector.run.RunRecord;
import java.util.Map;

/** Credits that go to a tenant: the push of a night's export, or those of a request. */
final class TenantErrand extends PushErrand {

    private final PlayedTenant tenant;

    TenantErrand(World world) {
        super(world);
        // Who asks again at once, while IM may be at work on what he has given up, may have it twice without a key.
        this.tenant = new PlayedTenant(world, !world.history.kind().isInline(), 0);
    }

    @Override
    public Map<String, String> settings() {
        return tenant.settings();
    }

    @Override
    public void prepare() {
        super.prepare();
        world.history.rows().stream()
                .filter(row -> row.participantId().startsWith("NOBODY"))
                .forEach(row -> world.tenant.refused().add(row.sourceRef()));
    }

    @Override
    public Deed deed(HttpCall call) {
        return tenant.deed(call);
    }

    @Override
    public void look() {
        tenant.look();
    }

    @Override
    public void takeAccount(RunRecord last) {
        tenant.look().forEach((ref, count) -> {
            if (count > 1
                    && world.history.beside().stream()
                            .noneMatch(row -> row.sourceRef().equals(ref))) {
                world.violated("No credit is in IM twice", ref + " is there " + count + " times");
            }
        });
        super.takeAccount(last);
    }

    @Override
    public void close() {
        tenant.close();
    }
}
