package dev.imconnector.problem;

/** What a library says of a text that it cannot read, without what it says to programmers. Stateless. */
public final class LibraryWords {

    private LibraryWords() {}

    /**
     * Leaves out which switch of the library to set, and from which of its methods a bound is.
     *
     * @param words of the library, or null
     * @return the rest, never null
     */
    public static String of(String words) {
        return words == null
                ? ""
                : words.replaceAll("[:,;(]? ?(enable|from|set|see) `[^`]*`( to allow)?", "")
                        .replace('`', '\'');
    }
}
