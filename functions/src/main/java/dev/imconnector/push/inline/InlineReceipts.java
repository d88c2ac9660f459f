package dev.imconnector.push.inline;

import dev.imconnector.push.ReceiptLine;
import dev.imconnector.run.Part;
import java.time.Instant;
import java.util.ArrayList;

/** The receipts of a request: the lines of the nightly push's receipts, with the request in place of the file. */
public final class InlineReceipts {

    private InlineReceipts() {}

    /**
     * Gzipped JSON lines, one for each credit that was to be sent.
     *
     * @param request what the credits came with, in place of a file
     * @param otherwiseAt the time to give where no answer of IM says when the credit was sent
     */
    public static byte[] gzip(InlineResult result, String request, Instant otherwiseAt) {
        var line = new ReceiptLine();
        var lines = new ArrayList<byte[]>();
        for (var receipt : result.receipts()) {
            var sentAt = receipt.sentAt() == null ? otherwiseAt : receipt.sentAt();
            lines.add(line.of(
                    request,
                    receipt.index() + 1,
                    receipt.credit(),
                    receipt.outcome().name(),
                    receipt.imId(),
                    sentAt));
        }
        return Part.gzip(lines);
    }
}
