package dev.imconnector.im.dialect.tenant.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.im.ImRefusedException;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.dialect.PageLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads all rows that a filter means. It asks for each page by its offset itself, because a link of IM's may lose the filter;
 * that there is a link says that there is a page.
 */
public final class Listing {

    private static final int PAGE = 100;

    private final Calls calls;

    public Listing(Calls calls) {
        this.calls = calls;
    }

    /** All of them, in the order of their seqs, with references as the tenant shows them unasked. */
    public List<JsonNode> all(String resource, String seqField, String filter) throws InterruptedException {
        return all(resource, seqField, filter, "");
    }

    /**
     * All of them, in the order of their seqs; one that comes on two pages, because rows were added meanwhile, counts once.
     *
     * @param filter empty for all rows of the resource
     * @param expand references to be shown whole, with commas between; empty for none
     * @throws dev.imconnector.im.ImException when any page of them cannot be read
     */
    public List<JsonNode> all(String resource, String seqField, String filter, String expand)
            throws InterruptedException {
        var rows = new ArrayList<JsonNode>();
        var selection = selection(seqField, filter, expand);
        var seqs = new HashSet<String>();
        for (int skip = 0; ; ) {
            var page = page(resource, selection, skip);
            var known = rows.size();
            for (var row : page.path(resource)) {
                skip++;
                var seq = row.path(seqField).asText("");
                if (seq.isEmpty() || seqs.add(seq)) {
                    rows.add(row);
                }
            }
            if (!page.hasNonNull("next")
                    || page.path("next").asText().isEmpty()
                    || page.path(resource).isEmpty()) {
                return rows;
            }
            if (rows.size() == known) {
                throw new ImRefusedException(
                        "GET /" + resource,
                        200,
                        "the rows of the page before once more, so that nobody knows the rest");
            }
        }
    }

    private static String selection(String seqField, String filter, String expand) {
        return (filter.isEmpty() ? "" : "&$filter=" + PageLink.encode(filter)) + "&orderBy=" + seqField
                + (expand.isEmpty() ? "" : "&expand=" + PageLink.encode(expand));
    }

    private JsonNode page(String resource, String selection, int skip) throws InterruptedException {
        var request = ImRequest.get("/" + resource + "?top=" + PAGE + (skip == 0 ? "" : "&skip=" + skip) + selection);
        var answer = calls.call(request);
        if (answer.status() != 200) {
            throw calls.transport().refusal(request, answer);
        }
        var page = ExactJson.read(answer).orElseThrow();
        if (!page.path(resource).isArray()) {
            throw new ImRefusedException(
                    calls.transport().describe(request), answer.status(), "an answer without a list of " + resource);
        }
        return page;
    }
}
