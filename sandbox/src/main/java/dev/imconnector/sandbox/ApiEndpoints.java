package dev.imconnector.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.http.RequestRefusedException;
import dev.imconnector.sandbox.http.Route;
import dev.imconnector.sandbox.http.SandboxAnswer;
import dev.imconnector.sandbox.http.SandboxRequest;
import dev.imconnector.sandbox.read.ReadEndpoint;
import dev.imconnector.sandbox.state.PipelineRuns;
import dev.imconnector.sandbox.token.TokenRegistry;
import dev.imconnector.sandbox.write.CreditEndpoint;
import dev.imconnector.sandbox.write.DocumentEndpoint;

/** Hands a request with a valid token to its endpoint. */
final class ApiEndpoints {

    private final CreditEndpoint credits;
    private final DocumentEndpoint documents;
    private final PipelineRuns pipelineRuns;
    private final ReadEndpoint reads;

    ApiEndpoints(CreditEndpoint credits, DocumentEndpoint documents, PipelineRuns pipelineRuns, ReadEndpoint reads) {
        this.credits = credits;
        this.documents = documents;
        this.pipelineRuns = pipelineRuns;
        this.reads = reads;
    }

    /** @throws RequestRefusedException when the request is not allowed or wrong */
    SandboxAnswer answer(Route route, SandboxRequest request, TokenRegistry.Grant grant, long now) {
        if (route.kind() == Route.Kind.UNKNOWN) {
            throw new RequestRefusedException(404, "There is nothing under this path");
        }
        if (route.kind() == Route.Kind.WRONG_METHOD) {
            throw new RequestRefusedException(405, "This path does not take " + request.method());
        }
        if (!grant.scopes().contains(route.scope())) {
            throw new RequestRefusedException(403, "Insufficient scope: " + route.scope() + " is needed");
        }
        return route.isRead() ? read(route, request, now) : write(route, request, now);
    }

    private SandboxAnswer read(Route route, SandboxRequest request, long now) {
        pipelineRuns.settle(now);
        return route.kind() == Route.Kind.ONE
                ? reads.one(route.entity(), route.id(), request.rawQuery(), now)
                : reads.list(route.entity(), request.rawQuery(), originOf(request), now);
    }

    private static String originOf(SandboxRequest request) {
        return "http://" + request.header("Host").orElse("127.0.0.1");
    }

    private SandboxAnswer write(Route route, SandboxRequest request, long now) {
        if (!request.mediaType().equals("application/json")) {
            throw new RequestRefusedException(415, "Content-Type must be application/json");
        }
        if (request.rawQuery() != null) {
            throw new RequestRefusedException(400, "A write takes no query options");
        }
        var body = request.body();
        return switch (route.kind()) {
            case BATCH -> credits.batch(body);
            case CREATE -> route.entity().equals("credits") ? credits.single(body) : started(body, now);
            case REPLACE -> documents.replace(route.entity(), route.id(), body);
            case CHANGE -> documents.change(route.entity(), route.id(), body);
            default -> throw new IllegalStateException(route + " is not a write");
        };
    }

    private SandboxAnswer started(byte[] body, long now) {
        var request = DocumentEndpoint.object(body);
        requirePipeline(request);
        var runId = pipelineRuns.start(request, now);
        return SandboxAnswer.json(201, out -> {
            out.writeStartObject();
            out.writeStringField("runId", runId);
            out.writeEndObject();
        });
    }

    private static void requirePipeline(ObjectNode request) {
        var pipelineId = request.get("pipelineId");
        if (pipelineId == null
                || !pipelineId.isTextual()
                || pipelineId.textValue().isBlank()) {
            throw new RequestRefusedException(400, "pipelineId is required");
        }
        for (var name : new String[] {"runId", "status", "createdDate"}) {
            if (request.has(name)) {
                throw new RequestRefusedException(400, name + " is set by IM");
            }
        }
    }
}
