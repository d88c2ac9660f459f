package dev.imconnector.pull;

import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.HashIndex128;
import dev.imconnector.im.dialect.PageLink;

/** The links that a pull has followed, as hashes: none is followed twice. Safe for use by several threads. */
final class FollowedLinks {

    /** What a link is recognised by. */
    record Mark(long high, long low) {

        static Mark of(PageLink link) {
            var hash = new Hash128();
            hash.of("link " + link.identity());
            return new Mark(hash.high(), hash.low());
        }
    }

    private final HashIndex128 marks = new HashIndex128();

    /** Notes a link; false when it was followed before. */
    boolean add(PageLink link) {
        return add(Mark.of(link));
    }

    synchronized boolean add(Mark mark) {
        return marks.add(mark.high(), mark.low());
    }
}
