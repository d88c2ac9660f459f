package dev.imconnector.sandbox.tenant;

import static dev.imconnector.sandbox.testkit.TenantCaller.array;
import static dev.imconnector.sandbox.testkit.TenantCaller.elements;
import static dev.imconnector.sandbox.testkit.TenantCaller.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.sandbox.ImDialect;
import dev.imconnector.sandbox.SandboxOptions;
import dev.imconnector.sandbox.switches.FaultSwitches;
import dev.imconnector.sandbox.switches.RateSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches;
import dev.imconnector.sandbox.switches.TenantWriteSwitches.KeyRule;
import dev.imconnector.sandbox.testkit.RunningSandbox;
import dev.imconnector.sandbox.testkit.TenantCaller;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant has done of a request whose answer was lost, came late, or was not the one it should have been. */
@Timeout(60)
class TenantFaultsTest {

    @RegisterExtension
    final RunningSandbox running = new RunningSandbox(
            SandboxOptions.defaults().withDialect(ImDialect.TENANT).with(RateSwitches.RATE_LIMIT, 0));

    private final TenantCaller im = new TenantCaller(running.sandbox);

    @BeforeEach
    void order() {
        im.order("A-1");
    }

    private void lost(String element) {
        assertThatThrownBy(() -> im.post("/salesTransactions", array(element)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private long stored() {
        return running.sandbox.report().credits().stored();
    }

    @ParameterizedTest
    @CsvSource({"drop-before, 0", "drop-after, 1", "cut-body, 1"})
    void anAnswerIsLostBeforeOrAfterTheTransactionIsThere(String action, int stored) {
        running.set("fault", "next 1 " + action + " on write:salesTransactions");

        lost(sale("A-1", "5"));

        assertThat(stored()).isEqualTo(stored);
        assertThat(im.rows("/salesTransactions?top=1")).hasSize(stored);
        assertThat(im.post("/salesTransactions", array(sale("A-1", "5"))).status())
                .isEqualTo(stored == 0 ? 201 : 400);
    }

    @Test
    void aRequestWhoseClientHasGivenUpIsCarriedOutLater() {
        running.with(FaultSwitches.LATE_SECONDS, 30);
        running.set("fault", "next 1 drop-late on write:salesTransactions");

        lost(sale("A-1", "5"));

        assertThat(im.rows("/salesTransactions?top=1")).isEmpty();
        running.clock.advance(Duration.ofSeconds(29));
        assertThat(im.rows("/salesTransactions?top=1")).isEmpty();
        running.clock.advance(Duration.ofSeconds(1));
        assertThat(im.rows("/salesTransactions?top=1")).hasSize(1);
        assertThat(running.sandbox.timesSent("A-1")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"ENFORCED, 1", "DOUBLED, 2"})
    void whatIsCarriedOutLateMeetsTheOneThatWasSentAgain(KeyRule rule, int stored) {
        running.with(TenantWriteSwitches.TRANSACTION_KEY, rule);
        running.set("fault", "next 1 drop-late on write:salesTransactions");
        lost(sale("A-1", "5"));

        assertThat(im.post("/salesTransactions", array(sale("A-1", "5"))).status())
                .isEqualTo(201);
        running.clock.advance(Duration.ofSeconds(30));

        assertThat(im.rows("/salesTransactions?top=100")).hasSize(stored);
        assertThat(running.sandbox.report().credits().stored()).isEqualTo(stored);
    }

    @Test
    void theReportSeesWhatWasDueByNow() {
        running.set("fault", "next 1 drop-late on write:salesTransactions");
        lost(sale("A-1", "5"));
        running.clock.advance(Duration.ofSeconds(30));

        assertThat(running.im
                        .admin("GET", "report", "")
                        .json()
                        .at("/credits/stored")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void whoeverAsksTheSandboxItselfSeesItToo() {
        running.set("fault", "next 1 drop-late on write:salesTransactions");
        lost(sale("A-1", "5"));
        running.clock.advance(Duration.ofSeconds(30));

        assertThat(stored()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aRequestThatWasCarriedOutMayBeAnsweredAsAFaultWithItsElements(int status) {
        running.set("fault", "next 1 status-after " + status + " on write:salesTransactions");

        var answer = im.post("/salesTransactions", array(sale("A-1", "5")));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(elements(answer, "salesTransactions").get(0).has("salesTransactionSeq"))
                .isTrue();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aFaultWithoutElementsHasCarriedOutNothing() {
        running.set("fault", "next 1 status 500 on write:salesTransactions");

        var answer = im.post("/salesTransactions", array(sale("A-1", "5")));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().has("salesTransactions")).isFalse();
        assertThat(answer.json().has("timeStamp")).isTrue();
        assertThat(stored()).isZero();
    }

    @Test
    void aFaultStrikesTheResourceAndTheDirectionThatItNames() {
        running.set("fault", "always status 503 on read:salesOrders");

        assertThat(im.get("/salesOrders?top=1").status()).isEqualTo(503);
        assertThat(im.get("/salesTransactions?top=1").status()).isEqualTo(200);
        assertThat(im.post("/salesOrders", "[{\"orderId\":\"A-2\"}]").status()).isEqualTo(201);
    }

    @Test
    void maintenanceIsAPageWithStatus200() {
        running.set("fault", "always html on api");

        var answer = im.get("/salesOrders?top=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void aTransactionIsUnderWayUntilItsAnswerIsSent() {
        running.with(FaultSwitches.STALL_SECONDS, 1);
        running.set("fault", "next 1 stall-after on write:salesTransactions");
        lost(sale("A-1", "5"));

        im.post("/salesTransactions", array(sale("A-1", "5")));

        assertThat(running.sandbox.report().credits().sameSourceRefUnderWay()).isZero();
        assertThat(running.sandbox.report().credits().mostSent()).isEqualTo(2);
    }
}
