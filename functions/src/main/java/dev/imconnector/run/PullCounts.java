package dev.imconnector.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a pull has brought in; all null in the record of a push. Part of a {@link RunRecord}.
 *
 * @param parts the names of the parts, in their order
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PullCounts(Long rows, Long pages, List<String> parts) {

    static PullCounts none() {
        return new PullCounts(null, null, null);
    }

    static PullCounts zero() {
        return new PullCounts(0L, 0L, List.of());
    }
}
