package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.ACR;
import static io.sectorzero.sim.manual.FlashInterface.FLASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import org.junit.jupiter.api.Test;

/** RM0090 Rev 21 §3.5.2 and §3.9 [S]. */
class CacheTest {

    private static final int ICEN = 1 << 9;
    private static final int DCEN = 1 << 10;
    private static final int ICRST = 1 << 11;
    private static final int DCRST = 1 << 12;

    /** A chip whose core has read sector 1 through its data cache, and which then erased that sector. */
    private static Desk deskWithStaleLine() {
        var desk = Desk.running();
        desk.fill(1, 0x11);
        desk.write(ACR, DCEN);
        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(0x1111_1111);
        desk.unlock();
        desk.eraseSector(1);
        return desk;
    }

    @Test void after_an_erase_the_core_still_sees_the_cached_line_and_nobody_else_does() {
        var desk = deskWithStaleLine();

        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(0x1111_1111);
        assertThat(desk.read(FLASH + 0x400C)).isEqualTo(0x1111_1111);
        assertThat(desk.read(FLASH + 0x4010)).as("the next line was never cached").isEqualTo(-1);
        desk.chip.debugger(true);
        for (Master master : new Master[] {Master.LOADER, Master.DMA, Master.DEBUGGER, Master.FETCH}) {
            assertThat(desk.chip.bus().read(FLASH + 0x4000, BusWidth.WORD, master)).as("%s", master).isEqualTo(-1);
        }
    }

    @Test void the_reset_acts_only_while_the_cache_is_off() {
        var desk = deskWithStaleLine();

        desk.write(ACR, DCEN | DCRST);
        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(0x1111_1111);
        desk.write(ACR, 0);
        assertThat(desk.read(FLASH + 0x4000)).as("off means past the cache").isEqualTo(-1);
        desk.write(ACR, DCEN);
        assertThat(desk.read(FLASH + 0x4000)).as("a cache keeps its lines while off").isEqualTo(0x1111_1111);
        desk.write(ACR, 0);
        desk.write(ACR, DCRST);
        desk.write(ACR, 0);
        desk.write(ACR, DCEN);

        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(-1);
    }

    @Test void programming_keeps_the_data_cache_up_to_date() {
        var desk = Desk.running();
        desk.write(ACR, DCEN);
        desk.read(FLASH);
        desk.unlock();

        desk.program(FLASH + 4, 0x1234_5678);

        assertThat(desk.read(FLASH + 4)).isEqualTo(0x1234_5678);
        assertThat(desk.read(FLASH)).isEqualTo(-1);
    }

    @Test void nine_lines_push_the_least_recently_used_out_of_eight() {
        var desk = deskWithStaleLine();
        for (int line = 1; line < 8; line++) {
            desk.read(FLASH + line * 16);
        }
        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(0x1111_1111);

        desk.read(FLASH + 0x100);
        assertThat(desk.read(FLASH + 0x4000)).as("it was used last but one").isEqualTo(0x1111_1111);
        for (int line = 0x20; line < 0x28; line++) {
            desk.read(FLASH + line * 16);
        }

        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(-1);
    }

    @Test void the_instruction_cache_is_another_one_with_its_own_reset() {
        var desk = Desk.running();
        desk.fill(1, 0x22);
        desk.write(ACR, ICEN | DCEN);
        assertThat(fetch(desk)).isEqualTo(0x2222_2222);
        desk.unlock();
        desk.eraseSector(1);

        assertThat(fetch(desk)).isEqualTo(0x2222_2222);
        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(-1);
        desk.write(ACR, ICRST | ICEN);
        assertThat(fetch(desk)).isEqualTo(0x2222_2222);
        desk.write(ACR, 0);
        desk.write(ACR, ICRST);
        desk.write(ACR, ICEN);

        assertThat(fetch(desk)).isEqualTo(-1);
        assertThat(desk.read(ACR)).isEqualTo(ICEN);
    }

    private static int fetch(Desk desk) {
        return desk.chip.bus().read(FLASH + 0x4000, BusWidth.WORD, Master.FETCH);
    }

    @Test void a_chip_reset_empties_the_caches() {
        var desk = deskWithStaleLine();

        desk.systemReset();
        desk.write(ACR, DCEN);

        assertThat(desk.read(FLASH + 0x4000)).isEqualTo(-1);
    }
}
