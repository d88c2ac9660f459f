package dev.imconnector.cli.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.cli.probe.ProbeClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a tenant refuses what it has already: the questions that "exactly once" stands on. */
final class TenantKeyQuestions {

    private static final Pattern CODE = Pattern.compile("TCMP_[0-9]+");
    private static final String KNOWN_CODE = "TCMP_35004";
    private static final int FIRST_LINE = 1;

    private final TenantCalls calls;
    private final TenantFacts facts;
    private final List<Finding> findings;

    /** What becomes of the second of two with one key. */
    private enum Second {
        REFUSED,
        DOUBLED,
        UPSERTED
    }

    TenantKeyQuestions(TenantCalls calls, TenantFacts facts, List<Finding> findings) {
        this.calls = calls;
        this.facts = facts;
        this.findings = findings;
    }

    /**
     * Asks.
     *
     * @return the form of references in which the tenant takes transactions, so that more can be asked with them; empty when
     *     it takes none
     * @throws ProbeException when it takes no order
     */
    Optional<ReferenceForm> ask() throws InterruptedException {
        var orderId = calls.orderId();
        var first = calls.post("salesOrders", TenantCalls.order(orderId));
        var seq = TenantCalls.seqOfOrder(element(first, "salesOrders", 0));
        if (seq.isEmpty()) {
            throw new ProbeException(
                    "The tenant takes no order: " + calls.shown(first),
                    "Give the client id or user a role in IM that writes sales data; perhaps orders need a business unit");
        }
        var again = calls.post("salesOrders", TenantCalls.order(orderId));
        var orders = second(element(again, "salesOrders", 0), "salesOrderSeq", seq);
        tell("the same order again", orders, again, "salesOrders");
        twins();
        sameTexts(orderId);
        return sales(orders);
    }

    private Optional<ReferenceForm> sales(Second orders) throws InterruptedException {
        var orderId = calls.orderId();
        var made = calls.post("salesOrders", TenantCalls.order(orderId));
        var order = TenantCalls.known(orderId, TenantCalls.seqOfOrder(element(made, "salesOrders", 0)));
        var form = form(order);
        if (form.isEmpty()) {
            return form;
        }
        var sale = calls.sale(form.get(), order, FIRST_LINE, facts);
        var sold = calls.post("salesTransactions", sale);
        var saleSeq = TenantCalls.seqOfSale(element(sold, "salesTransactions", 0));
        shape(element(sold, "salesTransactions", 0), sold.status());
        var soldAgain = calls.post("salesTransactions", sale);
        var sales = second(element(soldAgain, "salesTransactions", 0), "salesTransactionSeq", saleSeq);
        tell("the same transaction again", sales, soldAgain, "salesTransactions");
        conclude(orders, sales);
        code(soldAgain);
        return form;
    }

    /** The first of the forms that the tenant takes, in the order in which they are worth having. */
    private Optional<ReferenceForm> form(ReferenceForm.Known order) throws InterruptedException {
        var taken = new ArrayList<ReferenceForm>();
        var said = "";
        for (var form : ReferenceForm.values()) {
            var sale = calls.sale(form, order, FIRST_LINE + 1 + form.ordinal(), facts);
            var answer = calls.post("salesTransactions", sale);
            var isTaken = !TenantCalls.seqOfSale(element(answer, "salesTransactions", 0))
                    .isEmpty();
            if (isTaken) {
                taken.add(form);
            }
            said = calls.shown(answer);
            findings.add(Finding.of(form.question(), isTaken ? "taken" : "refused: " + said));
        }
        if (taken.isEmpty()) {
            findings.add(Finding.of(
                    "a good transaction",
                    "NOT taken: " + said
                            + "; check --participant, --currency and --date, IM_EVENT_TYPE, and whether a business unit is"
                            + " needed. The other questions about writing are skipped"));
            return Optional.empty();
        }
        var best = taken.get(0);
        findings.add(
                best == ReferenceForm.MIXED
                        ? Finding.asByDefault("references", "taken as by default", "references")
                        : new Finding("references", "NOT taken as by default", "references", best.word()));
        return Optional.of(best);
    }

    static JsonNode element(Answer answer, String resource, int place) {
        return answer.json().path(resource).path(place);
    }

    private static Second second(JsonNode element, String seqField, String firstSeq) {
        var seq = element.path(seqField).asText("");
        return seq.isEmpty() ? Second.REFUSED : seq.equals(firstSeq) ? Second.UPSERTED : Second.DOUBLED;
    }

    private void tell(String question, Second second, Answer answer, String resource) {
        findings.add(Finding.of(
                question,
                switch (second) {
                    case REFUSED ->
                        "refused with status " + answer.status() + ": "
                                + calls.clean(element(answer, resource, 0).toString());
                    case DOUBLED -> "status " + answer.status() + ": there are TWO of them now";
                    case UPSERTED -> "status " + answer.status() + ": it changes the first one";
                }));
    }

    private void twins() throws InterruptedException {
        var orderId = calls.orderId();
        var answer = calls.post("salesOrders", TenantCalls.order(orderId), TenantCalls.order(orderId));
        findings.add(Finding.of(
                "two of one key in one array",
                "status " + answer.status() + ", second: "
                        + calls.clean(element(answer, "salesOrders", 1).toString())));
    }

    /** What the read before each write is worth here. */
    private void conclude(Second orders, Second sales) {
        if (orders == Second.REFUSED && sales == Second.REFUSED) {
            findings.add(new Finding(
                    "exactly once", "this tenant itself refuses a second one of each", "read-before-write", "never"));
        } else if (sales == Second.DOUBLED) {
            findings.add(new Finding(
                    "exactly once",
                    "this tenant DOUBLES transactions: the connector must look first and send nothing twice",
                    "read-before-write",
                    "always-send-once"));
        } else {
            findings.add(Finding.asByDefault(
                    "exactly once", "the connector must look before it sends", "read-before-write"));
        }
    }

    private void code(Answer again) {
        var code = CODE.matcher(again.text());
        if (!code.find() || code.group().equals(KNOWN_CODE)) {
            findings.add(Finding.asByDefault("code of what is there", KNOWN_CODE, "already-exists-pattern"));
        } else {
            findings.add(new Finding("code of what is there", code.group(), "already-exists-pattern", code.group()));
        }
    }

    private void shape(JsonNode element, int status) {
        var order = element.path("salesOrder");
        findings.add(Finding.of(
                "a good transaction",
                "status " + status + ", salesOrder is "
                        + (order.isObject() ? "an object with " + calls.clean(names(order)) : "a text")
                        + (order.toString().contains("orderId") ? "" : ", without its orderId")));
    }

    private static String names(JsonNode object) {
        var names = new StringBuilder();
        object.fieldNames()
                .forEachRemaining(
                        name -> names.append(names.isEmpty() ? "" : ", ").append(name));
        return names.toString();
    }

    private void sameTexts(String orderId) throws InterruptedException {
        findings.add(Finding.of("orderId in other case", taken(orderId.toLowerCase(Locale.ROOT))));
        findings.add(Finding.of("orderId with a blank behind", taken(orderId + " ")));
        findings.add(Finding.of(
                "orderId of 255 characters",
                taken(calls.orderId() + "-" + "x".repeat(200)).equals("another order")
                        ? "up to some 220 were taken"
                        : "not taken"));
    }

    private String taken(String orderId) throws InterruptedException {
        var answer = calls.post("salesOrders", TenantCalls.order(orderId));
        return TenantCalls.seqOfOrder(element(answer, "salesOrders", 0)).isEmpty()
                ? "the same order, or refused: " + calls.shown(answer)
                : "another order";
    }
}
