package dev.imconnector.im.read;

import dev.imconnector.http.HttpAnswer;
import dev.imconnector.im.dialect.PageAnswer;
import dev.imconnector.im.dialect.PageLink;
import java.util.Optional;

/**
 * An answer of IM that ends as a page does; what is in it {@link ImReader#read} tells. Handed from one thread to another,
 * for use by one at a time.
 */
public final class FetchedPage {

    private final PageLink link;
    private final HttpAnswer answer;
    private final PageAnswer read;
    private final PageLink ahead;

    /**
     * @param read what it was found to be, or null when only its end has been looked at
     * @param ahead where its end says that the next page is, or null
     */
    FetchedPage(PageLink link, HttpAnswer answer, PageAnswer read, PageLink ahead) {
        this.link = link;
        this.answer = answer;
        this.read = read;
        this.ahead = ahead;
    }

    /** Where it comes from. */
    public PageLink link() {
        return link;
    }

    /** Where the next page very likely is: it may be asked for before this one is read, and counts only afterwards. */
    public Optional<PageLink> ahead() {
        return Optional.ofNullable(ahead);
    }

    HttpAnswer answer() {
        return answer;
    }

    Optional<PageAnswer> read() {
        return Optional.ofNullable(read);
    }
}
