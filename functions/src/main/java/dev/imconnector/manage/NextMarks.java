package dev.imconnector.manage;

import dev.imconnector.im.dialect.PageLink;
import dev.imconnector.oauth.DerivedKeySource;
import dev.imconnector.oauth.TokenCache;
import dev.imconnector.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Marks of next pages: what IM's link leads to, signed, so that a caller can hand a mark back and make none up. In
 * base64url, and with neither IM's address nor a token in it. Thread-safe.
 */
public final class NextMarks {

    /** For {@link DerivedKeySource}. */
    public static final String PURPOSE = "im-connector/next-mark/1";

    private static final int SIGNATURE = 16;

    private final DerivedKeySource keys;
    private final TokenCache tokens;

    /**
     * @param keys signs, once a token was fetched with its credentials
     * @param tokens fetches one
     */
    public NextMarks(DerivedKeySource keys, TokenCache tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** The mark of a page that came with another one, and so after a token. */
    String of(PageLink link) {
        var path = link.path().getBytes(StandardCharsets.UTF_8);
        var mark = Arrays.copyOf(signature(link.path()), SIGNATURE + path.length);
        System.arraycopy(path, 0, mark, SIGNATURE, path.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /**
     * What a mark says, whoever has made it.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String path(String mark) {
        var bytes = Base64.getUrlDecoder().decode(mark);
        if (bytes.length <= SIGNATURE) {
            throw new IllegalArgumentException("There is no path in this mark");
        }
        return new String(bytes, SIGNATURE, bytes.length - SIGNATURE, StandardCharsets.UTF_8);
    }

    /**
     * Whether a mark was made here, with the secret that is in force now.
     *
     * @throws dev.imconnector.oauth.OAuthException when it cannot be known, for there is no token
     */
    boolean isOurs(String mark, Deadline deadline) throws InterruptedException {
        tokens.current(deadline);
        var given = Arrays.copyOf(Base64.getUrlDecoder().decode(mark), SIGNATURE);
        return MessageDigest.isEqual(given, Arrays.copyOf(signature(path(mark)), SIGNATURE));
    }

    private byte[] signature(String path) {
        return keys.signature(path)
                .orElseThrow(() -> new IllegalStateException("A token was there before its credentials were read"));
    }
}
