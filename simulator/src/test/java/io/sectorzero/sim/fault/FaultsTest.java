package io.sectorzero.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Address;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** Faults as values: what they say of themselves, who gets them, and numbers that mean nothing. */
class FaultsTest {

    private static final Address AT = Address.of(0x0800_0004L);

    private static Stream<List<String>> introductions() {
        return Stream.of(
                List.of("C14", "bit 3 of 0x08000004 is stuck at 0", text(new StuckBit(AT, 3, false))),
                List.of("C15", "bit 3 of 0x08000004 reads differently from time to time", text(new WeakBit(AT, 3))),
                List.of("C14", "erasing sector 5 takes 4.0 times as long", text(new SlowSector(5, 4))),
                List.of("C14", "sector 5 has been erased 30000 times", text(new WornSector(5, 30_000))),
                List.of("C12", "the next erase never begins", text(new DroppedStart(1))),
                List.of("C12", "the next 7 erases never begin", text(new DroppedStart(7))),
                List.of("C15", "power is lost after event 12", text(new PowerCut(12))),
                List.of("E9", "NRST is pulled low after event 12", text(new ResetPulse(12))),
                List.of("E4", "the supply sags to 1.90 V for 2500 us after event 12",
                        text(new Sag(12, 1.9, Duration.ofNanos(2_500_000)))),
                List.of("H7", "byte 12 to the host is lost", text(new LostByte(Direction.TO_HOST, 12))),
                List.of("E13", "byte 12 to the board is disturbed, mask 101", text(new FlippedByte(Direction.TO_BOARD, 12, 0x101))),
                List.of("U4", "a stray 00 goes before byte 0 to the board", text(new ExtraByte(Direction.TO_BOARD, 0, 0x00))),
                List.of("H11", "a stray 7F goes before byte 12 to the board", text(new ExtraByte(Direction.TO_BOARD, 12, 0x7F))),
                List.of("H7", "byte 12 to the board is sent twice", text(new RepeatedByte(Direction.TO_BOARD, 12))),
                List.of("H7", "the adapter is unplugged at byte 12 to the host", text(new LineUnplugged(Direction.TO_HOST, 12))),
                List.of("E12", "the wire to the board breaks after 12 bytes", text(new SilentAfter(Direction.TO_BOARD, 12))));
    }

    private static String text(Fault fault) {
        return fault.cause() + " " + fault.headline();
    }

    @ParameterizedTest
    @MethodSource("introductions")
    void a_fault_introduces_itself(List<String> introduction) {
        assertThat(introduction.get(2)).isEqualTo(introduction.get(0) + " " + introduction.get(1));
    }

    @Test
    void a_plan_hands_out_its_faults_by_kind() {
        FaultPlan plan = FaultPlan.of(new PowerCut(3), new DroppedStart(1)).with(new ResetPulse(9));

        assertThat(plan.all(SupplyFault.class)).containsExactly(new PowerCut(3), new ResetPulse(9));
        assertThat(plan.all(LineFault.class)).isEmpty();
    }

    @Test
    void wear_shows_beyond_the_endurance_only() {
        assertThat(new WornSector(0, WornSector.ENDURANCE_CYCLES).bitsLeft()).isZero();
        assertThat(new WornSector(0, WornSector.ENDURANCE_CYCLES).timeFactor()).isEqualTo(1);
        assertThat(new WornSector(0, 30_000).bitsLeft()).isEqualTo(20);
        assertThat(new WornSector(0, 30_000).timeFactor()).isEqualTo(3);
    }

    @Test
    void numbers_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> new StuckBit(AT, 8, true)).hasMessage("no bit of a byte: 8");
        assertThatThrownBy(() -> new SlowSector(12, 2)).hasMessage("no sector: 12");
        assertThatThrownBy(() -> new SlowSector(1, 0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new DroppedStart(0)).hasMessageContaining("0 starts");
        assertThatThrownBy(() -> new PowerCut(-1)).hasMessageContaining("below zero");
        assertThatThrownBy(() -> new Sag(0, 5, Duration.ZERO)).hasMessageContaining("5.0 V");
        assertThatThrownBy(() -> new FlippedByte(Direction.TO_HOST, 0, 0x200)).hasMessageContaining("512");
        assertThatThrownBy(() -> new ExtraByte(Direction.TO_HOST, 0, 256)).hasMessageContaining("256");
        assertThatThrownBy(() -> new PowerCondition(5, 0)).hasMessageContaining("5.0");
    }
}
