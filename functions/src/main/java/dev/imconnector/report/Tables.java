package dev.imconnector.report;

/** Tables that can be read aloud, and scrolled sideways on a narrow screen. */
final class Tables {

    private Tables() {}

    /** @param headers of the columns; one of numbers begins with '#' */
    static void begin(Html html, String caption, String... headers) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table").element("caption", caption);
        html.open("thead").open("tr");
        for (var header : headers) {
            if (header.startsWith("#")) {
                html.element("th", header.substring(1), "scope", "col", "class", "number");
            } else {
                html.element("th", header, "scope", "col");
            }
        }
        html.close().close().open("tbody");
    }

    static void end(Html html) {
        html.close().close().close();
    }

    static void number(Html html, String text) {
        html.element("td", text, "class", "number");
    }
}
