package dev.imconnector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imconnector.problem.Problem;
import dev.imconnector.testkit.SettableClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private final ScriptedParameters parameters = new ScriptedParameters();
    private final SettableClock clock = new SettableClock();
    private final SettingsReader reader =
            new SettingsReader(Map.of("IM_SETTINGS_PATH", "/im-connector/prod/"), parameters, clock);

    @Test
    void without_a_path_no_parameter_is_read() {
        var settings = new SettingsReader(Map.of(), parameters, clock).read();

        assertThat(settings.batchSize()).isEqualTo(100);
        assertThat(parameters.reads).isZero();
    }

    @Test
    void parameters_are_read_once_in_five_minutes() {
        parameters.values.put("batch-size", "7");
        assertThat(reader.read().batchSize()).isEqualTo(7);
        parameters.values.put("batch-size", "8");

        clock.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(reader.read().batchSize()).isEqualTo(7);
        assertThat(parameters.reads).isEqualTo(1);

        clock.advance(Duration.ofNanos(1));
        assertThat(reader.read().batchSize()).isEqualTo(8);
        assertThat(parameters.reads).isEqualTo(2);
        assertThat(parameters.path).isEqualTo("/im-connector/prod");
    }

    @Test
    void settings_that_were_read_do_not_change_in_the_middle_of_an_invocation() {
        parameters.values.put("batch-size", "7");
        var settings = reader.read();
        parameters.values.put("batch-size", "8");
        clock.advance(Duration.ofHours(1));

        assertThat(settings.batchSize()).isEqualTo(7);
        assertThat(parameters.reads).isEqualTo(1);
    }

    @Test
    void a_first_read_that_fails_is_an_error_and_tried_again_at_the_next_invocation() {
        parameters.fails = true;
        assertThatThrownBy(reader::read)
                .isInstanceOf(ParameterSourceException.class)
                .hasMessage("No answer from the parameter store");

        parameters.fails = false;
        assertThat(reader.read().warnings()).isEmpty();
    }

    @Test
    void a_later_read_that_fails_keeps_the_last_good_values_says_so_and_waits_five_minutes() {
        parameters.values.put("batch-size", "7");
        reader.read();
        parameters.fails = true;
        clock.advance(Duration.ofMinutes(5));

        var stale = reader.read();
        assertThat(stale.batchSize()).isEqualTo(7);
        assertThat(stale.warnings())
                .containsExactly(new Problem(
                        "SETTINGS_STALE",
                        "The settings under /im-connector/prod could not be read again, those read before are used:"
                                + " No answer from the parameter store",
                        "Look at its health"));

        parameters.fails = false;
        clock.advance(Duration.ofMinutes(4));
        assertThat(reader.read()).isSameAs(stale);
        clock.advance(Duration.ofMinutes(1));
        assertThat(reader.read().warnings()).isEmpty();
        assertThat(parameters.reads).isEqualTo(3);
    }

    @Test
    void values_that_cannot_be_used_are_read_anew_as_soon_as_they_are_asked_for() {
        parameters.values.put("batch-size", "many");
        assertThatThrownBy(() -> reader.read().batchSize()).isInstanceOf(SettingException.class);

        parameters.values.put("batch-size", "7");
        assertThat(reader.read().batchSize()).isEqualTo(7);
    }

    @Test
    void a_wrong_value_at_a_later_read_is_an_error_too() {
        reader.read();
        parameters.values.put("batch-size", "many");
        clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> reader.read().batchSize()).isInstanceOf(SettingException.class);
    }

    @Test
    void a_wrong_value_is_no_error_for_who_does_not_need_it_and_names_itself_in_a_warning() {
        parameters.values.put("batch-size", "many");

        var settings = reader.read();

        assertThat(settings.pageSize()).isEqualTo(100);
        assertThat(settings.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("SETTING_INVALID");
            assertThat(warning.message()).contains("batch-size", "/im-connector/prod/batch-size", "many");
        });
        assertThat(reader.read()).isSameAs(settings);
        assertThat(parameters.reads).isEqualTo(1);
    }

    @Test
    void a_share_of_a_limit_that_cannot_be_used_is_an_error_and_no_other_limit() {
        parameters.values.put("tenant-requests-per-minute", "many");
        assertThatThrownBy(() -> reader.read().requestsPerMinute()).hasMessageContaining("tenant-requests-per-minute");

        parameters.values.put("requests-per-minute", "60");
        assertThat(reader.read().requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void unknown_names_are_a_warning_without_their_values() {
        parameters.values.put("batchsize", "hunter2");
        parameters.values.put("a-newer-setting", "hunter2");

        assertThat(reader.read().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("SETTING_UNKNOWN");
            assertThat(warning.message())
                    .isEqualTo("No setting is read from /im-connector/prod/ by the name of a-newer-setting, batchsize");
        });
    }
}
