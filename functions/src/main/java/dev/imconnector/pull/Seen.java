package dev.imconnector.pull;

import dev.imconnector.hashing.Hash128;
import dev.imconnector.hashing.HashIndex128;
import dev.imconnector.im.dialect.Page;
import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.problem.Problem;
import dev.imconnector.run.Part;
import dev.imconnector.run.PartList;
import dev.imconnector.store.Location;
import dev.imconnector.store.ObjectStore;
import dev.imconnector.store.StoreException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The links, pages and rows that a pull has seen, as hashes. Kept in parts beside the run record, so that
 * a resumed pull recognises what came before it was stopped. For use by one thread.
 */
final class Seen {

    private static final int FIRST_CHECK = 1_000;
    private static final int HASH = 16;

    /** What a page takes besides its rows: its link, itself, the number of its rows. */
    private static final int HEAD = 2 * HASH + 4;

    private final Hash128 hash = new Hash128();
    private final FollowedLinks followed = new FollowedLinks();
    private final HashIndex128 pages = new HashIndex128();
    private final RowHashes rows = new RowHashes();
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private final String order;
    private long firstPage;
    private int nextCheck = FIRST_CHECK;

    /** @param order an example of an order that tells rows apart, for what is said when it does not */
    Seen(String order) {
        this.order = order;
    }

    /** Reads what was seen by the invocations before. */
    void load(ObjectStore store, Location folder, PartList parts) {
        for (var part : parts.locations(folder)) {
            var object = store.find(part).orElseThrow(() -> gone(part, null));
            try (var in = new DataInputStream(new BufferedInputStream(store.open(object)))) {
                for (long left = object.size(); left > 0; ) {
                    followed.add(new FollowedLinks.Mark(in.readLong(), in.readLong()));
                    pages.add(in.readLong(), in.readLong());
                    var count = in.readInt();
                    for (int i = 0; i < count; i++) {
                        rows.add(in.readLong(), in.readLong());
                    }
                    left -= HEAD + (long) HASH * count;
                }
            } catch (IOException e) {
                throw gone(part, e);
            }
        }
    }

    private static StoreException gone(Location part, IOException cause) {
        return new StoreException(
                new Problem(
                        "PART_MISSING",
                        "The part " + part + " that the run record names is gone or cannot be read",
                        "Check the store and call again with the same runId; if that does not help, pull under"
                                + " another runId"),
                cause);
    }

    /** The links that the pull has followed. */
    FollowedLinks followed() {
        return followed;
    }

    /**
     * Notes a page and its rows.
     *
     * @param link the link that was followed to it
     * @param number which page it is, from 0
     * @throws RowsRepeatedException when it, or as far as is known by now one of its rows, came before
     */
    void take(PageLink link, Page page, long number) {
        var entry = ByteBuffer.allocate(HEAD + HASH * page.size());
        var mark = FollowedLinks.Mark.of(link);
        entry.putLong(mark.high()).putLong(mark.low());
        for (int row = 0; row < page.size(); row++) {
            hash.of(page.body(), page.from(row), page.to(row));
            entry.putLong(HEAD + HASH * row, hash.high()).putLong(HEAD + HASH * row + 8, hash.low());
            rows.add(hash.high(), hash.low());
        }
        if (!takePage(entry, page.size(), number)) {
            throw RowsRepeatedException.page(number + 1, order);
        }
        entry.putLong(hash.high()).putLong(hash.low()).putInt(page.size());
        if (unwritten.size() == 0) {
            firstPage = number;
        }
        unwritten.writeBytes(entry.array());
        if (rows.size() >= nextCheck) {
            check();
        }
    }

    /** A page is the hash of its rows' hashes; an empty one is like any other empty page, so it counts by its number. */
    private boolean takePage(ByteBuffer entry, int size, long number) {
        if (size == 0) {
            hash.of("empty page " + number);
        } else {
            hash.of(entry.array(), HEAD, HEAD + HASH * size);
        }
        return pages.add(hash.high(), hash.low());
    }

    /**
     * Looks at all rows so far.
     *
     * @throws RowsRepeatedException when one came twice word for word
     */
    void check() {
        if (rows.hasRepeats()) {
            throw RowsRepeatedException.row(rows.size(), order);
        }
        nextCheck = (int) Math.min(Integer.MAX_VALUE, 2L * rows.size() + FIRST_CHECK);
    }

    /** Makes a part of what was seen since the last time, and names it in the list; empty when that is nothing. */
    Optional<Part> cut(Location folder, PartList parts, int generation) {
        if (unwritten.size() == 0) {
            return Optional.empty();
        }
        var part = new Part(parts.location(folder, generation, firstPage), unwritten.toByteArray(), false);
        parts.add(generation, firstPage);
        unwritten.reset();
        return Optional.of(part);
    }
}
