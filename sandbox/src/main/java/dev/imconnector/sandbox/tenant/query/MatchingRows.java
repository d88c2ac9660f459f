package dev.imconnector.sandbox.tenant.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imconnector.sandbox.tenant.store.RowSource;
import dev.imconnector.sandbox.tenant.store.TenantState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that a query finds, in its order. Nothing is made of rows that no page shows when the query has no conditions. */
public final class MatchingRows {

    private final int size;
    private final IntFunction<ObjectNode> rows;

    private MatchingRows(int size, IntFunction<ObjectNode> rows) {
        this.size = size;
        this.rows = rows;
    }

    /** @param today the day whose versions are wanted when the query names none */
    public static MatchingRows of(RowSource source, ListQuery query, TenantState state, LocalDate today) {
        if (query.filter() == null
                && query.orderBy().isEmpty()
                && !source.resource().dated()) {
            return new MatchingRows(source.size(), source::row);
        }
        var found = new ArrayList<ObjectNode>();
        for (var row : candidates(source, query)) {
            if (isEffective(source, row, query, today)
                    && (query.filter() == null || query.filter().matches(row, state))) {
                found.add(row);
            }
        }
        sort(found, source, query, state);
        return new MatchingRows(found.size(), found::get);
    }

    private static Iterable<ObjectNode> candidates(RowSource source, ListQuery query) {
        var indexed = query.filter() == null
                ? null
                : query.filter().candidates(source).orElse(null);
        if (indexed == null) {
            return () -> IntStream.range(0, source.size()).mapToObj(source::row).iterator();
        }
        var once = new HashSet<String>();
        var seq = source.resource().seqField();
        return indexed.stream()
                .filter(row -> once.add(row.get(seq).textValue() + row.path("effectiveStartDate")))
                .sorted(Comparator.comparing(row -> row.get(seq).textValue()))
                .collect(Collectors.toList());
    }

    /** Whether rows come in that order anyway: by their seqs. */
    private static boolean isOrderOfRows(RowSource source, ListQuery query) {
        return query.orderBy().isEmpty()
                || query.orderBy().get(0).isAscending(source.resource().seqField());
    }

    private static void sort(List<ObjectNode> found, RowSource source, ListQuery query, TenantState state) {
        if (isOrderOfRows(source, query)) {
            return;
        }
        query.orderBy().stream()
                .map(key -> key.comparator(state))
                .reduce(Comparator::thenComparing)
                .ifPresent(found::sort);
    }

    private static boolean isEffective(RowSource source, ObjectNode row, ListQuery query, LocalDate today) {
        return !source.resource().dated()
                || isEffective(
                        row, query.from() == null ? today : query.from(), query.to() == null ? today : query.to());
    }

    /** Whether a version is in force on some day from the first to the last. */
    public static boolean isEffective(ObjectNode row, LocalDate from, LocalDate to) {
        var start = LocalDate.parse(row.get("effectiveStartDate").textValue());
        var end = LocalDate.parse(row.get("effectiveEndDate").textValue());
        return !start.isAfter(to) && end.isAfter(from);
    }

    public int size() {
        return size;
    }

    /** @param index 0 to {@link #size} - 1 */
    public ObjectNode row(int index) {
        return rows.apply(index);
    }
}
