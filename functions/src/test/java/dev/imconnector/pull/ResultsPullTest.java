package dev.imconnector.pull;

import static dev.imconnector.pull.PullScenario.request;
import static dev.imconnector.pull.PullScenario.retry;
import static dev.imconnector.pull.PullScenario.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.problem.Problem;
import dev.imconnector.run.RunRecord;
import dev.imconnector.run.RunStatus;
import dev.imconnector.run.Waiting;
import dev.imconnector.store.Location;
import dev.imconnector.store.RowsFormat;
import dev.imconnector.store.StoreException;
import dev.imconnector.testkit.SimulatedRows.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a pull promises, with a simulated IM and in virtual time. */
class ResultsPullTest {

    private final PullScenario night = new PullScenario();

    private void isWhole(RunRecord run) {
        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.rows()).isEqualTo(night.im.rows().size());
        assertThat(night.lines(run)).containsExactlyElementsOf(night.im.rows());
        var manifest = night.manifest(run);
        assertThat(manifest.get("rows").asLong()).isEqualTo(night.im.rows().size());
        assertThat(partsOfManifest(run)).containsExactlyInAnyOrderElementsOf(partsInFolder(run));
    }

    private List<String> partsOfManifest(RunRecord run) {
        return night.manifest(run).get("parts").findValuesAsText("name");
    }

    private List<String> partsInFolder(RunRecord run) {
        return night.store.locations().stream()
                .filter(location -> location.isIn(run.output().orElseThrow()))
                .map(Location::name)
                .filter(name -> !name.equals("manifest.json"))
                .toList();
    }

    private void hasFailed(RunRecord run, String code) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().map(Problem::code)).contains(code);
        assertThat(run.output()).isEmpty();
        assertThat(night.store.locations())
                .noneMatch(location -> location.name().equals("manifest.json"));
    }

    @Nested
    class A_good_night {

        @Test
        void every_row_is_there_once_with_one_token_call() {
            night.im.results(95);

            var run = night.pull(run("night"));

            isWhole(run);
            assertThat(run.pages()).isEqualTo(10);
            assertThat(night.im.tokenCalls()).isEqualTo(1);
            assertThat(run.requestCounts().requests()).isEqualTo(11);
            assertThat(night.im.asked().get(0))
                    .isEqualTo("/successfactors/im/results?$filter=status eq 'APPROVED'"
                            + "&$orderby=participantId,periodId&$top=10");
        }

        @Test
        void the_manifest_says_what_was_pulled_and_sums_it_up_exactly() {
            night.im.rows(List.of(
                    "{\"participantId\":\"P1\",\"payoutAmount\":12345678901234567.89,\"currencyCode\":\"EUR\"}",
                    "{\"participantId\":\"P2\",\"payoutAmount\":0.01,\"currencyCode\":\"EUR\"}",
                    "{\"participantId\":\"P3\",\"payoutAmount\":-1.50,\"currencyCode\":\"USD\"}",
                    "{\"participantId\":\"P4\",\"payoutAmount\":null}",
                    "{\"participantId\":\"P5\",\"payoutAmount\":1e400000000}"));

            var manifest = night.manifest(night.pull(run("night")));

            assertThat(manifest.get("payoutAmount").decimalValue())
                    .isEqualByComparingTo(new BigDecimal("12345678901234566.40"));
            assertThat(manifest.get("payoutAmounts").toString())
                    .isEqualTo("[{\"currencyCode\":\"EUR\",\"rows\":2,\"amount\":12345678901234567.90},"
                            + "{\"currencyCode\":\"USD\",\"rows\":1,\"amount\":-1.50}]");
            assertThat(manifest.get("rowsWithoutPayoutAmount").asInt()).isEqualTo(2);
            assertThat(manifest.get("filter").textValue()).isEqualTo("status eq 'APPROVED'");
            assertThat(manifest.get("started").textValue()).isEqualTo("2026-03-02T04:15:00Z");
            assertThat(manifest.get("parts").get(0).get("rows").asInt()).isEqualTo(5);
        }

        @Test
        void rows_stay_as_IM_wrote_them_whatever_is_in_them() {
            night.im.rows(List.of(
                    "{\"participantId\":\"P1\",\"resultSeq\":70368744177664001,\"rate\":0.9000000000000000001}",
                    "{\"participantId\":\"P2\",\"amount\":1.10,\"small\":1E-7,\"tier\":{\"cap\":null,\"list\":[1,[2.0]]}}",
                    "{\"participantId\":\"O'Brien\",\"note\":\"a\\\\b\\\"}{[ \\u2028 Gr\u00f8n \ud83d\ude00\"}"));

            isWhole(night.pull(run("night")));
        }

        @Test
        void a_row_that_IM_breaks_over_lines_is_one_line() {
            night.im.rows(List.of("{\"participantId\":\"P1\",\r\n  \"note\":\"x\\ny\"\n}"));

            assertThat(night.lines(night.pull(run("night"))))
                    .containsExactly("{\"participantId\":\"P1\",    \"note\":\"x\\ny\" }");
        }

        @Test
        void a_completed_run_answers_its_record_and_asks_IM_nothing() {
            night.im.results(25);
            night.pull(run("night"));
            var asked = night.im.arrivals().size();

            isWhole(night.pull(run("night")));

            assertThat(night.im.arrivals()).hasSize(asked);
        }

        @Test
        void the_run_id_is_made_of_entity_and_business_date() {
            night.im.results(1);

            var run = night.pull(new PullRequest(
                    Optional.empty(),
                    Optional.of(Instant.parse("2026-03-02T04:15:00Z")),
                    Optional.of("participants"),
                    RowSelection.OPEN,
                    Optional.empty(),
                    false));

            assertThat(run.id()).isEqualTo("pull-participants-2026-03-01");
            assertThat(run.output().map(Location::toString))
                    .contains("file:///results/participants/pull-participants-2026-03-01/");
        }

        @Test
        void a_blank_filter_means_all_rows() {
            night.im.results(1);

            night.pull(request("night", null, "", null, null, false));

            assertThat(night.im.asked().get(0)).doesNotContain("$filter");
        }

        @Test
        void the_fields_of_the_order_are_always_selected_so_that_rows_can_be_told_apart() {
            night.im.results(1);

            night.pull(request("night", null, null, "payoutAmount, periodId", null, false));

            assertThat(night.im.asked().get(0)).contains("$select=payoutAmount,periodId,participantId&");
        }

        @Test
        void what_is_only_for_the_run_is_gone_at_the_end() {
            night.im.results(25);

            night.pull(run("night"));

            assertThat(night.store.locations())
                    .extracting(Location::path)
                    .containsExactlyInAnyOrder(
                            "/results/results/night/manifest.json",
                            "/results/results/night/part-00001-000000000000.jsonl.gz",
                            "/runs/night/report.html",
                            "/runs/night/run.json");
        }

        @Test
        void no_rows_are_fine_or_an_error_as_the_settings_say() {
            isWhole(night.pull(run("fine")));
            night.store.delete(Location.parse("file:///results/results/fine/manifest.json"));

            night.emptyIsFine = false;

            hasFailed(night.pull(run("error")), "NO_ROWS");
            night.im.results(3);
            isWhole(night.pull(retry("error")));
        }
    }

    @Nested
    class Paging {

        @Test
        void an_empty_page_with_a_link_is_not_the_last() {
            night.im.results(35);
            night.im.nth(2, Fault.body(body -> body.replaceFirst("\\[.*]", "[]").replace("20.0", "10.0&empty=1")));

            isWhole(night.pull(run("night")));
        }

        @Test
        void where_IM_takes_the_page_size_for_the_whole_size_all_rows_come_all_the_same() {
            night.im.results(35).topIsTotal();

            isWhole(night.pull(run("night")));

            assertThat(night.im.asked().get(1)).doesNotContain("$top");
        }

        @Test
        void a_result_of_exactly_one_page_is_looked_at_twice_and_whole() {
            night.im.results(10);

            isWhole(night.pull(run("night")));
        }

        @Test
        void a_failed_page_is_never_the_last_page() {
            night.im.results(95);
            night.im
                    .nth(3, Fault.status(500))
                    .nth(5, Fault.cutOff())
                    .nth(7, Fault.html())
                    .nth(9, Fault.timeout());

            isWhole(night.pull(run("night")));
        }

        @Test
        void a_token_that_ends_in_the_middle_is_fetched_anew() {
            night.im.results(95).nth(4, Fault.status(401));

            isWhole(night.pull(run("night")));

            assertThat(night.im.tokenCalls()).isEqualTo(2);
        }

        @Test
        void a_link_that_leads_back_is_refused_at_once() {
            night.im.results(95);
            night.im.nth(4, Fault.body(body -> body.replace("40.0", "20.0")));

            hasFailed(night.pull(run("night")), "NEXT_LINK_LOOPS");

            assertThat(night.im.asked()).hasSize(4);
        }

        @Test
        void a_link_back_to_the_first_page_is_refused_too_however_it_is_encoded() {
            night.im.results(95);
            night.im.nth(
                    2,
                    Fault.body(
                            body -> body.replaceFirst(
                                    "results\\?[^\"]*",
                                    "results?%24filter=status%20eq%20'APPROVED'&\\$orderby=participantId%2CperiodId&\\$top=10")));

            hasFailed(night.pull(run("night")), "NEXT_LINK_LOOPS");
        }

        @Test
        void a_page_that_comes_again_under_another_link_makes_the_pull_start_over_once() {
            night.im.results(95);
            var third = new ArrayList<String>();
            night.im.nth(3, Fault.body(body -> {
                third.add(body.replace("30.0", "30.0&again=1"));
                return body;
            }));
            night.im.nth(4, Fault.body(body -> third.get(0)));

            isWhole(night.pull(run("night")));

            // At once, not only when all rows are looked at.
            assertThat(night.im.asked()).hasSizeLessThan(10 + 10);
        }

        @Test
        void rows_in_unstable_order_are_found_and_end_FAILED_with_what_to_do() {
            var random = new Random(7);
            night.im.results(95).order(all -> {
                var shuffled = new ArrayList<>(all);
                Collections.shuffle(shuffled, random);
                return shuffled;
            });

            var run = night.pull(run("night"));

            hasFailed(run, "ROWS_REPEATED");
            assertThat(run.error().orElseThrow().fix()).contains("results-orderby");
            assertThat(night.im.asked().stream()
                            .filter(path -> path.contains("$skiptoken"))
                            .count())
                    .isEqualTo(18);

            night.im.order(all -> all);
            isWhole(night.pull(retry("night")));
        }

        @Test
        void rows_that_come_twice_are_found_across_invocations() {
            night.im.results(95);
            night.im.nth(9, Fault.body(body -> body.replace("P000085", "P000005")));
            night.im.nth(19, Fault.body(body -> body.replace("P000085", "P000005")));
            night.shortInvocations();

            hasFailed(night.pullToTheEnd(run("night")), "ROWS_REPEATED");
        }

        @Test
        void a_wrong_filter_is_an_error_with_IMs_words() {
            night.im.results(5).next(Fault.status(400));

            var run = night.pull(run("night"));

            hasFailed(run, "IM_REFUSED");
            assertThat(run.error().orElseThrow().message()).contains("status 400");
        }

        @Test
        void an_answer_without_a_list_of_rows_is_no_empty_page() {
            night.im.results(95).nth(3, Fault.body(body -> "{\"error\":\"backend\"}"));

            hasFailed(night.pull(run("night")), "IM_REFUSED");
        }
    }

    @Nested
    class Expired_links {

        @Test
        void the_pull_starts_over_by_itself_and_leaves_no_mixture() {
            night.im.results(95);
            night.im.nth(5, good -> {
                night.im.expireLinks();
                return Fault.status(410).instead(good);
            });

            isWhole(night.pull(run("night")));
        }

        @Test
        void it_does_so_once_in_an_invocation() {
            night.im.results(95).nth(3, Fault.status(410)).nth(6, Fault.status(404));

            hasFailed(night.pull(run("night")), "NEXT_LINK_EXPIRED");
            isWhole(night.pull(retry("night")));
        }

        @Test
        void a_link_that_expired_between_invocations_leaves_no_mixture_either() {
            night.im.results(95);
            night.shortInvocations();
            var first = night.pull(run("night"));
            assertThat(first.rows()).isBetween(10L, 90L);

            night.im.expireLinks();
            night.im.results(60);
            night.invocation = Duration.ofMinutes(1);

            isWhole(night.pull(run("night")));
        }

        @Test
        void pages_of_two_addresses_never_make_one_result() {
            night.im.results(95);
            night.shortInvocations();
            night.pull(run("night"));

            night.server = java.net.URI.create("http://127.0.0.1");
            night.im.link(path -> path);
            night.coldStart();
            night.im.results(60);
            night.invocation = Duration.ofMinutes(1);

            isWhole(night.pull(run("night")));
        }
    }

    @Nested
    class Many_invocations {

        @Test
        void a_pull_goes_on_where_it_stopped() {
            night.im.results(995);
            night.shortInvocations();

            var run = night.pullToTheEnd(run("night"));

            isWhole(run);
            assertThat(run.attempts()).hasSizeGreaterThan(3);
            assertThat(night.im.asked()).doesNotHaveDuplicates();
        }

        @Test
        void a_cold_environment_keeps_the_rate_limit_of_the_one_before() {
            night.im.results(2_995).limit(100);
            night.requestsPerMinute = 100;
            night.invocation = Duration.ofSeconds(40);
            var started = night.clock.instant();

            var run = night.pull(run("night"));
            while (run.status() == RunStatus.INCOMPLETE) {
                night.clock.advance(run.resumeAfter().orElseThrow());
                night.coldStart();
                run = night.pull(run("night"));
            }

            isWhole(run);
            assertThat(night.im.throttled()).isZero();
            assertThat(Duration.between(started, night.clock.instant())).isLessThan(Duration.ofSeconds(60 * 4));
        }

        @Test
        void at_the_limit_it_takes_no_longer_than_it_must_and_never_meets_a_429() {
            night.im.results(4_995).limit(100);
            night.requestsPerMinute = 100;
            var started = night.clock.instant();

            isWhole(night.pullToTheEnd(run("night")));

            var requests = night.im.arrivals().size();
            var ideal = Duration.ofSeconds(60L * ((requests - 1) / 100));
            assertThat(night.im.throttled()).isZero();
            assertThat(Duration.between(started, night.clock.instant()))
                    .isLessThanOrEqualTo(Duration.ofMillis((long) (ideal.toMillis() * 1.02)));
        }

        @Test
        void an_outage_is_waited_for_and_then_gone_on_from() {
            night.im.results(95);
            for (int i = 5; i < 13; i++) {
                night.im.nth(i, Fault.status(503));
            }

            var first = night.pull(run("night"));

            assertThat(first.status()).isEqualTo(RunStatus.INCOMPLETE);
            assertThat(first.waiting().map(Waiting::reason)).contains(Waiting.Reason.IM_UNAVAILABLE);
            assertThat(first.resumeAfter()).contains(Duration.ofSeconds(60));
            assertThat(first.rows()).isEqualTo(40);
            isWhole(night.pullToTheEnd(run("night")));
        }

        @Test
        void an_outage_without_an_end_is_given_up() {
            night.im.results(95);
            for (int i = 5; i < 500; i++) {
                night.im.nth(i, Fault.status(503));
            }

            hasFailed(night.pullToTheEnd(run("night")), "GAVE_UP");
        }

        @Test
        void a_denied_reader_ends_FAILED_with_the_scope_as_the_fix() {
            night.im.results(95).next(Fault.status(403));

            var run = night.pull(run("night"));

            hasFailed(run, "IM_FORBIDDEN");
            assertThat(run.error().orElseThrow().fix()).contains("im.read");
        }

        @Test
        void a_process_that_dies_at_any_write_loses_and_doubles_nothing() {
            night.im.results(495);
            night.shortInvocations();
            var deaths = new AtomicInteger();
            var random = new Random(11);
            night.store.beforeWrite(location -> {
                if (random.nextInt(6) == 0) {
                    deaths.incrementAndGet();
                    throw new Death();
                }
            });

            RunRecord run = null;
            for (int calls = 0; run == null || run.status() != RunStatus.COMPLETED; calls++) {
                assertThat(calls).isLessThan(2_000);
                try {
                    run = night.pull(run("night"));
                    night.clock.advance(run.resumeAfter().orElse(Duration.ZERO));
                } catch (Death e) {
                    assertThat(night.manifest("results", "night").isEmpty()
                                    || night.stored("night")
                                            .checkpoint()
                                            .get("allIn")
                                            .asBoolean())
                            .isTrue();
                    night.clock.advance(Duration.ofSeconds(61));
                    night.coldStart();
                }
            }

            assertThat(deaths).hasValueGreaterThan(5);
            isWhole(run);
        }

        @Test
        void a_part_that_could_not_be_written_is_never_named() {
            night.im.results(995).latency(Duration.ofSeconds(2));
            night.store.beforeWrite(location -> {
                if (location.name().startsWith("part-")) {
                    throw new IllegalStateException("The disk is full");
                }
            });

            assertThatThrownBy(() -> night.pull(run("night"))).hasMessage("The disk is full");

            assertThat(night.stored("night").status()).isEqualTo(RunStatus.RUNNING);
            assertThat(night.stored("night").checkpoint().get("parts")).isEmpty();
            night.store.beforeWrite(location -> {});
            night.clock.advance(Duration.ofSeconds(61));
            isWhole(night.pullToTheEnd(run("night")));
        }

        @Test
        void somebody_else_who_holds_the_run_is_left_alone() {
            night.im.results(95);
            night.store.beforeWrite(location -> {
                if (location.name().startsWith("part-")) {
                    throw new Death();
                }
            });
            assertThatThrownBy(() -> night.pull(run("night"))).isInstanceOf(Death.class);
            night.store.beforeWrite(location -> {});

            var held = night.pull(run("night"));

            assertThat(held.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(held.resumeAfter()).isPresent();
            night.clock.advance(Duration.ofSeconds(61));
            isWhole(night.pull(run("night")));
        }

        @Test
        void a_store_that_cannot_be_reached_is_thrown() {
            night.im.results(5);
            night.store.unreachable(true);

            assertThatThrownBy(() -> night.pull(run("night"))).isInstanceOf(StoreException.class);
        }
    }

    @Nested
    class The_same_run_id {

        @Test
        void with_other_rows_is_an_error_and_never_a_mix() {
            night.im.results(25);
            night.pull(run("night"));

            for (var other : List.of(
                    request("night", "participants", null, null, null, false),
                    request("night", null, "status eq 'PENDING'", null, null, true),
                    request("night", null, null, "periodId", null, false),
                    request("night", null, null, null, "periodId", false))) {
                var run = night.pull(other);

                assertThat(run.error().map(Problem::code)).contains("RUN_INPUT_DIFFERS");
                assertThat(run.rows()).isZero();
            }
            isWhole(night.pull(run("night")));
        }

        @Test
        void keeps_what_it_began_with_when_settings_change() {
            night.im.results(95);
            night.shortInvocations();
            night.pull(run("night"));

            night.resultsFilter = Optional.empty();
            night.format = RowsFormat.CSV;
            night.invocation = Duration.ofMinutes(1);

            isWhole(night.pull(run("night")));
            assertThat(night.im.asked()).allMatch(path -> path.contains("status eq 'APPROVED'"));
        }

        @Test
        void may_be_used_again_for_other_rows_after_a_failure() {
            night.im.results(25).next(Fault.status(400));
            hasFailed(night.pull(request("night", null, "stauts eq 'X'", null, null, false)), "IM_REFUSED");

            var run = night.pull(request("night", null, "status eq 'X'", null, null, true));

            isWhole(run);
            assertThat(night.manifest(run).get("filter").textValue()).isEqualTo("status eq 'X'");
        }
    }

    /** Stands for a process that is killed. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }
}
