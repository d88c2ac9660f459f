package dev.imconnector.sandbox.tenant.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a {@code $filter} into tokens. A text begins and ends with the same quote, which it cannot hold. */
final class FilterLexer {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    enum Kind {
        OPEN,
        CLOSE,
        QUOTED,
        WORD,
        END
    }

    /** @param position where it begins, from 0 */
    record Token(Kind kind, String text, int position) {

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private FilterLexer(String text) {
        this.text = text;
    }

    /** @throws RequestRefusedException when a text is not closed, or something clings to it */
    static List<Token> tokens(String text) {
        var lexer = new FilterLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Kind.END, "the end", text.length()));
        return lexer.tokens;
    }

    private void next() {
        var character = text.charAt(at);
        switch (character) {
            case ' ' -> at++;
            case '(' -> tokens.add(new Token(Kind.OPEN, "(", at++));
            case ')' -> tokens.add(new Token(Kind.CLOSE, ")", at++));
            case '\'', '"' -> quoted(character);
            default -> word();
        }
    }

    private void quoted(char quote) {
        var start = at;
        var end = text.indexOf(quote, start + 1);
        if (end < 0) {
            throw new RequestRefusedException(400, "$filter: the text at position " + start + " is not closed");
        }
        at = end + 1;
        requireBreak(start);
        tokens.add(new Token(Kind.QUOTED, text.substring(start + 1, end), start));
    }

    private void word() {
        var start = at;
        while (at < text.length() && " ()'\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        requireBreak(start);
        tokens.add(new Token(Kind.WORD, text.substring(start, at), start));
    }

    private void requireBreak(int start) {
        if (at < text.length() && " )".indexOf(text.charAt(at)) < 0) {
            throw new RequestRefusedException(400, "$filter: a blank is missing after position " + start);
        }
    }
}
