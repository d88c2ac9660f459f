package dev.imconnector.sandbox.switches;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What there is to read, and how pages lead to the next. */
public final class ReadSwitches {

    public static final Switch<Integer> RESULTS =
            Switch.number("results", 1_000, 0, 10_000_000, "how many results there are; computed, not stored");
    public static final Switch<Integer> PAGE_SIZE =
            Switch.number("page-size", 100, 1, 10_000, "rows of a page without $top");
    public static final Switch<Integer> MAX_TOP = Switch.number("max-top", 100, 1, 10_000, "the largest page");
    public static final Switch<TopAboveMax> TOP_ABOVE_MAX =
            Switch.choice("top-above-max", TopAboveMax.CLAMP, "what a $top beyond the largest page does");
    public static final Switch<TopMeaning> TOP_MEANING =
            Switch.choice("top-meaning", TopMeaning.PAGE, "what $top limits");
    public static final Switch<RowOrder> ROW_ORDER =
            Switch.choice("row-order", RowOrder.UNSTABLE, "how rows come that $orderby leaves equal");
    public static final Switch<NextLinkForm> NEXTLINK_FORM =
            Switch.choice("nextlink-form", NextLinkForm.ABSOLUTE, "what nextLink is relative to");
    public static final Switch<Boolean> NEXTLINK_ENCODED =
            Switch.flag("nextlink-encoded", true, "whether nextLink's query is percent-encoded");
    public static final Switch<Optional<URI>> NEXTLINK_ORIGIN = Switch.origin(
            "nextlink-origin", "scheme://host[:port] of absolute nextLinks; empty: where the request came in");
    public static final Switch<String> NEXTLINK_LITERAL =
            Switch.text("nextlink-literal", "", "nextLink of every page but the last, as it is; empty: the right one");
    public static final Switch<Integer> NEXTLINK_LIFE_SECONDS =
            Switch.number("nextlink-life-seconds", 0, 0, 1_000_000, "after which a nextLink has expired; 0: never");
    public static final Switch<Integer> EXPIRED_LINK_STATUS =
            Switch.oneOf("expired-link-status", 410, "status of an expired nextLink", 400, 410);
    public static final Switch<Integer> EXPIRE_LINK_OF_PAGE = Switch.number(
            "expire-link-of-page", 0, 0, 1_000_000, "the nextLink to that page has always expired; 0: none");
    public static final Switch<Integer> EMPTY_PAGE_EVERY =
            Switch.number("empty-page-every", 0, 0, 1_000_000, "each Nth page is empty, with a nextLink; 0: none");
    public static final Switch<Integer> REPEAT_PAGE =
            Switch.number("repeat-page", 0, 0, 1_000_000, "that page comes twice, under another link; 0: none");
    public static final Switch<Integer> LOOP_AT_PAGE = Switch.number(
            "loop-at-page", 0, 0, 1_000_000, "that page's nextLink is the link it was reached by; 0: none");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL = List.of(
            RESULTS,
            PAGE_SIZE,
            MAX_TOP,
            TOP_ABOVE_MAX,
            TOP_MEANING,
            ROW_ORDER,
            NEXTLINK_FORM,
            NEXTLINK_ENCODED,
            NEXTLINK_ORIGIN,
            NEXTLINK_LITERAL,
            NEXTLINK_LIFE_SECONDS,
            EXPIRED_LINK_STATUS,
            EXPIRE_LINK_OF_PAGE,
            EMPTY_PAGE_EVERY,
            REPEAT_PAGE,
            LOOP_AT_PAGE);

    private ReadSwitches() {}

    /** What a {@code $top} beyond the largest page does. */
    public enum TopAboveMax {
        /** It is taken as the largest. */
        CLAMP,
        /** 400. */
        REFUSE
    }

    /** What {@code $top} limits. */
    public enum TopMeaning {
        /** The rows of one page; a nextLink leads on. */
        PAGE,
        /** The rows of all pages together: after so many there is no nextLink. */
        TOTAL
    }

    /** How rows come that {@code $orderby} leaves equal, which without {@code $orderby} is all of them. */
    public enum RowOrder {
        /** In another order for each request, so that pages overlap and leave gaps. */
        UNSTABLE,
        STABLE
    }

    /** What {@code @odata.nextLink} is relative to. */
    public enum NextLinkForm {
        /** Scheme, host, path and query. */
        ABSOLUTE,
        /** Path from the root, and query. */
        PATH,
        /** The last segment and the query, relative to the API's base path: {@code results?$skiptoken=…}. */
        RELATIVE
    }
}
