package dev.imconnector.sandbox.switches;

import java.time.ZoneId;
import java.util.List;

/** How a tenant (dialect {@code tenant}) shows rows, where nobody outside knows how real ones do. */
public final class TenantReadSwitches {

    public static final Switch<DefaultOrder> DEFAULT_ORDER =
            Switch.choice("default-order", DefaultOrder.SEQ, "tenant: how rows come without orderBy");
    public static final Switch<NextForm> NEXT_FORM =
            Switch.choice("next-form", NextForm.RELATIVE, "tenant: what next leads to");
    public static final Switch<PageDrift> PAGE_DRIFT =
            Switch.choice("page-drift", PageDrift.NONE, "tenant: what rows that come or go do to later pages");
    public static final Switch<PagedAssignments> PAGED_ASSIGNMENTS = Switch.choice(
            "paged-assignments",
            PagedAssignments.RIGHT,
            "tenant: what expand=transactionAssignments gives on pages of more than one row");
    public static final Switch<ReferenceForm> REFERENCE_FORM =
            Switch.choice("reference-form", ReferenceForm.FAMILY, "tenant: how a reference is shown that expand names");
    public static final Switch<ElementReferenceForm> ELEMENT_REFERENCE_FORM = Switch.choice(
            "element-reference-form",
            ElementReferenceForm.FAMILY,
            "tenant: how references are shown in the answer to a write");
    public static final Switch<Boolean> REFERENCE_NULL_FILTER = Switch.flag(
            "reference-null-filter", true, "tenant: whether $filter compares a reference with 'null'; else 400");
    public static final Switch<Integer> MAX_URL =
            Switch.number("max-url", 8_000, 100, 1_000_000, "tenant: the longest path and query; beyond: 414");
    public static final Switch<DateForm> DATE_FORM =
            Switch.choice("date-form", DateForm.OFFSET, "tenant: how dates are shown");
    public static final Switch<ZoneId> TENANT_ZONE = Switch.of(
            "tenant-zone",
            ZoneId.of("America/Los_Angeles"),
            "a time zone, such as Europe/Berlin",
            "tenant: where its days begin",
            TenantReadSwitches::zone,
            ZoneId::getId);
    public static final Switch<PeriodEnd> PERIOD_END =
            Switch.choice("period-end", PeriodEnd.DAY_AFTER, "tenant: which day the endDate of a period is");
    public static final Switch<Boolean> JSON_CHARSET =
            Switch.flag("json-charset", false, "tenant: whether the type of JSON names its charset");

    /** All of these, in the order in which they are described. */
    static final List<Switch<?>> ALL = List.of(
            DEFAULT_ORDER,
            NEXT_FORM,
            PAGE_DRIFT,
            PAGED_ASSIGNMENTS,
            REFERENCE_FORM,
            ELEMENT_REFERENCE_FORM,
            REFERENCE_NULL_FILTER,
            MAX_URL,
            DATE_FORM,
            TENANT_ZONE,
            PERIOD_END,
            JSON_CHARSET);

    private TenantReadSwitches() {}

    private static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException("no such zone");
        }
        return ZoneId.of(text);
    }

    /** How rows come without {@code orderBy}. */
    public enum DefaultOrder {
        SEQ,
        /** In another order for each request, so that pages overlap and leave gaps. */
        SHUFFLED
    }

    /** What {@code next} leads to. */
    public enum NextForm {
        /** {@code /v2/…}, relative to the REST root, with all parameters. */
        RELATIVE,
        /** The same with scheme, host and root. */
        ABSOLUTE,
        /** Absolute, at another host. */
        FOREIGN,
        /** Relative, but without filter, order and expand. */
        BARE,
        /** Another resource's list. */
        OTHER_RESOURCE,
        /** The page that it stands on. */
        SAME
    }

    /** What rows that come or go between two pages do to the later ones. */
    public enum PageDrift {
        NONE,
        /** A row came before: each later page begins with the last row of the one before. */
        REPEATED,
        /** A row went before: each later page leaves a row out. */
        LOST
    }

    /** What {@code expand=transactionAssignments} gives on pages of more than one row. */
    public enum PagedAssignments {
        RIGHT,
        /** Each row carries those of the row before it. */
        SHIFTED,
        MISSING
    }

    /** How an expanded reference is shown. */
    public enum ReferenceForm {
        /** {@link #LEGACY} or {@link #OWN}, as the family does. */
        FAMILY,
        /** {@code {key, displayName, objectType, keyString, logicalKeys}}. */
        LEGACY,
        /** The object's own first fields, its seq first. */
        OWN,
        /** Both in one object. */
        BOTH
    }

    /** How references are shown in the elements that answer a write. */
    public enum ElementReferenceForm {
        /** {@link #BOTH} for legacy tenants, {@link #OWN} for hyperscalers. */
        FAMILY,
        /** The seq alone. */
        BARE,
        LEGACY,
        OWN,
        BOTH
    }

    /** How dates are shown. */
    public enum DateForm {
        /** {@code 2024-01-15T00:00:00.000-0800}. */
        OFFSET,
        /** {@code 2024-01-15T00:00:00.000-08:00}. */
        COLON_OFFSET,
        /** {@code 2024-01-15}; moments keep their offset. */
        DATE
    }

    /** Which day the {@code endDate} of a period is. */
    public enum PeriodEnd {
        /** The first day after it. */
        DAY_AFTER,
        LAST_DAY
    }
}
