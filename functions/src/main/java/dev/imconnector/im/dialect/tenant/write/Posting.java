package dev.imconnector.im.dialect.tenant.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.BatchResponse;
import dev.imconnector.im.dialect.CreditVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * One batch on its way: orders first, then their transactions. Nothing is sent of which it is not known that it is not there:
 * by a look before, by an order that was made a moment ago, or, after a lost answer, by waiting and looking. For one use.
 */
final class Posting {

    private static final String ORDERS = "salesOrders";
    private static final String ORDER_SEQ = "salesOrderSeq";
    private static final String TRANSACTIONS = "salesTransactions";
    private static final String TRANSACTION_SEQ = "salesTransactionSeq";
    private static final int MOST_SENDS = 3;

    private final List<Sale> sales;
    private final TenantCredits dialect;
    private final Calls calls;
    private final ReadBack readBack;
    private final int mostSends;

    Posting(List<Sale> sales, TenantCredits dialect, Calls calls, boolean once) {
        this.sales = sales;
        this.dialect = dialect;
        this.calls = calls;
        this.readBack = dialect.readBack(calls);
        this.mostSends = once ? 1 : MOST_SENDS;
    }

    BatchResponse post() throws InterruptedException {
        if (dialect.care().looksFirst()) {
            readBack.orders(sales);
            look(sales.stream().filter(Sale::hasOrder).toList());
        }
        var refused = postOrders();
        if (refused.isEmpty()) {
            refused = postTransactions();
        }
        return refused.orElseGet(() -> BatchResponse.items(
                sales.stream().filter(sale -> !sale.isOpen()).map(Sale::verdict).toList(), calls.sentAt()));
    }

    /** Settles those of which a transaction is there already. */
    private void look(List<Sale> there) throws InterruptedException {
        var found = readBack.transactions(there);
        there.forEach(sale -> settle(sale, found, CreditVerdict.Kind.ALREADY_PRESENT));
    }

    private void settle(Sale sale, Map<String, List<JsonNode>> found, CreditVerdict.Kind kind) {
        var rows = found.getOrDefault(sale.ref(), List.of());
        if (rows.isEmpty()) {
            return;
        }
        var seq = rows.get(0).path(TRANSACTION_SEQ).asText();
        if (rows.size() > 1) {
            sale.rejected(
                    "TWICE_IN_IM",
                    "IM has " + rows.size() + " transactions of the order '" + sale.ref()
                            + "', lines 1 and 1, and pays them" + " all: delete all but one of them there (seqs from "
                            + seq + ")");
            return;
        }
        var difference = dialect.content().difference(rows.get(0), sale.credit());
        if (difference.isPresent()) {
            sale.rejected(
                    "CONTENT_DIFFERS",
                    "IM has the order '" + sale.ref() + "' with other content: " + difference.get()
                            + ". Nothing was changed: reverse what is there, and push what is right under a new sourceRef");
        } else {
            sale.there(kind, seq);
        }
    }

