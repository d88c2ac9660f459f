package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.credit.Credit;
import dev.imconnector.im.dialect.CreditVerdict;
import java.util.ArrayList;
import java.util.List;

/** One credit on its way: which order it has in IM, and what is known of it. For use by one thread. */
final class Sale {

    private final Credit credit;
    private final List<String> orderSeqs = new ArrayList<>();
    private CreditVerdict verdict;

    Sale(Credit credit) {
        this.credit = credit;
    }

    Credit credit() {
        return credit;
    }

    String ref() {
        return credit.sourceRef();
    }

    boolean hasOrder() {
        return !orderSeqs.isEmpty();
    }

    /** The order under which its transaction is sent. */
    String orderSeq() {
        return orderSeqs.get(0);
    }

    /** All orders of its id: more than one where IM takes an order twice. */
    List<String> orderSeqs() {
        return orderSeqs;
    }

    void order(String seq) {
        if (!orderSeqs.contains(seq)) {
            orderSeqs.add(seq);
        }
    }

    boolean isOpen() {
        return verdict == null;
    }

    CreditVerdict verdict() {
        return verdict;
    }

    void settle(CreditVerdict known) {
        verdict = known;
    }

    void there(CreditVerdict.Kind kind, String transactionSeq) {
        settle(CreditVerdict.there(ref(), kind, transactionSeq));
    }

    void rejected(String code, String words) {
        settle(CreditVerdict.rejected(ref(), code, words));
    }
}
