package dev.imconnector.report;

import dev.imconnector.run.Outcome;
import dev.imconnector.run.RunAttempt;
import dev.imconnector.run.RunInput;
import dev.imconnector.run.RunKind;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.store.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A run as one page: how it ended first, then what became of its records, what it cost, and how it went. For one use.
 */
final class RunReport {

    private static final String STYLE = style();
    private static final int MOST_LISTED = 20;

    private final Html html = new Html();
    private final RunRecord run;
    private final ReportFacts facts;

    private RunReport(RunRecord run, ReportFacts facts) {
        this.run = run;
        this.facts = facts;
    }

    private static String style() {
        try (var in = RunReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is part of the build", e);
        }
    }

    static String of(RunRecord run, ReportFacts facts) {
        return new RunReport(run, facts).page();
    }

    private String page() {
        html.open("html", "lang", "en");
        head();
        html.open("body").open("main");
        status();
        switch (run.kind()) {
            case CREDIT_PUSH -> records();
            case RESULTS_PULL -> rows();
            case RECONCILIATION -> comparison();
        }
        if (run.kind() == RunKind.RECONCILIATION) {
            reasons("differences", "Differences, by kind", facts.rejected(), differences(run));
        } else {
            reasons("rejected", "Rejected, by reason", facts.rejected(), run.rejected());
        }
        reasons("failed", "Without an outcome, by what IM said", facts.withoutOutcome(), run.failed());
        requests();
        attempts();
        about();
        return html.close().close().close().toString();
    }

    private void head() {
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        // Nothing is loaded and no script runs, even if an escape were missing.
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'");
        html.element("title", run.id() + ": " + run.status());
        html.style(STYLE);
        html.close();
    }

    private void status() {
        var verdict = Verdict.of(run, facts);
        html.open("header", "class", verdict.tone());
        html.element("p", kind(), "class", "kind");
        html.element("h1", run.id());
        html.open("p", "class", "status");
        html.element("span", verdict.sign(), "aria-hidden", "true", "class", "sign");
        html.element("strong", run.status().name()).text(" " + verdict.sentence());
        html.close();
        run.error().ifPresent(error -> {
            html.open("dl", "class", "error");
            html.element("dt", "What went wrong");
            html.open("dd").element("code", error.code()).text(" " + error.message());
            html.close();
            html.element("dt", "What to do").element("dd", error.fix().isEmpty() ? "See the runbook" : error.fix());
            html.close();
        });
        html.close();
    }

    private String kind() {
        return switch (run.kind()) {
            case CREDIT_PUSH -> facts.nothingIsSent() ? "Push of credits, dry run" : "Push of credits";
            case RESULTS_PULL -> "Pull out of IM";
            case RECONCILIATION -> "Reconciliation of the CRM with IM";
        };
    }

    private void records() {
        section("records", "Records");
        html.open("dl", "class", "cards");
        card("Read", run.read(), "");
        card("Created", run.created(), Figures.share(run.created(), run.read()));
        card("Already present", run.alreadyPresent(), Figures.share(run.alreadyPresent(), run.read()));
        card("Rejected", run.rejected(), Figures.share(run.rejected(), run.read()));
        card("Without outcome", run.failed(), Figures.share(run.failed(), run.read()));
        html.close();
        totals();
        html.close();
    }

    private void rows() {
        section("records", "Rows");
        html.open("dl", "class", "cards");
        card("Rows", run.rows(), "");
        card("Pages", run.pages(), "");
        html.close();
        run.output()
                .ifPresent(output -> html.open("p")
                        .text("They are in ")
                        .element("code", output.toString())
                        .text(" with a manifest.json")
                        .close());
        html.close();
    }

    private void comparison() {
        section("records", "Compared");
        html.open("dl", "class", "cards");
        card("Credits of the CRM", run.read(), "");
        card("Credits of IM", run.rows(), "");
        card("Differences", differences(run), "");
        html.close();
        run.output()
                .ifPresent(output -> html.open("p")
                        .text("Each difference is in ")
                        .element("code", output.toString())
                        .close());
        html.close();
    }

