package dev.imconnector.sandbox.tenant;

import dev.imconnector.sandbox.http.Dialect;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.state.Dice;
import dev.imconnector.sandbox.state.Micros;
import dev.imconnector.sandbox.state.RequestLog;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.read.TenantReads;
import dev.imconnector.sandbox.tenant.run.TenantPipelines;
import dev.imconnector.sandbox.tenant.store.TenantState;
import dev.imconnector.sandbox.tenant.view.RowView;
import dev.imconnector.sandbox.tenant.view.TenantAnswers;
import dev.imconnector.sandbox.tenant.write.TenantVersions;
import dev.imconnector.sandbox.tenant.write.TenantWrites;
import dev.imconnector.sandbox.token.BearerTokens;
import dev.imconnector.sandbox.token.ClientRegistry;
import dev.imconnector.sandbox.token.IasTokenEndpoint;
import dev.imconnector.sandbox.token.TokenRegistry;
import java.time.Clock;
import java.time.LocalDate;

/** A tenant put together: its dialect, and what it holds for whoever checks. Safe for use by several threads. */
public final class SimulatedTenant {

    /** Where tokens are given. */
    public static final String TOKEN_PATH = TenantPath.TOKEN_PATH;

    /** Where the resources of a hyperscaler tenant are. */
    public static final String HYPERSCALER_PATH = Family.HYPERSCALER.root() + "/v2";

    /** Where those of a legacy tenant are, the same ones. */
    public static final String LEGACY_PATH = Family.LEGACY.root() + "/v2";

    private final LiveSwitches switches;
    private final Clock clock;
    private final TenantState state;
    private final TenantReads reads;
    private final TenantPipelines pipelines;
    private final Dialect dialect;

    /** @param clock tells when requests arrive, tokens end and pipelines move on */
    public SimulatedTenant(
            TenantState state,
            LiveSwitches switches,
            Clock clock,
            Dice dice,
            RequestLog log,
            ClientRegistry clients,
            TokenRegistry tokens) {
        this.switches = switches;
        this.clock = clock;
        this.state = state;
        var view = new RowView(switches, state);
        var answers = new TenantAnswers(switches, clock);
        reads = new TenantReads(switches, state, view, answers, dice);
        pipelines = new TenantPipelines(switches, state, answers);
        var endpoints = new TenantEndpoints(
                switches,
                reads,
                new TenantWrites(switches, state, view, answers, dice),
                new TenantVersions(switches, state, view, answers),
                pipelines);
        dialect = new TenantDialect(
                switches,
                state,
                new IasTokenEndpoint(switches, clients, tokens, log),
                new TenantAccess(clients, new BearerTokens(tokens)),
                endpoints,
                answers);
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * All rows of a resource as JSON lines: what a complete pull of a hyperscaler must give.
     *
     * @param rawQuery the parameters of a list but {@code top} and {@code skip}, percent-encoded, or null
     * @throws RequestRefusedException when there is no such resource, or a parameter cannot be understood
     */
    public SandboxAnswer.Stream rows(String resource, String rawQuery) {
        if (!Route.RESOURCES.contains(resource)) {
            throw new RequestRefusedException(404, "There is no resource '" + resource + "'");
        }
        var now = Micros.toInstant(Micros.now(clock));
        var today = LocalDate.ofInstant(now, switches.get(TenantReadSwitches.TENANT_ZONE));
        synchronized (state) {
            pipelines.settle(now);
            return reads.all(Resources.of(resource), Family.HYPERSCALER, rawQuery, today);
        }
    }
}
