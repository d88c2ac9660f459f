package dev.imconnector.cli.probe;

import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.net.URI;
import java.util.List;

/** The questions about reading, asked of the results. */
final class ReadProbe {

    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST = 1_000;
    private static final int MOST_FOR_LIMIT = 400;

    private final Probe.Plan plan;
    private final ProbeClient client;
    private final String token;
    private final List<Finding> findings;

    ReadProbe(Probe.Plan plan, ProbeClient client, String token, List<Finding> findings) {
        this.plan = plan;
        this.client = client;
        this.token = token;
        this.findings = findings;
    }

    void ask() throws InterruptedException {
        var plain = get("");
        if (!plain.isGood()) {
            findings.add(Finding.of("reading", "skipped: " + client.shown(plain)));
            return;
        }
        var rows = rows(plain);
        findings.add(Finding.of(
                "rows of a page without $top", rows + (link(plain).isEmpty() ? ", and there are no more" : "")));
        nextLink();
        largestPage();
        if (plan.findLimit()) {
            limit();
        }
    }

    private void nextLink() throws InterruptedException {
        var two = get("?$top=2");
        var one = get("?$top=1");
        var link = link(one);
        if (link.isEmpty()) {
            findings.add(Finding.of(
                    "nextLink",
                    rows(two) < 2
                            ? "there are too few rows to see one"
                            : "none after $top=1 although there are more rows: $top limits all pages together"));
            return;
        }
        var next = client.get(address(link), token);
        var works = next.isGood() && rows(next) > 0
                ? "leads on"
                : "does not lead on when read as that: " + client.shown(next);
        findings.add(
                Finding.of("nextLink", form(link) + (isEncoded(link) ? ", encoded" : ", not encoded") + "; " + works));
        elsewhere(link);
    }

    private static String form(String link) {
        return link.matches("(?i)https?://.*") ? "absolute" : link.startsWith("/") ? "a path" : "relative to the API";
    }

    private static boolean isEncoded(String link) {
        return !link.contains("$");
    }

    private void elsewhere(String link) {
        if (link.matches("(?i)https?://.*")
                && !client.clean(link).startsWith(plan.api().toString())) {
            findings.add(new Finding(
                    "nextLink's address",
                    "another than that of the API: " + client.clean(link),
                    "api-url (IM_API_URL)",
                    "the address by which IM calls itself there"));
        }
    }

    /** Only on the API's own host is it asked for: a token goes nowhere else. */
    private URI address(String link) {
        var encoded =
                link.replace(" ", "%20").replace("|", "%7C").replace("'", "%27").replace("\"", "%22");
        var resolved = URI.create(plan.api() + "/").resolve(URI.create(encoded));
        if (!String.valueOf(resolved.getAuthority()).equals(plan.api().getAuthority())
                || !String.valueOf(resolved.getScheme()).equals(plan.api().getScheme())) {
            return URI.create(plan.api() + "/results?" + String.valueOf(resolved.getRawQuery()));
        }
        return resolved;
    }

    private void largestPage() throws InterruptedException {
        var most = get("?$top=" + LARGEST);
        if (most.isGood()) {
            var rows = rows(most);
            if (rows < LARGEST && !link(most).isEmpty()) {
                pageSize(rows, "$top beyond " + rows + " is taken as " + rows);
            } else {
                findings.add(Finding.asByDefault(
                        "the largest page", "$top=" + LARGEST + " is taken, and gives " + rows + " rows", "page-size"));
            }
            return;
        }
        var good = 0;
        var refused = LARGEST;
        while (refused - good > 1) {
            var middle = good == 0 && refused > DEFAULT_PAGE ? DEFAULT_PAGE : (good + refused) / 2;
            if (get("?$top=" + middle).isGood()) {
                good = middle;
            } else {
                refused = middle;
            }
        }
        pageSize(good, "$top=" + refused + " is refused, " + good + " is taken");
    }

    private void pageSize(int largest, String answer) {
        findings.add(
                largest == DEFAULT_PAGE
                        ? Finding.asByDefault("the largest page", answer, "page-size")
                        : new Finding("the largest page", answer, "page-size", Integer.toString(largest)));
    }

    private void limit() throws InterruptedException {
        var address = URI.create(plan.api() + "/participants?$top=1".replace("$", "%24"));
        for (int i = 0; i < MOST_FOR_LIMIT; i++) {
            var before = client.requests();
            var answer = client.getOnce(address, token);
            if (answer.status() == 429) {
                findings.add(new Finding(
                        "requests before a 429",
                        before + " of this probe within a minute; Retry-After "
                                + answer.retryAfter().map(client::clean).orElse("(none)"),
                        "requests-per-minute",
                        Integer.toString(before)));
                return;
            }
        }
        findings.add(Finding.of("requests before a 429", "none in " + client.requests() + " requests"));
    }

    private Answer get(String query) throws InterruptedException {
        return client.get(URI.create(plan.api() + "/results" + query.replace("$", "%24")), token);
    }

    private static int rows(Answer answer) {
        return answer.json().path("value").size();
    }

    private static String link(Answer answer) {
        return answer.json().path("@odata.nextLink").asText("");
    }
}
