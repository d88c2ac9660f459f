package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.ImRequest;
import dev.imconnector.im.ImUnavailableException;
import dev.imconnector.im.dialect.CreditVerdict;
import dev.imconnector.im.dialect.tenant.wire.Calls;
import dev.imconnector.im.dialect.tenant.wire.ExactJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One of the two writes of a batch. It is sent again only after waiting and looking what became of it. An answer counts when it
 * proves itself: by its length, and by the key of each success. One with status 500 never says that something was made or
 * not made, for nobody knows whether a failure undoes what came before it: the look alone says that. It may say why an
 * element was not made, of which the look then finds nothing. For one use.
 */
abstract class SalesWrite {

    private final String resource;
    private final String seqField;
    private final SalesBatch batch;
    private final SendingCare care;
    private final Calls calls;

    SalesWrite(String resource, String seqField, SalesBatch batch, SendingCare care, Calls calls) {
        this.resource = resource;
        this.seqField = seqField;
        this.batch = batch;
        this.care = care;
        this.calls = calls;
    }

    /** Whether it is still to be sent by this write. */
    abstract boolean isWanted(Sale sale);

    /** An array with an element for each. */
    abstract byte[] body(List<Sale> wanted);

    /** Whether what was made shows the key of that sale. */
    abstract boolean isOf(Element made, Sale sale);

    abstract void made(Sale sale, Element element);

    /** Why it was not made, in IM's words. */
    abstract String reason(Element element);

    /** Finds out which are there that IM says were not made. */
    abstract void lookAfterAnswer(List<Sale> unsure) throws InterruptedException;

    /** Finds out which are there, when IM is done with a write whose answer says nothing certain. */
    abstract void lookAfterLoss(List<Sale> lost) throws InterruptedException;

    /** What becomes of one that is not there after a loss. */
    abstract void giveUp(Sale lost);

    final SalesBatch batch() {
        return batch;
    }

    /**
     * Sends what is wanted until all of it is settled, or it is for whoever has sent the batch to ask again.
     *
     * @return that the write is refused as a whole; empty in all other cases
     * @throws ImUnavailableException when nothing of it has arrived, as often as it was sent: who has sent the batch finds out
     *     whether IM is away
     */
    final Optional<Sent.Refused> send(int mostSends) throws InterruptedException {
        for (int sends = 1; sends <= mostSends; sends++) {
            var wanted = batch.sales().stream().filter(this::isWanted).toList();
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            var sent = send(wanted);
            if (sent instanceof Sent.Refused refused) {
                return Optional.of(refused);
            }
            if (sent instanceof Sent.Answered answered) {
                judge(wanted, answered.elements());
                return Optional.empty();
            }
            var lost = (Sent.Lost) sent;
            settle(wanted, lost);
            if (lost.failure() == null) {
                return Optional.empty();
            }
            if (sends == mostSends && wanted.stream().allMatch(this::isWanted)) {
                throw lost.failure();
            }
        }
        return Optional.empty();
    }

    private void settle(List<Sale> wanted, Sent.Lost lost) throws InterruptedException {
        calls.settle(care.settle());
        lookAfterLoss(wanted);
        for (int i = 0; i < lost.elements().size(); i++) {
            if (isWanted(wanted.get(i)) && lost.elements().get(i).isPlainlyRejected()) {
                wanted.get(i).rejected(null, reason(lost.elements().get(i)));
            }
        }
        wanted.stream().filter(this::isWanted).forEach(this::giveUp);
    }

    private void judge(List<Sale> wanted, List<Element> elements) throws InterruptedException {
        var unsure = new LinkedHashMap<Sale, Element>();
        for (int i = 0; i < wanted.size(); i++) {
            var sale = wanted.get(i);
            var element = elements.get(i);
            if (element.isMade()) {
                made(sale, element);
            } else if (element.isPlainlyRejected()) {
                sale.rejected(null, reason(element));
            } else if (element.isRejected()) {
                unsure.put(sale, element);
            } else {
                sale.settle(unknown(sale, "IM's answer says neither that the row was created nor why it was not"));
            }
        }
        if (unsure.isEmpty()) {
            return;
        }
        lookAfterAnswer(List.copyOf(unsure.keySet()));
        unsure.forEach((sale, element) -> {
            if (isWanted(sale) && care.isThere(element.words())) {
                sale.settle(unknown(
                        sale,
                        "IM says that this key exists, but shows no row with exactly that key: " + element.words()));
            } else if (isWanted(sale)) {
                sale.rejected(null, reason(element));
            }
        });
    }

    private static CreditVerdict unknown(Sale sale, String words) {
        return new CreditVerdict(sale.ref(), CreditVerdict.Kind.UNKNOWN, words);
    }

    /** Sends the write once, and believes its answer only when it proves itself. */
    private Sent send(List<Sale> wanted) throws InterruptedException {
        var request = ImRequest.post("/" + resource, body(wanted)).neverTwice();
        HttpAnswer answer;
        try {
            answer = calls.call(request);
        } catch (ImUnavailableException e) {
            if (e.kind() == ImUnavailableException.Kind.UNREACHABLE) {
                throw e;
            }
            var elements =
                    e.answer().flatMap(failed -> elements(failed, wanted)).filter(each -> isProven(each, wanted));
            return new Sent.Lost(e, elements.orElse(List.of()));
        }
        var elements = elements(answer, wanted);
        if (elements.isPresent()) {
            return isProven(elements.get(), wanted)
                    ? new Sent.Answered(elements.get())
                    : new Sent.Lost(null, List.of());
        }
        if (isRefusedAsAWhole(answer)) {
            var words = calls.transport().words(answer);
            return new Sent.Refused("IM answered " + answer.status() + (words.isEmpty() ? "" : ": " + words));
        }
        return switch (answer.status()) {
            case 200, 201, 202, 204, 207, 304, 400, 409, 422 -> new Sent.Lost(null, List.of());
            default -> throw calls.transport().refusal(request, answer);
        };
    }

    private Optional<List<Element>> elements(HttpAnswer answer, List<Sale> wanted) {
        return Element.all(answer, resource, seqField, wanted.size());
    }

    private boolean isProven(List<Element> elements, List<Sale> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (elements.get(i).isMade() && !isOf(elements.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A request that was refused as such says so in JSON, without a list; only its size may be refused by anybody. */
    private boolean isRefusedAsAWhole(HttpAnswer answer) {
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
