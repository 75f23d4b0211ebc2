package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.WRPERR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusWidth;
import org.junit.jupiter.api.Test;

/** RM0090 Rev 21 §3.8 [S]. */
class OtpTest {

    private static final int DATA = 0x1FFF_7800;
    private static final int LOCKS = 0x1FFF_7A00;

    private static int programByte(Desk desk, int address, int value) {
        desk.write(CR, PG);
        desk.write(address, value, BusWidth.BYTE);
        desk.waitWhileBusy();
        return desk.flags();
    }

    @Test void a_lock_byte_locks_its_block_and_itself_and_no_other() {
        for (int locked = 0; locked < 16; locked++) {
            var desk = Desk.running();
            desk.unlock();
            assertThat(programByte(desk, LOCKS + locked, 0)).isZero();
            assertThat(desk.chip.otp().isLocked(locked)).isTrue();

            for (int block = 0; block < 16; block++) {
                desk.write(SR, 0x1F3);
                int expected = block == locked ? WRPERR : 0;
                assertThat(programByte(desk, DATA + 32 * block, 0x12)).isEqualTo(expected);
                desk.write(SR, 0x1F3);
                assertThat(programByte(desk, DATA + 32 * block + 31, 0x34)).isEqualTo(expected);
                assertThat(desk.readByte(DATA + 32 * block)).isEqualTo(block == locked ? 0xFF : 0x12);
            }
            desk.write(SR, 0x1F3);
            assertThat(programByte(desk, LOCKS + locked, 0)).isEqualTo(WRPERR);
        }
    }

    @Test void nothing_erases_it() {
        var desk = Desk.running(ChipSettings.typical(), OptionValues.FACTORY.withRdp(0x55));
        desk.unlock();
        programByte(desk, DATA, 0x42);

        desk.massErase();
        desk.writeOptions(OptionValues.FACTORY);
        desk.powerCycle();

        assertThat(desk.readByte(DATA)).isEqualTo(0x42);
    }

    @Test void its_bits_only_fall() {
        var desk = Desk.running();
        desk.unlock();
        programByte(desk, DATA + 7, 0xF0);

        programByte(desk, DATA + 7, 0x3C);

        assertThat(desk.readByte(DATA + 7)).isEqualTo(0x30);
        assertThat(desk.chip.otp().content().at(7)).isEqualTo(0x30);
    }

    @Test void content_of_another_length_is_refused() {
        var desk = Desk.running();

        assertThatThrownBy(() -> desk.chip.otp().load(Bytes.repeat(0, 512))).isInstanceOf(IllegalArgumentException.class);
    }
}