    static long differences(RunRecord run) {
        return run.differences().values().stream().mapToLong(Long::longValue).sum();
    }

    private void card(String name, long count, String share) {
        html.open("div");
        html.element("dt", name);
        html.open("dd").text(Figures.count(count));
        if (!share.isEmpty()) {
            html.element("span", share, "class", "share");
        }
        html.close().close();
    }

    private void totals() {
        var totals = run.totals().stream()
                .filter(total -> total.currencyCode() != null)
                .toList();
        if (totals.isEmpty()) {
            return;
        }
        table("Amounts by currency and outcome", "Currency", "Outcome", "#Records", "#Amount");
        for (var total : totals) {
            html.open("tr");
            html.element("th", total.currencyCode(), "scope", "row");
            html.element("td", words(total.outcome()));
            number(Figures.count(total.count()));
            number(Figures.amount(total.amount()));
            html.close();
        }
        endTable();
    }

    private void reasons(String id, String title, RejectReasons reasons, long count) {
        if (reasons.isEmpty()) {
            return;
        }
        section(id, title);
        table("What was found of " + Figures.count(count, "record"), "Reason", "#Records", "Examples");
        for (var reason : reasons.sorted()) {
            html.open("tr");
            html.open("th", "scope", "row", "class", "wide").element("code", reason.code);
            html.open("span", "class", "reason")
                    .text(" " + (reason.text == null ? "(other reasons)" : reason.text))
                    .close();
            html.close();
            number(Figures.count(reason.count));
            html.open("td").open("ul", "class", "plain");
            for (var example : reason.examples) {
                html.open("li")
                        .element("code", example.sourceRef().isEmpty() ? "(no sourceRef)" : example.sourceRef())
                        .element("span", " " + example.place(), "class", "place")
                        .close();
            }
            html.close().close().close();
        }
        endTable();
        run.rejects().ifPresent(this::link);
        html.close();
    }

    private void link(Location rejects) {
        html.open("p")
                .text("All of them, to be corrected and pushed again: ")
                .element("a", rejects.name(), "href", rejects.name())
                .text(" beside this page")
                .close();
    }

    private void requests() {
        var traffic = run.traffic();
        section("requests", "Requests");
        html.open("dl", "class", "cards");
        card("Requests", traffic.requests(), "");
        card("For tokens", traffic.tokenFetches(), "");
        card("Answered 429", traffic.throttled(), "");
        card("Repeated", traffic.retried(), "");
        html.close();
        if (traffic.requests() == 0) {
            html.element("p", "Nothing was asked of IM.");
        } else {
            new RequestChart(html, facts).show();
        }
        html.close();
    }

    private void attempts() {
        var attempts = run.attempts();
        if (attempts.isEmpty()) {
            return;
        }
        section("attempts", "Invocations");
        html.element(
                "p",
                attempts.size() == 1
                        ? "One invocation did it all."
                        : "The run was taken up " + Figures.count(attempts.size()) + " times.");
        table("Times in UTC", "#No.", "Started", "#Took", "Ended");
        for (int i = 0; i < attempts.size(); i++) {
            if (i == 1 && attempts.size() > MOST_LISTED) {
                i = attempts.size() - MOST_LISTED + 1;
                html.open("tr").element("td", "…", "colspan", "4").close();
            }
            attempt(i + 1, attempts.get(i));
        }
        endTable();
        html.close();
    }

    private void attempt(int number, RunAttempt attempt) {
        html.open("tr");
        number(Figures.count(number));
        html.element("td", Figures.moment(attempt.startedAt()));
        number(Figures.duration(attempt.startedAt(), attempt.endedAt()));
        html.element("td", end(attempt.end()));
        html.close();
    }

