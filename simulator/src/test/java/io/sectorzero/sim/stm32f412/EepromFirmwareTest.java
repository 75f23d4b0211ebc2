package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.stm32f412.FirmwareDesk.SRAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The EEPROM emulation of {@code fixtures/firmware} on the chip: what it counted outlives resets, and power cuts wherever they fall. */
class EepromFirmwareTest {

    private static final int FIRST_PAGE = 0x8000;
    private static final int PAGE = 0x4000;
    private static final int IN_USE = 0x5EC7_0000;
    private static final int RECORDS = (PAGE - 8) / 8;
    /** So many places are left in the prepared page. */
    private static final int ROOM = 2;
    private static final int LAST = RECORDS - ROOM - 1;

    /** A chip whose first page is all but full. */
    private static FirmwareDesk allButFull() {
        var desk = FirmwareDesk.unpowered("eeprom");
        ByteBuffer page = ByteBuffer.allocate(8 + 8 * (LAST + 1)).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(IN_USE).putInt(-1);
        for (int count = 0; count <= LAST; count++) {
            page.putInt(count).putInt(~count);
        }
        desk.chip.flash().load(FIRST_PAGE, Bytes.copyOf(page.array()));
        return desk;
    }

    @Test void it_begins_at_nothing_and_counts_ticks() {
        var desk = FirmwareDesk.of("eeprom");
        desk.millis(260);
        assertThat(desk.said()).isEqualTo("count 00000000\r\n");
        desk.millis(1000);

        assertThat(desk.read(SRAM)).isBetween(99, 102);
        assertThat(desk.chip.unmodelled()).isEmpty();
    }

    @Test void the_count_outlives_resets_and_power() {
        var desk = FirmwareDesk.of("eeprom");
        int before = 0;
        for (int i = 0; i < 6; i++) {
            desk.millis(400);
            int count = desk.read(SRAM);
            assertThat(count).isGreaterThanOrEqualTo(before + (i == 0 ? 10 : 35));
            desk.said();
            if (i % 2 == 0) {
                desk.reset();
            } else {
                desk.powerCycle();
            }
            desk.millis(8);
            assertThat(Integer.parseInt(desk.said().substring(6, 14), 16)).isBetween(count, count + 1);
            before = count;
        }
    }

    @Test void a_full_page_makes_room_in_the_other_and_counting_goes_on() {
        var desk = allButFull();
        desk.powerUp();
        desk.millis(1000);

        assertThat(desk.read(SRAM)).isGreaterThan(LAST + 50);
        assertThat(desk.chip.flash().content(FIRST_PAGE + PAGE, FIRST_PAGE + PAGE + 4)).isEqualTo(Bytes.parseHex("0000C75E"));
    }

    /** How many things happen until the page has changed and counting goes on. */
    private static long eventsUntilTheNewPageIsInUse() {
        var desk = allButFull();
        desk.powerUp();
        desk.millis(310);
        assertThat(desk.read(SRAM)).isGreaterThan(LAST + ROOM + 1);
        return desk.world.events();
    }

    @Test void power_may_go_after_any_event_and_no_count_is_lost() {
        long events = eventsUntilTheNewPageIsInUse();
        int latest = LAST;
        for (long event = 1; event <= events; event++) {
            var desk = allButFull();
            int[] reached = {LAST};
            desk.world.afterEvents(event, () -> {
                reached[0] = reached(desk);
                desk.chip.supply(0);
            });
            desk.powerUp();
            desk.millis(330);

            assertThatCountsGoOn(desk, reached[0], "after event %d".formatted(event));
            latest = Math.max(latest, reached[0]);
        }

        assertThat(latest).as("the last cut fell behind the change of pages").isGreaterThan(LAST + ROOM + 1);
    }

    @Test void power_may_go_at_any_moment_of_the_erase() {
        for (int millis = 40; millis < 300; millis += 20) {
            var desk = allButFull();
            desk.powerUp();
            desk.millis(millis);
            int reached = reached(desk);
            desk.chip.supply(0);
            desk.millis(1);

            assertThatCountsGoOn(desk, reached, "after %d ms".formatted(millis));
        }
    }

    /** What the program counts on its way up to the last record, or memory before it begins, is no count. */
    private static int reached(FirmwareDesk desk) {
        int count = desk.chip.isRunning() ? desk.read(SRAM) : 0;
        return count > LAST && count < LAST + 1000 ? count : LAST;
    }

    /** The next start finds the last count, or the one that was being written, and goes on from there. */
    private static void assertThatCountsGoOn(FirmwareDesk cut, int reached, String when) {
        var desk = FirmwareDesk.of(cut.chip.save());
        desk.millis(8);
        int found = Integer.parseInt(desk.said().substring(6, 14), 16);
        assertThat(found).as(when).isBetween(reached, reached + 1);

        desk.millis(400);

        assertThat(desk.read(SRAM)).as(when).isGreaterThan(found + 5);
    }
}
