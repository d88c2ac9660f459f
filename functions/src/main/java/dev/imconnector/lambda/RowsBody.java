package dev.imconnector.lambda;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.im.Entity;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.manage.RowLookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows as this API answers them: {@code {"value":[row…],"nextLink":"/results?next=…"}}. Rows are as IM wrote them, byte
 * for byte, but for pipeline runs: they get a {@code state} (and a field of IM's of that name becomes {@code imState}).
 */
final class RowsBody {

    /** Keeps the digits of numbers. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final RowLookup lookup;

    /** @param lookup what the rows were read with */
    RowsBody(RowLookup lookup) {
        this.lookup = lookup;
    }

    byte[] page(Entity entity, Page page) {
        var body = new ByteArrayOutputStream(page.body().length + 256);
        write(body, "{\"value\":[");
        for (int row = 0; row < page.size(); row++) {
            if (row > 0) {
                body.write(',');
            }
            row(body, entity, page, row);
        }
        body.write(']');
        page.next()
                .ifPresent(
                        link -> write(body, ",\"nextLink\":\"/" + entity.text() + "?next=" + lookup.mark(link) + "\""));
        body.write('}');
        return body.toByteArray();
    }

    private void row(ByteArrayOutputStream body, Entity entity, Page page, int row) {
        if (entity == Entity.PIPELINE_RUNS) {
            body.writeBytes(pipelineRun(Arrays.copyOfRange(page.body(), page.from(row), page.to(row))));
        } else {
            body.write(page.body(), page.from(row), page.to(row) - page.from(row));
        }
    }

    /** @param row one JSON object */
    byte[] pipelineRun(byte[] row) {
        try {
            var run = (ObjectNode) EXACT.readTree(row);
            if (run.has("state")) {
                run.set("imState", run.get("state"));
            }
            return EXACT.writeValueAsBytes(
                    run.put("state", lookup.pipelineState(row).name()));
        } catch (IOException e) {
            throw new UncheckedIOException("A row that was read once can be read again", e);
        }
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
