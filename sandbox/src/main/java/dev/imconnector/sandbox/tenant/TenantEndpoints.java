package dev.imconnector.sandbox.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.switches.LiveSwitches;
import dev.imconnector.sandbox.switches.TenantReadSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches;
import dev.imconnector.sandbox.switches.TenantRunSwitches.HyperscalerPipelines;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.tenant.model.Family;
import dev.imconnector.sandbox.tenant.model.Resource;
import dev.imconnector.sandbox.tenant.model.Resources;
import dev.imconnector.sandbox.tenant.read.TenantReads;
import dev.imconnector.sandbox.tenant.run.TenantPipelines;
import dev.imconnector.sandbox.tenant.write.Elements;
import dev.imconnector.sandbox.tenant.write.TenantVersions;
import dev.imconnector.sandbox.tenant.write.TenantWrites;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Hands a request whose caller is known to what answers it. Its caller holds the state's monitor. */
final class TenantEndpoints {

    private final LiveSwitches switches;
    private final TenantReads reads;
    private final TenantWrites writes;
    private final TenantVersions versions;
    private final TenantPipelines pipelines;

    TenantEndpoints(
            LiveSwitches switches,
            TenantReads reads,
            TenantWrites writes,
            TenantVersions versions,
            TenantPipelines pipelines) {
        this.switches = switches;
        this.reads = reads;
        this.writes = writes;
        this.versions = versions;
        this.pipelines = pipelines;
    }

    /** @throws RequestRefusedException when the request is not allowed, or bad as a whole */
    SandboxAnswer answer(
            TenantPath path, Route.Kind kind, SandboxRequest request, TenantAccess.Caller caller, Instant now) {
        var resource = Resources.of(path.resource());
        requireThere(path);
        if (kind == Route.Kind.WRONG_METHOD) {
            throw new RequestRefusedException(405, "This path does not take " + request.method());
        }
        requireRole(kind, resource, caller);
        pipelines.settle(now);
        if (path.service() != null && kind == Route.Kind.LIST) {
            return pipelines.listedByService();
        }
        if (kind == Route.Kind.LIST || kind == Route.Kind.ONE) {
            return read(path, resource, request, now);
        }
        if (kind != Route.Kind.REMOVE && !request.mediaType().equals("application/json")) {
            throw new RequestRefusedException(415, "Content-Type must be application/json");
        }
        if (request.rawQuery() != null && !path.versions()) {
            throw new RequestRefusedException(400, "A write takes no parameters");
        }
        return resource.name().equals("pipelines")
                ? pipeline(path, kind, request, caller, now)
                : write(path, kind, request, new TenantWrites.Write(resource, path.family(), caller.id(), now));
    }

    /** Where pipelines of a hyperscaler are nobody outside has seen; a legacy tenant has them among its resources. */
    private void requireThere(TenantPath path) {
        if (!path.resource().equals("pipelines") || path.family() == Family.LEGACY) {
            return;
        }
        var here = path.service() == null ? HyperscalerPipelines.RESOURCE : HyperscalerPipelines.SERVICE;
        if (switches.get(TenantRunSwitches.HYPERSCALER_PIPELINES) != here) {
            throw new RequestRefusedException(404, "There is nothing under this path");
        }
    }

    private void requireRole(Route.Kind kind, Resource resource, TenantAccess.Caller caller) {
        var reading = kind == Route.Kind.LIST || kind == Route.Kind.ONE;
        if (reading ? !caller.mayRead(resource) : !caller.mayWrite()) {
            throw new RequestRefusedException(
                    switches.get(TenantWriteSwitches.ROLE_MISSING_STATUS),
                    "TCMP_09012:E: " + caller.id() + " could not obtain access to " + resource.name());
        }
    }

    private SandboxAnswer read(TenantPath path, Resource resource, SandboxRequest request, Instant now) {
        var today = LocalDate.ofInstant(now, switches.get(TenantReadSwitches.TENANT_ZONE));
        if (path.seq() == null) {
            var origin = "http://" + request.header("Host").orElse("127.0.0.1");
            return reads.list(resource, path.family(), request.rawQuery(), origin, today);
        }
        if (!path.versions()) {
            return reads.one(resource, path.seq(), path.family(), request.rawQuery(), today);
        }
        requireVersions(resource);
        return reads.versions(resource, path.seq(), path.family(), request.rawQuery());
    }

    private static void requireVersions(Resource resource) {
        if (!resource.allows(Resource.Operation.VERSIONS)) {
            throw new RequestRefusedException(404, resource.name() + " have no versions");
        }
    }

    private SandboxAnswer write(TenantPath path, Route.Kind kind, SandboxRequest request, TenantWrites.Write write) {
        var body = request.body();
        if (path.versions()) {
            requireVersions(write.resource());
            return switch (kind) {
                case CREATE -> versions.replace(write, path.seq(), body);
                case REPLACE -> versions.overlay(write, path.seq(), body);
                default -> versions.remove(write, path.seq(), request.rawQuery());
            };
        }
        return switch (kind) {
            case CREATE -> writes.create(write, body);
            case REPLACE -> writes.update(write, body);
            default -> writes.delete(write, path.seq());
        };
    }

    private SandboxAnswer pipeline(
            TenantPath path, Route.Kind kind, SandboxRequest request, TenantAccess.Caller caller, Instant now) {
        return switch (kind) {
            case CREATE -> pipelines.start(jobs(path, request), path.reset(), caller.id(), now);
            case REMOVE -> pipelines.cancel(path.seq(), now);
            default -> throw new RequestRefusedException(405, "Pipelines are started and cancelled, nothing else");
        };
    }

    /** The service takes one object, the resource an array. */
    private List<ObjectNode> jobs(TenantPath path, SandboxRequest request) {
        if (path.service() == null) {
            return Elements.of(request.body(), switches.now());
        }
        var array = ("[" + new String(request.body(), StandardCharsets.UTF_8) + "]").getBytes(StandardCharsets.UTF_8);
        return Elements.of(array, switches.now());
    }
}
