package io.sectorzero.sim.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.LineSettings;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.board.BoardSettings;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.CableUnplugged;
import io.sectorzero.sim.fault.DfuCondition.Begins;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.UsbCondition;
import io.sectorzero.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When the loader appears on USB, who keeps it away and what makes it come again: crystal, cable, serial line and floating pins,
 * as AN2606 Rev 70 §4.1 and AN3156 Rev 18 [P] tell it.
 */
class DfuArrivalTest {

    private static final BoardSettings HEALTHY = BoardSettings.healthy();

    @Test
    void the_first_session_finds_what_an_earlier_host_left_and_a_reset_ends_it() {
        DfuHost host = DfuHost.with(HEALTHY.with(new DfuCondition(Begins.ERROR, 1, 2048, false)));
        assertThat(host.status()).isEqualTo("0B 0A");
        reset(host);
        host.open();
        assertThat(host.status()).isEqualTo("00 02");
    }

    /** AN2606 Rev 70 §4.1 and "STM32F412xx devices": whole MHz from 4 to 26; anything else resets the chip again and again. */
    @ParameterizedTest(name = "{0} Hz")
    @CsvSource({"4000000, true", "8000000, true", "25000000, true", "26000000, true",
            "0, false", "3000000, false", "27000000, false", "14745600, false"})
    void only_a_crystal_of_whole_megahertz_brings_the_device_up(long hz, boolean comes) {
        DfuHost host = DfuHost.at(HEALTHY.with(usb(hz, false, 0, OptionalLong.empty())));
        host.pass(Duration.ofSeconds(2));
        assertThat(host.seesLoader()).isEqualTo(comes);
        long resets = host.bench().trace().events().stream()
                .filter(event -> event.remark().equals("the loader resets the chip")).count();
        assertThat(resets > 3).isEqualTo(!comes);
    }

    @ParameterizedTest(name = "{0} Hz measured with HSI off by {1} %")
    @CsvSource({"8000000, 2, true", "25000000, 1, true", "25000000, 3, false", "25000000, -3, false", "8000000, 8, false"})
    void a_crystal_is_taken_for_another_when_the_inner_clock_is_off_and_the_higher_the_sooner(long hz, double error, boolean comes) {
        DfuHost host = DfuHost.at(HEALTHY.with(usb(hz, false, error, OptionalLong.empty())));
        host.pass(Duration.ofSeconds(2));
        assertThat(host.seesLoader()).isEqualTo(comes);
    }

    @Test
    void nobody_comes_when_something_else_hangs_on_the_lines() {
        DfuHost host = DfuHost.at(HEALTHY.with(usb(8_000_000, true, 0, OptionalLong.empty())));
        assertThatThrownBy(() -> host.port().await(DfuHost.LOADER, Deadline.in(Duration.ofSeconds(5), host.bench().time())))
                .isInstanceOf(TargetSilent.class);
    }

    @Test
    void a_crystal_that_misses_a_beat_resets_the_loader_once_and_it_comes_back() {
        DfuHost host = DfuHost.with(HEALTHY.with(usb(8_000_000, false, 0, OptionalLong.of(500))));
        assertThatThrownBy(() -> {
            for (int i = 0; i < 1000; i++) {
                host.setAddress(0x0800_0000);
            }
        }).isInstanceOf(LinkLost.class);
        host.open();
        host.pass(Duration.ofSeconds(2));
        assertThat(host.status()).isEqualTo("00 02");
    }

    @Test
    void the_connection_takes_the_time_the_documents_state() {
        DfuHost host = DfuHost.at(HEALTHY);
        long before = host.bench().time().nanos();
        host.open();
        assertThat(host.bench().time().nanos() - before).isBetween(370_000_000L, 400_000_000L);
    }

    @Test
    void a_cable_that_is_in_takes_the_loader_from_the_serial_line() {
        DfuHost host = DfuHost.with(HEALTHY);
        host.bench().uart().configure(LineSettings.even(115_200));
        host.bench().uart().send(Bytes.of(0x7F));
        byte[] into = new byte[4];
        assertThat(host.bench().uart().receive(into, Deadline.in(Duration.ofSeconds(1), host.bench().time()))).isZero();
    }

    @Test
    void a_serial_line_that_spoke_first_keeps_usb_away_until_the_next_reset() {
        DfuHost host = DfuHost.at(HEALTHY);
        host.port().close();
        reset(host);
        host.pass(Duration.ofMillis(10));
        host.bench().uart().configure(LineSettings.even(115_200));
        host.bench().uart().send(Bytes.of(0x7F));
        assertThat(host.bench().uart().receive(new byte[1], host.patience())).isEqualTo(1);

        host.bench().usb();
        host.pass(Duration.ofSeconds(2));
        assertThat(host.seesLoader()).isFalse();
        reset(host);
        host.open();
    }

    @Test
    void a_floating_pin_steals_the_session_about_as_often_as_its_chance_says() {
        DfuHost host = DfuHost.at(HEALTHY.with(
                new BootCondition(Strap.SWITCH, false, List.of("PA10"), NoiseAfter.ANY_RESET, 0.8)));
        host.port().close();
        int stolen = 0;
        for (int i = 0; i < 200; i++) {
            reset(host);
            host.pass(Duration.ofMillis(10));
            stolen += host.board().status().running().contains("USART1") ? 1 : 0;
        }
        assertThat(stolen).isBetween(140, 180);
    }

    @Test
    void a_cable_pulled_at_any_transfer_loses_the_link_and_the_board_takes_the_next_session() {
        int lost = 0;
        for (int n = 1; n < 40; n++) {
            DfuHost host = DfuHost.with(HEALTHY.with(new CableUnplugged(n)));
            try {
                host.erase(0x0800_0000);
                for (int block = 0; block < 8; block++) {
                    host.setAddress(0x0800_0000 + 64 * block);
                    host.perform(2, Bytes.repeat(n, 64));
                }
            } catch (LinkLost expected) {
                lost++;
            }
            host.bench().usb();
            reset(host);
            host.open();
            assertThat(host.status()).as("pulled at transfer %d", n).isEqualTo("00 02");
        }
        assertThat(lost).isEqualTo(39);
    }

    private static void reset(DfuHost host) {
        host.board().reset(true);
        host.pass(Duration.ofMillis(1));
        host.board().reset(false);
    }

    private static UsbCondition usb(long hseHz, boolean loaded, double hsiErrorPct, OptionalLong drops) {
        return new UsbCondition(false, hseHz, OptionalLong.empty(), false, loaded, hsiErrorPct, drops);
    }
}