    private Optional<BatchResponse> postOrders() throws InterruptedException {
        for (int sends = 1; sends <= mostSends; sends++) {
            var wanted = sales.stream()
                    .filter(sale -> sale.isOpen() && !sale.hasOrder())
                    .toList();
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            var sent = send(ORDERS, ORDER_SEQ, dialect.body().orders(wanted), wanted, Posting::isItsOrder);
            if (sent instanceof Sent.Refused refused) {
                return Optional.of(BatchResponse.refused(refused.words(), calls.sentAt()));
            }
            if (sent instanceof Sent.Answered answered) {
                judgeOrders(wanted, answered.elements());
                return Optional.empty();
            }
            calls.settle(dialect.care().settle());
            readBack.orders(wanted);
            var there = wanted.stream().filter(Sale::hasOrder).toList();
            look(there);
            if (isEnough(sends, there.isEmpty(), (Sent.Lost) sent)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void judgeOrders(List<Sale> wanted, List<Element> elements) throws InterruptedException {
        var unsure = new ArrayList<Sale>();
        for (int i = 0; i < wanted.size(); i++) {
            var element = elements.get(i);
            if (element.isMade()) {
                wanted.get(i).order(element.seq());
            } else if (element.isPlainlyRejected()) {
                wanted.get(i).rejected(null, "the order: " + element.words());
            } else if (element.isRejected()) {
                unsure.add(wanted.get(i));
            } else {
                wanted.get(i).settle(odd(wanted.get(i)));
            }
        }
        if (unsure.isEmpty()) {
            return;
        }
        readBack.orders(unsure);
        look(unsure.stream().filter(Sale::hasOrder).toList());
        for (var sale : unsure) {
            var words = elements.get(wanted.indexOf(sale)).words();
            if (!sale.hasOrder() && dialect.care().isThere(words)) {
                sale.settle(unknown(sale, words));
            } else if (!sale.hasOrder()) {
                sale.rejected(null, "the order: " + words);
            }
        }
    }

    private static CreditVerdict odd(Sale sale) {
        return new CreditVerdict(
                sale.ref(),
                CreditVerdict.Kind.UNKNOWN,
                "IM's answer says neither that the row was created nor" + " why it was not");
    }

    private static CreditVerdict unknown(Sale sale, String words) {
        return new CreditVerdict(
                sale.ref(),
                CreditVerdict.Kind.UNKNOWN,
                "IM says that this key exists, but shows no row with exactly that key: " + words);
    }

    private Optional<BatchResponse> postTransactions() throws InterruptedException {
        for (int sends = 1; sends <= mostSends; sends++) {
            var wanted = sales.stream()
                    .filter(sale -> sale.isOpen() && sale.hasOrder())
                    .toList();
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            var sent = send(TRANSACTIONS, TRANSACTION_SEQ, dialect.body().transactions(wanted), wanted, this::isItsOwn);
            if (sent instanceof Sent.Refused refused) {
                return Optional.of(BatchResponse.refused(refused.words(), calls.sentAt()));
            }
            if (sent instanceof Sent.Answered answered) {
                judgeTransactions(wanted, answered.elements());
                return Optional.empty();
            }
            calls.settle(dialect.care().settle());
            var found = readBack.transactions(wanted);
            wanted.forEach(sale -> settle(sale, found, CreditVerdict.Kind.CREATED));
            if (dialect.care().sendsOnce()) {
                wanted.stream().filter(Sale::isOpen).forEach(Posting::lose);
                return Optional.empty();
            }
            if (isEnough(sends, found.isEmpty(), (Sent.Lost) sent)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static void lose(Sale sale) {
        sale.settle(new CreditVerdict(
                sale.ref(),
                CreditVerdict.Kind.LOST,
                "IM gave no answer, and shows no transaction of it so far. If you send it again, IM may have it"
                        + " twice: first look in IM for the order '" + sale.ref() + "'"));
    }

    /**
     * Whether a write is not sent again here: who has sent the batch asks again for what has no verdict.
     *
     * @throws ImUnavailableException when nothing of it has arrived, as often as it was sent: who has sent the batch finds out
     *     whether IM is away
     */
    private boolean isEnough(int sends, boolean nothingArrived, Sent.Lost lost) {
        if (lost.failure() == null) {
            return true;
        }
        if (sends == mostSends && nothingArrived) {
            throw lost.failure();
        }
        return false;
    }

    private void judgeTransactions(List<Sale> wanted, List<Element> elements) throws InterruptedException {
        var unsure = new ArrayList<Sale>();
        for (int i = 0; i < wanted.size(); i++) {
            var element = elements.get(i);
            if (element.isMade()) {
                wanted.get(i).there(CreditVerdict.Kind.CREATED, element.seq());
            } else if (element.isPlainlyRejected()) {
                wanted.get(i).rejected(null, element.words());
            } else if (element.isRejected()) {
                unsure.add(wanted.get(i));
            } else {
                wanted.get(i).settle(odd(wanted.get(i)));
            }
        }
        if (unsure.isEmpty()) {
            return;
        }
        look(unsure);
        for (var sale : unsure) {
            var words = elements.get(wanted.indexOf(sale)).words();
            if (sale.isOpen() && dialect.care().isThere(words)) {
                sale.settle(unknown(sale, words));
            } else if (sale.isOpen()) {
                sale.rejected(null, words);
            }
        }
    }

    /** Sends a write once, and believes its answer only when it proves itself. */
    private Sent send(
            String resource, String seqField, byte[] body, List<Sale> sent, BiPredicate<Element, Sale> isOfThat)
            throws InterruptedException {
        var request = ImRequest.post("/" + resource, body).neverTwice();
        HttpAnswer answer;
        try {
            answer = calls.call(request);
        } catch (ImUnavailableException e) {
            if (e.kind() == ImUnavailableException.Kind.UNREACHABLE) {
                throw e;
            }
            return new Sent.Lost(e);
        }
        var elements = Element.all(answer, resource, seqField, sent.size());
        if (elements.isPresent()) {
            return isProven(elements.get(), sent, isOfThat) ? new Sent.Answered(elements.get()) : new Sent.Lost(null);
        }
        if (isRefusedAsAWhole(answer, resource)) {
            var words = calls.transport().words(answer);
            return new Sent.Refused("IM answered " + answer.status() + (words.isEmpty() ? "" : ": " + words));
        }
        return switch (answer.status()) {
            case 200, 201, 202, 204, 207, 304, 400, 409, 422 -> new Sent.Lost(null);
            default -> throw calls.transport().refusal(request, answer);
        };
    }

    private static boolean isProven(List<Element> elements, List<Sale> sent, BiPredicate<Element, Sale> isOfThat) {
        for (int i = 0; i < sent.size(); i++) {
            if (elements.get(i).isMade() && !isOfThat.test(elements.get(i), sent.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isItsOrder(Element element, Sale sale) {
        return element.row().path("orderId").asText("").equals(sale.ref());
    }

    private boolean isItsOwn(Element element, Sale sale) {
        return readBack.isOf(element.row(), sale);
    }

    /** A request that was refused as such says so in JSON, without a list; only its size may be refused by anybody. */
    private static boolean isRefusedAsAWhole(HttpAnswer answer, String resource) {
        return switch (answer.status()) {
            case 413 -> true;
            case 400, 422 ->
                ExactJson.read(answer)
                        .filter(body -> body.isObject() && !body.path(resource).isArray())
                        .isPresent();
            default -> false;
        };
    }
}
