package io.sectorzero.sim.cortexm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import org.junit.jupiter.api.Test;

/** Exclusive loads and stores, DDI 0403 Rev E §A3.4, in short programs. */
class ExclusivesTest {

    private static final int DATA = Desk.CODE + 0x2000;
    private static final int LDREX_R0_R1 = 0xE851_0F00;
    private static final int STREX_R2_R3_R1 = 0xE841_3200;
    private static final int CLREX = 0xF3BF_8F2F;
    private static final int NOP = 0xBF00;

    private final Desk desk = new Desk().set(1, DATA).set(3, 77).set(2, 9);

    private void execute(int first, int second) {
        desk.execute(first >>> 16, first & 0xFFFF, second >>> 16, second & 0xFFFF);
    }

    @Test
    void a_store_after_an_exclusive_load_succeeds_once() {
        execute(LDREX_R0_R1, STREX_R2_R3_R1);
        assertThat(desk.r(2)).isZero();
        assertThat(desk.memory.word(DATA)).isEqualTo(77);

        desk.set(3, 78).execute(STREX_R2_R3_R1 >>> 16, STREX_R2_R3_R1 & 0xFFFF);
        assertThat(desk.r(2)).isEqualTo(1);
        assertThat(desk.memory.word(DATA)).isEqualTo(77);
    }

    @Test
    void clrex_and_every_exception_take_the_reservation_away() {
        execute(LDREX_R0_R1, CLREX);
        desk.execute(STREX_R2_R3_R1 >>> 16, STREX_R2_R3_R1 & 0xFFFF);
        assertThat(desk.r(2)).isEqualTo(1);

        desk.code(Desk.handler(Exceptions.SV_CALL), 0x4770);
        desk.code(Desk.CODE, LDREX_R0_R1 >>> 16, LDREX_R0_R1 & 0xFFFF, 0xDF00, STREX_R2_R3_R1 >>> 16,
                STREX_R2_R3_R1 & 0xFFFF, NOP);
        desk.set(2, 9).core.jump(Desk.CODE);
        for (int k = 0; k < 5; k++) {
            desk.step();
        }
        assertThat(desk.control.pc()).isEqualTo(Desk.CODE + 10);
        assertThat(desk.r(2)).isEqualTo(1);
    }

    @Test
    void the_monitor_holds_no_address() {
        desk.set(1, DATA);
        desk.execute(LDREX_R0_R1 >>> 16, LDREX_R0_R1 & 0xFFFF);
        desk.set(1, DATA + 64).execute(STREX_R2_R3_R1 >>> 16, STREX_R2_R3_R1 & 0xFFFF);

        assertThat(desk.r(2)).isZero();
        assertThat(desk.memory.word(DATA + 64)).isEqualTo(77);
    }

    @Test
    void an_unaligned_exclusive_access_faults_with_or_without_a_reservation() {
        desk.set(1, DATA + 2).execute(STREX_R2_R3_R1 >>> 16, STREX_R2_R3_R1 & 0xFFFF);

        assertThat(desk.control.read(0xE000_ED28, BusWidth.WORD)).isEqualTo(Faults.UNALIGNED);
        assertThat(desk.r(2)).isEqualTo(9);
    }
}
