package dev.imconnector.oauth;

import dev.imconnector.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's credentials, and beside them a key for a purpose of our own that is derived from the secret (HMAC-SHA256):
 * whoever has the secret has the key, nobody gets from the key to the secret, and a rotation changes it. So what is
 * signed here can be checked by every environment of the same client, without a key to be stored. Thread-safe.
 */
public final class DerivedKeySource implements ClientCredentialsSource {

    private static final String ALGORITHM = "HmacSHA256";

    private final ClientCredentialsSource credentials;
    private final String purpose;
    private volatile byte[] key;

    /** @param purpose tells this key from every other one of the same secret */
    public DerivedKeySource(ClientCredentialsSource credentials, String purpose) {
        this.credentials = credentials;
        this.purpose = purpose;
    }

    @Override
    public ClientCredentials read(Deadline deadline) throws InterruptedException {
        var read = credentials.read(deadline);
        key = mac(read.secret().getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
        return read;
    }

    /** The signature of a text, 32 bytes; empty as long as the credentials were never read: fetch a token first. */
    public Optional<byte[]> signature(String text) {
        return Optional.ofNullable(key).map(known -> mac(known, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
