package dev.imconnector.im.dialect.tenant;

import dev.imconnector.im.Entity;
import dev.imconnector.im.QueryException;
import dev.imconnector.problem.Problem;
import java.util.regex.Pattern;

/** Refuses the field names of other IMs, each with what the field is called here: a tenant might ignore such a filter. */
final class OtherNames {

    /** A text in quotes of either kind, or a name with the paths behind it. */
    private static final Pattern WORD =
            Pattern.compile("'[^']*'?|\"[^\"]*\"?|(?<name>[A-Za-z_][A-Za-z0-9_]*)(/[A-Za-z0-9_]+)*");

    private final Entity entity;
    private final TenantResource resource;

    OtherNames(Entity entity, TenantResource resource) {
        this.entity = entity;
        this.resource = resource;
    }

    /** @throws QueryException when the filter names a field that only other IMs have */
    void requireNoneIn(String filter) {
        var words = WORD.matcher(filter);
        while (words.find()) {
            if (words.group("name") != null) {
                require(words.group("name"), "the filter", false);
            }
        }
    }

    /**
     * @param where what names the field
     * @throws QueryException when only other IMs have it
     */
    void require(String name, String where) {
        require(name, where, true);
    }

    private void require(String name, String where, boolean isField) {
        var here = resource.others().get(name);
        if (here == null) {
            return;
        }
        throw new QueryException(new Problem(
                "FIELD_NOT_OFFERED",
                "The " + entity + " of this IM have no field " + name + ", which " + where + " names; nothing was sent",
                here.isEmpty()
                        ? "Leave it out: this IM has no such field"
                        : "Name " + (isField ? here.replaceFirst("/.*", "") : here) + " instead"));
    }
}
