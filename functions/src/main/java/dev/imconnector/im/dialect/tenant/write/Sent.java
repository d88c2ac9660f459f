package dev.imconnector.im.dialect.tenant.write;

import dev.imconnector.im.ImUnavailableException;
import java.util.List;

/** What came of one write. */
sealed interface Sent {

    /** It is answered, element by element, and proves that each is of its own place. */
    record Answered(List<Element> elements) implements Sent {}

    /** It is refused as a whole. */
    record Refused(String words) implements Sent {}

    /**
     * Nobody knows what became of it.
     *
     * @param failure how it failed; null when it was answered in a way that proves nothing
     * @param elements what a failure said of each element, which proves its place but not what became of it; else empty
     */
    record Lost(ImUnavailableException failure, List<Element> elements) implements Sent {}
}
