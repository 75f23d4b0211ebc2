package io.sectorzero.flash.uart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.link.LineSettings;
import io.sectorzero.time.Crank;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two reads tell about the rate of a line, whatever the turns to and fro take. */
class TempoTest {

    private final Crank clock = new Crank();
    private final Tempo tempo = new Tempo(clock, LineSettings.even(115_200));

    @ParameterizedTest
    @CsvSource({"115200,0,false", "115200,64,false", "57600,0,false", "9600,0,true", "9600,64,true", "19200,250,true"})
    void a_line_far_slower_than_it_was_told_is_noticed_through_any_latency(int baud, int latencyMillis, boolean noticed) {
        tempo.longRead(256, () -> wire(256, baud, latencyMillis));
        tempo.shortRead(4, () -> wire(4, baud, latencyMillis));

        assertThat(tempo.warning().isPresent()).isEqualTo(noticed);
        tempo.warning().ifPresent(warning -> assertThat(warning).startsWith("U7 252 bytes took").contains("about %d".formatted(baud / 10))
                .contains("115200 8E1"));
    }

    @Test
    void one_read_alone_tells_nothing() {
        tempo.longRead(256, () -> wire(256, 300, 0));

        assertThat(tempo.warning()).isEmpty();
    }

    private int wire(int bytes, int baud, int latencyMillis) {
        clock.pass(Duration.ofNanos(bytes * 11L * 1_000_000_000L / baud).plusMillis(latencyMillis));
        return bytes;
    }
}
