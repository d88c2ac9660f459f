package dev.imconnector.im.dialect.tenant.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which days a tenant's periods have, whichever day it shows as their end. */
class TenantPeriodsTest {

    private static JsonNode row(String calendar, String name, String start, String end) {
        return ExactJson.read("""
                {"periodSeq":"1","name":"%s","startDate":"%sT00:00:00.000-0800","endDate":"%sT00:00:00.000-0700",\
                "calendar":%s}""".formatted(name, start, end, calendar));
    }

    private static JsonNode main(String name, String start, String end) {
        return row("\"17\"", name, start, end);
    }

    private static List<String> days(JsonNode... rows) {
        return TenantPeriods.of(Arrays.asList(rows)).all().stream()
                .map(each -> each.name() + " " + each.start() + " " + each.end())
                .toList();
    }

    @Test
    void an_end_on_which_the_next_one_begins_is_the_day_after() {
        assertThat(days(main("January", "2026-01-01", "2026-02-01"), main("February", "2026-02-01", "2026-03-01")))
                .containsExactly("January 2026-01-01 2026-02-01", "February 2026-02-01 2026-03-01");
    }

    @Test
    void an_end_the_day_before_the_next_one_begins_is_the_last_day() {
        assertThat(days(main("January", "2026-01-01", "2026-01-31"), main("February", "2026-02-01", "2026-02-28")))
                .containsExactly("January 2026-01-01 2026-02-01", "February 2026-02-01 2026-03-01");
    }

    @Test
    void where_periods_tell_nothing_or_both_the_one_day_in_question_is_in_none_rather_than_in_a_wrong_one() {
        assertThat(days(main("January", "2026-01-01", "2026-01-31"))).containsExactly("January 2026-01-01 2026-01-31");
        assertThat(days(
                        main("January", "2026-01-01", "2026-01-31"),
                        main("February", "2026-02-01", "2026-02-28"),
                        main("March", "2026-03-01", "2026-04-01"),
                        main("April", "2026-04-01", "2026-04-30")))
                .contains("January 2026-01-01 2026-01-31", "March 2026-03-01 2026-04-01");
    }

    @Test
    void periods_of_another_calendar_tell_nothing() {
        assertThat(days(
                        row("{\"calendarSeq\":\"17\",\"name\":\"Main\"}", "January", "2026-01-01", "2026-01-31"),
                        row("{\"calendarSeq\":\"17\",\"name\":\"Main\"}", "February", "2026-02-01", "2026-02-28"),
                        row("{\"calendarSeq\":\"18\",\"name\":\"Billing\"}", "February", "2026-01-31", "2026-02-27")))
                .contains("January 2026-01-01 2026-02-01", "February 2026-01-31 2026-02-28");
    }

    @Test
    void what_has_no_name_no_seq_or_no_days_is_no_period() {
        assertThat(TenantPeriods.of(
                                List.of(
                                        ExactJson.read(
                                                "{\"periodSeq\":\"1\",\"name\":\"2026\",\"startDate\":\"2026-01-01\"}"),
                                        ExactJson.read(
                                                "{\"periodSeq\":\"1\",\"startDate\":\"2026-01-01\",\"endDate\":\"2026-02-01\"}"),
                                        ExactJson.read(
                                                "{\"name\":\"2026\",\"startDate\":\"2026-01-01\",\"endDate\":\"2026-02-01\"}"),
                                        ExactJson.read(
                                                "{\"periodSeq\":\"1\",\"name\":\"2026\",\"startDate\":\"2026-13-01\",\"endDate\":\"2027-02-01\"}")))
                        .all())
                .isEmpty();
    }
}
