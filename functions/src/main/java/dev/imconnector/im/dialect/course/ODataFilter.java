package dev.imconnector.im.dialect.course;

/**
 * Puts values into filters, so that no value can be read as part of the filter: the one place where it is done.
 *
 * @see <a href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html">OData 4.01 URL
 *     conventions, 5.1.1.14.1: a quote within a string is written twice</a>
 */
final class ODataFilter {

    private ODataFilter() {}

    /** The text as a string of a filter: {@code O'Brien} becomes {@code 'O''Brien'}. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code field eq 'value'}. */
    static String equal(String field, String value) {
        return field + " eq " + quoted(value);
    }
}
