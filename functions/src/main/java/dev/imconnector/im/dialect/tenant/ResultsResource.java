package dev.imconnector.im.dialect.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tenant has calculated and can be pulled as results. */
public enum ResultsResource {
    PAYMENTS("payments", "paymentSeq", "payee", "value"),
    PAYMENT_SUMMARIES("paymentSummarys", "paymentSummarySeq", "participant", "payment"),
    DEPOSITS("deposits", "depositSeq", "payee", "value"),
    INCENTIVES("incentives", "incentiveSeq", "payee", "value"),
    COMMISSIONS("commissions", "commissionSeq", "payee", "value");

    private final String resource;
    private final String seq;
    private final String payee;
    private final String amount;

    ResultsResource(String resource, String seq, String payee, String amount) {
        this.resource = resource;
        this.seq = seq;
        this.payee = payee;
        this.amount = amount;
    }

    /** The one of that name, written as the tenant writes it. */
    public static Optional<ResultsResource> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.resource.equals(name))
                .findFirst();
    }

    /** Their names, in half a sentence. */
    public static String names() {
        return Arrays.stream(values()).map(each -> each.resource).collect(Collectors.joining(", "));
    }

    String resource() {
        return resource;
    }

    String seq() {
        return seq;
    }

    /** The field that refers to whom it is for. */
    String payee() {
        return payee;
    }

    /** The field with its amount. */
    String amount() {
        return amount;
    }

    List<String> expand() {
        return List.of(payee, "position", "period");
    }

    /** Whether a row says that it was posted; the others are of the last run, whichever it was. */
    boolean saysWhetherPosted() {
        return this == PAYMENTS;
    }
}
