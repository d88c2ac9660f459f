package dev.imconnector.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.imconnector.testkit.Reply;
import dev.imconnector.testkit.ScriptedServer;
import dev.imconnector.testkit.TokenStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Row 12: between fetches nothing that is alive holds the secret")
class SecretInMemoryTest {

    private static final long SECRET_SEED = 0x51ed270b9f1c3a47L;
    private static final long TOKEN_SEED = 0x2c9277b5a1d04e6fL;

    private static final int LOOKS = 20;

    @TempDir
    Path folder;

    /** The text of a seed; nobody keeps it, so that a dump has it only where the core does. */
    private static String text(long seed) {
        return "mark" + Long.toHexString(seed * 31) + Long.toHexString(seed * 37);
    }

    @Test
    void a_dump_of_all_that_is_reachable_has_the_token_and_not_the_secret() throws Exception {
        var cache = cacheWithToken();

        var dump = folder.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);

        assertThat(contains(dump, text(TOKEN_SEED)))
                .as("the cached token, to see that a search finds")
                .isTrue();
        assertThat(isGone(SECRET_SEED)).as("the secret is gone").isTrue();
        assertThat(cache.freshOrNull()).isNotNull();
    }

    @Test
    void after_clearing_it_has_neither() throws Exception {
        var cache = cacheWithToken();

        cache.clear();

        assertThat(isGone(TOKEN_SEED)).as("the token is gone").isTrue();
        assertThat(isGone(SECRET_SEED)).as("the secret is gone").isTrue();
        assertThat(cache.freshOrNull()).isNull();
    }

    /**
     * Whether the text of a seed can no longer be reached. The JDK's HTTP client lets go of a request on a thread of its
     * own, some moments after the answer: a busy machine needs several looks.
     */
    private boolean isGone(long seed) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            var dump = folder.resolve("gone-" + seed + "-" + look + ".hprof");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
            var gone = !contains(dump, text(seed));
            Files.delete(dump);
            if (gone) {
                return true;
            }
        }
        return false;
    }

    private static TokenCache cacheWithToken() throws InterruptedException {
        try (var server = new ScriptedServer()) {
            server.always(TokenStack.PATH, request -> Reply.token(text(TOKEN_SEED), 1800));
            var stack = new TokenStack(server);
            stack.credentials =
                    deadline -> new ClientCredentials("im-writer", text(SECRET_SEED), "v1", Optional.empty());
            var cache = stack.cache();
            cache.current(stack.soon());
            return cache;
        }
    }

    private static boolean contains(Path dump, String text) throws IOException {
        for (Charset charset :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            if (contains(dump, text.getBytes(charset))) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(Path dump, byte[] wanted) throws IOException {
        try (var in = Files.newInputStream(dump)) {
            var window = new byte[1 << 20];
            var kept = 0;
            for (var read = in.read(window); read > 0; read = in.read(window, kept, window.length - kept)) {
                var length = kept + read;
                if (indexOf(window, length, wanted) >= 0) {
                    return true;
                }
                kept = Math.min(wanted.length - 1, length);
                System.arraycopy(window, length - kept, window, 0, kept);
            }
            return false;
        }
    }

    private static int indexOf(byte[] window, int length, byte[] wanted) {
        for (int at = 0; at + wanted.length <= length; at++) {
            var same = 0;
            while (same < wanted.length && window[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
