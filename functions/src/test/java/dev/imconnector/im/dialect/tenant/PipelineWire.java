package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.dialect.DialectContractTest.CancelWire;
import dev.imconnector.im.dialect.DialectContractTest.RunIs;
import dev.imconnector.im.dialect.DialectContractTest.StartWire;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** How a legacy tenant answers who starts and cancels pipelines. */
final class PipelineWire implements StartWire, CancelWire {

    private static final String PIPELINES = "/api/v2/pipelines";

    private final ScriptedServer server;
    private final Queue<Reply> next = new ArrayDeque<>();

    PipelineWire(ScriptedServer server) {
        this.server = server;
    }

    @Override
    public String body() {
        return "{\"stage\":\"Pay\",\"period\":\"2026-03\"}";
    }

    @Override
    public Reply started(String id) {
        return Reply.json("{\"pipelines\":{\"0\":[\"" + id + "\"]}}");
    }

    @Override
    public void answer(Reply... replies) {
        next.addAll(List.of(replies));
        install(null);
    }

    @Override
    public void answerEach(Reply reply) {
        install(reply);
    }

    private void install(Reply always) {
        server.always("/api/v2/periods", Reply.json("""
                {"periods":[{"periodSeq":"77","name":"2026-03","startDate":"2026-03-01","endDate":"2026-04-01",\
                "calendar":{"key":"5","logicalKeys":{"name":"Main"}}}]}"""));
        server.always(
                PIPELINES,
                request -> request.method().equals("GET")
                        ? Reply.json("{\"pipelines\":[]}")
                        : always == null ? next.remove() : always);
    }

    @Override
    public long sent() {
        return server.requests(PIPELINES).stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    @Override
    public String path(String id) {
        return PIPELINES + "(" + id + ")";
    }

    @Override
    public String run(String id, RunIs how) {
        return "{\"pipelineRunSeq\":\"%s\",%s}"
                .formatted(
                        id,
                        switch (how) {
                            case GOING -> "\"state\":\"Running\",\"status\":\"Running\"";
                            case CANCELLED -> "\"state\":\"Done\",\"status\":\"Cacel\"";
                            case SUCCEEDED -> "\"state\":\"Done\",\"status\":\"Successful\"";
                            case FAILED -> "\"state\":\"Done\",\"status\":\"Failed\"";
                            case GONE -> throw new AssertionError("It is not shown");
                        });
    }

    private static String said(String id, String words) {
        return "{\"" + id + "\":\"" + words + "\"}";
    }

    @Override
    public List<Reply> taken(String id) {
        return List.of(
                Reply.json(said(id, "The pipeline is cancelled.")),
                Reply.json(500, said(id, "TCMP_60255:E: An error occurred while attempting to delete a job")),
                Reply.status(204));
    }

    @Override
    public List<Reply> refused(String id, String words) {
        return List.of(
                Reply.json(500, said(id, "TCMP_60256:E: " + words)),
                Reply.json(200, said(id, "TCMP_09012: " + words)),
                Reply.json(400, "{\"timeStamp\":\"x\",\"message\":\"" + words + "\"}"));
    }

    @Override
    public Reply unknown(String id) {
        return Reply.json(400, "{\"timeStamp\":\"x\",\"message\":\"TCMP_09007:E: There is no pipeline\"}");
    }
}
