package dev.imconnector.sandbox.read.query;

import dev.imconnector.sandbox.http.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a {@code $filter} into tokens. */
final class FilterLexer {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    enum Kind {
        OPEN,
        CLOSE,
        TEXT,
        WORD,
        END
    }

    /**
     * One token.
     *
     * @param text its text, a string without quotes and escapes
     * @param position where it begins, from 0
     */
    record Token(Kind kind, String text, int position) {}

    private FilterLexer(String text) {
        this.text = text;
    }

    /** @throws RequestRefusedException when a string is not closed or something clings to it */
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
        if (character == ' ') {
            at++;
        } else if (character == '(' || character == ')') {
            tokens.add(new Token(character == '(' ? Kind.OPEN : Kind.CLOSE, String.valueOf(character), at++));
        } else if (character == '\'') {
            string();
        } else {
            word();
        }
    }

    private void string() {
        var start = at++;
        var content = new StringBuilder();
        while (true) {
            var quote = text.indexOf('\'', at);
            if (quote < 0) {
                throw new RequestRefusedException(400, "$filter: the string at position " + start + " is not closed");
            }
            content.append(text, at, quote);
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '\'') {
                break;
            }
            content.append('\'');
            at++;
        }
        requireBreak(start);
        tokens.add(new Token(Kind.TEXT, content.toString(), start));
    }

    private void word() {
        var start = at;
        while (at < text.length() && " ()'".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        requireBreak(start);
        tokens.add(new Token(Kind.WORD, text.substring(start, at), start));
    }

    private void requireBreak(int start) {
        if (at < text.length() && " )".indexOf(text.charAt(at)) < 0) {
            throw new RequestRefusedException(400, "$filter: a blank is missing after the token at position " + start);
        }
    }
}
