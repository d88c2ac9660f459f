package dev.imconnector.im.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.im.NextLinkException;
import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a link to the next page may lead, and where not. */
class LinkBoundaryTest {

    private static final URI API = URI.create("https://api.sap.com/successfactors/im");
    private static final PageLink PAGE = new PageLink("/results?$top=100", true);

    private static PageLink next(String text) {
        return LinkBoundary.next(text, API, PAGE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '#', textBlock = """
            https://api.sap.com/successfactors/im/results?$skiptoken=a1      # /results?$skiptoken=a1
            HTTPS://API.SAP.COM:443/successfactors/im/results?$skiptoken=a1  # /results?$skiptoken=a1
            //api.sap.com/successfactors/im/results?$skiptoken=a1            # /results?$skiptoken=a1
            /successfactors/im/results?$skiptoken=a1                         # /results?$skiptoken=a1
            results?$skiptoken=a1                                            # /results?$skiptoken=a1
            ?$skiptoken=a1                                                   # /results?$skiptoken=a1
            results/next/page?t=1                                            # /results/next/page?t=1
            /success%66actors/im/results?x=1                                 # /results?x=1
            results?%24skiptoken=a%2Fb%3D                                    # /results?%24skiptoken=a%2Fb%3D
            results?$filter=status eq 'A'&$skip=100                          # /results?$filter=status%20eq%20'A'&$skip=100
            results?$filter=name eq 'Grün|{x}'                               # /results?$filter=name%20eq%20'Gr%C3%BCn%7C%7Bx%7D'
            results?rate=5%&of=10%25                                         # /results?rate=5%25&of=10%25
            """)
    void a_link_below_the_base_path_is_followed_however_it_is_written(String text, String path) {
        assertThat(next(text)).isEqualTo(new PageLink(path, false));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://evil.example/successfactors/im/results?x=1",
                "https://api.sap.com.evil.example/successfactors/im/results",
                "https://api.sap.com@evil.example/successfactors/im/results",
                "https://user@api.sap.com/successfactors/im/results",
                "//evil.example/successfactors/im/results",
                "///evil.example/successfactors/im/results",
                "/\\evil.example/successfactors/im/results",
                "\\\\evil.example\\successfactors",
                "http://api.sap.com/successfactors/im/results",
                "https://api.sap.com:8443/successfactors/im/results",
                "https:/successfactors/im/results",
                "https:results",
                "ftp://api.sap.com/successfactors/im/results",
                "javascript:alert(1)",
                "/results?x=1",
                "/successfactors/other/results",
                "/successfactors/imposter/results",
                "/successfactors/im",
                "/successfactors/im/",
                "/successfactors/im/../secrets",
                "/successfactors/im/%2e%2e/secrets",
                "/successfactors/im/.%2E/secrets",
                "/successfactors/im/results/%2e%2e%2f%2e%2e%2fsecrets",
                "/successfactors/im/%252e%252e/secrets",
                "/successfactors/im/..;/secrets",
                "/successfactors/im/results%5c..%5c..%5csecrets",
                "../im/results",
                "./results",
                "results/./x",
                "results//x",
                "/successfactors/im//results",
                "results?x=1#y",
                "results?x=1\u0007",
                "results?x=1\nHost: evil.example",
                "https://[/results",
                "results%zz/x",
                "%00"
            })
    void a_link_that_leads_elsewhere_or_cannot_be_understood_is_refused(String text) {
        assertThatThrownBy(() -> next(text)).isInstanceOfSatisfying(NextLinkException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("NEXT_LINK_REFUSED");
            assertThat(e.problem().fix()).contains("IM_API_URL");
        });
    }

    @Test
    void what_a_link_asks_for_is_not_shown_for_it_may_name_people() {
        assertThatThrownBy(() -> next("https://evil.example/x?$filter=participantId eq 'P1'"))
                .hasMessageContaining("https://evil.example/x?…")
                .hasMessageNotContaining("P1");
    }

    @Test
    void a_very_long_link_is_refused() {
        assertThatThrownBy(() -> next("results?t=" + "x".repeat(20_000))).isInstanceOf(NextLinkException.class);
    }

    @Test
    void links_that_mean_the_same_have_the_same_identity() {
        assertThat(next("results?$filter=status eq 'A'&$top=1").identity())
                .isEqualTo(next("/successfactors/im/results?%24filter=status%20eq%20%27A%27&%24top=1")
                        .identity())
                .isNotEqualTo(next("results?$filter=status eq 'B'&$top=1").identity());
    }

    @Test
    void a_link_that_was_written_down_is_the_same_again() {
        var link = next("results?$filter=name eq 'Grün 5%'");

        assertThat(next(API + link.path())).isEqualTo(link);
    }

    @Property
    void whatever_IM_writes_the_request_stays_below_the_base_path(@ForAll String text) {
        PageLink link;
        try {
            link = next(text);
        } catch (NextLinkException e) {
            return; // refused
        }
        var uri = URI.create(API + link.path());
        assertThat(uri.getAuthority()).isEqualTo(API.getAuthority());
        assertThat(uri.normalize().getPath()).startsWith(API.getPath() + "/");
    }

    @Provide
    Arbitrary<String> links() {
        var beginning = Arbitraries.of(
                "https://api.sap.com/successfactors/im",
                "/successfactors/im",
                "//api.sap.com/successfactors/im",
                "HTTPS://api.sap.com:443/successfactors/im",
                "https://api.sap.com/successfactors/im/results?",
                "");
        var piece = Arbitraries.of(
                "/",
                "?",
                "results",
                "a",
                "-",
                "_",
                ".",
                "..",
                "%2e",
                "%2F",
                "%41",
                "%",
                "%zz",
                "%C3%A4",
                "%E4",
                "\u00e4",
                "~",
                ";",
                "#",
                "\\",
                " ",
                "+",
                "&",
                "=",
                "$skiptoken=",
                "'",
                "(",
                "*",
                ",",
                ":",
                "@",
                "!",
                "[",
                "{",
                "|",
                "\n");
        return Combinators.combine(beginning, piece.list().ofMaxSize(8))
                .as((first, more) -> first + String.join("", more));
    }

    /** The short way is there to be quick, and must not let through or change what the long one would not. */
    @Property(tries = 5_000)
    void what_is_plainly_below_the_base_path_is_so_on_a_closer_look_too(@ForAll("links") String text) {
        var plain = LinkBoundary.plainlyBelow(text, API);

        Statistics.collect(plain == null ? "not plain" : "plain");
        Statistics.coverage(coverage -> coverage.check("plain").percentage(share -> share > 2));
        if (plain != null) {
            assertThat(LinkBoundary.lookedAtClosely(text, API, PAGE)).isEqualTo(new PageLink(plain, false));
        }
    }
}
