package dev.imconnector.im.dialect;

import dev.imconnector.credit.Credit;
import java.util.List;

/**
 * Credits that are to be sent as one batch, with the body of that request.
 *
 * @param credits left alone while this is in use
 * @param body as the dialect that made it needs it; left alone while this is in use
 */
public record CreditBatch(List<Credit> credits, byte[] body) {}
