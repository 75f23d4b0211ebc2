package io.sectorzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as a person wants to read them; the texts are written out. */
class QuantityTest {

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "1384,1384 bytes", "16384,16 KB", "16385,16385 bytes", "1048576,1 MB", "1572864,1.5 MB",
                "1049600,1025 KB"})
    void a_count_of_bytes_is_never_rounded(long count, String said) {
        assertThat(Quantity.bytes(count)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0,0.00 s", "250,0.25 s", "9994,9.99 s", "12340,12.3 s", "99949,99.9 s", "185000,3 min 05 s", "119600,2 min 00 s"})
    void a_duration_is_as_exact_as_anybody_wants_it(long millis, String said) {
        assertThat(Quantity.duration(Duration.ofMillis(millis))).isEqualTo(said);
    }

    @Test
    void a_rate_needs_time_to_have_passed() {
        assertThat(Quantity.rate(1000, 0)).isEmpty();
        assertThat(Quantity.rate(10240, 1_000_000_000)).isEqualTo("10.0 KB/s");
    }

    @Test
    void a_share_keeps_one_unit() {
        assertThat(Quantity.share(256, 1384)).isEqualTo("256 of 1384 bytes");
        assertThat(Quantity.share(256, 16385)).isEqualTo("0 of 17 KB");
    }
}
