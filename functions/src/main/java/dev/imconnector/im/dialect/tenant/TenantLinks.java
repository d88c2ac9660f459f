package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.NextLinkException;
import dev.imconnector.im.dialect.LinkBoundary;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.problem.CleanText;
import dev.imconnector.problem.Problem;
import java.net.URI;

/** The links between a tenant's pages: {@code /v2/payments?…}, relative to what the API's address has before its version. */
final class TenantLinks {

    private static final int SHOWN = 120;

    private TenantLinks() {}

    /**
     * Reads a link.
     *
     * @param text as IM wrote it
     * @param api the API's base address, without a slash at its end
     * @param page the page that it came with; it leads to more of the same
     * @throws NextLinkException when it leads to anything else
     */
    static PageLink next(String text, URI api, PageLink page) {
        var begin = TenantFamily.VERSION + page.place();
        if (!text.equals(begin) && !text.startsWith(begin + "?")) {
            throw new NextLinkException(new Problem(
                    "NEXT_LINK_REFUSED",
                    "IM's link to the next page, '" + CleanText.of(text.replaceFirst("[?].*", "?…"), SHOWN)
                            + "', is not followed: it does not begin with " + begin,
                    "Report it to SAP support: a link to another address would send the credentials there"));
        }
        var root = api.getRawPath().substring(0, api.getRawPath().length() - TenantFamily.VERSION.length());
        return LinkBoundary.next(root + text, api, page);
    }
}
