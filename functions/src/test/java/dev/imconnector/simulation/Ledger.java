package dev.imconnector.simulation;

import java.util.List;

/** Rows of IM, page by page: written from what is known of IM, with nothing of the connector. */
final class Ledger {

    private static final String API = "https://im.test/api/v1";

    private final List<String> rows;
    private final Manner manner;

    /** @param rows each as a JSON text, in the order in which they come */
    Ledger(List<String> rows, Manner manner) {
        this.rows = rows;
        this.manner = manner;
    }

    /** The page that a path and its options name. */
    Tenant.Answer page(String path, String query) {
        var from = number(query, "from=", 0);
        var size = number(query, "size=", number(query, "%24top=", number(query, "$top=", manner.batchSize())));
        var isEmpty = manner.refusal() && from > 0 && !query.contains("filled") && from / size % 2 == 1;
        var to = isEmpty ? from : Math.min(from + size, rows.size());
        var page = rows.subList(Math.min(from, to), to);
        var next = to < rows.size() ? link(path, to, size, isEmpty) : null;
        return new Tenant.Answer(
                200,
                "{\"value\":[" + String.join(",", page) + "]"
                        + (next == null ? "" : ",\"@odata.nextLink\":\"" + next + "\"") + "}");
    }

    /** The page, with its first row once more. */
    Tenant.Answer pageWithARowTwice(String path, String query) {
        var page = page(path, query);
        var first = rows.get(Math.min(number(query, "from=", 0), rows.size() - 1));
        var start = "{\"value\":[";
        return page.body().startsWith(start + first)
                ? new Tenant.Answer(
                        page.status(), start + first + "," + page.body().substring(start.length()))
                : page;
    }

    private String link(String path, int from, int size, boolean isEmpty) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var options = "?from=" + from + "&size=" + size + (isEmpty ? "&filled=1" : "");
        return manner.crlf() ? name + options : API + "/" + name + options;
    }

    private static int number(String query, String name, int otherwise) {
        var at = query.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        var digits = query.substring(at + name.length()).replaceFirst("[^0-9].*", "");
        return Integer.parseInt(digits);
    }

    List<String> rows() {
        return rows;
    }
}