    private static String end(String end) {
        if (end == null) {
            return "not yet";
        }
        return switch (end) {
            case "INCOMPLETE" -> "stopped cleanly, to be resumed";
            case "DIED" -> "died; the next one found it gone";
            default -> end;
        };
    }

    private void about() {
        section("about", "About this run");
        html.open("dl", "class", "facts");
        fact("Started (UTC)", Figures.moment(run.startedAt()));
        fact("Ended (UTC)", Figures.moment(run.finishedAt().orElse(null)));
        fact("Took", Figures.duration(run.startedAt(), run.finishedAt().orElse(null)));
        run.requestedBy().ifPresent(who -> fact("Requested by", who));
        list("Input", run.input().stream().map(RunInput::uri).toList());
        list("Came too late, not part of it", run.lateInput());
        file("Rejects", run.rejects());
        file("Receipts", run.receipts());
        run.version().ifPresent(version -> fact("Connector", version));
        html.close().close();
    }

    private void fact(String name, String value) {
        html.element("dt", name).element("dd", value);
    }

    private void file(String name, Optional<Location> file) {
        file.ifPresent(at -> html.element("dt", name)
                .open("dd")
                .element("code", at.toString())
                .close());
    }

    private void list(String name, List<String> uris) {
        if (uris.isEmpty()) {
            return;
        }
        html.element("dt", name).open("dd").open("ul", "class", "plain");
        for (var uri : uris.subList(0, Math.min(MOST_LISTED, uris.size()))) {
            html.open("li").element("code", uri).close();
        }
        if (uris.size() > MOST_LISTED) {
            html.element("li", "and " + Figures.count(uris.size() - MOST_LISTED) + " more");
        }
        html.close().close();
    }

    private void section(String id, String title) {
        html.open("section", "aria-labelledby", id).element("h2", title, "id", id);
    }

    /** @param headers of the columns; one of numbers begins with '#' */
    private void table(String caption, String... headers) {
        Tables.begin(html, caption, headers);
    }

    private void endTable() {
        Tables.end(html);
    }

    private void number(String text) {
        Tables.number(html, text);
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case CREATED -> "Created";
            case ALREADY_PRESENT -> "Already present";
            case REJECTED -> "Rejected";
            case FAILED -> "Without outcome";
        };
    }

    /**
     * How a run ended, in one look.
     *
     * @param tone the class of its colours, which say nothing that the words do not
     */
    record Verdict(String tone, String sign, String sentence) {

        static Verdict of(RunRecord run, ReportFacts facts) {
            if (run.status() != RunStatus.COMPLETED) {
                return new Verdict("bad", "✕", failed(run));
            }
            if (run.kind() == RunKind.RECONCILIATION) {
                return reconciled(differences(run));
            }
            if (run.rejected() > 0) {
                return new Verdict(
                        "warn",
                        "!",
                        Figures.count(run.rejected()) + " of " + Figures.count(run.read(), "record")
                                + (facts.nothingIsSent() ? " would be rejected" : " rejected, and not in IM"));
            }
            return new Verdict("good", "✓", completed(run, facts));
        }

        private static Verdict reconciled(long differences) {
            return differences == 0
                    ? new Verdict("good", "\u2713", "IM holds what the CRM sent")
                    : new Verdict(
                            "warn",
                            "!",
                            Figures.count(differences, "difference") + " between what the CRM sent and what IM holds");
        }

        private static String failed(RunRecord run) {
            if (run.kind() != RunKind.CREDIT_PUSH) {
                return "nothing of it may be used";
            }
            var inIm = run.created() + run.alreadyPresent();
            return inIm == 0
                    ? "no record of it is known to be in IM"
                    : Figures.count(inIm, "record") + " in IM, the others are not known to be";
        }

        private static String completed(RunRecord run, ReportFacts facts) {
            if (run.kind() == RunKind.RESULTS_PULL) {
                return "all rows are here";
            }
            if (run.read() == 0) {
                return "the input held no record";
            }
            return facts.nothingIsSent() ? "every record could be sent" : "every record is in IM";
        }
    }
}
